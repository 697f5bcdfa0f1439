"""Find known phrases in a text, whatever form their words stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from operator import contains
from typing import Final

from qualmap.text.inflection import WordIndex
from qualmap.text.tokens import Token, tokens

__all__ = ["PhraseHit", "PhraseIndex", "longest_apart"]


NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A known phrase, and the tokens from `first` to `last`, both counted in."""

    phrase: str
    first: int
    last: int

    @property
    def length(self) -> int:
        """How many tokens the phrase has."""
        return self.last - self.first + 1


class PhraseIndex:
    """Known phrases of one language.

    >>> index = PhraseIndex(["nazorat qilish", "tekshirish"], "uz-Latn")
    >>> [hit.phrase for hit in index.find(tokens("Sifatni nazorat qiladi va tekshiradi"))]
    ['nazorat qilish', 'tekshirish']
    """

    def __init__(self, phrases: Iterable[str], language: str) -> None:
        self._by_first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        words: dict[str, None] = {}
        for phrase in dict.fromkeys(phrases):
            first, *rest = (token.text.lower() for token in tokens(phrase))
            self._by_first.setdefault(first, []).append((phrase, tuple(rest)))
            words |= dict.fromkeys((first, *rest))
        self._words = WordIndex(words, language)

    def find(self, text: Sequence[Token]) -> tuple[PhraseHit, ...]:
        """Every phrase in these tokens, also one within another, by place."""
        known = [
            {hit.word for hit in found} if (found := self._words.look_up(token.text)) else NOTHING
            for token in text
        ]
        starts = (first for first, words in enumerate(known) if words)  # most words are unknown
        return tuple(hit for first in starts for hit in self._starting_at(first, known))

    def _starting_at(self, first: int, known: Sequence[Set[str]]) -> Iterator[PhraseHit]:
        for word in sorted(known[first]):
            for phrase, rest in self._by_first.get(word, ()):
                following = known[first + 1 : first + 1 + len(rest)]
                if len(following) == len(rest) and all(map(contains, following, rest)):
                    yield PhraseHit(phrase, first, first + len(rest))


def longest_apart(hits: Iterable[PhraseHit]) -> tuple[PhraseHit, ...]:
    """Hits that share no token, the longest first chosen: "without supervision" hides "without"."""
    taken: set[int] = set()
    chosen = []
    for hit in sorted(hits, key=lambda hit: (-hit.length, hit.first)):
        places = set(range(hit.first, hit.last + 1))
        if not places & taken:
            chosen.append(hit)
            taken |= places
    return tuple(chosen)
