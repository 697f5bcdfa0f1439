"""Finds glossary terms in inflected text: leftmost, longest, each hit with how it was found.

Tokens are looked up by form (`text.inflection.WordIndex`), terms are ways through a tree of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from qualmap.model.glossary import Concept, Glossary, Term
from qualmap.model.reading import ConceptHit, How
from qualmap.text.inflection import WordIndex
from qualmap.text.languages import language as language_row
from qualmap.text.tokens import Token, tokens

CERTAINTY: Final[tuple[How, ...]] = ("exact", "case", "script", "inflected", "fuzzy")
"""Ways of finding a term, the surest first; a term is as sure as its least sure word."""

SHORT: Final = 3
"""A term of one word up to this length is found only as written: CV is not c.v., кран is not КР."""


@dataclass(slots=True)
class _Node:
    """A place in the tree of terms: the words that may follow, the terms that end here."""

    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[Concept, Term, str]] = field(default_factory=list)


class Finder:
    """The terms of a glossary in one language, ready to be found.

    Uzbek is found in both scripts, whichever of the two the text or the term is written in.
    """

    def __init__(self, glossary: Glossary, language: str) -> None:
        self.language = language
        self._root = _Node()
        self._words: dict[str, None] = {}
        for tag in languages_read(language):
            for concept in glossary.concepts.values():
                for term in concept.terms.get(tag, ()):
                    self._add(concept, term, tag)

    def _add(self, concept: Concept, term: Term, tag: str) -> None:
        node = self._root
        for token in tokens(term.text):
            self._words[token.text] = None
            node = node.next.setdefault(token.text, _Node())
        if node is not self._root:
            node.ends.append((concept, term, tag))

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex(self._words, self.language)

    def find(self, text: str) -> tuple[ConceptHit, ...]:
        """Return the terms in `text`, in order; spans do not overlap, save for homonyms."""
        found: list[ConceptHit] = []
        words = tokens(text)
        at = 0
        while at < len(words):
            hits = self._longest(words, at)
            found += hits
            at = (
                next(
                    (n for n in range(at, len(words)) if hits and words[n].start >= hits[0].end),
                    len(words),
                )
                if hits
                else at + 1
            )
        return tuple(found)

    def _longest(self, words: Sequence[Token], at: int) -> list[ConceptHit]:
        """Return the hits of the longest terms that start at a word."""
        best: list[ConceptHit] = []
        for end, node, how in self._walk(self._root, words, at, 0):
            hits = [
                hit
                for entry in node.ends
                if (hit := _hit(entry, words[at : end + 1], how)) is not None
            ]
            if hits and (not best or hits[0].end > best[0].end):
                best = hits
            elif hits and hits[0].end == best[0].end:
                best += [hit for hit in hits if hit.concept not in {b.concept for b in best}]
        return sorted(best)

    def _walk(
        self, node: _Node, words: Sequence[Token], at: int, how: int
    ) -> Iterator[tuple[int, _Node, int]]:
        """Yield every node that the words from `at` on lead to, with the least sure step."""
        if at >= len(words) or not node.next:
            return
        for found in self._index.look_up(words[at].text):
            following = node.next.get(found.word)
            if following is not None:
                sure = max(how, CERTAINTY.index(found.how))
                if following.ends:
                    yield at, following, sure
                yield from self._walk(following, words, at + 1, sure)


def _hit(entry: tuple[Concept, Term, str], words: Sequence[Token], how: int) -> ConceptHit | None:
    concept, term, tag = entry
    short = len(words) == 1 and (len(term.text) <= SHORT or term.kind == "abbreviation")
    if short and term.text != words[0].text:
        return None
    preferred = term.text == concept.preferred(tag)
    return ConceptHit(
        start=words[0].start,
        end=words[-1].end,
        concept=concept.id,
        term=term.text,
        language=tag,
        status=term.status or ("preferred" if preferred else "admitted"),
        how=CERTAINTY[how],
    )


def languages_read(language: str) -> Iterable[str]:
    """Return the tags whose terms are looked for in a text of a language: its own script first."""
    row = language_row(language)
    siblings = [tag for tag in SCRIPTS_OF_ONE.get(row.macro, ()) if tag != row.tag]
    return [row.tag, *siblings]


SCRIPTS_OF_ONE: Final = {"uz": ("uz-Latn", "uz-Cyrl")}
"""Languages written in two scripts, by macrolanguage."""
