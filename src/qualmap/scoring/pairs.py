"""Chosen pairs of two lists, with the likenesses that several features are made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np

from qualmap.scoring.contents import Words, shares_met
from qualmap.scoring.facing import Facing
from qualmap.scoring.nearest import Indexes, Vectors

AT_A_TIME: Final = 4096
"""Pairs worked on together: their vectors stay within a few megabytes."""


class Pairs:
    """Pairs of a left text (`i`) and a right text (`j`), in any order."""

    def __init__(self, facing: Facing, i: Indexes, j: Indexes) -> None:
        self.facing = facing
        self.i = i
        self.j = j

    def __len__(self) -> int:
        return len(self.i)

    @cached_property
    def cosine(self) -> Vectors:
        """Cosine of the vectors of meaning."""
        return self._products(*self.facing.vectors)

    @cached_property
    def spelling(self) -> Vectors:
        """Likeness of spelling: shared rare runs of letters, as in loan words and names."""
        return self._products(*self.facing.letters)

    @cached_property
    def standing_out(self) -> Vectors:
        """Cosine against the mean cosine of either text with its nearest (CSLS)."""
        left, right = self.facing.crowding
        return np.asarray(2 * self.cosine - left[self.i] - right[self.j], dtype=np.float32)

    @cached_property
    def word_shares(self) -> tuple[Vectors, Vectors]:
        """How well the words of each left text are met on the right, and the reverse.

        The mean over words of the best cosine with a word of the other text, weighted by rarity;
        NaN where a text has no words.
        """
        return self._shares(*self.facing.words)

    @cached_property
    def stem_shares(self) -> tuple[Vectors, Vectors]:
        """The same of the stems or dictionary forms, which tell apart what endings blur."""
        return self._shares(*self.facing.stems)

    def _shares(self, left: Words, right: Words) -> tuple[Vectors, Vectors]:
        shares = np.full((2, len(self)), np.nan, dtype=np.float32)
        worded = np.flatnonzero((left.lengths[self.i] > 0) & (right.lengths[self.j] > 0))
        order = worded[np.argsort(self.i[worded], kind="stable")]
        rows = self.i[order]
        starts = np.flatnonzero(np.diff(rows, prepend=-1))
        for start, end in pairwise([*starts, len(order)]):
            some = order[start:end]
            shares[:, some] = shares_met(left, rows[start], right, self.j[some])
        return shares[0], shares[1]

    @cached_property
    def concept_shares(self) -> tuple[Vectors, Vectors]:
        """The share of each left text's concepts found on the right, and the reverse.

        Weighted by rarity; a broader or narrower concept counts in part; NaN where a text has none.
        """
        table = self.facing.concept_table
        shares = np.empty((2, len(self)), dtype=np.float32)
        for part in self._parts():
            shares[:, part] = table.shares(self.i[part], self.j[part])
        return shares[0], shares[1]

    def _products(self, left: Vectors, right: Vectors) -> Vectors:
        products = np.empty(len(self), dtype=np.float32)
        for part in self._parts():
            np.einsum("nd,nd->n", left[self.i[part]], right[self.j[part]], out=products[part])
        return products

    def _parts(self) -> Iterator[slice]:
        return (slice(start, start + AT_A_TIME) for start in range(0, len(self), AT_A_TIME))
