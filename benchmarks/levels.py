"""How well levels are aligned from descriptors and structure alone, beside two baselines.

    python benchmarks/levels.py DIR [--each]

DIR holds framework files with published references to the EQF, and the EQF itself. Each framework
is aligned with the EQF by a model fitted without it; its references are only compared with.
"Own cut" are the frameworks whose number of levels is not eight. Each row of the table is a
language of the EQF, or a framework read in its other language. "Part" are all runs of five levels
or more of the frameworks, numbered from 1: nothing but the texts says where such a run begins.
The last lines tell the 95 % intervals, how often the interval that is shown holds the published
level, and how sure qualmap was. `--each` adds the frameworks one by one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from fit_levels import LANGUAGES, Example, examples, fit_without, frameworks, published

from qualmap.encoders import load_encoder
from qualmap.mapping.level_paths import best_path
from qualmap.mapping.level_scale import even_position
from qualmap.mapping.levels import align
from qualmap.model.encoder import Encoder
from qualmap.model.framework import DOMAINS, Framework
from qualmap.model.mapping import LevelMap
from qualmap.scoring.complexity import Reader

Aligner = Callable[[Framework, Framework], list[str | None]]
Mapper = Callable[[Framework, Framework], LevelMap]
Row = tuple[str, list[Framework], Framework]

SHORTEST = 5
"""Frameworks with fewer levels are not known."""

DRAWS = 10_000
SEED = 0


@dataclass(frozen=True)
class Share:
    """Published levels found exactly and within one, of how many."""

    exact: int
    near: int
    of: int

    def __add__(self, other: Share) -> Share:
        return Share(self.exact + other.exact, self.near + other.near, self.of + other.of)

    def __str__(self) -> str:
        return f"{self.exact / self.of:.2f} {self.near / self.of:.2f}" if self.of else "–"


def in_language(framework: Framework, language: str) -> Framework:
    """The framework as if it were worded in this language only."""
    levels = tuple(
        replace(
            level,
            descriptors={
                name: {language: texts[language]}
                for name, texts in level.descriptors.items()
                if language in texts
            },
        )
        for level in framework.levels
    )
    return replace(framework, levels=levels)


def left_out(known: Sequence[Example], encoder: Encoder) -> Mapper:
    def run(left: Framework, right: Framework) -> LevelMap:
        model = fit_without(known, left.id)
        return align(left, right, encoder=encoder, use_declared=False, model=model)

    return run


def rights(run: Mapper) -> Aligner:
    return lambda left, right: [entry.right for entry in run(left, right).alignments]


def proportional(left: Framework, right: Framework) -> list[str | None]:
    """Levels divide the other side evenly."""
    stages = [
        even_position(n, len(left.levels)) * len(right.levels) / 8 for n in range(len(left.levels))
    ]
    places = [min(len(right.levels), max(1, round(stage))) for stage in stages]
    return [right.levels[place - 1].id for place in places]


def nearest_aligner(encoder: Encoder) -> Aligner:
    """The most similar descriptors, mean over common domains, in monotone order."""

    def run(left: Framework, right: Framework) -> list[str | None]:
        one, other = (vectors(side, encoder) for side in (left, right))
        shared = [domain for domain in DOMAINS if domain in one and domain in other]
        cosines = np.mean([one[domain] @ other[domain].T for domain in shared], axis=0)
        chances = np.exp((cosines - cosines.max(axis=1, keepdims=True)) / 0.05)
        chances /= chances.sum(axis=1, keepdims=True)
        return [right.levels[column].id for column in best_path(chances)]

    return run


def vectors(framework: Framework, encoder: Encoder) -> dict[str, np.ndarray]:
    found = {}
    for domain in DOMAINS:
        texts = [
            " ".join(
                text
                for name in framework.own_domains(domain)
                for text in list(level.descriptors.get(name, {}).values())[:1]
            )
            for level in framework.levels
        ]
        if any(texts):
            found[domain] = encoder.encode(texts)
    return found


def measure(left: Framework, right: Framework, run: Aligner) -> Share:
    truth, found = published(left), run(left, right)
    pairs = [
        (int(stage), name) for stage, name in zip(truth, found, strict=True) if not np.isnan(stage)
    ]
    numbers = [(stage, int(name) if name else -9) for stage, name in pairs]
    return Share(
        sum(a == b for a, b in numbers), sum(abs(a - b) <= 1 for a, b in numbers), len(numbers)
    )


def parts(framework: Framework) -> list[Framework]:
    """Every shorter run of consecutive levels, numbered from 1."""
    count = len(framework.levels)
    runs = [
        framework.levels[first : first + size]
        for size in range(SHORTEST, count)
        for first in range(count - size + 1)
    ]
    return [
        replace(
            framework, levels=tuple(replace(level, id=str(n)) for n, level in enumerate(run, 1))
        )
        for run in runs
    ]


def intervals(lefts: Iterable[Framework], eqf: Framework, run: Mapper) -> tuple[float, float]:
    """The share of published levels within the interval, and the mean probability stated."""
    held, chances = [], []
    for left in lefts:
        for stage, entry in zip(published(left), run(left, eqf).alignments, strict=True):
            if not np.isnan(stage):
                low, high = (float(name or -9) for name in (entry.right_low, entry.right_high))
                held.append(low <= stage <= high)
                chances.append(entry.probability)
    return float(np.mean(held)), float(np.mean(chances))


def total(lefts: Iterable[Framework], right: Framework, run: Aligner) -> Share:
    return sum((measure(left, right, run) for left in lefts), Share(0, 0, 0))


def bounds(shares: Sequence[Share]) -> str:
    """95 % interval of the exact share: frameworks drawn anew, for levels of one hang together."""
    draws = np.random.default_rng(SEED).integers(len(shares), size=(DRAWS, len(shares)))
    exact, of = (np.array([getattr(share, name) for share in shares]) for name in ("exact", "of"))
    drawn = exact[draws].sum(axis=1) / of[draws].sum(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return f"{low:.2f}–{high:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", action="store_true", help="show every framework's levels")
    arguments = parser.parse_args()
    found = {framework.id: framework for framework in frameworks(arguments.folder)}
    eqf, encoder = found.pop("eqf"), load_encoder()
    mapper = left_out(examples([*found.values(), eqf], Reader(encoder)), encoder)
    runs: dict[str, Aligner] = {
        "qualmap": rights(mapper),
        "proportional": proportional,
        "nearest descriptor": nearest_aligner(encoder),
    }
    groups = {
        "all": list(found.values()),
        "own cut": [one for one in found.values() if len(one.levels) != len(eqf.levels)],
        "parts": [part for one in found.values() for part in parts(one)],
    }
    print(f"exact, within one{'':18s}" + "".join(f"{name:>20s}" for name in runs))
    for label, lefts, target in rows(groups, eqf):
        show(label, [total(lefts, target, run) for run in runs.values()])
    for label in ("all", "own cut"):
        each = ([measure(left, eqf, run) for left in groups[label]] for run in runs.values())
        print(
            f"{label + ', exact, 95 % interval':35s}" + "".join(f"{bounds(e):>20s}" for e in each)
        )
    for label, lefts in groups.items():
        held, sure = intervals(lefts, eqf, mapper)
        print(f"{label}: interval holds {held:.2f}, mean probability stated {sure:.2f}")
    for left in groups["all"] if arguments.each else []:
        show(left.id, [measure(left, eqf, run) for run in runs.values()])
        pairs = zip(published(left), runs["qualmap"](left, eqf), strict=True)
        print("  published:found", *(f"{stage:.0f}:{name}" for stage, name in pairs))


def rows(groups: dict[str, list[Framework]], eqf: Framework) -> Iterator[Row]:
    """What is measured together: a label, the left frameworks, and the EQF in a language."""
    for tag in LANGUAGES:
        for label in ("all", "own cut"):
            yield f"{label}, EQF in {tag}", groups[label], in_language(eqf, tag)
    yield f"{len(groups['parts'])} parts, EQF in en", groups["parts"], in_language(eqf, "en")
    for left in groups["all"]:
        for other in [tag for tag in LANGUAGES[1:] if tag in languages(left)]:
            for tag in LANGUAGES:
                label = f"{left.id} in {other}, EQF in {tag}"
                yield label, [in_language(left, other)], in_language(eqf, tag)


def languages(framework: Framework) -> list[str]:
    return list(
        dict.fromkeys(tag for texts in framework.levels[0].descriptors.values() for tag in texts)
    )


def show(label: str, shares: list[Share]) -> None:
    print(f"{label:35s}" + "".join(f"{share!s:>20s}" for share in shares))


if __name__ == "__main__":
    main()
