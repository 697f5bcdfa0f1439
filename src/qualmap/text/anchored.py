"""The stems of known words, against which the forms in a text are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualmap.text.fold import fold_key
from qualmap.text.suffixes import Suffixes

__all__ = ["KnownStems"]


class KnownStems:
    """The stems of the words of one language, each with the words that have it."""

    def __init__(self, words: Iterable[str], suffixes: Suffixes) -> None:
        self._suffixes = suffixes
        self._prefixes = [fold_key(prefix, suffixes.tag) for prefix in suffixes.table.prefixes]
        self._by_stem: dict[str, dict[tuple[str, str], None]] = {}
        self._legal: dict[tuple[str, str, str], bool] = {}
        for word in words:
            self._add_word(word)

    def _add_word(self, word: str) -> None:
        key = fold_key(word, self._suffixes.tag)
        for stem, kind in self._suffixes.stems(key):
            self._by_stem.setdefault(stem, {})[kind, word] = None

    def words(self, token: str) -> Iterator[str]:
        """The words that `token` is an inflected form of, the longest stem first."""
        key = fold_key(token, self._suffixes.tag)
        yield from self._cut(key)
        for prefix in self._prefixes:
            if key.startswith(prefix):
                yield from self._cut(key[len(prefix) :], only="verb")

    def _cut(self, key: str, *, only: str = "") -> Iterator[str]:
        """Every cut of the key into a known stem and a legal ending.

        A bare stem is not a form: Uzbek tuz is salt, not tuzish, and Tajik касби is not касбӣ.
        """
        for place in range(len(key) - 1, 1, -1):
            stem, ending = key[:place], key[place:]
            for kind, word in self._by_stem.get(stem, ()):
                if only in ("", kind) and self._is_legal(kind, stem, ending):
                    yield word

    def _is_legal(self, kind: str, stem: str, ending: str) -> bool:
        """The same few endings come again and again, and only the last letter of a stem counts."""
        case = (kind, stem[-1:], ending)
        if case not in self._legal:
            self._legal[case] = self._suffixes.legal(kind, stem, ending)
        return self._legal[case]
