"""How many things a text lists: "cuts, bends and joins" asks for more than "cuts"."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.tables import table
from qualmap.text.tokens import tokens

__all__ = ["listed"]

_SIGNS: Final = ",;:"


def listed(text: str, language: str) -> int:
    """Return how many things a text lists: one, and one more for each conjunction or comma.

    >>> listed("cuts, bends and joins pipes", "en"), listed("kesadi", "uz-Latn")
    (3, 1)
    """
    known = _conjunctions(language_row(language).tag)
    joined = sum(fold_key(word.text, language) in known for word in tokens(text))
    return 1 + joined + sum(map(text.count, _SIGNS))


@lru_cache(maxsize=16)
def _conjunctions(tag: str) -> frozenset[str]:
    return frozenset(fold_key(word, tag) for word in table(language_row(tag).table).conjunctions)
