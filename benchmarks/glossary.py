"""Prints what a glossary of ten thousand concepts costs: checking it, and finding its terms.

    python benchmarks/glossary.py [--concepts 10000] [--runs 3] [--write DIR]

The glossary is made, seeded, from the one that ships: each concept joins two of its concepts in
five languages and has definitions in three, so that words are as long, as inflected and as often
repeated as in a real one. Commands are processes of their own; of several runs the quickest
counts, in seconds of processor time (`user`), which says more than the clock on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualmap.glossary.load import shipped
from qualmap.model.glossary import Concept

JOINED = {
    "en": "{a} for {b}",
    "ru": "{a} для {b}",
    "uz-Latn": "{b} uchun {a}",
    "uz-Cyrl": "{b} учун {a}",
    "kk": "{b} үшін {a}",
}
DEFINED = {
    "en": "{c} that a learner meets in the course of work with {d}, or what is done so",
    "ru": "{c}, с которым учащийся встречается в работе, а также {d} и подобное",
    "uz-Latn": "{d} bilan ishlashda uchraydigan yoki shunday bajariladigan {c}",
}
PER_FILE = 500
TEXT_BYTES = 1_000_000


@dataclass(frozen=True)
class Cost:
    """What a run of a command took."""

    user: float
    clock: float
    megabytes: float


def concepts(count: int, seed: int = 1) -> Iterator[str]:
    """Yield concepts as YAML, no two with the same term."""
    known = [one for one in shipped().concepts.values() if JOINED.keys() <= one.terms.keys()]
    chance = random.Random(seed)
    taken: set[tuple[str, str]] = set()
    while len(taken) < count:
        a, b, c, d = chance.sample(known, 4)
        if (a.id, b.id) not in taken and (b.id, a.id) not in taken:
            taken.add((a.id, b.id))
            yield entry(f"{a.id}-{b.id}-{len(taken)}", a, b, c, d)


def entry(name: str, *parts: Concept) -> str:
    """Return one concept as YAML, made of four others."""

    def said(shape: str, tag: str) -> str:
        words = {key: one.terms[tag][0].text for key, one in zip("abcd", parts, strict=True)}
        return json.dumps(shape.format(**words), ensure_ascii=False)

    lines = [f"  - id: {name}", f"    domain: {parts[0].domain}", "    terms:"]
    lines += [f"      {tag}: [{{text: {said(shape, tag)}}}]" for tag, shape in JOINED.items()]
    lines += ["    definition:"]
    lines += [f"      {tag}: {said(shape, tag)}" for tag, shape in DEFINED.items()]
    return "\n".join([*lines, '    source: "made for a benchmark"', ""])


def write_glossary(folder: Path, count: int) -> None:
    """Write a glossary of so many concepts, some hundred a file."""
    folder.mkdir(parents=True, exist_ok=True)
    every = list(concepts(count))
    for at in range(0, count, PER_FILE):
        text = "kind: glossary\nconcepts:\n" + "".join(every[at : at + PER_FILE])
        (folder / f"part-{at // PER_FILE:03}.yaml").write_text(text, "utf-8", newline="\n")


def write_text(path: Path, language: str) -> None:
    """Write a megabyte of text that uses terms of the glossary that ships."""
    terms = [
        term.text for one in shipped().concepts.values() for term in one.terms.get(language, ())
    ]
    chance = random.Random(1)
    text = ""
    while len(text.encode()) < TEXT_BYTES:
        text += " ".join(chance.choices(terms, k=200)) + ".\n"
    path.write_text(text, "utf-8", newline="\n")


def measured(words: list[str], cwd: Path, runs: int) -> Cost:
    """Return the cheapest of some runs of `qualmap …`."""
    return min((_once(words, cwd) for _run in range(runs)), key=lambda cost: cost.user)


def _once(words: list[str], cwd: Path) -> Cost:
    code = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "done = subprocess.run([sys.executable, '-m', 'qualmap', *sys.argv[1:]],\n"
        "                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "if done.returncode not in (0, 1):\n"
        "    sys.exit(done.stderr)\n"
        "print(json.dumps([used.ru_utime, time.perf_counter() - start, used.ru_maxrss / 1024]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=cwd, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return Cost(*json.loads(done.stdout))


def figures(folder: Path, count: int, runs: int) -> Iterator[tuple[str, Cost, str]]:
    """Yield what was measured, how much it took, and the aim."""
    write_glossary(folder / "glossary", count)
    lint = ["glossary", "lint", "--isolated", "--format", "concise"]
    yield f"lint, {count:,} concepts", measured(lint, folder, runs), "≤ 5 s, ≤ 500 MB"
    for language in ("en", "ru", "uz-Latn", "kk"):
        write_text(folder / f"{language}.txt", language)
        find = ["glossary", "find", f"{language}.txt", "--lang", language, "--format", "json"]
        what = f"find in 1 MB of {language}, {len(shipped().concepts):,} concepts"
        yield what, measured(find, folder, runs), "≤ 2.5 s at 1,000 concepts"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", type=Path, help="only write the glossary into this folder")
    given = parser.parse_args()
    if given.write:
        write_glossary(given.write, given.concepts)
        return
    print("| what | user s | clock s | peak MB | aim |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, cost, aim in figures(Path(folder), given.concepts, given.runs):
            print(f"| {what} | {cost.user:.2f} | {cost.clock:.2f} | {cost.megabytes:.0f} | {aim} |")


if __name__ == "__main__":
    main()
