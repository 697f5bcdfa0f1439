"""Words with one letter wrong, missing, too many or exchanged with its neighbour.

An index of all words with one letter taken away finds them without comparing each with each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from qualmap.text.fold import fold_key
from qualmap.text.inflection import in_dictionary, keys
from qualmap.text.languages import language as language_row
from qualmap.text.suffixes import suffixes

SHORTEST: Final = 6
"""Shorter words have too many neighbours."""

SHORTEST_STEM: Final = 7
"""The same where no dictionary tells which words are no misspellings: quyosh is not quyish."""


class NearSpelling:
    """Known words of one language, to be looked up by a misspelt form.

    >>> near = NearSpelling(["квалификация", "malaka"], "ru")
    >>> near.look_up("квалефикацией"), near.look_up("малака")
    (('квалификация',), ())
    """

    def __init__(self, words: Iterable[str], language: str) -> None:
        self._row = language_row(language)
        self._lemmas = self._row.inflection == "lemmas"
        self._shortest = SHORTEST if self._lemmas else SHORTEST_STEM
        self._by_part: dict[str, dict[str, None]] = {}
        self._words: dict[str, dict[str, None]] = {}
        for word in words:
            for key in {word.lower(), *keys(word, language)}:
                if len(key) >= self._shortest:
                    self._words.setdefault(key, {})[word] = None
                    for part in (key, *_shorter(key)):
                        self._by_part.setdefault(part, {})[key] = None

    def look_up(self, token: str) -> tuple[str, ...]:
        """Return the known words that differ from the token, or its stem, in one place.

        Without a dictionary the last letter has to agree: tirkamali is no misspelt tirkama.
        """
        if len(token) < SHORTEST or in_dictionary(token, self._row.tag):
            return ()
        found: dict[str, None] = {}
        for form in self._stems(token):
            for part in (form, *_shorter(form)):
                for key in self._by_part.get(part, ()):
                    if one_apart(form, key) and (self._lemmas or form[-1] == key[-1]):
                        found |= self._words[key]
        return tuple(sorted(found))

    def _stems(self, token: str) -> Iterator[str]:
        """The token without what may be an ending: the typo is looked for in the stem."""
        if self._row.inflection != "suffixes":
            yield from sorted({token.lower(), *keys(token, self._row.tag)})
            return
        key = fold_key(token, self._row.tag)
        rules = suffixes(self._row.table, self._row.tag)
        for place in range(len(key), self._shortest - 2, -1):
            if place == len(key) or rules.legal("noun", key[:place], key[place:]):
                yield key[:place]


def _shorter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


@lru_cache(maxsize=1 << 12)
def one_apart(one: str, other: str) -> bool:
    """Whether two words that begin alike differ by one letter, or by two exchanged neighbours.

    >>> one_apart("diploma", "dipolma"), one_apart("diploma", "diplomas"), one_apart("a", "a")
    (True, True, False)
    """
    if one == other or one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    if place < 0:  # one is the other with a letter more at its end
        return True
    rests = one[place:], other[place:]
    if len(one) != len(other):
        longer, shorter = sorted(rests, key=len, reverse=True)
        return longer[1:] == shorter
    a, b = rests
    return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
