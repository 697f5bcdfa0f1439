"""Prints the figures of the budgets that exist by now, beside plain rapidfuzz in the same run.

    python benchmarks/figures.py [--texts 14000] [--runs 5]

Whole commands are run as processes of their own: median of wall seconds and largest peak memory
after one warm-up. Texts are made from a few hundred verbs, objects and manners, seeded.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    what: str
    value: str
    aim: str


def measured(command: list[str], runs: int, cwd: Path) -> tuple[float, float]:
    """Return median wall seconds and the largest peak memory in MB of a command."""
    seconds, memory = [], 0.0
    for number in range(runs + 1):
        start = time.perf_counter()
        report = subprocess.run(
            ["/usr/bin/time", "-f", "%M", *command] if Path("/usr/bin/time").exists() else command,
            cwd=cwd,
            capture_output=True,
            text=True,
            check=True,
        ).stderr
        if number:  # the first run warms the disk cache
            seconds.append(time.perf_counter() - start)
        last = report.strip().splitlines()[-1:] or ["0"]
        memory = max(memory, int(last[0]) / 1024 if last[0].isdigit() else 0)
    return statistics.median(seconds), memory


def command(what: str, words: str, aim: str, runs: int, cwd: Path) -> Figure:
    seconds, memory = measured([sys.executable, "-m", "qualmap", *words.split()], runs, cwd)
    size = f", {memory:.0f} MB" if memory else ""
    return Figure(what, f"{seconds:.2f} s{size}", aim)


VERBS = [
    "checks",
    "cleans",
    "installs",
    "repairs",
    "measures",
    "welds",
    "paints",
    "sews",
    "sells",
    "packs",
    "loads",
    "cuts",
]
THINGS = [
    "pipe",
    "wall",
    "seam",
    "valve",
    "engine",
    "cable",
    "drawing",
    "invoice",
    "pump",
    "boiler",
    "fabric",
    "pallet",
    "tyre",
    "roof",
    "meter",
    "switch",
    "brick",
    "window",
    "door",
    "screen",
    "label",
    "order",
    "parcel",
    "menu",
    "room",
    "bed",
    "soup",
    "dough",
]
KINDS = [
    "old",
    "used",
    "new",
    "steel",
    "copper",
    "plastic",
    "damaged",
    "finished",
    "incoming",
    "outgoing",
    "small",
    "large",
    "spare",
]
WAYS = [
    "by hand",
    "with a machine",
    "to the drawing",
    "under supervision",
    "independently",
    "before delivery",
    "after a fault",
    "in winter",
    "on site",
    "in the workshop",
    "for a customer",
    "to the standard",
]


def texts(count: int, seed: int) -> list[str]:
    every = [f"{v} the {k} {t} {w}" for v, k, t, w in itertools.product(VERBS, KINDS, THINGS, WAYS)]
    return random.Random(seed).sample(every, count)


def matching(count: int, folder: Path) -> Iterator[Figure]:
    left, right = folder / "left.txt", folder / "right.txt"
    left.write_text("\n".join(texts(count, 1)), "utf-8")
    right.write_text("\n".join(texts(count, 2)), "utf-8")
    words = f"match {left} {right} --left-lang en --right-lang en --top 5 --out {folder}/out.tsv"
    yield command(
        f"match {count:,} × {count:,}, top 5", words, "≤ 60 s, ≤ 1.5 GB at 14,000", 1, folder
    )
    yield Figure(
        "  rapidfuzz token_sort_ratio cdist, same lists",
        f"{rapidfuzz_seconds(left, right):.2f} s",
        "beside",
    )


def rapidfuzz_seconds(left: Path, right: Path) -> float:
    from rapidfuzz import fuzz, process

    lists = [path.read_text("utf-8").splitlines() for path in (left, right)]
    start = time.perf_counter()
    for at in range(0, len(lists[0]), 1000):
        process.cdist(lists[0][at : at + 1000], lists[1], scorer=fuzz.token_sort_ratio, workers=-1)
    return time.perf_counter() - start


def candidate_speed(count: int = 8000) -> Iterator[Figure]:
    """The candidate step against the bare matrix product that it needs."""
    import numpy as np

    from qualmap.scoring.nearest import nearest

    rows = np.random.default_rng(1).standard_normal((count, 256), dtype=np.float32)
    start = time.perf_counter()
    for at in range(0, count, 2048):
        rows[at : at + 2048] @ rows.T
    product = time.perf_counter() - start
    start = time.perf_counter()
    nearest(rows, rows, 6)
    step = time.perf_counter() - start
    yield Figure(
        f"candidates {count:,} × {count:,}, share of matrix-product speed",
        f"{product / step:.0%}",
        "≥ 50 %",
    )


def finding(language: str, megabytes: float = 1.0) -> Figure:
    from qualmap.glossary.annotate import Annotator
    from qualmap.glossary.load import shipped

    glossary = shipped()
    words = [t.text for c in glossary.concepts.values() for t in c.terms.get(language, ())]
    source = random.Random(1)
    text = ""
    while len(text.encode()) < megabytes * 1e6:
        text += " ".join(source.choices(words, k=2000)) + ". "
    start = time.perf_counter()
    hits = Annotator(glossary).find(text, language)
    seconds = time.perf_counter() - start
    return Figure(
        f"find terms in 1 MB of {language}, {len(glossary.concepts):,} concepts, cold",
        f"{seconds:.2f} s ({len(hits):,} hits)",
        "≤ 2.5 s at 1,000 concepts",
    )


def encoding(count: int = 50_000) -> Figure:
    from qualmap.encoders import load_encoder

    encoder = load_encoder()
    encoder.encode(["warm"])
    items = texts(count, 3)
    start = time.perf_counter()
    encoder.encode(items)
    return Figure(
        f"encode {count:,} short texts ({encoder.name})",
        f"{count / (time.perf_counter() - start):,.0f} a second",
        "≥ 50,000 a second",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=14_000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = [
            command("qualmap --version", "--version", "< 0.2 s", arguments.runs, folder),
            command("qualmap --help", "--help", "< 0.2 s", arguments.runs, folder),
            command(
                "qualmap compare kz uz, all default reports",
                "compare kz uz --quiet",
                "≤ 1.5 s, ≤ 400 MB",
                arguments.runs,
                folder,
            ),
            *matching(arguments.texts, folder),
            *candidate_speed(),
            encoding(),
            finding("ru"),
            finding("uz-Latn"),
        ]
    width = max(len(figure.what) for figure in figures)
    for figure in figures:
        print(f"{figure.what:{width}}  {figure.value:>24}  aim {figure.aim}")


if __name__ == "__main__":
    main()
