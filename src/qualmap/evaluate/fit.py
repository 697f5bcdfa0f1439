"""Learns the weights of a recipe: logistic regression with a penalty, by Newton's method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from qualmap.evaluate.metrics import Floats
from qualmap.evaluate.tables import Table
from qualmap.scoring.recipe import Recipe, Weighted

L2: Final = 5.0
"""Strength of the penalty on standardised weights; 1 to 20 move no figure by 0.01."""

STEPS: Final = 50
CLOSE: Final = 1e-8
"""Newton's method stops after these steps, or when no weight moves further; 10 are usual."""


def fit(tables: Sequence[Table], features: Sequence[str], name: str = "candidate") -> Recipe:
    """Return the recipe of these features that makes the gold likeliest; unknown values are centre.

    Its threshold is still 0.5 and its probabilities are too sure; see `learn`.
    """
    columns = [tables[0].columns.index(feature) for feature in features]
    values = np.concatenate([t.features[:, columns] for t in tables]).astype(np.float64)
    wanted = np.concatenate([t.right for t in tables]).astype(np.float64)
    values[:, np.isnan(values).all(axis=0)] = 0.0  # known of no pair: no weight
    centre, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0) + 1e-9
    standard = np.nan_to_num((values - centre) / spread)
    weights = logistic(standard, wanted, L2)
    items = tuple(
        Weighted(feature, round(float(w / s), 4), round(float(c), 4))
        for feature, w, s, c in zip(features, weights[1:], spread, centre, strict=True)
    )
    return Recipe(name, round(float(weights[0]), 4), items, threshold=0.5, related=0.25)


def logistic(x: Floats, wanted: Floats, penalty: float) -> Floats:
    """Return intercept and weights of a logistic regression; the intercept is not penalised."""
    x = np.column_stack([np.ones(len(x)), x])
    weights = np.zeros(x.shape[1])
    shrink = np.diag([0.0] + [penalty] * (x.shape[1] - 1))
    for _step in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - wanted) + shrink @ weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + shrink
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < CLOSE:
            break
    return weights
