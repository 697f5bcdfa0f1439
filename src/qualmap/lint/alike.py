"""When two writings are one term, and when a writing is none.

The rules that compare terms share this, so that they agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final
from unicodedata import category, normalize

from qualmap.lint.concepts import Term
from qualmap.text.romanise import APOSTROPHES

__all__ = ["LONGEST_ACRONYM", "alike", "is_empty", "spelling"]

# What people type where a term is still to come; a percent sign or a degree may be a term.
PLACEHOLDERS: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014_.\u2026?*/")
# The longest abbreviations of letters alone in the glossary that ships: МЖМБС, HACCP.
LONGEST_ACRONYM: Final = 5

_MARK: Final = re.compile(f"[{re.escape(APOSTROPHES)}]")


def is_empty(value: str) -> bool:
    """Whether a term says nothing: no character of it is more than a space or a placeholder.

    >>> is_empty(" \\u200b"), is_empty("—"), is_empty("%")
    (True, True, False)
    """
    return all(letter in PLACEHOLDERS or category(letter)[0] in "ZC" for letter in value)


def spelling(value: str) -> str:
    """Return what two writings of one term share, whatever their case, spaces and apostrophes.

    A short word in capitals keeps them: LED is not led.

    >>> spelling("O‘quv  Dasturi") == spelling("oʻquv dasturi"), spelling("LED")
    (True, 'LED')
    """
    words = " ".join(value.split())
    if not words.isascii():
        words = _MARK.sub("'", normalize("NFC", words))
    return words if len(words) <= LONGEST_ACRONYM and words.isupper() else words.casefold()


def alike(terms: Iterable[Term], key: Callable[[Term], str]) -> list[list[Term]]:
    """Return the terms of one language that have the same key, where there are two or more.

    Most have a key of their own, and a list for each of them would cost more than all the rest.
    """
    first: dict[str, dict[str, Term]] = defaultdict(dict)
    several: dict[tuple[str, str], list[Term]] = {}
    for term in terms:
        name = key(term)
        one = first[term.language].setdefault(name, term)
        if one is not term:
            several.setdefault((term.language, name), [one]).append(term)
    return list(several.values())
