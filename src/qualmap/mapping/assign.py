"""The best overall one-to-one choice (the linear assignment problem, by Jonker and Volgenant)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def assign(gains: NDArray[np.floating[Any]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) with the greatest sum of gains, in order of rows.

    Each row and column stands in at most one pair; a pair without gain is left out.
    """
    if not gains.size:
        return []
    # lapx, not scipy: the same algorithm, and scipy.optimize takes 0.3 s to import.
    import lap

    _cost, columns, _rows = lap.lapjv(-gains.astype(np.float64), extend_cost=True)
    return [(a, int(b)) for a, b in enumerate(columns) if b >= 0 and gains[a, b] > 0]
