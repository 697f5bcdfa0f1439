"""Figures against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualmap.evaluate.metrics import (
    Counts,
    accuracy_at,
    brier,
    calibration_error,
    interval,
    macro_f1,
    mean,
    mean_interval,
    pooled,
    reciprocal_rank,
)


def test_counts() -> None:
    one, other = Counts(3, 4, 6), Counts(1, 2, 2)
    assert (one.precision, one.recall, one.f1) == (0.75, 0.5, 0.6)
    assert pooled([one, other]) == Counts(4, 6, 8)
    assert mean([one.f1, other.f1]) == pytest.approx((0.6 + 0.5) / 2)
    assert Counts().f1 == Counts().precision == Counts().recall == 0.0


def test_calibration() -> None:
    chances = np.array([0.05, 0.08, 0.55, 0.95, 1.0])
    truths = np.array([False, True, True, True, True])
    # Bin 0: mean 0.065 against 0.5, two of five; bin 5: 0.55 against 1; bin 9: 0.975 against 1.
    by_hand = (2 * (0.5 - 0.065) + (1 - 0.55) + 2 * (1 - 0.975)) / 5
    assert calibration_error(chances, truths) == pytest.approx(by_hand)
    squares = [0.05**2, 0.92**2, 0.45**2, 0.05**2, 0]
    assert brier(chances, truths) == pytest.approx(sum(squares) / 5)
    assert calibration_error(np.zeros(0), np.zeros(0, dtype=bool)) == 0.0


def test_relations() -> None:
    confusion = np.array([[3, 1, 0], [1, 1, 0], [0, 0, 9]])
    # F1 of the first 2·3/(4+4), of the second 2·1/(2+2); the third is not counted.
    assert macro_f1(confusion, 2) == pytest.approx((0.75 + 0.5) / 2)
    assert macro_f1(np.zeros((3, 3), dtype=int), 2) == 0.0
    never_met = np.array([[2, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert macro_f1(never_met, 2) == 1.0


def test_ranks() -> None:
    ranks = [1, 2, 0, 4]
    assert reciprocal_rank(ranks) == pytest.approx((1 + 0.5 + 0 + 0.25) / 4)
    assert [accuracy_at(ranks, k) for k in (1, 2, 5)] == [0.25, 0.5, 0.75]


def test_the_interval_comes_from_the_seed() -> None:
    values = [0.0, 0.5, 1.0, 1.0]
    assert interval(values, mean, 1) == interval(values, mean, 1) != interval(values, mean, 2)
    assert interval([0.7] * 5, mean, 1) == pytest.approx((0.7, 0.7))
    low, high = mean_interval(np.array(values), 1)
    assert 0 <= low < 0.625 < high <= 1
    assert interval([], mean, 1) == mean_interval(np.zeros(0), 1) == (0.0, 0.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_bounds(pairs: list[tuple[float, bool]]) -> None:
    chances, truths = np.array([p for p, _ in pairs]), np.array([t for _, t in pairs])
    assert 0 <= calibration_error(chances, truths) <= 1
    assert 0 <= brier(chances, truths) <= 1
