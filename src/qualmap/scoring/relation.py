"""Which SKOS relation a pair has, once it is good enough to propose.

`broad`: the right side is the broader one, `narrow`: the right side is narrower.
"""

from __future__ import annotations

from typing import Final

from qualmap.model.mapping import Relation
from qualmap.model.reading import Reading
from qualmap.scoring.recipe import Recipe

EXACT: Final = 0.90
"""From this probability on, a pair of equal extent is proposed as exact, below it as close."""

EXTENT: Final = 0.45
"""Difference in extent (natural logarithm of the ratio of content words, corrected by shared
concepts) from which one side is proposed as the broader one."""

LEFT_OVER: Final = 0.35
"""Difference of the two directional concept shares that decides on its own."""


def relation(recipe: Recipe, score: float, extent: float, shares: tuple[float, float]) -> Relation:
    """Return the relation of a pair from its probability, extent and directional concept shares.

    `extent` is positive where the right text asks for more; `shares` are those of the left
    concepts found right and of the right concepts found left (NaN where unknown).
    """
    if score < recipe.related:
        return "none"
    if score < recipe.threshold:
        return "related"
    left_found, right_found = shares
    lean = left_found - right_found  # high: all of left is in right, not all of right in left
    if lean > LEFT_OVER or (extent > EXTENT and not lean < 0):
        return "broad"
    if lean < -LEFT_OVER or (extent < -EXTENT and not lean > 0):
        return "narrow"
    return "exact" if score >= EXACT else "close"


def extent(left: Reading, right: Reading) -> float:
    """Return how much more the right text says than the left: log ratio of their content.

    Measured in letters of the romanised text, which varies less between languages than words do.
    """
    from math import log

    return log((1 + len(right.romanised)) / (1 + len(left.romanised)))
