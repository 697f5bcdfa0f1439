"""Check that no evaluation text stands in the training data; exit code 1 if one does.

    python training/check_leakage.py --evaluation GOLD STANDARDS LEVELS --own training/own …

Both sides are compared as the model sees them (romanised words), so that script, case, accents
and punctuation hide nothing. `train.py` leaves such texts out by itself and says how many;
this check reads the same tables as they are written, or the texts that a run really used.

The set that `qualmap models bench` measures on is an evaluation set too, named or not.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus import TSV, plain, read_own, read_parallel, read_yaml

from qualmap.files import data_path

LANGUAGE_TAGS = frozenset({"en", "ru", "kk", "ky", "tg", "tk", "uk", "uz-Latn", "uz-Cyrl"})

# Columns of evaluation tables that hold no text.
NO_TEXT = frozenset({"id", "code", "isco", "subject_id", "predicate_id", "object_id", "comment"})


# Ships with qualmap and is measured on by whoever runs `qualmap models bench`.
BENCH = data_path("models", "bench.tsv")


def evaluation_texts(paths: list[Path]) -> frozenset[str]:
    """Return every text of the evaluation sets and of the shipped one, as the model sees it."""
    return frozenset(filter(None, map(plain, _raw_texts([*paths, BENCH]))))


def _raw_texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix == ".tsv":
                with file.open(encoding="utf-8", newline="") as stream:
                    lines = (line for line in stream if not line.startswith("#"))
                    for row in csv.DictReader(lines, **TSV):
                        yield from (v for c, v in row.items() if c not in NO_TEXT and v)
            elif file.suffix == ".yaml":
                yield from _tagged(read_yaml(file))


def _tagged(node: Any) -> Iterator[str]:
    """Yield the texts that stand under a language tag, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in LANGUAGE_TAGS and isinstance(value, str):
                yield value
            else:
                yield from _tagged(value)
    elif isinstance(node, list):
        for value in node:
            yield from _tagged(value)


def main() -> int:
    """Print what leaks; return 1 if anything does."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evaluation", type=Path, nargs="+", required=True)
    parser.add_argument("--own", type=Path, nargs="*", default=[])
    parser.add_argument("--parallel", type=Path)
    parser.add_argument("--all-licences", action="store_true")
    parser.add_argument("--used", type=Path, help="texts.txt that train.py wrote: what it used")
    options = parser.parse_args()
    texts = evaluation_texts(options.evaluation)
    found = 0
    for name, text in _training_texts(options):
        if text in texts:
            found += 1
            print(f"{name}: {text}")
    print(f"{len(texts)} evaluation texts, {found} found in the training data", file=sys.stderr)
    return 1 if found else 0


def _training_texts(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    if options.used:
        with options.used.open(encoding="utf-8") as stream:
            yield from (("used", line.rstrip("\n")) for line in stream)
    for path in options.own:
        for bundle in read_own(path):
            for text in [*bundle.texts.values(), *bundle.near.values()]:
                yield bundle.kind, text
    if options.parallel:
        for bundle in read_parallel(options.parallel, all_licences=options.all_licences):
            for text in bundle.texts.values():
                yield bundle.kind, text


if __name__ == "__main__":
    sys.exit(main())
