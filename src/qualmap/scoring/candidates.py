"""Which pairs are worth scoring: the union of three channels, for each side in turn.

Meaning, spelling and shared concepts, each by exact matrix products in blocks. Nothing is
scored that no channel proposes; `qualmap evaluate` measures how many true pairs that loses.
"""

from __future__ import annotations

import numpy as np

from qualmap.scoring.facing import Facing
from qualmap.scoring.nearest import Indexes


def candidates(facing: Facing) -> tuple[Indexes, Indexes]:
    """Return the left and right indexes of the pairs worth scoring, in ascending order."""
    if not facing.left or not facing.right:
        empty = np.zeros(0, dtype=np.intp)
        return empty, empty
    width = len(facing.right)
    found = []
    channels = (
        facing.closest,
        facing.both_ways(*facing.outlines),
        facing.both_ways(*facing.concepts),
    )
    for rightwards, leftwards in channels:
        i, j = rightwards.pairs()
        jj, ii = leftwards.pairs()
        found += [i * width + j, ii * width + jj]
    keys = np.unique(np.concatenate(found))
    return keys // width, keys % width
