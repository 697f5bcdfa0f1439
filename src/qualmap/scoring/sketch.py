"""Texts as short vectors of what they contain, so that containing the same can be multiplied.

Every item (a run of letters, a word, a concept) falls into one column by a checksum, with a sign;
rare items weigh more (inverse document frequency). The cosine of two sketches approximates that
of the full tables (random sign hashing, Weinberger et al. 2009; error about 1/sqrt(width)).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import Final
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


def sketch(texts: Sequence[Items], weights: Mapping[str, float], width: int) -> Vectors:
    """Return an array (texts, width) of unit rows; a text without items gives a zero row."""
    vectors = np.zeros((len(texts), width), dtype=np.float32)
    for start in range(0, len(texts), AT_A_TIME):
        part = texts[start : start + AT_A_TIME]
        vectors[start : start + len(part)] = _sums(part, weights, width)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


AT_A_TIME: Final = 1024
"""Texts added up together: 1,024 rows of 1,024 columns are 8 MB in double precision."""


def _sums(texts: Sequence[Items], weights: Mapping[str, float], width: int) -> Vectors:
    """Add up, row by row, what each item weighs, once an item and more for repetition."""
    place: dict[str, int] = {}
    numbers = [place.setdefault(item, len(place)) for items in texts for item in items]
    rows = np.repeat(np.arange(len(texts)), [len(items) for items in texts])
    keys, counts = np.unique(rows * len(place) + np.array(numbers, np.intp), return_counts=True)
    if not len(keys):
        return np.zeros((len(texts), width), dtype=np.float32)
    row, item = np.divmod(keys, len(place))
    checksums = np.array([_hash(name) for name in place], dtype=np.int64)
    signed = np.where(checksums & 0x80000000, 1.0, -1.0)
    signed *= [weights.get(name, UNSEEN) for name in place]
    cells = row * width + checksums[item] % width
    sums = np.bincount(cells, signed[item] * (1 + np.log(counts)), len(texts) * width)
    return sums.reshape(len(texts), width).astype(np.float32)
