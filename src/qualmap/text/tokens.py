"""Words and numbers of a text, with their places.

Bare `\\w+` would cut Uzbek words at four of the five apostrophes in use; here they stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from qualmap.text.romanise import APOSTROPHES

__all__ = ["HYPHENS", "Token", "tokens"]

HYPHENS: Final = "-\u2010\u2011"

_MARK: Final = f"[{re.escape(APOSTROPHES)}]"
# An apostrophe belongs to the word between two letters, and as the last sign of oʻ and gʻ
# (togʻ); after ng it closes a quotation, since no Uzbek word ends in ngʻ.
_WORD: Final = re.compile(
    rf"(?:[^\W_]|[\u0300-\u036f]|(?<=\w){_MARK}(?=\w)|(?<=[oO]){_MARK}|(?<=[^\WnN][gG]){_MARK})+"
)


class Token(NamedTuple):
    """A word as written; `joined` tells that a hyphen ties it to the token before."""

    text: str
    start: int
    end: int
    joined: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order.

    >>> [token.text for token in tokens("O‘quv-uslubiy ta'minot, 5-daraja")]
    ['O‘quv', 'uslubiy', "ta'minot", '5', 'daraja']
    >>> [token.joined for token in tokens("5-daraja")]
    [False, True]
    """
    return _kept(text) if len(text) <= SHORT else _cut(text)


# Terms and outcomes are cut again and again, whole documents are not.
SHORT: Final = 200


@lru_cache(maxsize=1 << 15)
def _kept(text: str) -> tuple[Token, ...]:
    return _cut(text)


def _cut(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        joined = bool(found) and found[-1].end == start - 1 and text[start - 1] in HYPHENS
        found.append(Token(match[0], start, end, joined))
    return tuple(found)
