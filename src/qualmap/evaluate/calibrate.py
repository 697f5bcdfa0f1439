"""Makes probabilities mean what they say, and finds those on which people should look.

All of it works on held-out probabilities: those of the training pairs are too sure of themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from qualmap.evaluate.fit import logistic
from qualmap.evaluate.metrics import Floats, Truths
from qualmap.scoring.recipe import Recipe, Weighted

EDGE: Final = 1e-6
"""Probabilities are kept this far from 0 and 1, where the log-odds have no end."""

SURE: Final = 0.9
"""Outside the band, qualmap is wrong at most once in ten: about as often as two annotators of such
alignments differ. Ours; with 0.95 the queue is twice as long on the development sets."""

WINDOW: Final = 100
"""Pairs of neighbouring probability that are judged together; fewer say little about 0.9."""


@dataclass(frozen=True, slots=True)
class Line:
    """Log-odds after calibration: `slope × log-odds + offset` (Platt 1999)."""

    slope: float = 1.0
    offset: float = 0.0

    def moved(self, chances: Floats) -> Floats:
        """Return the probabilities after calibration."""
        return np.asarray(1 / (1 + np.exp(-(self.slope * log_odds(chances) + self.offset))))


def log_odds(chances: Floats) -> Floats:
    """Return the natural logarithm of p / (1 - p)."""
    inside = np.clip(chances, EDGE, 1 - EDGE)
    return np.asarray(np.log(inside / (1 - inside)))


def platt(chances: Floats, truths: Truths) -> Line:
    """Return the line that makes the truths likeliest."""
    weights = logistic(log_odds(chances)[:, None], truths.astype(np.float64), penalty=0.0)
    return Line(float(weights[1]), float(weights[0]))


def calibrated(recipe: Recipe, line: Line) -> Recipe:
    """Return the recipe whose log-odds went through the line; its reasons still add up."""
    items = tuple(
        Weighted(item.feature, round(item.weight * line.slope, 4), item.centre)
        for item in recipe.features
    )
    intercept = round(recipe.intercept * line.slope + line.offset, 4)
    return replace(recipe, intercept=intercept, features=items)


def band(chances: Floats, truths: Truths) -> tuple[float, float]:
    """Return the probabilities between which neither yes nor no is sure enough: the review queue.

    From the second on, `SURE` of the pairs are right; up to the first, `SURE` are rightly refused;
    in between a person looks. With too few pairs all of it is between: (0, 1).
    """
    order = np.argsort(chances, kind="stable")
    ordered, truth = chances[order], truths[order]
    low, high = _trusted(~truth), _trusted(truth[::-1])
    return (
        round(float(ordered[low - 1]), 3) if low else 0.0,
        round(float(ordered[-high]), 3) if high else 1.0,
    )


def _trusted(right: Truths) -> int:
    """How many from the start hold, up to the middle of the first window that fails."""
    if len(right) < WINDOW:
        return 0
    sums = np.convolve(right.astype(np.float64), np.ones(WINDOW), "valid")
    failing = np.flatnonzero(sums < SURE * WINDOW)
    if not len(failing):
        return len(right)
    return int(failing[0]) + WINDOW // 2 if failing[0] else 0
