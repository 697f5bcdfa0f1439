"""Learning: nothing of an occupation reaches the recipe that it is measured with."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from standins import qualification
from word_tools import tools

from qualmap.evaluate.calibrate import Line, band, calibrated, platt
from qualmap.evaluate.fit import fit, logistic
from qualmap.evaluate.folds import Held, folds, groups, hold_out
from qualmap.evaluate.gold import Alignment, alignments, strangers
from qualmap.evaluate.goldfile import gold_files
from qualmap.evaluate.learn import learn
from qualmap.evaluate.tables import Table, tables
from qualmap.scoring.recipe import Recipe, load_recipe

DATA = Path(__file__).parent / "data"
FEATURES = ("meaning", "mutual_rank")
TOOLS = tools()


@cache
def trades() -> list[Table]:
    golds = alignments(gold_files([DATA / "trades"]))
    return tables([*golds, *strangers(golds)], TOOLS)


def simple(some: list[Table]) -> Recipe:
    return fit(some, FEATURES)


def test_the_table_of_an_alignment() -> None:
    one = trades()[0]
    assert one.gold.occupation == "baker" and one.languages == "en – en"
    assert one.names == (["A1", "A2", "A3", "A4"], ["B1", "B2", "B3", "B4"])
    assert one.right.sum() == 3 and one.lost == 0
    chances = np.where(one.right, 0.9, 0.1)
    counts = one.one_to_one(chances, 0.5)
    assert (counts.right, counts.proposed, counts.wanted) == (3, 3, 3)


def test_logistic_regression_finds_the_log_odds() -> None:
    # 3 of 4 true at 1, 1 of 4 at 0: odds 3 and 1/3, so intercept ln 1/3 and weight ln 9.
    x = np.array([[1.0]] * 4 + [[0.0]] * 4)
    wanted = np.array([1, 1, 1, 0, 1, 0, 0, 0], dtype=float)
    assert logistic(x, wanted, 0.0) == pytest.approx([np.log(1 / 3), np.log(9)])
    assert abs(logistic(x, wanted, 10.0)[1]) < np.log(9)


def test_a_feature_that_is_never_known_weighs_nothing() -> None:
    some = trades()
    unknown = [replace(t, features=np.full_like(t.features, np.nan)) for t in some]
    (item,) = fit(unknown, ("meaning",)).features
    assert (item.weight, item.centre) == (0.0, 0.0)


def test_right_pairs_get_the_higher_probability() -> None:
    some = trades()
    recipe = learn(some, FEATURES, "mine")
    assert recipe.name == "mine" and recipe.related == recipe.threshold / 2
    chances, truths = some[0].chances(recipe), some[0].right
    assert chances[truths].mean() > 2 * chances[~truths].mean()
    assert learn(some, FEATURES, "mine") == recipe


def test_what_is_held_out_does_not_reach_its_recipe() -> None:
    some = trades()
    held, foreign = hold_out(some, simple)
    assert [h.table.gold.occupation for h in held] == ["baker", "tailor", "welder"]
    assert len(foreign) == 3
    for n in range(3):
        turned = [*some]
        turned[n] = replace(some[n], right=~some[n].right)
        again, _foreign = hold_out(turned, simple)
        assert again[n].recipe == held[n].recipe
        assert all(again[m].recipe != held[m].recipe for m in range(3) if m != n)


def alignment(occupation: str, left: str, right: str) -> Alignment:
    sides = qualification(left, "bakes bread"), qualification(right, "sews coats")
    return Alignment(occupation, "", f"{left}-{right}", *sides, {("A1", "A1"): "exact"})


def test_a_shared_qualification_joins_occupations() -> None:
    golds = [alignment("a", "q1", "q2"), alignment("b", "q3", "q4"), alignment("c", "q2", "q5")]
    some = tables(golds, TOOLS)
    assert groups(some) == [{"a", "c"}, {"b"}]
    for fold in folds(some):
        sides = [{x.id for t in part for x in (t.gold.left, t.gold.right)}
                 for part in (fold.held, fold.rest)]  # fmt: skip
        assert not sides[0] & sides[1]


@pytest.mark.parametrize(("count", "number"), [(0, 3), (1, 1), (2, 2), (5, 3)])
def test_every_table_is_held_out_once(count: int, number: int) -> None:
    found = list(folds(trades()[:3], count=count))
    held = [t.gold.occupation for fold in found for t in fold.held]
    assert sorted(held) == ["baker", "tailor", "welder"] and len(found) == number


def test_calibration_moves_probabilities_to_the_shares() -> None:
    # Said 0.5, true in 1 of 4.
    # Said 0.9, true in 3 of 4. Both lie on the line that goes through these two points.
    chances = np.repeat([0.5, 0.9], 40)
    truths = np.r_[np.arange(40) % 4 == 0, np.arange(40) % 4 != 0]
    moved = platt(chances, truths).moved(np.array([0.5, 0.9]))
    assert moved == pytest.approx([0.25, 0.75])


def test_a_calibrated_recipe_gives_the_moved_probabilities() -> None:
    one, recipe = trades()[0], fit(trades(), FEATURES)
    line = Line(slope=0.8, offset=0.5)
    expected = line.moved(one.chances(recipe))
    assert one.chances(calibrated(recipe, line)) == pytest.approx(expected, abs=1e-3)


def test_the_band_lies_between_what_is_sure() -> None:
    chances = np.linspace(0, 1, 1001)
    sure_at_ends = (chances > 0.8) | ((chances > 0.2) & (np.arange(1001) % 2 == 0))
    low, high = band(chances, sure_at_ends)
    assert 0.15 < low < 0.25 and 0.75 < high < 0.85
    assert band(chances[:50], sure_at_ends[:50]) == (0.0, 1.0)


def test_held_probabilities_are_those_of_the_recipe() -> None:
    one = trades()[0]
    assert (Held(one, TOOLS.recipe).chances == one.chances(TOOLS.recipe)).all()


def test_the_shipped_recipe_was_written_by_this() -> None:
    recipe = load_recipe()
    assert recipe.band is not None and recipe.band[0] < recipe.threshold < recipe.band[1]
    assert dict(recipe.figures).keys() >= {"f1-mean", "coverage-error", "calibration-error"}
