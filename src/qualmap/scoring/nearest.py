"""The nearest rows of another array: exact, in blocks, so that memory stays bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Indexes = NDArray[np.intp]

BLOCK: Final = 2048
"""Rows multiplied at a time: 2,048 × 14,000 cosines are 115 MB."""

WIDTH: Final = 32768
"""Columns multiplied at a time: 2,048 × 32,768 cosines are 268 MB."""

GROUP: Final = 64
"""Columns of which only the best is looked at first. The best `count` columns always lie in the
best `count` groups, and finding those costs a tenth of ordering all columns."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The best columns of each row, in no order, and their values; both (rows, count)."""

    columns: Indexes
    values: Vectors

    def pairs(self) -> tuple[Indexes, Indexes]:
        """Return, flattened, each row with its best columns above zero."""
        row, place = np.nonzero(self.values > 0)
        return row, self.columns[row, place]

    def mean_of(self, count: int) -> Vectors:
        """Return the mean of the `count` highest values of each row; zero where there is none."""
        count = min(count, self.values.shape[1])
        if not count:
            return np.zeros(len(self.values), dtype=np.float32)
        best = np.partition(self.values, -count, axis=1)[:, -count:]
        return np.asarray(best.mean(axis=1), dtype=np.float32)


def nearest(one: Vectors, other: Vectors, count: int) -> Nearest:
    """Return for each row of `one` its `count` best rows of `other` by product, fewer if it has
    fewer.
    """
    count = min(count, len(other))
    columns = np.zeros((len(one), count), dtype=np.intp)
    values = np.full((len(one), count), -np.inf, dtype=np.float32)
    for start in range(0, len(one), BLOCK):
        rows = slice(start, start + BLOCK)
        for left in range(0, len(other), WIDTH):
            products = one[rows] @ other[left : left + WIDTH].T
            found = best_of(products, min(count, products.shape[1]))
            both = Nearest(
                np.hstack([columns[rows], found.columns + left]),
                np.hstack([values[rows], found.values]),
            )
            kept = np.argpartition(both.values, -count, axis=1)[:, -count:]
            columns[rows] = np.take_along_axis(both.columns, kept, axis=1)
            values[rows] = np.take_along_axis(both.values, kept, axis=1)
    return Nearest(columns, values)


def best_of(products: Vectors, count: int) -> Nearest:
    """Return the `count` highest columns of each row, in no order."""
    rows, width = products.shape
    if width <= 2 * GROUP * count:
        columns = np.argpartition(products, width - count, axis=1)[:, width - count :]
        return Nearest(columns, np.take_along_axis(products, columns, axis=1))
    steps = width // GROUP
    # A group is every `steps`-th column: so the maximum runs over whole rows, which is fastest.
    grouped = products[:, : steps * GROUP].reshape(rows, GROUP, steps)
    groups = np.argpartition(grouped.max(axis=1), steps - count, axis=1)[:, steps - count :]
    inside = groups[:, :, None] + steps * np.arange(GROUP)
    rest = np.broadcast_to(np.arange(steps * GROUP, width), (rows, width - steps * GROUP))
    candidates = np.hstack([inside.reshape(rows, -1), rest])
    values = np.take_along_axis(products, candidates, axis=1)
    kept = np.argpartition(values, values.shape[1] - count, axis=1)[:, values.shape[1] - count :]
    return Nearest(
        np.take_along_axis(candidates, kept, axis=1), np.take_along_axis(values, kept, axis=1)
    )
