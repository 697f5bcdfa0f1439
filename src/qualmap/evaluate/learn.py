"""Learns a whole recipe: weights, then calibration, threshold and review band.

Weights come from all tables given. The rest comes from probabilities of folds within these tables,
each of weights that saw nothing of the occupation: a model is too sure of what it was fitted to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from qualmap.evaluate.calibrate import band, calibrated, platt
from qualmap.evaluate.fit import fit
from qualmap.evaluate.fit_relations import fit_relations
from qualmap.evaluate.folds import Held, hold_out
from qualmap.evaluate.metrics import Floats, Truths, pooled
from qualmap.evaluate.tables import Table
from qualmap.scoring.recipe import Recipe

INNER: Final = 5
"""Folds within the training folds."""

GRID: Final = tuple(round(0.15 + 0.025 * n, 3) for n in range(25))
"""Thresholds that are tried."""

FLAT: Final = 0.005
"""F1 hardly moves around its best threshold. Of those within this of the best, the highest is
taken: it proposes less that is wrong."""


def learn(tables: Sequence[Table], features: Sequence[str], name: str = "candidate") -> Recipe:
    """Return the recipe of these features that suits the tables best; see the module for how.

    The probabilities are those of two qualifications of one occupation: what strangers are for is
    to learn weights, not how often an outcome finds its like.
    """
    recipe = fit(tables, features, name)
    held, _strangers = hold_out(tables, lambda some: fit(some, features), count=INNER)
    line = platt(*_chances(held))
    held = [Held(h.table, calibrated(h.recipe, line)) for h in held]
    recipe = with_threshold(calibrated(recipe, line), best_threshold(held))
    return replace(recipe, band=band(*_chances(held)), relations=fit_relations(held))


def _chances(held: Sequence[Held]) -> tuple[Floats, Truths]:
    return np.concatenate([h.chances for h in held]), np.concatenate([h.table.right for h in held])


def with_threshold(recipe: Recipe, threshold: float) -> Recipe:
    """Return the recipe with a threshold; from half of it on, a pair is of the same topic."""
    return replace(recipe, threshold=threshold, related=round(threshold / 2, 4))


def best_threshold(held: Sequence[Held]) -> float:
    """Return the threshold of the grid with the best pooled F1 of accepted pairs.

    By the assignment alone, which is quick: splits and merges follow the same threshold. Strangers
    play no part, for which qualifications are compared is decided before.
    """
    chances = [h.chances for h in held]
    totals = [
        pooled([h.table.one_to_one(c, at) for h, c in zip(held, chances, strict=True)]).f1
        for at in GRID
    ]
    return max(at for at, f1 in zip(GRID, totals, strict=True) if f1 >= max(totals) - FLAT)
