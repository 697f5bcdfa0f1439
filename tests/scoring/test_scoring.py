"""Candidates, features, recipes: numbers mean what they claim, and reasons add up to scores."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standins import recipe, tools

from qualmap.errors import QualmapError
from qualmap.scoring.candidates import candidates
from qualmap.scoring.features import FEATURES, contradictions
from qualmap.scoring.nearest import nearest
from qualmap.scoring.pairs import Pairs
from qualmap.scoring.reasons import explain
from qualmap.scoring.recipe import load_recipe, names
from qualmap.scoring.relation import DIRECTED, relations, rivals, signs
from qualmap.scoring.sketch import rarity, sketch

TOOLS = tools()


def facing(left: list[str], right: list[str], language: str = "en"):
    read = TOOLS.annotator.read
    return TOOLS.facing([read(t, language) for t in left], [read(t, language) for t in right])


def values(name: str, left: str, right: str, language: str = "en") -> float:
    pair = facing([left, "paints a wall"], [right, "sells bread"], language)
    return float(FEATURES[name](Pairs(pair, np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])))[0])


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_every_feature_claims_something_and_answers_for_every_pair(name: str) -> None:
    assert (FEATURES[name].__doc__ or "").strip().endswith(".")
    pair = facing(["reads a drawing", ""], ["draws up a drawing", "…", "12"])
    i, j = (part.ravel() for part in np.meshgrid(range(2), range(3), indexing="ij"))
    assert FEATURES[name](Pairs(pair, i, j)).shape == (6,)


@pytest.mark.parametrize(
    ("name", "language", "same", "other"),
    [
        ("stems_more", "en", ("reads a drawing", "drawings read"), ("reads a drawing", "bakes")),
        ("words_more", "ru", ("настройка Git", "git настройка"), ("настройка Git", "варит суп")),
        ("like_action", "en", ("inspects welds", "checks welds"), ("inspects welds", "sells cars")),
        ("shared_less", "en", ("reads a drawing", "uses drawings"), ("a drawing", "a CV")),
    ],
)
def test_a_feature_is_higher_where_its_claim_holds(name, language, same, other) -> None:
    assert values(name, *same, language) > values(name, *other, language)


def test_a_broader_concept_counts_in_part() -> None:
    share = values("shared_less", "a wiring diagram", "a drawing")
    assert 0 < share < values("shared_less", "a drawing", "a drawing") == 1


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("works under supervision", "works independently", ["under supervision"]),
        ("lifts 20 kg", "lifts 50 kg", ["numbers 20 against 50"]),
        ("lifts 20 kg", "lifts 20 kg", []),
        ("works with power", "works without power", ["only one side denies"]),
    ],
)
def test_particulars_contradict_in_words(left: str, right: str, found: list[str]) -> None:
    told = contradictions(facing([left], [right]), 0, 0)
    assert len(told) == len(found)
    assert all(part in line for part, line in zip(found, told, strict=True))


def test_what_is_unknown_neither_helps_nor_harms() -> None:
    chosen = recipe(like_action=5.0)
    pair = facing(["welds"], ["the matter of it"])
    row = chosen.values(Pairs(pair, np.array([0]), np.array([0])))
    assert np.isnan(row).all()
    assert chosen.contributions(row).sum() == 0


@pytest.mark.parametrize("name", names())
def test_the_reasons_add_up_to_the_score(name: str) -> None:
    chosen = load_recipe(name)
    pair = facing(["reads a drawing", "sells bread"], ["uses drawings", "bakes bread", "paints"])
    i, j = candidates(pair)
    rows = chosen.values(Pairs(pair, i, j))
    for n, chance in enumerate(chosen.probabilities(rows)):
        reasons = explain(chosen, pair, int(i[n]), int(j[n]), rows[n])
        total = chosen.intercept + sum(reason.weight for reason in reasons)
        assert 1 / (1 + exp(-total)) == pytest.approx(chance, abs=0.002)
        assert all(reason.detail for reason in reasons)


def test_an_unknown_recipe_names_the_known_ones() -> None:
    with pytest.raises(QualmapError) as caught:
        load_recipe("standard-0")
    assert "standard-1" in caught.value.hint


def test_candidates_are_sorted_and_distinct() -> None:
    pair = facing(["reads a drawing", "bakes bread"], ["a drawing", "bread", "a wall"])
    i, j = candidates(pair)
    keys = list(zip(i.tolist(), j.tolist(), strict=True))
    assert keys == sorted(set(keys))
    assert (0, 0) in keys and (1, 1) in keys


def test_an_empty_side_has_no_candidates() -> None:
    i, j = candidates(facing([], ["a drawing"]))
    assert len(i) == len(j) == 0


@given(st.integers(1, 40), st.integers(1, 1500), st.integers(1, 8))
def test_nearest_finds_what_a_full_sort_finds(rows: int, columns: int, count: int) -> None:
    random = np.random.default_rng(rows * 1000 + columns)
    one = random.random((rows, 8), dtype=np.float32)
    other = random.random((columns, 8), dtype=np.float32)
    found = nearest(one, other, count)
    best = np.sort(one @ other.T, axis=1)[:, ::-1][:, :count]
    np.testing.assert_allclose(np.sort(found.values, axis=1)[:, ::-1], best, rtol=1e-6)
    expected = np.take_along_axis(one @ other.T, found.columns, axis=1)
    np.testing.assert_allclose(found.values, expected, rtol=1e-6)


def test_a_sketch_tells_the_same_from_the_different() -> None:
    texts = [("weld", "seam"), ("seam", "weld"), ("bread",), ()]
    rows = sketch(texts, rarity(texts), 256)
    assert rows[0] @ rows[1] == pytest.approx(1)
    assert abs(rows[0] @ rows[2]) < 0.5
    assert not rows[3].any()


def relation_of(left: list[str], right: list[str], chances: list[float]) -> list[str]:
    pair = facing(left, right)
    i, j = (
        part.ravel() for part in np.meshgrid(range(len(left)), range(len(right)), indexing="ij")
    )
    found = signs(Pairs(pair, i, j), np.array(chances))
    return relations(load_recipe().relations, found, np.array(chances))


def test_the_side_that_says_more_and_fits_more_is_the_broader() -> None:
    part, whole = "cuts pipes", "cuts, bends, joins and tests pipes of steel and of copper"
    assert relation_of([part, "bends pipes"], [whole], [0.8, 0.8]) == ["broad", "broad"]
    assert relation_of([whole], [part, "bends pipes"], [0.8, 0.8]) == ["narrow", "narrow"]


def test_the_signs_with_a_direction_turn_with_the_sides() -> None:
    texts = ["cuts pipes", "cuts and bends pipes, tubes"]
    one, other = np.array([0]), np.array([0])
    there = signs(Pairs(facing(texts[:1], texts[1:]), one, other), np.array([0.7]))[0]
    back = signs(Pairs(facing(texts[1:], texts[:1]), one, other), np.array([0.7]))[0]
    np.testing.assert_allclose(there[:DIRECTED], -back[:DIRECTED], atol=1e-6)
    np.testing.assert_allclose(there[DIRECTED:], back[DIRECTED:], atol=1e-6)
    assert there[0] > 0 and there[1] == 2


@pytest.mark.parametrize(
    ("chance", "expected"), [(0.9, "close"), (0.5, "close"), (0.3, "related"), (0.1, "none")]
)
def test_only_from_the_threshold_on_does_a_pair_cover(chance: float, expected: str) -> None:
    assert recipe().relation(chance, "close") == expected


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1)), min_size=1, max_size=30))
def test_a_rival_is_the_best_of_the_others(rows: list[tuple[int, float]]) -> None:
    group, chances = np.array([g for g, _ in rows]), np.array([c for _, c in rows])
    expected = [
        max((c for m, (g, c) in enumerate(rows) if m != n and g == group[n]), default=0.0)
        for n in range(len(rows))
    ]
    np.testing.assert_allclose(rivals(group, chances), expected)
