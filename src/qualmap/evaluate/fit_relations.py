"""Learns which relation an accepted pair has: multinomial regression on the signs of a relation.

Each gold pair counts twice, once with its sides exchanged, where broad becomes narrow: so the
weights cannot come to depend on which country stands left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.evaluate.folds import Held
from qualmap.evaluate.metrics import Floats
from qualmap.model.mapping import Relation
from qualmap.scoring.relation import COVERING, DIRECTED, SIGNS, Signed, signs

PENALTY: Final = 20.0
"""Strength of the penalty on standardised weights; 10 to 40 move macro F1 by less than 0.01."""

BALANCE: Final = 0.5
"""0 counts relations as often as they are met, 1 all alike; between, no relation is forgotten."""

STEPS: Final = 400
RATE: Final = 0.1
"""Steps and their size; the weights stand still well before."""

EXCHANGED: Final = {"exact": "exact", "close": "close", "broad": "narrow", "narrow": "broad"}


def fit_relations(held: Sequence[Held]) -> tuple[Signed, ...]:
    """Return the weights of each relation; none where the gold lacks one of the four."""
    values, names = _gold(held)
    if set(names) != set(COVERING):
        return ()
    mirror = np.r_[-np.ones(DIRECTED), np.ones(len(SIGNS) - DIRECTED)]
    both = np.vstack([values, values * mirror])
    every = np.array([COVERING.index(n) for n in (*names, *(EXCHANGED[n] for n in names))])
    centre, spread = both.mean(axis=0), both.std(axis=0) + 1e-9
    weights = _softmax((both - centre) / spread, every)
    slopes = weights[1:] / spread[:, None]
    intercepts = weights[0] - centre @ slopes
    return tuple(
        Signed(relation, round(float(intercepts[n]), 4), tuple(map(_rounded, slopes[:, n])))
        for n, relation in enumerate(COVERING)
    )


def _rounded(weight: float) -> float:
    return round(float(weight), 4)


def _gold(held: Sequence[Held]) -> tuple[Floats, list[Relation]]:
    """The signs and relations of all accepted gold pairs that were scored."""
    rows, names = [], []
    for one in held:
        found = signs(one.table.pairs, one.chances)
        left, right = one.table.names
        for row in np.flatnonzero(one.table.right):
            pair = left[one.table.pairs.i[row]], right[one.table.pairs.j[row]]
            rows.append(found[row])
            names.append(one.table.gold.relations[pair])
    return np.array(rows).reshape(-1, len(SIGNS)), names


def _softmax(x: Floats, classes: NDArray[np.intp]) -> Floats:
    """Return intercepts (first row) and weights by gradient steps with memory (Adam, 2015)."""
    x = np.column_stack([np.ones(len(x)), x])
    wanted = np.eye(len(COVERING))[classes]
    importance = (1 / wanted.sum(axis=0)[classes]) ** BALANCE
    importance *= len(x) / importance.sum()
    weights = np.zeros((x.shape[1], len(COVERING)))
    shrink = np.full((x.shape[1], 1), PENALTY)
    shrink[0] = 0.0
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for _step in range(STEPS):
        sums = x @ weights
        chances = np.exp(sums - sums.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        gradient = x.T @ ((chances - wanted) * importance[:, None]) + shrink * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= RATE * mean / (np.sqrt(square) + 1e-6)
    return weights
