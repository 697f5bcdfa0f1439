"""What we made of words: beside them, never instead of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["exact", "case", "script", "inflected", "fuzzy"]


@dataclass(frozen=True, slots=True, order=True)
class ConceptHit:
    """A glossary term found in a text; `start`, `end` count characters of the text as written."""

    start: int
    end: int
    concept: str
    term: str
    language: str
    status: str
    how: How


@dataclass(frozen=True, slots=True)
class Particulars:
    """Small words that change what an outcome asks for."""

    numbers: tuple[str, ...] = ()
    negated: bool = False
    supervised: bool = False
    independent: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, understood.

    `words` are the words of the tidied text, `romanised` the same in plain Latin letters, separated
    by spaces, `tokens` their stems or dictionary forms, romanised. `action` is an id of the action
    table and `step` its rung on the eight-step ladder from "recall" (1) to "create, lead" (8); both
    empty where no action was recognised. `unit` is the title of the unit that an outcome stands in.
    """

    text: str
    language: str
    tidy: str
    words: tuple[str, ...]
    romanised: str
    tokens: tuple[str, ...]
    concepts: tuple[ConceptHit, ...] = ()
    action: str = ""
    step: int = 0
    action_words: str = ""
    particulars: Particulars = Particulars()
    domain: str = ""
    unit: str = ""

    @property
    def concept_ids(self) -> frozenset[str]:
        """The concepts found, once each."""
        return frozenset(hit.concept for hit in self.concepts)
