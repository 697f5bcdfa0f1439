"""Which pairs are worth scoring: the union of three channels, for each side in turn.

Meaning, spelling and shared concepts, each by exact matrix products in blocks. Nothing is
scored that no channel proposes; `qualmap evaluate` measures how many true pairs that loses.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qualmap.scoring.facing import Facing, Indexes, Vectors

PER_CHANNEL = 8
"""Candidates a text and channel."""

BLOCK = 2048
"""Rows multiplied at a time: 2,048 × 14,000 cosines are 115 MB."""


def candidates(facing: Facing, per_channel: int = PER_CHANNEL) -> tuple[Indexes, Indexes]:
    """Return the left and right indexes of the pairs worth scoring, in ascending order."""
    if not facing.left or not facing.right:
        empty = np.zeros(0, dtype=np.intp)
        return empty, empty
    channels = (facing.vectors, facing.letters, facing.concepts)
    found = [pair for one, other in channels for pair in _both_ways(one, other, per_channel)]
    width = len(facing.right)
    keys = np.unique(np.concatenate([i * width + j for i, j in found]))
    return keys // width, keys % width


def _both_ways(one: Vectors, other: Vectors, count: int) -> list[tuple[Indexes, Indexes]]:
    i, j = nearest(one, other, count)
    jj, ii = nearest(other, one, count)
    return [(i, j), (ii, jj)]


def nearest(one: Vectors, other: Vectors, count: int) -> tuple[Indexes, Indexes]:
    """Return, flattened, each row of `one` with its `count` best rows of `other` above zero."""
    count = min(count, len(other))
    rows: list[NDArray[np.intp]] = []
    columns: list[NDArray[np.intp]] = []
    if not one.shape[1]:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    for start in range(0, len(one), BLOCK):
        products = one[start : start + BLOCK] @ other.T
        best = np.argpartition(-products, count - 1, axis=1)[:, :count]
        row, place = np.nonzero(np.take_along_axis(products, best, axis=1) > 0)
        rows.append(row + start)
        columns.append(best[row, place])
    return np.concatenate(rows), np.concatenate(columns)
