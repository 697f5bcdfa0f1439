"""What the terminal shows: at 80 and 60 columns, and without colour."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType
from samples import COMPARISON, LEVELS

from qualmap.model.mapping import SearchHit
from qualmap.reports import terminal

HITS = [
    SearchHit(
        "uz-building-electrician",
        "Building electrician",
        "UZ",
        "A.1",
        "Elektr taʼminoti sxemasi va montaj chizmalarini oʻqiy olish",
        "uz-Latn",
        0.71,
    )
]
ALONE = replace(COMPARISON, pairs=COMPARISON.pairs[:1])
SHOWN: dict[str, RenderableType] = {
    "all": terminal.summary(COMPARISON),
    "one pair": terminal.summary(ALONE),
    "no pair": terminal.summary(replace(COMPARISON, pairs=(), levels=())),
    "ladder": terminal.ladder(LEVELS, explain="3"),
    "matrix": terminal.matrix([COMPARISON, ALONE]),
    "hits": terminal.hits("читать схемы", HITS),
    "no hits": terminal.hits("x", []),
}


def show(what: RenderableType, width: int) -> str:
    console = Console(
        width=width, height=50, file=StringIO(), color_system=None, force_terminal=True
    )
    console.print(what)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("name", SHOWN)
def test_fits_and_has_no_escape_codes(name: str, width: int) -> None:
    text = show(SHOWN[name], width)
    assert "\x1b" not in text
    assert max(cell_len(line) for line in text.splitlines()) <= width


def words(name: str) -> str:
    return " ".join(show(SHOWN[name], 80).split())


def test_summary_says_what_an_analyst_asks_first() -> None:
    text = words("all")
    for part in (
        "proposed by qualmap, not decided",
        "! 5 of the qualifications",
        "55 %",
        "3/6",
        "KZ – Plumber not not",
        "3 outcomes were not looked at",
        "below 1",
        "declared 3 (official), but computed 2",
        "Uzbekistan: Tour guide",
    ):
        assert part in text
    assert "Outcomes" not in text


def test_one_pair_shows_its_outcomes() -> None:
    text = words("one pair")
    for part in (
        ">0.99 same",
        "TF1-2 again",
        "0.64 right is",
        "Without a counterpart",
        "nearest: B.2 (0.20)",
        "Not looked at",
    ):
        assert part in text


def test_ladder_explains_a_level() -> None:
    assert "both speak of working under supervision" in words("ladder")
