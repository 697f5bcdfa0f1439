"""Sentences with the terms in them marked, and how well the finder does on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from qualmap.files import read_yaml
from qualmap.glossary.annotate import Annotator
from qualmap.glossary.load import shipped

CASES: Final = Path(__file__).parents[1] / "cases" / "finder"
MARK: Final = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")

Place = tuple[str, int, int]
"""A concept and where its term stands."""


@dataclass(frozen=True)
class Case:
    """A sentence and the places of all glossary terms in it."""

    language: str
    text: str
    expected: frozenset[Place]

    def shown(self, places: frozenset[Place]) -> str:
        return ", ".join(f"{self.text[s:e]} ({concept})" for concept, s, e in sorted(places))


@dataclass(frozen=True)
class Score:
    """How many terms were there, how many were found, and how many of those were there."""

    expected: int
    found: int
    right: int
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.right / self.expected

    @property
    def precision(self) -> float:
        return self.right / self.found


def cases(*languages: str) -> Iterator[Case]:
    for language in languages:
        for marked in read_yaml(CASES / f"{language}.yaml").data["cases"]:
            yield _case(language, marked)


def _case(language: str, marked: str) -> Case:
    text, expected, done = "", set(), 0
    for match in MARK.finditer(marked):
        text += marked[done : match.start()]
        places = (len(text), len(text) + len(match[1]))
        expected |= {(concept, *places) for concept in match[2].split()}
        text += match[1]
        done = match.end()
    return Case(language, text + marked[done:], frozenset(expected))


@lru_cache(maxsize=1)
def annotator() -> Annotator:
    return Annotator(shipped())


def measure(*languages: str) -> Score:
    expected = found = right = 0
    wrong = []
    for case in cases(*languages):
        hits = annotator().find(case.text, case.language)
        places = frozenset((hit.concept, hit.start, hit.end) for hit in hits)
        expected += len(case.expected)
        found += len(places)
        right += len(places & case.expected)
        if places != case.expected:
            wrong.append(
                f"{case.text}\n    missed: {case.shown(case.expected - places)}"
                f"\n    extra: {case.shown(places - case.expected)}"
            )
    return Score(expected, found, right, tuple(wrong))
