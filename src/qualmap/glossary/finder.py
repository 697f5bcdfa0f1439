"""Finds glossary terms in inflected text: leftmost, longest, each hit with how it was found.

Tokens are looked up by form (`text.inflection.WordIndex`), terms are ways through a tree of words.
A term may not reach over a full stop or comma that it does not have itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from qualmap.glossary.forms import Forms
from qualmap.glossary.fuzzy import NearSpelling
from qualmap.model.glossary import Concept, Glossary, Term
from qualmap.model.reading import ConceptHit, How
from qualmap.text.fold import fold_key
from qualmap.text.inflection import WordIndex
from qualmap.text.languages import language as language_row
from qualmap.text.tokens import Token, tokens

CERTAINTY: Final[tuple[How, ...]] = ("exact", "case", "script", "inflected", "fuzzy")
"""Ways of finding a term, the surest first; a term is as sure as its least sure word."""

INFLECTED: Final = CERTAINTY.index("inflected")
FUZZY: Final = CERTAINTY.index("fuzzy")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in the tree: its concept, its standing, and the marks between its words.

    `doubtful` is a term of one word whose forms have to be looked at again.
    """

    concept: str
    domain: str
    term: Term
    language: str
    status: str
    marks: frozenset[str]
    doubtful: bool


class Match(NamedTuple):
    """A term found; `start` and `end` count characters of the text that was searched."""

    start: int
    end: int
    entry: Entry
    how: int


@dataclass(slots=True)
class _Node:
    """A place in the tree of terms: the words that may follow, the terms that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[Entry] = field(default_factory=list)


NOTHING: Final[frozenset[str]] = frozenset()
SPACE: Final = frozenset(" \t\n")

_Known = tuple[tuple[str, int], ...]
"""The known words that a token is a form of, each with how sure that is."""

_Sure = tuple["Entry", int]
"""A term, and how sure it is."""


class Finder:
    """The terms of a glossary in one language, ready to be found.

    Uzbek is found in both scripts, whichever of the two the text or the term is written in.
    """

    def __init__(self, glossary: Glossary, language: str) -> None:
        self.language = language
        self._root = _Node()
        self._words: dict[str, None] = {}
        self._known: dict[str, _Known] = {}
        self._forms = Forms(language)
        tags = languages_read(language)
        spellings: set[tuple[str, ...]] = set()
        for tag in tags:
            for concept in glossary.concepts.values():
                for term in concept.terms.get(tag, ()):
                    spelling = (concept.id, *map(fold_key, _words_of(term))) if tags[1:] else ()
                    self._add(concept, term, tag, known=tag != tags[0] and spelling in spellings)
                    spellings.add(spelling)

    def _add(self, concept: Concept, term: Term, tag: str, *, known: bool) -> None:
        """`known` tells that the same term is there in the other script, and finds this one."""
        words = tokens(term.text)
        doubtful = len(words) == 1 and self._forms.doubtful(term)
        if not words or (known and not doubtful):
            return
        node = self._root
        for token in words:
            self._words[token.text] = None
            node = node.next.setdefault(token.text, _Node())
        status = term.status or ("preferred" if term.text == concept.preferred(tag) else "admitted")
        gaps = (_marks(term.text, words, at) for at in range(1, len(words)))
        marks = NOTHING.union(*gaps)
        node.ends.append(Entry(concept.id, concept.domain, term, tag, status, marks, doubtful))

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex(self._words, self.language)

    @cached_property
    def _near(self) -> NearSpelling:
        return NearSpelling(self._words, self.language)

    def find(self, text: str, *, fuzzy: bool = False) -> tuple[ConceptHit, ...]:
        """Return the terms in `text`, in order; spans do not overlap, save for homonyms.

        With `fuzzy`, words with one wrong letter are found as well.
        """
        return tuple(hit_of(match) for match in self.matches(text, fuzzy=fuzzy))

    def matches(self, text: str, *, fuzzy: bool = False) -> Iterator[Match]:
        """Yield the terms in `text`; see `find`."""
        words = tokens(text)
        look_up = self._look_up_near if fuzzy else self._look_up
        known = [look_up(word.text) for word in words]
        at = 0
        while at < len(words):
            last, found = self._longest(text, words, known, at) if known[at] else (at, [])
            for entry, how in found:
                yield Match(words[at].start, words[last].end, entry, how)
            at = last + 1

    def _look_up(self, token: str) -> _Known:
        found = self._known.get(token)
        if found is None:
            hits = self._index.look_up(token)
            found = tuple((hit.word, CERTAINTY.index(hit.how)) for hit in hits)
            if len(self._known) < 1 << 16:  # a long run must not grow without bound
                self._known[token] = found
        return found

    def _look_up_near(self, token: str) -> _Known:
        return self._look_up(token) or tuple((word, FUZZY) for word in self._near.look_up(token))

    def _longest(
        self, text: str, words: Sequence[Token], known: Sequence[_Known], at: int
    ) -> tuple[int, list[_Sure]]:
        """Return the last word and the terms of the longest that start at a word."""
        reached = _follow([(self._root, 0)], known[at])
        found = [
            pair
            for pair in _ends(reached)
            if not pair[0].doubtful or self._stands_alone(pair[0], words, known, at)
        ]
        last, best, end = at, found, at + 1
        crossed = NOTHING
        while end < len(words) and (reached := _follow(reached, known[end])):
            crossed |= _marks(text, words, end)
            found = _ends(reached)
            if found and (not crossed or (found := [p for p in found if crossed <= p[0].marks])):
                last, best = end, found
            end += 1
        return last, _surest(best) if len(best) > 1 else best

    def _stands_alone(
        self, entry: Entry, words: Sequence[Token], known: Sequence[_Known], at: int
    ) -> bool:
        """Whether a token alone may be taken for a doubtful term."""
        if not self._forms.fits(entry.term, words[at].text):
            return False
        inflected = at > 0 and any(how == INFLECTED for _, how in known[at - 1])
        before = words[at - 1].text if at else ""
        return not self._forms.helps(entry.term.text, before, inflected=inflected)


def _follow(reached: Sequence[tuple[_Node, int]], known: _Known) -> list[tuple[_Node, int]]:
    """The places in the tree that a token leads to, each with the least sure step."""
    return [
        (node.next[word], sure if sure > how else how)
        for node, how in reached
        for word, sure in known
        if word in node.next
    ]


def _ends(reached: Sequence[tuple[_Node, int]]) -> list[_Sure]:
    return [(entry, how) for node, how in reached for entry in node.ends]


def _words_of(term: Term) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(term.text))


def _surest(found: Iterable[_Sure]) -> list[_Sure]:
    """Each concept once, by the surest way; by concept, so that the order is always the same."""
    best: dict[str, _Sure] = {}
    for entry, how in found:
        if entry.concept not in best or how < best[entry.concept][1]:
            best[entry.concept] = entry, how
    return [best[concept] for concept in sorted(best)]


def _marks(text: str, words: Sequence[Token], at: int) -> frozenset[str]:
    """What stands between a word and the one before it, besides space and a hyphen."""
    gap = text[words[at - 1].end : words[at].start]
    return NOTHING if gap == " " or words[at].joined else frozenset(gap) - SPACE


def hit_of(match: Match, span: tuple[int, int] | None = None) -> ConceptHit:
    """Return the hit that a match is, at another span if the text was changed before."""
    entry = match.entry
    start, end = span or match[:2]
    return ConceptHit(
        start=start,
        end=end,
        concept=entry.concept,
        term=entry.term.text,
        language=entry.language,
        status=entry.status,
        how=CERTAINTY[match.how],
    )


def languages_read(language: str) -> list[str]:
    """Return the tags whose terms are looked for in a text of a language: its own script first."""
    row = language_row(language)
    siblings = [tag for tag in SCRIPTS_OF_ONE.get(row.macro, ()) if tag != row.tag]
    return [row.tag, *siblings]


SCRIPTS_OF_ONE: Final = {"uz": ("uz-Latn", "uz-Cyrl")}
"""Languages written in two scripts, by macrolanguage."""
