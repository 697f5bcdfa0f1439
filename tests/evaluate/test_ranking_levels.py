"""Ranks in long lists, crosswalks, and levels against declared references."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from standins import LetterEncoder
from word_tools import tools

from qualmap.catalogue import load
from qualmap.errors import QualmapError
from qualmap.evaluate.goldfile import read_gold
from qualmap.evaluate.levels import measure
from qualmap.evaluate.ranking import measure_crosswalks, measure_rows, ranks, text_columns
from qualmap.evaluate.textpairs import read_pairs
from qualmap.model.framework import Framework, Reference

DATA = Path(__file__).parent / "data"
TOOLS = tools()


def readings(*texts: str) -> list:
    return [TOOLS.annotator.read(text, "en") for text in texts]


def test_ranks_by_hand() -> None:
    left = readings("bakes bread daily", "sews coats daily")
    right = readings("sews coats daily", "bakes bread daily")
    own = [{"bakes bread daily"}, {"sews coats daily"}]
    assert ranks(left, right, own, TOOLS).tolist() == [1, 1]
    assert ranks(left, right, own[::-1], TOOLS).tolist() == [2, 2]
    assert ranks(left, right, [{"welds"}, own[1]], TOOLS).tolist() == [0, 1]


def test_equal_scores_count_against_us() -> None:
    right = readings("bakes bread", "bakes  bread")
    assert ranks(readings("bakes bread"), right, [{"bakes bread"}], TOOLS).tolist() == [2]


def test_columns_say_their_language() -> None:
    assert text_columns(read_gold(DATA / "rows.tsv")) == {"en": "en", "ru": "ru"}


def test_rows_are_looked_up_in_both_directions(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    rows = ("bakes white bread\tbakes bread", "bakes bread daily\tbakes white bread daily")
    path.write_text("\n".join(["alternative_label\tpreferred_label", *rows]) + "\n")
    figures, (section,) = measure_rows([read_gold(path)], TOOLS, 1)
    # Cosines of the first text: 2/√6 and 3/√12, so its own is second; of the second: 2/√6, 3/√12.
    # Back: "bakes bread" with both 2/√6, and equal scores count against us; the other finds its
    # own by 3/√12, which the first text has as well.
    assert [row[1:3] for row in section.rows] == [(2, 0.75), (2, 0.5)]
    named = {f.name: f.value for f in figures}
    assert named["candidate-recall"] == named["accuracy@5"] == 1.0
    assert named["accuracy@1"] == 0.25 and named["mrr"] == 0.625


def test_a_crosswalk() -> None:
    pairs = read_pairs(read_gold(DATA / "crosswalk.csv"))
    assert pairs.right == ("baker, bread", "welder", "dressmaker", "roofer")
    figures, (ranked, relations) = measure_crosswalks([pairs], TOOLS, 1)
    named = {f.name: f.value for f in figures}
    assert named["accuracy@1"] >= 2 / 3 - 1e-9
    assert ranked.rows[0][1] == 3
    assert sum(sum(row[1:]) for row in relations.rows) <= 3


def framework(name: str) -> Framework:
    entry = load().find(name, "framework")
    assert entry is not None
    return entry.value


def test_levels_against_their_references() -> None:
    eqf = framework("eqf")
    levels = tuple(
        replace(level, references=(Reference("eqf", level.id, "comparison"),))
        for level in eqf.levels
    )
    twin = replace(eqf, id="twin", levels=levels)
    figures, (section,) = measure([twin, eqf], eqf, replace(TOOLS, encoder=LetterEncoder()))
    named = {f.name: (f.value, f.low, f.high) for f in figures}
    assert named["exact"] == named["within-one"] == (1.0, 1.0, 1.0)
    assert "exact-other-than-eight" not in named
    assert section.rows == (("twin", 8, 1.0, 1.0, 1.0, 0),)
    moved = replace(twin, levels=tuple(
        replace(level, references=(Reference("eqf", "8", "comparison"),)) for level in twin.levels
    ))  # fmt: skip
    off, (_section,) = measure([moved], eqf, TOOLS)
    assert {f.name: f.value for f in off}["exact"] == pytest.approx(1 / 8)
    assert {f.name: f.value for f in off}["within-one"] == pytest.approx(2 / 8)


def test_levels_without_references() -> None:
    with pytest.raises(QualmapError, match="no level has a reference to eqf"):
        measure([framework("eqf")], framework("eqf"), TOOLS)
