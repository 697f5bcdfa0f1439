"""The figures of an evaluation, from counts, probabilities and ranks; nothing here knows a task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

BINS: Final = 10
"""Bins of equal width for the expected calibration error (Guo et al. 2017 use 15, for 10,000s)."""

RESAMPLES: Final = 1000
"""Resamples of the bootstrap: the ends of a 95 % interval then rest on 25 values each."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs proposed that are right, pairs proposed, pairs wanted."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.proposed + other.proposed, self.wanted + other.wanted
        )

    @property
    def precision(self) -> float:
        """The share of proposals that are right; 0 without proposals."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """The share of wanted pairs that are proposed; 0 where none is wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: `2 right / (proposed + wanted)`.

        >>> Counts(right=3, proposed=4, wanted=6).f1
        0.6
        """
        total = self.proposed + self.wanted
        return 2 * self.right / total if total else 0.0


def pooled(counts: Sequence[Counts]) -> Counts:
    """Return the counts added up."""
    return sum(counts, Counts())


def mean(values: Sequence[float]) -> float:
    """Return the mean, 0 of nothing."""
    return float(np.mean(values)) if len(values) else 0.0


def brier(chances: Floats, truths: Truths) -> float:
    """Return the mean squared distance of probability and truth."""
    return float(np.mean((chances - truths) ** 2)) if len(chances) else 0.0


def calibration_error(chances: Floats, truths: Truths, bins: int = BINS) -> float:
    """Return the expected calibration error: |mean probability - share true|, weighted by bin."""
    if not len(chances):
        return 0.0
    place = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = np.bincount(place, chances - truths, minlength=bins)
    return float(np.abs(gaps).sum() / len(chances))


def macro_f1(confusion: NDArray[np.int_], classes: int) -> float:
    """Return the mean F1 of the first `classes` rows (gold) and columns (proposed).

    A class that stands neither in gold nor in a proposal is left out.
    """
    hits = np.diag(confusion)[:classes]
    sums = confusion.sum(axis=1)[:classes] + confusion.sum(axis=0)[:classes]
    seen = sums > 0
    return float(np.mean(2 * hits[seen] / sums[seen])) if seen.any() else 0.0


def reciprocal_rank(ranks: Sequence[int]) -> float:
    """Return the mean of 1/rank; 0 stands for not found and adds nothing."""
    return mean([1 / rank if rank else 0.0 for rank in ranks])


def accuracy_at(ranks: Sequence[int], k: int) -> float:
    """Return the share of ranks from 1 to `k`."""
    return mean([float(0 < rank <= k) for rank in ranks])


def interval(
    items: Sequence[Any], figure: Callable[[list[Any]], float], seed: int
) -> tuple[float, float]:
    """Return the 95 % percentile interval of a figure, by bootstrap over `items` (seeded).

    What belongs together must be one item (an alignment, not a pair): pairs of one alignment are
    not independent, and resampling them would flatter. (0, 0) for nothing.
    """
    if not items:
        return (0.0, 0.0)
    source = np.random.default_rng(seed)
    draws = source.integers(0, len(items), (RESAMPLES, len(items)))
    found = [figure([items[n] for n in draw]) for draw in draws.tolist()]
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def mean_interval(values: NDArray[Any], seed: int) -> tuple[float, float]:
    """Return the 95 % interval of a mean, by bootstrap over values that are independent."""
    numbers = np.asarray(values, dtype=np.float64)
    if not len(numbers):
        return (0.0, 0.0)
    source = np.random.default_rng(seed)
    size = len(numbers)
    found = [numbers[source.integers(0, size, size)].mean() for _resample in range(RESAMPLES)]
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)
