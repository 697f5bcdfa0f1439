"""Split a word into the longest known pieces from the left, as a WordPiece tokenizer does.

Plain dictionaries do it as fast as the Rust library here, since each word is split only once, and
loading them costs a tenth. `tokenizer.json` stays the one source, so that other tools read it too.
"""

from __future__ import annotations

import json
from typing import Final

__all__ = ["Subwords"]

UNKNOWN: Final = "[UNK]"

_CONTINUED: Final = "##"


class Subwords:
    """The pieces of a vocabulary: those that begin a word, and those that go on.

    >>> Subwords({"[UNK]": 0, "malaka": 1, "##si": 2}, longest_word=100).split("malakasi")
    [1, 2]
    """

    def __init__(self, vocabulary: dict[str, int], longest_word: int) -> None:
        self._unknown = vocabulary[UNKNOWN]
        self._longest_word = longest_word
        self._first = {p: n for p, n in vocabulary.items() if not p.startswith(_CONTINUED)}
        self._next = {p[2:]: n for p, n in vocabulary.items() if p.startswith(_CONTINUED)}
        self._longest = max(map(len, (*self._first, *self._next)))

    @classmethod
    def read(cls, tokenizer: bytes) -> Subwords:
        """Return the pieces that a `tokenizer.json` names."""
        model = json.loads(tokenizer)["model"]
        return cls(model["vocab"], model["max_input_chars_per_word"])

    def split(self, word: str) -> list[int]:
        """Return the numbers of the pieces; a word that cannot be split is one unknown piece."""
        if len(word) > self._longest_word:
            return [self._unknown]
        found, pieces, rest = [], self._first, word
        while rest:
            head = rest[: self._longest]
            while head not in pieces:
                head = head[:-1]
                if not head:
                    return [self._unknown]
            found.append(pieces[head])
            rest, pieces = rest[len(head) :], self._next
        return found
