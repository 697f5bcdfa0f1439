"""What reads texts for the rules: the glossary, and phrases that belong to a level."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from qualmap.files import data_path
from qualmap.glossary.annotate import Annotator
from qualmap.glossary.load import shipped
from qualmap.lint.quality.subject import Statement
from qualmap.model.glossary import Glossary
from qualmap.model.reading import Reading
from qualmap.text.languages import language as language_row
from qualmap.text.phrases import PhraseIndex, longest_apart

__all__ = ["Bench", "LevelWords"]

SURE: Final = 1.0
"""The least weight of a level phrase that is taken at its word (`training/fit_levels.py`)."""


@dataclass(frozen=True, slots=True)
class LevelWords:
    """Words of a text that belong to a stage of the EQF, 1 to 8, and where they stand."""

    start: int
    end: int
    stage: float
    element: str


@dataclass
class Bench:
    """Reads texts, each once; the glossary is loaded when it is first needed."""

    glossary: Callable[[], Glossary] = field(default=shipped)

    @cached_property
    def _annotator(self) -> Annotator:
        return Annotator(self.glossary())

    def read(self, one: Statement) -> Reading:
        """Return what the glossary makes of a statement."""
        return self._annotator.read(one.text, one.tag)

    def level_words(self, one: Statement) -> Iterator[LevelWords]:
        """Yield the phrases of a statement that belong to a level.

        Single words are left out: "original" is a word of research, and a kind of document.
        """
        stages, index = _phrases(one.tag)
        for found in longest_apart(index.find(one.tokens)):
            start, end = one.tokens[found.first].start, one.tokens[found.last].end
            yield LevelWords(start, end, *stages[found.phrase])


@lru_cache(maxsize=16)
def _phrases(tag: str) -> tuple[dict[str, tuple[float, str]], PhraseIndex]:
    table = language_row(tag).table
    with data_path("levels", "phrases.tsv").open(encoding="utf-8", newline="") as stream:
        stages = {
            row["phrase"]: (float(row["stage"]), row["element"])
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["language"] == table and " " in row["phrase"] and float(row["weight"]) >= SURE
        }
    return stages, PhraseIndex(stages, tag)
