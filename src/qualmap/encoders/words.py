"""The words of a text as the static model sees them: the same function trains and runs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qualmap.text.romanise import romanise

__all__ = ["plain", "words", "words_each"]

# Digits stay: "level 5" and "1000 V" mean something. Punctuation and underscores do not.
_WORD: Final = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Return the romanised words of `text`, without punctuation.

    >>> words("Oʻquv rejasi, 5-daraja") == words("Ўқув режаси, 5-даража")
    True
    """
    return _WORD.findall(romanise(text))


def plain(text: str) -> str:
    """Return `text` as one line of romanised words: what other readers of the model must be fed.

    >>> plain("Квалификация (разряд)")
    'kvalifikatsiya razryad'
    """
    return " ".join(words(text))


def words_each(chunks: Sequence[str]) -> list[list[str]]:
    """Return the words of every chunk, as `words` does, but romanising all chunks in one go.

    A chunk holds no line break. No rule of romanising looks beyond a space, so the words of a text
    are those of its chunks.

    >>> words_each(["Квалификация", "(разряд)", "—"])
    [['kvalifikatsiya'], ['razryad'], []]
    """
    lines = romanise("\n".join(chunks)).split("\n")
    return [_WORD.findall(line) for line in lines[: len(chunks)]]
