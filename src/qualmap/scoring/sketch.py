"""Texts as short vectors of what they contain, so that containing the same can be multiplied.

Every item (a run of letters, a word, a concept) falls into one column by a checksum, with a sign;
rare items weigh more (inverse document frequency). The cosine of two sketches approximates that
of the full tables (random sign hashing, Weinberger et al. 2009; error about 1/sqrt(width)).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Items = Sequence[str]

RUN = 3
"""Letters in a run; the usual choice for short texts (character trigrams)."""

UNSEEN = 0.1
"""Weight of an item that stands in every text: little, but not nothing."""


@lru_cache(maxsize=200_000)
def runs(word: str) -> tuple[str, ...]:
    """Return the word itself and its runs of letters, with the word's ends marked by spaces.

    >>> runs("plan")
    ('plan', ' pl', 'pla', 'lan', 'an ')
    """
    padded = f" {word} "
    return (word, *(padded[at : at + RUN] for at in range(len(padded) - RUN + 1)))


@lru_cache(maxsize=400_000)
def _hash(item: str) -> int:
    return crc32(item.encode())


def rarity(texts: Iterable[Items]) -> dict[str, float]:
    """Return item → inverse document frequency over all texts."""
    seen: Counter[str] = Counter()
    total = 0
    for items in texts:
        total += 1
        seen.update(set(items))
    return {item: log((1 + total) / (1 + count)) + UNSEEN for item, count in seen.items()}


def sketch(texts: Sequence[Items], weights: dict[str, float], width: int) -> Vectors:
    """Return an array (texts, width) of unit rows; a text without items gives a zero row."""
    vectors = np.zeros((len(texts), width), dtype=np.float32)
    for row, items in enumerate(texts):
        for item, count in Counter(items).items():
            checksum = _hash(item)
            sign = 1.0 if checksum & 0x80000000 else -1.0
            vectors[row, checksum % width] += sign * weights.get(item, UNSEEN) * (1 + log(count))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)
