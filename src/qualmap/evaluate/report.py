"""An evaluation as JSON and as markdown, and what changed since another one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.evaluate.result import Cell, Evaluation, Section
from qualmap.files import decode, read_bytes
from qualmap.messages import _
from qualmap.sources.paths import shown

SCHEMA_VERSION: Final = "1"
DECIMALS: Final = 4
SHOWN: Final = 3


def plain(found: Evaluation) -> dict[str, Any]:
    """Return the evaluation as it is documented in docs/evaluate.md."""
    return {
        "schema_version": SCHEMA_VERSION,
        "task": found.task,
        "gold": list(found.gold),
        "made": found.made,
        "figures": {
            f.name: {"value": _rounded(f.value), "low": _rounded(f.low), "high": _rounded(f.high)}
            for f in found.figures
        },
        "tables": [
            {
                "title": s.title,
                "columns": list(s.columns),
                "rows": [[_rounded(cell) for cell in row] for row in s.rows],
            }
            for s in found.sections
        ],
        "notes": list(found.notes),
    }


def _rounded(value: Cell) -> Cell:
    return round(value, DECIMALS) + 0.0 if isinstance(value, float) else value


def as_json(found: Evaluation) -> str:
    """Return the evaluation as JSON."""
    return json.dumps(plain(found), ensure_ascii=False, indent=2) + "\n"


def shown_cell(value: Cell) -> str:
    """Return a cell as people read it.

    >>> shown_cell(0.75), shown_cell(3), shown_cell(None)
    ('0.750', '3', '')
    """
    if value is None:
        return ""
    return f"{value + 0.0:.{SHOWN}f}" if isinstance(value, float) else str(value)


def figure_section(found: Evaluation) -> Section:
    """Return the figures as a table, intervals beside them."""
    rows = tuple((f.name, f.value, f.low, f.high) for f in found.figures)
    return Section(_("figures"), ("figure", "value", "low", "high"), rows)


def as_markdown(found: Evaluation) -> str:
    """Return the evaluation as markdown."""
    made = ", ".join(f"{key} {value}" for key, value in found.made.items() if value not in ([], ""))
    parts = [f"# {found.task}", "\n".join(f"- {note}" for note in found.notes)]
    parts += [markdown_table(section) for section in (figure_section(found), *found.sections)]
    return "\n\n".join([*parts, f"{_('Made by')} {made}."]) + "\n"


def markdown_table(section: Section) -> str:
    """Return a table under its title; numbers stand right."""
    numbers = [
        any(isinstance(row[n], int | float) for row in section.rows)
        for n in range(len(section.columns))
    ]
    head = _line(section.columns)
    rule = "|" + "|".join("--:" if number else "---" for number in numbers) + "|"
    lines = [_line([shown_cell(cell) for cell in row]) for row in section.rows]
    return "\n".join([f"## {section.title}", "", head, rule, *lines])


def _line(cells: Any) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


FORMATS: Final[dict[str, Callable[[Evaluation], str]]] = {
    "json": as_json,
    "markdown": as_markdown,
}
"""Formats that are text; `terminal` is written by the command."""


def read_evaluation(path: Path) -> dict[str, Any]:
    """Return an evaluation written as JSON before; QualmapError if the file is none."""
    name = shown(path)
    try:
        data = json.loads(decode(read_bytes(path, name), name))
        well_formed = isinstance(data["figures"], dict) and isinstance(data["tables"], list)
    except (ValueError, TypeError, KeyError, RecursionError):
        well_formed = False
    if not well_formed or data.get("schema_version") != SCHEMA_VERSION:
        message = _("{name}: no result of qualmap evaluate").format(name=name)
        raise QualmapError(message, hint="write one with --format json --out FILE")
    return dict(data)


def changes(found: Evaluation, before: dict[str, Any]) -> list[Section]:
    """Return what changed since another evaluation: figures, and rows of tables both have."""
    if before.get("task") != found.task:
        message = _("{other} is another task than {task}")
        raise QualmapError(message.format(other=before.get("task"), task=found.task))
    now = plain(found)
    sections = [_figures_changed(now["figures"], before["figures"])]
    old = {table["title"]: table for table in before["tables"]}
    for table in now["tables"]:
        if table["title"].startswith("by ") and table["title"] in old:
            rows = tuple(_rows_changed(table, old[table["title"]]))
            if rows:
                columns = (table["columns"][0], "what", "before", "now", "change")
                sections.append(Section(f"changed, {table['title']}", columns, rows))
    return sections


def _figures_changed(now: dict[str, Any], before: dict[str, Any]) -> Section:
    rows = tuple(
        (name, before[name]["value"], one["value"], one["value"] - before[name]["value"])
        for name, one in now.items()
        if name in before
    )
    return Section(_("changed figures"), ("figure", "before", "now", "change"), rows)


def _rows_changed(table: dict[str, Any], old: dict[str, Any]) -> list[tuple[Cell, ...]]:
    """Figures from 0 to 1 that moved; counts follow from them."""
    known = {row[0]: dict(zip(old["columns"], row, strict=True)) for row in old["rows"]}
    found: list[tuple[Cell, ...]] = []
    for row in table["rows"]:
        before = known.get(row[0], {})
        for column, value in zip(table["columns"][1:], row[1:], strict=True):
            was = before.get(column)
            if isinstance(value, float) and isinstance(was, float | int) and value != was:
                found.append((row[0], column, float(was), value, value - was))
    return found
