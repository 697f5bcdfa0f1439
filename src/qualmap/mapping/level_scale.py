"""Where the levels of a framework lie on the eight stages of the EQF, all levels taken together.

A hidden Markov model: levels come in order, a stage holds one, two or seldom three of them or is
left out. What each level says (its text, its position) is compared with the stages; how often
frameworks double or skip a stage is counted from published referencing. Frameworks differ in tone
and in the stages that they span, so the model averages over a grid of both.

Order: spans and tones, what each level says, forwards and backwards, one table of probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.model.framework import Framework
from qualmap.scoring.complexity import LevelModel

__all__ = ["ABOVE", "STAGES", "Told", "even_position", "place", "skipped_below"]

Floats = NDArray[np.float64]

STAGES: Final = 8
ABOVE: Final = STAGES + 1
"""Columns of the result: 0 is below the lowest stage, 1 to 8 the stages, 9 above the highest."""

# How sure we are beforehand of the lowest and the highest stage of a framework. France and Norway
# start at 2, as Australia does by comparison; one that ends below 8 leaves universities out.
LOWEST: Final = {1: 0.72, 2: 0.25, 3: 0.03}
HIGHEST: Final = {8: 0.88, 7: 0.06, 6: 0.03, 5: 0.03}
# A numbering that starts above 1 says openly that lower levels were left to others.
NUMBERED_FROM: Final = 0.9
# No framework with published referencing leaves out a stage within its span.
SKIPPED: Final = 0.05
# No framework with published referencing has three levels on one stage.
THIRD: Final = 0.05
# Below the EQF lie two levels of Scotland and Malta, one of the Netherlands and Bulgaria; 0.4 is
# kept low since further levels there change nothing above them.
BELOW_AGAIN: Final = 0.4
BEYOND_HIGHEST: Final = 0.01
# Standard deviations of the stage read off ISCED 2011 levels around the stage itself: bachelor,
# master and doctor are levels 6 to 8 of both scales, below them countries differ by a level.
TYPICAL_SPREAD: Final = 1.0
DEGREE_SPREAD: Final = 0.5
FIRST_DEGREE: Final = 6.0
# Points of the grid over tone, in standard deviations.
GRID: Final = (-2.0, -1.0, 0.0, 1.0, 2.0)
MOST_ON_ONE_STAGE: Final = 3

STATES: Final = (
    (0, 1),
    *((stage, nth) for stage in range(1, STAGES + 1) for nth in range(1, MOST_ON_ONE_STAGE + 1)),
    (ABOVE, 1),
)
"""(stage, how many levels it holds up to here)."""
STAGE_OF: Final = np.array([stage for stage, _ in STATES])


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of each level before they are seen together; NaN where nothing is.

    `text` is the stage that the descriptors speak for, `typical` the one of its ISCED levels;
    `missing` counts the levels that the numbering leaves out below the first.
    """

    text: Sequence[float]
    typical: Sequence[float]
    missing: int = 0


def skipped_below(framework: Framework) -> int:
    """Return how many levels the numbering leaves out below the first: one for 2, 3, 4, …"""
    ids = [level.id for level in framework.levels]
    if not all(name.isdecimal() for name in ids):
        return 0
    first = int(ids[0])
    in_order = [int(name) for name in ids] == list(range(first, first + len(ids)))
    return first - 1 if in_order and 1 < first < STAGES else 0


def even_position(number: int, count: int, lowest: int = 1, highest: int = STAGES) -> float:
    """Return the stage of level `number` (from 0) of `count` that divide a span evenly.

    >>> even_position(0, 8), even_position(9, 10)
    (1.0, 8.1)
    """
    return lowest - 0.5 + (number + 0.5) / count * (highest - lowest + 1)


def place(told: Told, model: LevelModel) -> Floats:
    """Return the probability of each stage (columns, see `ABOVE`) for each level (rows)."""
    ways = _Ways(len(told.text), told.missing, model)
    says = ways.emission(told)
    chain = np.exp(ways.steps)
    ahead = [ways.starts + says[:, 0]]
    for number in range(1, len(told.text)):
        ahead.append(_through(ahead[-1], chain) + says[:, number])
    back = [ways.ends]
    for number in range(len(told.text) - 1, 0, -1):
        back.append(_through(says[:, number] + back[-1], chain.T))
    joint = np.array(ahead) + np.array(back[::-1])
    weights = np.exp(joint + ways.beforehand[:, None] - joint.max())
    states = weights.sum(axis=1) / weights.sum(axis=(1, 2))[:, None]
    return np.asarray(states @ (STAGE_OF[:, None] == np.arange(ABOVE + 1)))


def _through(logs: Floats, chain: Floats) -> Floats:
    """One step of the chain in logarithms, every row shifted so that nothing underflows."""
    top = logs.max(axis=1, keepdims=True)
    return np.asarray(top + np.log(np.exp(logs - top) @ chain + 1e-300))


class _Ways:
    """The grid of spans and tones, a row each, and the logarithms of the chain's chances."""

    def __init__(self, count: int, missing: int, model: LevelModel) -> None:
        self.model = model
        spans = list(_spans(missing))
        scale, shift, span = np.meshgrid(GRID, GRID, np.arange(len(spans)), indexing="ij")
        self.scale = np.exp(scale.ravel() * model.spread["scale"])
        self.shift = shift.ravel() * model.spread["shift"]
        number = span.ravel()
        self.beforehand = (
            -0.5 * (scale.ravel() ** 2 + shift.ravel() ** 2)
            + np.log([chance for _, _, chance in spans])[number]
        )
        self.positions = np.array(
            [[even_position(n, count, low, high) for n in range(count)] for low, high, _ in spans]
        )[number]
        self.starts = np.array([self._starts(low) for low, _, _ in spans])[number]
        self.ends = np.array([self._ends(high) for _, high, _ in spans])[number]
        self.steps = np.array([[self._step(one, other) for other in STATES] for one in STATES])

    def emission(self, told: Told) -> Floats:
        """Return the log-likelihood of what each level says: shape (grid, levels, states)."""
        spread = self.model.spread
        expected = 4.5 + self.scale[:, None] * (STAGE_OF - 4.5) + self.shift[:, None]
        text = (np.asarray(told.text)[None, :, None] - expected[:, None, :]) / spread["text"]
        place = (self.positions[:, :, None] - STAGE_OF) / spread["position"]
        usual = np.asarray(told.typical)[None, :, None]
        typical = (usual - STAGE_OF) / np.where(
            usual >= FIRST_DEGREE, DEGREE_SPREAD, TYPICAL_SPREAD
        )
        return np.asarray(
            -0.5 * (np.nan_to_num(text) ** 2 + place**2 + np.nan_to_num(typical) ** 2)
        )

    def _step(self, one: tuple[int, int], other: tuple[int, int]) -> float:
        (stage, nth), (next_stage, next_nth) = one, other
        if next_stage == stage:
            if stage in (0, ABOVE):
                return float(np.log(BELOW_AGAIN))
            if next_nth != nth + 1:
                return -np.inf
            return float(np.log(self.model.doubled[stage - 1] if nth == 1 else THIRD))
        if next_stage < stage or next_nth > 1:
            return -np.inf
        rare = np.log(BEYOND_HIGHEST) if next_stage == ABOVE else 0.0
        return _passing(stage, next_stage) + float(rare)

    def _starts(self, lowest: int) -> list[float]:
        """Stages below the span are no surprise; those skipped within it are."""
        return [
            -np.inf
            if nth > 1 or stage == ABOVE
            else float(np.log(self.model.below))
            if stage == 0
            else _passing(lowest - 1, stage)
            if stage > lowest
            else 0.0
            for stage, nth in STATES
        ]

    def _ends(self, highest: int) -> list[float]:
        return [0.0 if stage >= highest else _passing(stage, highest + 1) for stage, _ in STATES]


def _passing(low: int, high: int) -> float:
    """The logarithm of the odds that the stages between two are left out."""
    return float((high - low - 1) * np.log(SKIPPED))


def _spans(missing: int) -> list[tuple[int, int, float]]:
    """Lowest and highest stage of a framework, and how likely they are beforehand."""
    lowest = dict(LOWEST)
    if missing:
        lowest = {low: chance * (1 - NUMBERED_FROM) for low, chance in LOWEST.items()}
        lowest[missing + 1] = lowest.get(missing + 1, 0.0) + NUMBERED_FROM
    return [
        (low, high, one * other)
        for low, one in lowest.items()
        for high, other in HIGHEST.items()
        if low < high
    ]
