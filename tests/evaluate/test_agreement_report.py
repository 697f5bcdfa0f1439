"""Figures of an alignment worked out by hand, and how they are written and compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from word_tools import tools

from qualmap.errors import QualmapError
from qualmap.evaluate.ablate import PARTS, left_features, muted
from qualmap.evaluate.outcomes import Options
from qualmap.evaluate.report import as_json, as_markdown, changes, read_evaluation
from qualmap.evaluate.result import Evaluation, Figure, Section
from qualmap.evaluate.run import evaluate, find_gold, fit
from qualmap.scoring.features import FEATURES

DATA = Path(__file__).parent / "data"
TOOLS = tools()


def test_figures_by_hand() -> None:
    found = evaluate(find_gold([DATA / "trades"]), TOOLS, Options())
    named = {f.name: f.value for f in found.figures}
    # Proposed are the two equal texts of each trade; the tailor's second is wrong, and the baker's
    # fourth is missed: baker 2 of 2 of 3, tailor 1 of 2 of 1, welder 2 of 2 of 2.
    assert named["precision"] == pytest.approx(5 / 6)
    assert named["recall"] == pytest.approx(5 / 6)
    assert named["f1-pooled"] == pytest.approx(5 / 6)
    assert named["f1-mean"] == pytest.approx((4 / 5 + 2 / 3 + 1) / 3)
    assert named["candidate-recall"] == 1.0
    # Covered 2 of 4 instead of 3, 2 instead of 1, 2 as in the gold; either side alike.
    assert named["coverage-error"] == pytest.approx((0.25 + 0.25 + 0) / 3)
    assert named["coverage-bias"] == pytest.approx(0.0)
    assert named["false-across-occupations"] == 0.0
    rows = {row[0]: row[1:] for row in found.sections[1].rows}
    assert rows["trades/tailor.one-two"][:4] == (1, 1, 2, 1)


def test_relations_of_texts() -> None:
    found = evaluate(find_gold([DATA / "relations.tsv"]), TOOLS, Options())
    assert {f.name for f in found.figures} == {
        "relation-macro-f1", "relation-macro-f1-end-to-end", "f1-pooled", "candidate-recall"
    }  # fmt: skip
    assert found.figure("f1-pooled") == 1.0
    with pytest.raises(KeyError):
        found.figure("nosuch")


def test_every_part_has_features_and_no_feature_two_parts() -> None:
    gone = {part: FEATURES.keys() - left_features(tuple(FEATURES), (part,)) for part in PARTS}
    assert all(gone.values())
    assert sum(map(len, gone.values())) == len(set().union(*gone.values()))
    assert left_features(("meaning", "same_domain"), ("meaning",)) == ("same_domain",)
    assert muted(TOOLS.recipe, ("meaning",)).features == ()
    with pytest.raises(QualmapError, match="unknown part 'luck'"):
        left_features((), ("luck",))


def test_too_few_occupations_for_folds() -> None:
    with pytest.raises(QualmapError, match="1 occupations are too few for folds"):
        evaluate(find_gold([DATA / "trades" / "baker"]), TOOLS, Options(cross_validate=True))
    with pytest.raises(QualmapError, match="the task retrieval has no occupations"):
        evaluate(find_gold([DATA / "rows.tsv"]), TOOLS, Options(cross_validate=True))
    with pytest.raises(QualmapError, match="a recipe is learned from gold alignments"):
        fit(find_gold([DATA / "rows.tsv"]), TOOLS, Options(), "mine")


def evaluation(f1: float, row: float) -> Evaluation:
    section = Section("by alignment", ("alignment", "wanted", "f1"), (("a|b", 3, row),))
    figures = (Figure("f1", f1, 0.1, 0.9), Figure("brier", -0.0))
    return Evaluation("outcomes", ("a.tsv",), {"recipe": "x"}, figures, (section,), ("A note.",))


def test_markdown() -> None:
    text = as_markdown(evaluation(0.12345, 0.5))
    assert "| f1 | 0.123 | 0.100 | 0.900 |" in text
    assert "| brier | 0.000 |  |  |" in text
    assert "| a\\|b | 3 | 0.500 |" in text and "- A note." in text
    assert text.endswith("Made by recipe x.\n")


def test_json_is_read_again_and_compared(tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    path.write_text(as_json(evaluation(0.5, 0.25)), "utf-8")
    before = read_evaluation(path)
    figures, rows = changes(evaluation(0.75, 0.5), before)
    assert figures.rows[0] == ("f1", 0.5, 0.75, 0.25)
    assert rows.title == "changed, by alignment"
    assert rows.rows == (("a|b", "f1", 0.25, 0.5, 0.25),)
    assert len(changes(evaluation(0.5, 0.25), before)) == 1
    with pytest.raises(QualmapError, match="outcomes is another task than levels"):
        changes(Evaluation("levels", (), {}, ()), before)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"figures": 1, "tables": []}', "no json"])
def test_what_is_no_result(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")
    with pytest.raises(QualmapError):
        read_evaluation(path)


def test_numbers_in_json_are_rounded() -> None:
    data = json.loads(as_json(evaluation(1 / 3, 0.5)))
    assert data["figures"]["f1"]["value"] == 0.3333
    assert str(data["figures"]["brier"]["value"]) == "0.0"
