"""index.html: all runs on one offline page, with links to their reports; no script, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from qualmap import __version__
from qualmap.batch.index import files, totals
from qualmap.batch.result import RunResult
from qualmap.batch.summary import troubles
from qualmap.files import data_path
from qualmap.messages import _
from qualmap.reports.html import style_hash, template

LINKED: Final = ("report.html", "summary.md", "mapping.json")
"""What the name of a run leads to: the first of these that there is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count at the head of the page."""

    name: str
    value: int
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A run as the page shows it."""

    result: RunResult
    link: str
    state: str
    tone: str


def render(results: Sequence[RunResult], folder: Path) -> dict[str, str | bytes]:
    """Return the page; every text of a plan or a file is escaped."""
    from markupsafe import Markup

    style = "".join(data_path("templates", name).read_text("utf-8") for name in
                    ("report.css", "index.css"))  # fmt: skip
    page: str = template("index.html.j2").render(
        style=Markup(style),
        style_hash=style_hash(style),
        version=__version__,
        figures=_figures(results),
        troubles=troubles(results),
        runs=[_row(result, folder) for result in results],
    )
    return {"index.html": page}


def _figures(results: Sequence[RunResult]) -> list[Figure]:
    found = totals(results)
    counts = (
        (_("runs"), "runs"), (_("pairs of qualifications"), "pairs"),
        (_("proposed pairs of outcomes"), "outcomes"), (_("unreviewed"), "unreviewed"),
    )  # fmt: skip
    troubles = (
        (_("stale decisions"), "stale"), (_("gates failed"), "failures"),
        (_("could not run"), "failed"), (_("faults in files"), "faults"),
    )  # fmt: skip
    return [Figure(name, found[key]) for name, key in counts] + [
        Figure(name, found[key], bad=found[key] > 0) for name, key in troubles
    ]


def _row(result: RunResult, folder: Path) -> Row:
    there = {path.rsplit("/", 1)[-1]: path for path in files(result, folder)}
    link = next((quote(there[name]) for name in LINKED if name in there), "")
    state, tone = _state(result)
    return Row(result, link, state, tone)


def _state(result: RunResult) -> tuple[str, str]:
    if result.status == "failed":
        return _("could not run"), "bad"
    if result.failures:
        return _("gates failed"), "bad"
    return (_("files left out"), "warn") if result.faults else (_("fine"), "good")
