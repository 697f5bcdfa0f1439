"""Which word is this token a form of?

Russian: the lemmas of pymorphy3. English: the stem of snowball. The others: a stem is never
guessed from the text; a token is a form of a known word if it is that word, with the changes its
stem undergoes, and a legal chain of suffixes. Measured on treebanks this finds 98 % of the forms
in Uzbek and Kazakh, where cutting off suffixes finds 81 % and 64 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from qualmap.cache import Words
from qualmap.text.anchored import KnownStems
from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.suffixes import suffixes

__all__ = ["Found", "WordIndex", "in_dictionary", "keys", "same_word"]

How = Literal["exact", "case", "script", "inflected"]
HOW_ORDER: Final[tuple[How, ...]] = ("exact", "case", "script", "inflected")

# pymorphy3 orders its readings by likelihood; the right lemma is among the first three
# for 99.7 % of the terms in Russian-GSD.
READINGS: Final = 3
_CYRILLIC_WORD: Final = re.compile("[\u0400-\u04ff]+")


@lru_cache(maxsize=1 << 17)
def keys(word: str, language: str) -> frozenset[str]:
    """The keys under which the forms of a word meet.

    >>> keys("квалификаций", "ru") & keys("квалификация", "ru")
    frozenset({'квалификация'})
    >>> keys("outcomes", "en"), keys("Малака", "uz-Cyrl")
    (frozenset({'outcom'}), frozenset({'malaka'}))
    """
    match language_row(language).inflection:
        case "lemmas":
            return _lemmas(word.lower())
        case "stems":
            return _stems(word.lower())
        case _:
            return frozenset({fold_key(word, language)})


def _lemmas(word: str) -> frozenset[str]:
    # "ISO" has no Russian lemma, and pymorphy3 stumbles over letters that Unicode does not name.
    if not _CYRILLIC_WORD.fullmatch(word):
        return frozenset({word})
    known = _LEMMAS.get(word)
    if known is None:
        readings = _russian().parse(word)[:READINGS]
        known = sorted({reading.normal_form.replace("ё", "е") for reading in readings})
        _LEMMAS.put(word, known)
    return frozenset(known)


_LEMMAS: Final = Words("russian-lemmas", f"{READINGS}-pymorphy3-2")
"""Loading pymorphy3 takes a quarter of a second and a word 60 µs; a kept word takes none."""


def _stems(word: str) -> frozenset[str]:
    stem = _english().stemWord(word)
    # An adverb is a word of its own, as with -lik and -лық elsewhere: "correctly" does not correct.
    return frozenset({word if stem + "ly" == word else stem})


def in_dictionary(word: str, language: str) -> bool:
    """Whether the dictionary of the language has the word; False where there is no dictionary.

    >>> in_dictionary("изменение", "ru"), in_dictionary("измениние", "ru")
    (True, False)
    """
    if language_row(language).inflection != "lemmas":
        return False
    return bool(_russian().word_is_known(word.lower()))


@lru_cache(maxsize=1)
def _russian() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=1)
def _english() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A known word that a token is a form of, and how that was seen."""

    word: str
    how: How


class WordIndex:
    """Known words of one language, to be looked up by any of their forms.

    >>> index = WordIndex(["malaka", "oʻrin", "tekshirish"], "uz-Latn")
    >>> [hit.word for token in ("MALAKALARINI", "oʻrnida") for hit in index.look_up(token)]
    ['malaka', 'oʻrin']
    >>> index.look_up("текширади"), index.look_up("малака"), index.look_up("malakali")
    ((Found(word='tekshirish', how='inflected'),), (Found(word='malaka', how='script'),), ())
    """

    def __init__(self, words: Iterable[str], language: str) -> None:
        row = language_row(language)
        words = tuple(dict.fromkeys(words))
        self.language = language
        self._by_key: dict[str, list[str]] = {}
        for word in words:
            for key in keys(word, language):
                self._by_key.setdefault(key, []).append(word)
        self._stems = (
            KnownStems(words, suffixes(row.table, row.tag))
            if row.inflection == "suffixes"
            else None
        )
        self._known: dict[str, tuple[Found, ...]] = {}

    def look_up(self, token: str) -> tuple[Found, ...]:
        """The known words that `token` is a form of; surer ways first."""
        found = self._known.get(token)
        if found is None:
            found = tuple(self._find(token))
            self._remember(token, found)
        return found

    def _remember(self, token: str, found: tuple[Found, ...]) -> None:
        # Forms recur within a text, and a long run must not grow without bound.
        if len(self._known) >= 1 << 16:
            self._known.clear()
        self._known[token] = found

    def _find(self, token: str) -> Iterator[Found]:
        same = dict.fromkeys(
            word for key in keys(token, self.language) for word in self._by_key.get(key, ())
        )
        found = [Found(word, self._same_key(word, token)) for word in same]
        yield from sorted(found, key=lambda hit: HOW_ORDER.index(hit.how))
        if self._stems:
            forms = dict.fromkeys(self._stems.words(token))
            yield from (Found(word, "inflected") for word in forms if word not in same)

    def _same_key(self, word: str, token: str) -> How:
        if word == token:
            return "exact"
        if word.lower() == token.lower():
            return "case"
        return "script" if self._stems else "inflected"


def same_word(word: str, token: str, language: str) -> bool:
    """Whether `token` is a form of `word`.

    >>> same_word("mutaxassis", "mutaxassislarning", "uz-Latn")
    True
    >>> same_word("mutaxassis", "mutaxassislik", "uz-Latn")
    False
    """
    return bool(WordIndex([word], language).look_up(token))
