"""Which terms of the glossary stand in its definitions, inflected or not.

The finder reads a text word by word, and Russian words are slow to read; so a definition is handed
to it only if the first letters of some word let hope for a hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from qualmap.glossary.finder import Finder, languages_read
from qualmap.lint.concepts import Concept, Term
from qualmap.lint.linted import Linted
from qualmap.model import glossary as model
from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.tokens import tokens

__all__ = ["Pair", "Retired", "circular_pairs"]

BEGINNING: Final = re.compile(r"\b\w{1,3}")
LONG: Final = 5
"""From so many letters on, a word keeps its first three in all its forms; день has дня."""


def _beginning(word: str, tag: str) -> str:
    key = fold_key(word, tag)
    return key[:3] if len(key) >= LONG else key[:1]


def _beginnings(term: str, tag: str) -> set[str]:
    return {_beginning(token.text, tag) for token in tokens(term)} - {""}


class _Found:
    """Terms to be found in the texts of a language; a hit tells which of them it is."""

    def __init__(self, terms: Iterable[Term], tag: str) -> None:
        self.terms = list(terms)
        concepts = {str(number): _as_concept(number, term) for number, term in self._numbered()}
        self._finder = Finder(model.Glossary(concepts), tag)

    def _numbered(self) -> Iterable[tuple[int, Term]]:
        return enumerate(self.terms)

    def find(self, text: str) -> Iterator[tuple[int, int, list[Term]]]:
        """Yield where terms stand, with all that stand there: several if they are homonyms."""
        hits = self._finder.find(text)
        for (start, end), group in groupby(hits, key=lambda hit: (hit.start, hit.end)):
            yield start, end, [self.terms[int(hit.concept)] for hit in group]


def _as_concept(number: int, term: Term) -> model.Concept:
    """A concept of its own for each term, so that the hit leads back to it."""
    kind: Literal["abbreviation"] | None = "abbreviation" if term.kind == "abbreviation" else None
    row = language_row(term.language).tag
    return model.Concept(id=str(number), terms={row: (model.Term(text=term.value, kind=kind),)})


def _by_row(concepts: Iterable[Concept]) -> dict[str, list[Term]]:
    """All terms by the language rows that read them."""
    found: dict[str, list[Term]] = {}
    for concept in concepts:
        for tag, terms in concept.terms.items():
            found.setdefault(language_row(tag).tag, []).extend(terms)
    return found


class Retired:
    """The terms that are out of use, to be found in texts."""

    def __init__(self, glossary: Linted) -> None:
        self._any = any(term.retired for one in glossary.concepts for term in one.all_terms)
        self._terms = _by_row(glossary.concepts) if self._any else {}
        self._ready: dict[str, tuple[_Found, frozenset[str]] | None] = {}

    def find(self, text: str, tag: str) -> Iterator[tuple[int, int, Term]]:
        """Yield where a text uses such a term, and which; homonyms in use are no hit."""
        if not self._any:
            return
        row = language_row(tag).tag
        if row not in self._ready:
            self._ready[row] = self._prepare(row)
        ready = self._ready[row]
        if ready is None or not _may_hold(fold_key(text, row), ready[1]):
            return
        for start, end, terms in ready[0].find(text):
            if all(term.retired for term in terms):
                yield start, end, terms[0]

    def _prepare(self, row: str) -> tuple[_Found, frozenset[str]] | None:
        terms = [term for tag in languages_read(row) for term in self._terms.get(tag, ())]
        retired = [term for term in terms if term.retired]
        if not retired:
            return None
        begin = {part for term in retired for part in _beginnings(term.value, row)}
        # Terms in use are needed where they hide one that is not: the same word, or a longer term.
        rivals = [
            t for t in terms if not t.retired and not begin.isdisjoint(_beginnings(t.value, row))
        ]
        return _Found([*retired, *rivals], row), frozenset(begin)


def _may_hold(folded: str, wanted: frozenset[str]) -> bool:
    parts = set(BEGINNING.findall(folded))
    return not wanted.isdisjoint(parts) or any(part[0] in wanted for part in parts)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two concepts whose definitions in a language use each other's terms.

    `term`, of the other concept, stands at `span` in the definition of `concept`.
    """

    concept: Concept
    other: Concept
    language: str
    own_term: str
    term: str
    span: tuple[int, int]


def circular_pairs(glossary: Linted) -> Iterator[Pair]:
    """Yield each pair once, in the first language where it is one."""
    seen: set[tuple[int, int]] = set()
    languages = dict.fromkeys(tag for one in glossary.concepts for tag in one.definitions)
    for tag in languages:
        uses = _uses(glossary, tag)
        for first, mentioned in uses.items():
            for second, (term, span) in mentioned.items():
                back = uses.get(second, {}).get(first)
                key = (id(first), id(second))
                if back is not None and key not in seen:
                    seen |= {key, key[::-1]}
                    yield Pair(first, second, tag, back[0], term, span)


def _uses(glossary: Linted, tag: str) -> dict[Concept, dict[Concept, tuple[str, tuple[int, int]]]]:
    """For each concept, the other defined concepts whose preferred terms its definition uses."""
    defined = [one for one in glossary.concepts if tag in one.definitions]
    terms = [term for one in defined if (term := one.preferred(tag)) is not None]
    finder = _Found(terms, tag)
    uses: dict[Concept, dict[Concept, tuple[str, tuple[int, int]]]] = {}
    for concept in defined:
        for start, end, found in finder.find(concept.definitions[tag].value):
            for term in found:
                if term.concept is not concept:
                    place = uses.setdefault(concept, {})
                    place.setdefault(term.concept, (term.value, (start, end)))
    return uses
