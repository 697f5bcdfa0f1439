"""The parts of the level alignment: level words, stages, monotone paths, declared referencing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualmap.files import read_yaml
from qualmap.mapping.level_declared import declared
from qualmap.mapping.level_paths import best_path, correspondence, interval, path_probabilities
from qualmap.mapping.level_scale import ABOVE, Told, place, skipped_below
from qualmap.model.framework import Domain, Framework, Level, Reference
from qualmap.model.origin import Origin
from qualmap.scoring.complexity import load_model
from qualmap.scoring.level_words import find_cues, level_words

CASES = Path(__file__).parents[1] / "cases" / "levels"


def cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{number}")
        for path in sorted(CASES.glob("*.yaml"))
        for number, case in enumerate(read_yaml(path).data["cases"], 1)
    ]


@pytest.mark.parametrize(("tag", "case"), cases())
def test_level_words_are_found_in_their_forms(tag: str, case: dict[str, Any]) -> None:
    cues = find_cues(case["text"], level_words(tag))
    assert [cue.words for cue in cues] == case["words"]
    if not cues:
        assert case["speaks"] == "nothing"
        return
    mean = sum(cue.stage * cue.weight for cue in cues) / sum(cue.weight for cue in cues)
    assert case["speaks"] == ("low" if mean < 3 else "high" if mean > 5.5 else "middle")


def test_a_language_without_level_words_finds_none() -> None:
    assert level_words("et") is None
    assert find_cues("Töötab juhendamisel", None) == ()


def framework(name: str, *levels: Level) -> Framework:
    return Framework(
        "framework",
        name,
        "EU",
        {"en": name},
        (Domain("k", "knowledge"),),
        levels,
        "illustrative",
        Origin(),
    )


def numbered(name: str, *ids: str) -> Framework:
    return framework(name, *(Level(one) for one in ids))


def told(*text: float, missing: int = 0) -> Told:
    return Told(text, [float("nan")] * len(text), missing)


def test_eight_levels_take_the_eight_stages_in_order() -> None:
    chances = place(told(1.3, 2.4, 2.2, 4.5, 5.1, 5.4, 7.2, 7.4), load_model())
    assert best_path(chances) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert chances.sum(axis=1) == pytest.approx(1)


def test_the_texts_tell_where_a_short_framework_ends() -> None:
    low = place(told(1.2, 2.1, 2.9, 4.2, 4.8), load_model())
    high = place(told(3.2, 3.9, 5.1, 6.2, 6.9, 7.9), load_model())
    assert best_path(low) == [1, 2, 3, 4, 5]
    assert best_path(high) == [3, 4, 5, 6, 7, 8]


def test_without_words_position_alone_places_levels_and_is_less_sure() -> None:
    texts = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)
    bare = place(told(*[float("nan")] * 8), load_model())
    assert best_path(bare) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert bare.max(axis=1).mean() < place(told(*texts), load_model()).max(axis=1).mean()


@pytest.mark.parametrize(("ids", "missing"), [
    (("1", "2", "3"), 0), (("2", "3", "4"), 1), (("entry", "1", "2"), 0), (("4", "4+", "5"), 0),
    (("2", "4", "6"), 0),
])  # fmt: skip
def test_a_numbering_that_starts_late_leaves_levels_out(ids: tuple[str, ...], missing: int) -> None:
    assert skipped_below(numbered("x", *ids)) == missing


@given(st.lists(st.floats(-3, 12) | st.just(float("nan")), min_size=1, max_size=14))
def test_any_row_of_stages_gives_probabilities_and_a_monotone_path(stages: list[float]) -> None:
    chances = place(told(*stages), load_model())
    assert chances.shape == (len(stages), ABOVE + 1)
    assert np.isfinite(chances).all() and chances.sum(axis=1) == pytest.approx(1)
    path = best_path(chances)
    assert path == sorted(path)


@given(st.integers(1, 9), st.integers(1, 9), st.randoms(use_true_random=False))
def test_paths_are_monotone_and_intervals_hold_enough(rows: int, columns: int, random: Any) -> None:
    fits = np.array([[random.random() for _ in range(columns + 2)] for _ in range(rows)])
    chances = path_probabilities(fits)
    path = best_path(chances)
    assert path == sorted(path)
    for row, best in zip(chances, path, strict=True):
        first, last = interval(row, best)
        assert first <= best <= last and row[first : last + 1].sum() >= 0.8 - 1e-6


# Halves scale a float without rounding it, so that equal sums stay equal.
@given(
    st.lists(st.floats(0.001, 1), min_size=1, max_size=9),
    st.data(),
    st.sampled_from([1.0, 0.5, 0.25, 0.125]),
)
def test_chances_outside_the_levels_do_not_widen_an_interval(
    chances: list[float], data: Any, share: float
) -> None:
    best = data.draw(st.integers(0, len(chances) - 1))
    within = np.array(chances)
    first, last = interval(within, best)
    assert interval(within * share, best) == (first, last)
    assert first <= best <= last


def test_a_level_below_the_lowest_of_the_other_side_is_said_to_be_so() -> None:
    left = np.eye(ABOVE + 1)[[1, 2, 3, 9]]
    right = np.eye(ABOVE + 1)[[2, 3, 4]]
    assert best_path(path_probabilities(correspondence(left, right))) == [0, 1, 2, 4]


def level(name: str, *eqf: str, status: Any = "official") -> Level:
    return Level(name, references=tuple(Reference("eqf", one, status) for one in eqf))


def test_declared_levels_are_found_directly_backwards_and_through_the_eqf() -> None:
    left = framework("left", level("a", "1"), level("b", "6"), level("c"))
    right = framework(
        "right", level("x", "2", status="comparison"), level("y", "6"), level("z", "6")
    )
    eqf = numbered("eqf", *"12345678")
    found = [declared(one, left, right) for one in left.levels]
    assert found[0] is not None and (found[0].beyond, found[0].levels) == ("below", ())
    assert found[1] is not None and found[1].levels == ("y", "z")
    assert found[2] is None
    direct = declared(left.levels[1], left, eqf)
    back = declared(eqf.levels[1], eqf, right)
    assert direct is not None and (direct.levels, direct.route) == (("6",), "direct")
    assert back is not None and (back.levels, back.status) == (("x",), "comparison")
