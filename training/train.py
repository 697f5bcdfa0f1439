"""Make the static model: read, filter, check, tokenizer, matrix, int8, files.

    python training/train.py --parallel parallel.tsv.gz --own outcomes terms.csv training/own \\
        --evaluation gold standards levels --out src/qualmap/data/models/static

Same text, seed, settings, releases of the libraries and kind of machine: same bytes
(`check_same.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import background
import numpy as np
from check_leakage import evaluation_texts
from corpus import Bundle, held_out, read_own, read_parallel, without
from learn import Settings, learn
from pieces import train_tokenizer
from tokenizers import Tokenizer

NAME = "qualmap-static-1"


def main() -> int:
    """Train and write the model."""
    options = _options()
    started = time.monotonic()
    bundles, counts = gather(options)
    print(json.dumps(counts, indent=1), flush=True)
    settings = Settings(**{k: v for k, v in options.settings if v is not None})
    if options.tokenizer:
        tokenizer = Tokenizer.from_file(str(options.tokenizer))
    else:
        tokenizer = train_tokenizer(bundles, settings.vocabulary, settings.own_repeats)
    print(f"vocabulary {tokenizer.get_vocab_size()} {time.monotonic() - started:.0f} s", flush=True)
    matrix = learn(bundles, tokenizer, settings)
    write(options.out, tokenizer, matrix)
    _write_background(options)
    _write_record(options.out, bundles, counts, options)
    print(f"{time.monotonic() - started:.0f} s", flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parallel", type=Path)
    parser.add_argument("--own", type=Path, nargs="*", default=[])
    parser.add_argument("--evaluation", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--all-licences", action="store_true")
    parser.add_argument("--hold-out", action="store_true", help="leave a tenth of the groups out")
    parser.add_argument("--background", type=Path, help="background.json of a measuring run")
    parser.add_argument("--tokenizer", type=Path, help="tokenizer.json whose pieces to keep")
    parser.add_argument("--leave-out", nargs="*", default=[], help="kinds of own tables to skip")
    parser.add_argument("--record", type=Path, help="folder for texts.txt and counts.json")
    steering = Settings.__dataclass_fields__
    for name, field in steering.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(field.default))
    options = parser.parse_args()
    options.settings = [(name, getattr(options, name)) for name in steering]
    return options


def gather(options: argparse.Namespace) -> tuple[list[Bundle], dict]:
    """Return the bundles to train on and what was counted on the way."""
    forbidden = evaluation_texts(options.evaluation)
    read = [bundle for path in options.own for bundle in read_own(path)]
    if options.parallel:
        read += read_parallel(options.parallel, all_licences=options.all_licences)
    read = [b for b in read if b.kind not in options.leave_out]
    if options.hold_out:
        # Their texts may stand elsewhere too, as a term of the glossary for instance.
        forbidden |= {t for b in read if held_out(b.unit_group) for t in b.texts.values()}
        read = [b for b in read if not held_out(b.unit_group)]
    bundles, dropped = without(iter(read), forbidden)
    counts = {
        "bundles": dict(Counter(b.kind for b in bundles).most_common()),
        "licences": dict(Counter(b.licence for b in bundles).most_common()),
        "evaluation texts left out": {k: n for k, n in dropped.most_common() if n},
    }
    return bundles, counts


def _write_background(options: argparse.Namespace) -> None:
    """Copy the background of the measuring run, or measure it on what this run has not seen."""
    if options.background:
        target = options.out / "background.json"
        target.write_bytes(options.background.read_bytes())
        return
    rows = [bundle for path in options.own for bundle in read_own(path)]
    if options.hold_out:
        rows = [bundle for bundle in rows if held_out(bundle.unit_group)]
    background.write(options.out, rows)


def write(folder: Path, tokenizer, matrix: np.ndarray) -> None:
    """Write the model in model2vec's layout: int8 rows and a weight for each."""
    folder.mkdir(parents=True, exist_ok=True)
    largest = np.abs(matrix).max(axis=1)
    weights = (np.where(largest > 0, largest, 1) / 127).astype(np.float32)
    rows = np.rint(matrix / weights[:, None]).astype(np.int8)
    _write_safetensors(folder / "model.safetensors", {"embeddings": rows, "weights": weights})
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "name": NAME,
        "model_type": "model2vec",
        "normalize": True,
        "hidden_dim": matrix.shape[1],
        "embedding_dtype": "int8",
        "text": "qualmap.encoders.words.plain",
    }
    _write_json(folder / "config.json", config)
    static = "sentence_transformers.models.StaticEmbedding"
    normal = "sentence_transformers.models.Normalize"
    _write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": ".", "type": static},
            {"idx": 1, "name": "1", "path": "1_Normalize", "type": normal},
        ],
    )


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8", newline="\n")


def _write_safetensors(path: Path, tensors: dict[str, np.ndarray]) -> None:
    from safetensors.numpy import save_file

    save_file({name: np.ascontiguousarray(t) for name, t in tensors.items()}, path)


def _write_record(out: Path, bundles: list[Bundle], counts: dict, options) -> None:
    """Write what was used beside the run, for the leakage check and the model card."""
    if not options.record:
        return
    options.record.mkdir(parents=True, exist_ok=True)
    used = {text for b in bundles for text in [*b.texts.values(), *b.near.values()]}
    lines = "".join(f"{text}\n" for text in sorted(used))
    (options.record / "texts.txt").write_text(lines, encoding="utf-8", newline="\n")
    _write_json(options.record / "counts.json", counts)


if __name__ == "__main__":
    sys.exit(main())
