"""Outcomes against outcomes: assignment, split and merge, coverage, verdict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standins import qualification, side, tools

from qualmap.mapping.coverage import coverage
from qualmap.mapping.match import match
from qualmap.mapping.outcomes import propose, score
from qualmap.mapping.pairing import pair_up
from qualmap.mapping.search import nearest_outcomes
from qualmap.mapping.verdict import verdict
from qualmap.mapping.words import choose_languages, word
from qualmap.model.mapping import OutcomeMapping
from qualmap.model.qualification import Classification, Outcome, Workload

TOOLS = tools(stems_above=14.0)  # with the intercept: a pair is proposed from a likeness of 0.14


def proposals(left: list[str], right: list[str]) -> list[OutcomeMapping]:
    items = qualification("a", *left), qualification("b", *right)
    one, other = word(*items, TOOLS)
    facing = TOOLS.facing(one.readings, other.readings)
    return propose(score(facing, TOOLS.recipe), (one.names, other.names))


def test_each_outcome_finds_its_own() -> None:
    found = proposals(["bakes bread", "welds pipes"], ["welds pipes", "bakes bread"])
    assert {(p.left, p.right) for p in found if p.covers} == {("A1", "A2"), ("A2", "A1")}
    assert all(p.review == "proposed" and p.evidence for p in found)


@given(st.permutations(["bakes bread", "welds pipes", "sells cars", "paints walls"]))
def test_the_order_of_outcomes_does_not_matter(right: list[str]) -> None:
    left = ["bakes bread", "welds pipes", "sells cars", "paints walls"]
    found = {
        (left[int(p.left[1:]) - 1], right[int(p.right[1:]) - 1])
        for p in proposals(left, right)
        if p.covers
    }
    assert found == {(text, text) for text in left}


def outcome(name: str, *, essential: bool = True, domain: str = "skills") -> Outcome:
    return Outcome(name, {"en": name}, domain, essential)  # type: ignore[arg-type]


def pair(left: str, score: float, relation: str) -> OutcomeMapping:
    return OutcomeMapping(left, "x", score, relation, ())  # type: ignore[arg-type]


def test_coverage_weighs_essential_outcomes_more_and_tells_unseen_from_uncovered() -> None:
    outcomes = [outcome("a"), outcome("b", essential=False), outcome("c"), outcome("d")]
    found = coverage(
        outcomes,
        [True, True, True, False],
        {"a": [pair("a", 0.9, "exact")], "b": [pair("b", 0.4, "related")]},
        {"c": pair("c", 0.1, "none")},
    )
    assert found.firm == pytest.approx(1 / 2.5, abs=0.001)
    assert found.expected == pytest.approx((0.9 + 0.5 * 0.4 + 0.1) / 2.5, abs=0.001)
    assert found.essential == 0.5
    assert (found.outcomes, found.covered, found.not_looked_at) == (4, 1, 1)
    assert [(u.outcome, u.looked_at) for u in found.uncovered] == [
        ("c", True),
        ("b", True),
        ("d", False),
    ]
    assert "not looked at" in found.uncovered[-1].reason


def test_nothing_compared_is_no_zero() -> None:
    found = coverage([outcome("a")], [False], {}, {})
    assert (found.expected, found.firm, found.essential) == (None, None, None)


def elements(left: dict, right: dict, firm: float = 0.95) -> dict[str, str]:
    sides = qualification("a", "does", **left), qualification("b", "does", **right)
    covered = coverage([outcome("a")], [True], {"a": [pair("a", firm, "exact")]}, {})
    return {e.name: e.finding for e in verdict(*sides, None, (covered, covered))}


def test_the_verdict_has_five_elements_and_admits_what_it_does_not_know() -> None:
    found = elements({}, {})
    assert list(found) == ["level", "workload", "quality", "profile", "learning outcomes"]
    assert found["level"] == found["workload"] == found["quality"] == "not enough information"
    assert found["profile"] == found["learning outcomes"] == "no difference found"


@pytest.mark.parametrize(
    ("left", "right", "finding"),
    [
        (Workload(hours=100), Workload(hours=90), "no difference found"),
        (Workload(hours=100), Workload(hours=60), "difference"),
        (Workload(hours=100), Workload(hours=30), "possibly substantial"),
        (Workload(hours=100), Workload(ects=4), "not enough information"),
    ],
)
def test_workload_is_compared_in_one_unit(left: Workload, right: Workload, finding: str) -> None:
    assert elements({"workload": left}, {"workload": right})["workload"] == finding


@pytest.mark.parametrize(
    ("code", "finding"),
    [("7411", "no difference found"), ("7412", "difference"), ("2411", "possibly substantial")],
)
def test_the_profile_follows_isco(code: str, finding: str) -> None:
    right = {"classification": Classification(isco_08=code)}
    assert elements({}, right)["profile"] == finding


def test_qualifications_of_one_unit_group_are_paired_and_the_rest_is_named() -> None:
    other = {"classification": Classification(isco_08="5120")}
    left = side("l", qualification("a", "welds"), qualification("b", "cooks soup", **other))
    right = side("r", qualification("c", "welds"))
    found = pair_up(left, right, TOOLS)
    assert [(one.id, two.id) for one, two, _ in found.pairs] == [("a", "c")]
    assert [u.qualification.id for u in found.left] == ["b"]
    assert found.left[0].reason.startswith("not compared")


def test_one_against_one_is_always_compared() -> None:
    other = {"classification": Classification(isco_08="5120")}
    found = pair_up(
        side("l", qualification("a", "xx")), side("r", qualification("b", "yy", **other)), TOOLS
    )
    assert len(found.pairs) == 1
    assert {e.name for e in found.pairs[0][2]} == {"isco", "title", "content"}


def test_a_common_language_is_preferred() -> None:
    both = [Outcome("1", {"uz-Latn": "a", "ru": "b"})]
    left = qualification("l", "x")
    left = type(left)(
        **{
            **{f: getattr(left, f) for f in left.__slots__},
            "units": (type(left.units[0])("A", {}, tuple(both)),),
        }
    )
    assert choose_languages(left, qualification("r", "y", language="ru")) == ("ru", "ru")
    assert choose_languages(left, qualification("r", "y", language="kk")) == ("uz-Latn", "kk")


def test_match_ranks_the_best_first() -> None:
    read = TOOLS.annotator.read
    left = [read("welds pipes", "en"), read("…", "en")]
    right = [read(t, "en") for t in ("sells pipes", "welds steel pipes", "bakes bread")]
    found = list(match(left, right, TOOLS, top=2))
    assert [(m.left_row, m.right_row, m.rank) for m in found] == [(1, 1, 1), (1, 2, 2)] or [
        (m.left_row, m.right_row, m.rank) for m in found
    ] == [(1, 2, 1), (1, 1, 2)]
    assert found[0].score >= found[1].score


def test_search_finds_an_outcome_by_its_words() -> None:
    items = [qualification("a", "welds pipes", "sells bread"), qualification("b", "paints walls")]
    best = nearest_outcomes("sells bread", items, TOOLS, top=1)[0]
    assert (best.qualification, best.outcome, best.text) == ("a", "A2", "sells bread")
