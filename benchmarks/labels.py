"""Matching labels: `qualmap match` beside its peers in one run, on a table of two columns.

    python benchmarks/labels.py TABLE.tsv --columns alternative_label preferred_label
    python benchmarks/labels.py TABLE.tsv --columns … --growth 1000 5000

The right answer of a row is the text beside it. Whole commands are processes of their own, the
first with an empty cache. Peers that are not installed are left out and named.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Texts = Sequence[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--columns", nargs=2, required=True)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--growth", nargs="*", type=int, default=[])
    options = parser.parse_args()
    with options.table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    left, right = ([row[name] for row in rows] for name in options.columns)
    print("| rows | method | accuracy@1 | seconds |\n|---|---|---|---|")
    for count in [*options.growth, len(rows)]:
        compare(left[:count], right[:count], options.lang)


def compare(left: Texts, right: Texts, language: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("qualmap match, empty cache", "qualmap match, again"):
            show(name, left, right, lambda: command(left, right, language, Path(folder)))
    for name, peer in PEERS.items():
        try:
            show(name, left, right, lambda peer=peer: peer(left, right))
        except ImportError as error:
            print(f"| {len(left):,} | {name} | not installed ({error.name}) | |", flush=True)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of a command so far: {most:.0f} MB", file=sys.stderr)


def show(name: str, left: Texts, right: Texts, best: Callable[[], Texts]) -> None:
    start = time.perf_counter()
    found = best()
    seconds = time.perf_counter() - start
    hits = sum(one == other for one, other in zip(found, right, strict=True))
    print(f"| {len(left):,} | {name} | {hits / len(right):.3f} | {seconds:.1f} |", flush=True)


def command(left: Texts, right: Texts, language: str, folder: Path) -> Texts:
    """Return what the whole command finds for each left text; a cache lies in the folder."""
    for name, texts in (("left", left), ("right", right)):
        (folder / f"{name}.txt").write_text("\n".join(map(flat, texts)) + "\n", "utf-8")
    words = ["match", "left.txt", "right.txt", "--out", "out.tsv", "--quiet"]
    words += ["--left-lang", language, "--right-lang", language]
    environment = os.environ | {"QUALMAP_CACHE": str(folder / "cache")}
    subprocess.run(
        [sys.executable, "-m", "qualmap", *words], cwd=folder, env=environment, check=True
    )
    found = [""] * len(left)
    with (folder / "out.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            found[int(row["left_row"]) - 1] = right[int(row["right_row"]) - 1]
    return found


def flat(text: str) -> str:
    return " ".join(text.split()) or "-"


def rapidfuzz(left: Texts, right: Texts) -> Texts:
    from rapidfuzz import fuzz, process, utils

    rights = [utils.default_process(text) for text in right]
    found = []
    for start in range(0, len(left), 1000):
        some = [utils.default_process(text) for text in left[start : start + 1000]]
        scores = process.cdist(some, rights, scorer=fuzz.token_sort_ratio, workers=-1)
        found += [right[n] for n in scores.argmax(axis=1)]
    return found


def encoder(left: Texts, right: Texts) -> Texts:
    from qualmap.encoders import load_encoder
    from qualmap.scoring.nearest import nearest

    model = load_encoder()
    return [right[n] for n in nearest(model.encode(left), model.encode(right), 1).columns[:, 0]]


def transformers(left: Texts, right: Texts) -> Texts:
    from sentence_transformers import SentenceTransformer

    from qualmap.scoring.nearest import nearest

    model = SentenceTransformer(os.environ.get("QUALMAP_BENCH_MODEL", "all-MiniLM-L6-v2"))
    vectors = [model.encode(list(texts), normalize_embeddings=True) for texts in (left, right)]
    return [right[n] for n in nearest(*vectors, 1).columns[:, 0]]


def polyfuzz(left: Texts, right: Texts) -> Texts:
    from polyfuzz import PolyFuzz

    table = PolyFuzz("TF-IDF").match(list(left), sorted(set(right))).get_matches()
    return list(table["To"].fillna(""))


def text2term(left: Texts, right: Texts) -> Texts:
    import text2term as library

    terms = {str(n): text for n, text in enumerate(right)}
    table = library.map_terms(
        list(left), terms, mapper=library.Mapper.TFIDF, max_mappings=1, min_score=0.0
    )
    first = dict(zip(table["Source Term"], table["Mapped Term Label"], strict=True))
    return [first.get(text, "") for text in left]


PEERS: dict[str, Callable[[Texts, Texts], Texts]] = {
    "rapidfuzz token_sort_ratio, all cores": rapidfuzz,
    "our encoder alone, nearest": encoder,
    "sentence-transformers, nearest": transformers,
    "PolyFuzz TF-IDF": polyfuzz,
    "text2term TF-IDF": text2term,
}


if __name__ == "__main__":
    main()
