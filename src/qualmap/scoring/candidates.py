"""Which pairs are worth scoring: the union of three channels, for each side in turn.

Meaning, spelling and shared concepts, each by exact matrix products in blocks. Nothing is
scored that no channel proposes; `qualmap evaluate` measures how many true pairs that loses.
"""

from __future__ import annotations

import numpy as np

from qualmap.scoring.facing import PER_CHANNEL, Facing, Indexes
from qualmap.scoring.nearest import Nearest, nearest


def candidates(facing: Facing) -> tuple[Indexes, Indexes]:
    """Return the left and right indexes of the pairs worth scoring, in ascending order."""
    if not facing.left or not facing.right:
        empty = np.zeros(0, dtype=np.intp)
        return empty, empty
    width = len(facing.right)
    found = []
    for rightwards, leftwards in (
        facing.closest,
        _both_ways(facing, "spelling"),
        _both_ways(facing, "concepts"),
    ):
        i, j = rightwards.pairs()
        jj, ii = leftwards.pairs()
        found += [i * width + j, ii * width + jj]
    keys = np.unique(np.concatenate(found))
    return keys // width, keys % width


def _both_ways(facing: Facing, channel: str) -> tuple[Nearest, Nearest]:
    left, right = facing.outlines if channel == "spelling" else facing.concepts
    return nearest(left, right, PER_CHANNEL), nearest(right, left, PER_CHANNEL)
