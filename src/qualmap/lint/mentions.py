"""Which terms of the glossary stand in its definitions, inflected or not.

The finder reads some 400 kB a second, and large glossaries have megabytes of definitions; so it is
asked only where the beginnings of the words let hope for a hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from qualmap.glossary.finder import Finder, languages_read
from qualmap.lint.concepts import Concept, Term
from qualmap.lint.linted import Linted
from qualmap.lint.wording import is_form
from qualmap.model import glossary as model
from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.tokens import HYPHENS, tokens

__all__ = ["Pair", "Retired", "circular_pairs"]

LONGEST: Final = 5
"""Letters of a beginning; a word of six letters keeps four in all its forms, one of three two."""

MARKS: Final = '.,;:!?()[]«»„“”"–—/'
SPLITTING: Final = HYPHENS + "/"


class _Sieve:
    """Terms by how their words begin: the few that may be in a text are found without reading it.

    A form that begins otherwise is missed (Russian день has дня); such words are rare, and short.
    """

    def __init__(self, terms: Sequence[Term], row: str) -> None:
        self._row = row
        self._terms = [self._beginnings(term) for term in terms]
        self._of_word = _OfWord(row, frozenset(one for begin in self._terms for one in begin))
        self._index: dict[str, list[int]] = {}
        for number, begin in enumerate(self._terms):
            if begin:
                self._index.setdefault(max(begin, key=len), []).append(number)

    def _beginnings(self, term: Term) -> dict[str, str]:
        """The words of a term, by a beginning as long as all forms of the word have it."""
        keys = ((fold_key(token.text, self._row), token.text) for token in tokens(term.value))
        return {key[: min(max(len(key) - 2, 2), LONGEST)]: word for key, word in keys if key}

    def candidates(self, text: str) -> Iterator[int]:
        """Yield the numbers of the terms that the text may have."""
        begin = set[str]().union(*map(self._of_word.__getitem__, _words(text)))
        for one in begin & self._index.keys():
            for number in self._index[one]:
                if self._terms[number].keys() <= begin:
                    yield number

    def may_have_any(self, text: str) -> bool:
        """Whether there are candidates for a text."""
        return next(self.candidates(text), None) is not None

    def holds(self, number: int, part: int) -> bool:
        """Whether the words of one term begin as those of a shorter one and further words."""
        return self._terms[number].keys() > self._terms[part].keys()

    def confirms(self, number: int, text: str) -> bool:
        """Whether the text has a form of each word of a term, wherever they stand."""
        words = _words(text)
        return all(
            any(
                begin in self._of_word[token] and is_form(word, token.strip(MARKS), self._row)
                for token in words
            )
            for begin, word in self._terms[number].items()
        )


class _OfWord(dict[str, tuple[str, ...]]):
    """The beginnings of words, as far as some term needs them, worked out when first asked for."""

    def __init__(self, row: str, needed: frozenset[str]) -> None:
        self._row = row
        self._needed = needed

    def __missing__(self, word: str) -> tuple[str, ...]:
        key = fold_key(word.strip(MARKS), self._row)
        begin = (key[:length] for length in range(1, min(len(key), LONGEST) + 1))
        self[word] = found = tuple(one for one in begin if one in self._needed)
        return found


def _words(text: str) -> list[str]:
    for mark in SPLITTING:
        if mark in text:
            text = text.replace(mark, " ")
    return text.split()


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
    row = language_row(term.language).tag
    short = model.Term(term.value, kind="abbreviation" if term.kind == "abbreviation" else None)
    return model.Concept(id=str(number), terms={row: (short,)})


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
        self._rows: dict[str, _RetiredInOne] = {}

    def find(self, text: str, tag: str) -> Iterator[tuple[int, int, Term]]:
        """Yield where a text uses such a term, and which; homonyms in use are no hit."""
        if not self._any:
            return
        row = language_row(tag).tag
        if row not in self._rows:
            terms = [term for tag in languages_read(row) for term in self._terms.get(tag, ())]
            self._rows[row] = _RetiredInOne(terms, row)
        yield from self._rows[row].find(text)


class _RetiredInOne:
    """The terms out of use in one language; the finder is built when there is something to find."""

    def __init__(self, terms: Sequence[Term], row: str) -> None:
        self._row = row
        self._in_use = {term.value: term for term in terms if not term.retired}
        out = (term for term in terms if term.retired and term.value not in self._in_use)
        self._retired = list({term.value: term for term in out}.values())
        self._sieve = _Sieve(self._retired, row)

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        candidates = self._sieve.candidates(text) if self._retired else ()
        if any(self._sieve.confirms(number, text) for number in candidates):
            for start, end, terms in self._finder.find(text):
                if all(term.retired for term in terms):
                    yield start, end, terms[0]

    @cached_property
    def _finder(self) -> _Found:
        # Terms in use are needed where they hide one that is not: as a longer term around it.
        may_have = self._sieve.may_have_any
        rivals = (term for term in self._in_use.values() if may_have(term.value))
        return _Found([*self._retired, *rivals], self._row)


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
    seen: set[frozenset[int]] = set()
    for tag in dict.fromkeys(tag for one in glossary.concepts for tag in one.definitions):
        terms = [
            term
            for one in glossary.concepts
            if tag in one.definitions and (term := one.preferred(tag)) is not None
        ]
        for pair in _pairs(terms, tag):
            key = frozenset((id(pair.concept), id(pair.other)))
            if key not in seen:
                seen.add(key)
                yield pair


def _pairs(terms: Sequence[Term], tag: str) -> Iterator[Pair]:
    """The pairs in a language; `terms` are the preferred ones of concepts that are defined."""
    sieve = _Sieve(terms, language_row(tag).tag)
    hopes = [set(sieve.candidates(_definition(term))) - {n} for n, term in enumerate(terms)]
    for number, others in enumerate(hopes):
        for other in sorted(others):
            if other > number and number in hopes[other]:
                there = _mention(terms, number, other, sieve, hopes[number])
                if there and _mention(terms, other, number, sieve, hopes[other]):
                    own, their = terms[number], terms[other]
                    yield Pair(own.concept, their.concept, tag, own.value, their.value, there)


def _mention(
    terms: Sequence[Term], number: int, other: int, sieve: _Sieve, hopes: set[int]
) -> tuple[int, int] | None:
    """Where the definition of one concept uses the term of another (and no longer one)."""
    text = _definition(terms[number])
    if not sieve.confirms(other, text):
        return None
    longer = [terms[one] for one in hopes if one != other and sieve.holds(one, other)]
    for start, end, found in _Found([terms[other], *longer], terms[other].language).find(text):
        if any(term is terms[other] for term in found):
            return start, end
    return None


def _definition(term: Term) -> str:
    return term.concept.definitions[term.language].value
