"""Which SKOS relation a pair has, once it is good enough to propose.

`broad`: the right side is the broader one, `narrow`: the right side is narrower. Each relation has
a sum of weighted signs (`SIGNS`), and the highest wins; the weights stand in the recipe and are
the same with the sides exchanged, where broad becomes narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.model.mapping import Relation
from qualmap.scoring.nearest import Indexes
from qualmap.scoring.pairs import Pairs
from qualmap.text.parts import listed

COVERING: Final[tuple[Relation, ...]] = ("exact", "close", "broad", "narrow")

SIGNS: Final = {
    "longer": "The right text is longer than the left.",
    "lists_more": "The right text lists more things than the left.",
    "fits_more": "Another left text fits the right one better than another right text the left.",
    "likely": "The pair is likely to be accepted.",
    "words": "Even on the side that meets less, most words meet a word of like meaning.",
    "unequal": "The texts differ in length.",
    "rivals": "Other texts fit either side nearly as well.",
}
"""What the relation is read from; the first three change sign with the sides exchanged."""

DIRECTED: Final = 3
"""How many of the signs, from the first on, have a direction."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The weights of one relation, one a sign in the order of `SIGNS`."""

    relation: Relation
    intercept: float
    weights: tuple[float, ...]


def signs(pairs: Pairs, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the signs of each pair, shape (pairs, signs); zero where nothing is known."""
    facing = pairs.facing
    letters = [
        np.array([log(1 + len(r.romanised)) for r in s]) for s in (facing.left, facing.right)
    ]
    things = [
        np.array([listed(r.tidy, r.language) for r in s]) for s in (facing.left, facing.right)
    ]
    longer = letters[1][pairs.j] - letters[0][pairs.i]
    other_left, other_right = rivals(pairs.j, chances), rivals(pairs.i, chances)
    inside = np.clip(chances, 1e-4, 1 - 1e-4)
    columns = (
        longer,
        things[1][pairs.j] - things[0][pairs.i],
        other_left - other_right,
        np.log(inside / (1 - inside)),
        np.nan_to_num(np.minimum(*pairs.word_shares)),
        np.abs(longer),
        other_left + other_right,
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def rivals(group: Indexes, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each pair the highest probability among the other pairs of its group, or 0."""
    size = int(group.max(initial=-1)) + 1
    best, second = np.zeros(size), np.zeros(size)
    order = np.lexsort((-chances, group))
    first = np.flatnonzero(np.diff(group[order], prepend=-1))
    best[group[order[first]]] = chances[order[first]]
    after = first + 1
    after = after[after < len(order)]
    after = after[group[order[after]] == group[order[after - 1]]]
    second[group[order[after]]] = chances[order[after]]
    is_best = np.zeros(len(group), dtype=bool)
    is_best[order[first]] = True
    return np.where(is_best, second[group], best[group])


def relations(
    signed: Sequence[Signed], values: NDArray[np.float64], chances: NDArray[np.float64]
) -> list[Relation]:
    """Return the likeliest relation of each pair, were it to cover the other."""
    if not signed:
        return ["exact" if chance >= EXACT else "close" for chance in chances]
    weights = np.array([item.weights for item in signed])
    sums = values @ weights.T + [item.intercept for item in signed]
    return [signed[n].relation for n in sums.argmax(axis=1)]


EXACT: Final = 0.9
"""Where a recipe has no weights for relations, a pair is exact from this probability on."""
