"""Differences in words and as JSON: hostile names, limits that are said, a stable form."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from results import HOSTILE, document, edited

from qualmap.errors import QualmapError
from qualmap.mapping.diff import diff
from qualmap.model.difference import KINDS, Difference, Differences
from qualmap.reports.difference_pages import COMMENT
from qualmap.reports.differences import heading, render


def hostile(data: Any) -> None:
    data["pairs"][0]["outcomes"][0].update(relation="close", score=0.7)
    data["pairs"][0]["outcomes"].pop(3)
    for unit in data["left"]["qualifications"][0]["units"]:
        for outcome in unit["outcomes"]:
            outcome["text"] = {"ru": f"{HOSTILE}\x1b[31m {outcome['id']}"}


FOUND = diff({"kz-uz": document()}, {"kz-uz": document(hostile)})


def many(count: int) -> Differences:
    """As many pairs that went as a change of the recipe may cause."""
    entries = tuple(
        Difference(
            "gone", "", ("kz-a", f"A{n:05}"), ("uz-b", f"B{n:05}"), before="exact",
            score_before=0.9, left_words="слово " * 60, right_words="soʻz " * 60, worse=True,
        )
        for n in range(count)
    )  # fmt: skip
    return Differences(entries, 1, (), (), 0.05)


NOTHING = Differences((), 1, (), (), 0.05)


def test_every_kind_has_a_heading() -> None:
    assert len({heading(kind) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("format", ["terminal", "markdown"])
def test_nothing_is_said_to_be_nothing(format: str) -> None:
    assert "no differences" in render(NOTHING, format)


def test_terminal() -> None:
    lines = render(FOUND, "terminal").splitlines()
    assert "Relation changed: 1" in lines and "Gone: 1" in lines
    at = lines.index("Relation changed: 1")
    assert lines[at + 1] == "  kz-building-electrician/TF1-1 ↔ uz-building-electrician/A.1  [kz-uz]"
    assert lines[at + 2] == "    same → nearly the same (>0.99 → 0.70); left words changed"
    assert lines[-1].startswith("2 differences (gone: 1; relation changed: 1; 1 for the worse)")


def test_nothing_steers_the_terminal_and_lines_stay_lines() -> None:
    text = render(FOUND, "terminal")
    assert "\x1b" not in text and "\x07" not in text
    assert sum("Туризм | <b>x</b> ]]>" in line for line in text.splitlines()) == 2


def test_a_comment_shows_names_as_they_are_and_calls_nobody() -> None:
    text = render(FOUND, "markdown")
    assert "@" not in text and "&#64;owner &#35;7" in text
    assert r"Туризм \| \<b\>x\</b\> \]\]\>" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    assert text.count("<details") == text.count("</details>") == 2


@pytest.mark.parametrize("format", ["terminal", "markdown"])
def test_what_is_left_out_is_said(format: str) -> None:
    text = render(many(140), format)
    assert "… and 120 more" in text and "Gone: 140" in text
    assert "A00019" in text and "A00020" not in text
    assert "A00139" in render(many(140), format, limit=1000)


def test_a_comment_stays_short_enough_to_be_posted() -> None:
    text = render(many(5000), "markdown", limit=5000)
    assert len(text) <= COMMENT and re.search(r"… and \d{4} more", text)


def test_runs_that_only_one_side_has_are_named() -> None:
    found = diff({"a": document(), "b": document()}, {"b": document(), "c @x": document()})
    assert "only in the old: a\nonly in the new: c @x\n" in render(found, "terminal")
    assert "- only in the new: c &#64;x" in render(found, "markdown")


def test_json_is_complete_and_its_keys_are_stable() -> None:
    data = json.loads(render(many(140), "json"))
    assert list(data) == [
        "schema_version", "kind", "tolerance", "runs", "counts", "worse", "differences",
    ]  # fmt: skip
    assert data["counts"]["gone"] == data["worse"] == len(data["differences"]) == 140
    data = json.loads(render(FOUND, "json"))
    relation = next(entry for entry in data["differences"] if entry["kind"] == "relation")
    assert relation == {
        "kind": "relation",
        "run": "kz-uz",
        "left": {
            "qualification": "kz-building-electrician", "outcome": "TF1-1",
            "words": f"{HOSTILE}\x1b[31m TF1-1",
        },
        "right": {
            "qualification": "uz-building-electrician", "outcome": "A.1",
            "words": "Elektr taʼminoti sxemasi va montaj chizmalarini oʻqiy olish",
        },
        "aspect": None, "before": "exact", "after": "close", "score_before": 0.998,
        "score_after": 0.7, "detail": "left words changed",
        "record_id": relation["record_id"], "worse": False,
    }  # fmt: skip


def test_every_kind_can_be_told_in_words() -> None:
    def much(data: Any) -> None:
        data["levels"][0]["alignments"][1].update(right="2", declared="2")
        first = data["pairs"][0]
        first["left_covered"]["firm"] = None
        first["verdict"][0]["finding"] = "not enough information"
        first["outcomes"][1]["score"] = 0.4
        data["pairs"].pop(1)

    text = render(diff({"": document()}, {"": document(much)}), "terminal")
    for words in (
        "both qualifications: 0 pairs of outcomes",
        "1 → 2",
        "declared: none → 2",
        "left found in right: 55 % (3 of 7) → not compared (3 of 7)",
        "level: no difference found → not enough information",
        "right is narrower, 0.64 → 0.40",
    ):
        assert words in text


def test_the_same_bytes_every_time() -> None:
    again = diff({"kz-uz": document()}, {"kz-uz": document(lambda d: d.update(edited(hostile)))})
    for format in ("terminal", "markdown", "json"):
        assert render(again, format) == render(FOUND, format)


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(QualmapError, match="unknown format 'html'"):
        render(NOTHING, "html")
