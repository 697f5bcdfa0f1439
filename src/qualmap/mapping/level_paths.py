"""Monotone alignment of two rows of levels: best path, probabilities, interval.

A higher level never corresponds to a lower one. Several levels may share one, some may be passed
over, and levels may lie below the lowest or above the highest of the other side.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_path", "correspondence", "interval", "path_probabilities"]

Floats = NDArray[np.float64]

# Likelihood that two levels this many stages apart are still each other's counterpart.
APART: Final = (1.0, 0.08, 0.004)
FLOOR: Final = 1e-6
SURE_SHARE: Final = 0.8
"""The interval of an alignment holds at least this share of the probability that lies on levels."""


def correspondence(left: Floats, right: Floats) -> Floats:
    """Return how well each left level fits each right one, from their stage probabilities.

    Columns: below the lowest right level, the right levels in order, above the highest.
    """
    stages = np.arange(left.shape[1])
    apart = np.abs(stages[:, None] - stages)
    near = np.where(apart < len(APART), np.take(APART, np.minimum(apart, len(APART) - 1)), 0.0)
    below = left @ (stages[:, None] < stages) @ right[0]
    above = left @ (stages[:, None] > stages) @ right[-1]
    return np.column_stack([below, left @ near @ right.T, above])


def path_probabilities(fits: Floats) -> Floats:
    """Return the probability of each column for each row over all monotone paths."""
    fits = fits + FLOOR
    fits /= fits.sum(axis=1, keepdims=True)
    ahead = [fits[0]]
    for row in fits[1:]:
        ahead.append(_normal(np.cumsum(ahead[-1]) * row))
    back = [np.ones_like(fits[0])]
    for row in fits[:0:-1]:
        back.append(_normal(np.cumsum((back[-1] * row)[::-1])[::-1]))
    joint = np.array(ahead) * np.array(back[::-1])
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))


def _normal(row: Floats) -> Floats:
    return np.asarray(row / row.sum())


def best_path(chances: Floats) -> list[int]:
    """Return the monotone choice of columns whose probabilities multiply highest.

    >>> best_path(np.array([[0.6, 0.4, 0.0], [0.3, 0.3, 0.4], [0.1, 0.5, 0.4]]))
    [0, 2, 2]
    """
    logs = np.log(chances + FLOOR)
    total, chosen = logs[0], []
    for row in logs[1:]:
        best = [int(total[: column + 1].argmax()) for column in range(len(total))]
        chosen.append(best)
        total = total[best] + row
    path = [int(total.argmax())]
    for best in reversed(chosen):
        path.append(best[path[-1]])
    return path[::-1]


def interval(chances: Floats, best: int) -> tuple[int, int]:
    """Return first and last of the smallest run around `best` that holds `SURE_SHARE` of them.

    Chances that lie outside these levels do not count: the interval tells which level is meant if
    any is, not all of them because it may be none.

    >>> interval(np.array([0.1, 0.5, 0.35, 0.05]), 1)
    (1, 2)
    >>> interval(np.array([0.4, 0.02, 0.01]), 0)
    (0, 0)
    """
    enough = SURE_SHARE * chances.sum() - 1e-9
    last = len(chances) - 1
    runs = ((first, end) for first in range(best + 1) for end in range(best, last + 1))
    held = [(first, end) for first, end in runs if chances[first : end + 1].sum() >= enough]
    return min(held, key=lambda run: (run[1] - run[0], -chances[run[0] : run[1] + 1].sum()))
