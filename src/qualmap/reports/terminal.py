"""What a terminal shows: values become rich renderables, nothing is printed here.

Every table fits 60 columns, and says in words what it says in colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from qualmap.messages import _, plural
from qualmap.model.mapping import Comparison, LevelMap, SearchHit
from qualmap.reports.build import build, level_map
from qualmap.reports.rows import verdict_text
from qualmap.reports.view import (
    CoverageRow,
    LevelMapView,
    LevelRow,
    OutcomeCell,
    OutcomeRow,
    PairView,
    QualificationHead,
    ReasonRow,
    UncoveredRow,
    View,
)
from qualmap.reports.wording import chance, percent

FINDING_STYLE: Final = {
    "possibly substantial": "red",
    "difference": "yellow",
    "no difference found": "green",
}


def summary(comparison: Comparison, written: Sequence[Path] = ()) -> RenderableType:
    """Return the summary of a comparison; with one pair of qualifications, its outcomes too."""
    view = build(comparison)
    parts: list[RenderableType] = [_title(view), *_cautions(view)]
    parts += [part for entry in view.levels for part in _ladder(entry)]
    parts += _qualifications(view)
    if len(view.pairs) == 1:
        parts += _outcomes(view.pairs[0], view)
    parts += _not_compared(view)
    parts += [Text(_("wrote {path}").format(path=path.as_posix())) for path in written]
    return Group(*parts)


def matrix(comparisons: Sequence[Comparison]) -> RenderableType:
    """Return a table of all sides against each other: mean firm coverage of row by column."""
    views = [build(comparison) for comparison in comparisons]
    names = dict.fromkeys(side.label for view in views for side in (view.left, view.right))
    means: dict[tuple[str, str], str] = {}
    for view in views:
        means[view.left.label, view.right.label] = _mean(pair.left_found for pair in view.pairs)
        means[view.right.label, view.left.label] = _mean(pair.right_found for pair in view.pairs)
    table = _table((_("found in →"), 2), *((name, 1) for name in names))
    for one in names:
        cells = [means.get((one, other), "") if one != other else "·" for other in names]
        table.add_row(one, *cells)
    note = Text(
        _("Mean share of the outcomes of a row's qualifications that the column's answer."),
        style="dim",
    )
    return Group(_heading(_("All sides")), table, note)


def ladder(found: LevelMap, *, explain: str = "") -> RenderableType:
    """Return the levels of two frameworks side by side; `explain` adds the reasons of one level."""
    view = level_map(found)
    parts = _ladder(view)
    for row in view.rows:
        if row.left == explain:
            parts.append(_heading(_("Why level {level}").format(level=row.left)))
            parts.append(_reasons(row.reasons))
    return Group(*parts)


def hits(text: str, found: Iterable[SearchHit]) -> RenderableType:
    """Return the results of a search, nearest first."""
    rows = list(found)
    if not rows:
        return Text(_("nothing found for {text}").format(text=text))
    table = _table((_("nearness"), 0), (_("words"), 3), (_("where"), 2))
    for hit in rows:
        where = f"{hit.qualification} {hit.outcome}".strip()
        table.add_row(chance(hit.score), hit.text, f"{where}\n{hit.title} ({hit.country})")
    return Group(_heading(_("Nearest to: {text}").format(text=text)), table)


def _mean(rows: Iterable[CoverageRow]) -> str:
    known = [row.firm.value for row in rows if row.firm.value is not None]
    return percent(sum(known) / len(known)) if known else percent(None)


def _title(view: View) -> RenderableType:
    title = Text(f"{view.left.label} ↔ {view.right.label}", style="bold")
    return Group(title, Text(view.status, style="italic"))


def _heading(words: str) -> Text:
    return Text(f"\n{words}", style="bold")


def _cautions(view: View) -> list[RenderableType]:
    return [Text(f"! {caution}", style="yellow") for caution in view.cautions]


def _table(*columns: tuple[str, int]) -> Table:
    """A table without frame; a column of ratio 0 is as wide as its words, never folded."""
    table = Table(
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="bold",
        expand=any(ratio for _head, ratio in columns),
    )
    for head, ratio in columns:
        table.add_column(head, ratio=ratio or None, overflow="fold", vertical="top")
    return table


def _ladder(view: LevelMapView) -> list[RenderableType]:
    title = _("Levels: {left} → {right}").format(left=view.left, right=view.right)
    table = _table(
        (view.left_id, 0), (view.right_id, 0), (_("likely"), 0), (_("chance"), 0), (_("basis"), 1)
    )
    for row in view.rows:
        table.add_row(row.left, row.right, row.interval, row.probability_text, _basis(row))
    return [_heading(title), table]


def _basis(row: LevelRow) -> Text:
    if row.declared == _("none"):
        return Text(_("computed"))
    words = _("declared {level}").format(level=row.declared)
    if row.disagrees:
        return Text(
            _("{declared}, but computed {level}").format(declared=words, level=row.computed),
            style="yellow",
        )
    return Text(f"{words}, {row.agreement}" if row.agreement else words)


def _qualifications(view: View) -> list[RenderableType]:
    count = len(view.pairs)
    if not count:
        return [_heading(_("Qualifications")), Text(_("No qualifications were compared."))]
    found = _("{one} found\nin {other}")
    one, other = view.left.short, view.right.short
    table = _table(
        (_("level and title"), 4),
        (found.format(one=one, other=other), 0),
        (found.format(one=other, other=one), 0),
        (_("proposed finding"), 4),
    )
    for pair in view.pairs:
        titles = Group(_side(one, pair.left), _side(other, pair.right))
        table.add_row(titles, _figure(pair.left_found), _figure(pair.right_found), _finding(pair))
    notes = [
        _(
            "Share of the outcomes that the other side answers, and how many; an essential "
            "outcome weighs more."
        )
    ]
    silent = sum(len(pair.not_looked_at) for pair in view.pairs)
    if silent:
        notes.append(
            plural(
                "{count} outcome was not looked at and counts in no share.",
                "{count} outcomes were not looked at and count in no share.",
                silent,
            )
        )
    title = plural("Qualifications: {count} pair", "Qualifications: {count} pairs", count)
    return [_heading(title), table, Text(" ".join(notes), style="dim")]


def _side(short: str, head: QualificationHead) -> Table:
    """A title folds under itself, so that the two sides stay apart."""
    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_column(no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(f"{short} {head.level_short}", head.title)
    return line


def _figure(row: CoverageRow) -> str:
    if row.firm.value is None:
        return row.firm.text.replace(" ", "\n", 1)
    return f"{row.firm.text}\n{row.covered}/{row.outcomes - row.not_looked_at}"


def _finding(pair: PairView) -> Text:
    """The differences; the elements without one are in the reports."""
    if not pair.differences:
        known = [row for row in pair.verdict if row.finding in FINDING_STYLE]
        return Text(verdict_text(known) if known else _("not enough information"))
    return Text(verdict_text(pair.differences), style=FINDING_STYLE[pair.differences[0].finding])


def _outcomes(pair: PairView, view: View) -> list[RenderableType]:
    table = _table((view.left.label, 4), (_("relation"), 2), (view.right.label, 4))
    previous = ""
    for row in pair.outcomes:
        again = Text(_("{id} again").format(id=row.left.id), style="dim")
        left = again if row.left.id == previous else _cell(row.left)
        table.add_row(left, _relation(row), _cell(row.right))
        previous = row.left.id
    parts: list[RenderableType] = [_heading(_("Outcomes")), table]
    if not pair.outcomes:
        parts[-1] = Text(_("No pair of outcomes is proposed."))
    if pair.uncovered:
        parts += [_heading(_("Without a counterpart")), _missing(pair.uncovered, view)]
    if pair.not_looked_at:
        parts += [_heading(_("Not looked at")), _missing(pair.not_looked_at, view)]
    return parts


def _cell(cell: OutcomeCell) -> Text:
    return Text.assemble(
        (f"{cell.id} ", "bold"),
        cell.words.text,
        "" if cell.essential else (f" ({cell.weight})", "dim"),
    )


def _relation(row: OutcomeRow) -> Text:
    style = "green" if row.covers else "dim"
    return Text(f"{row.score_text} {row.relation_text}", style=style)


def _missing(rows: Iterable[UncoveredRow], view: View) -> Table:
    shorts = {"left": view.left.short, "right": view.right.short}
    table = _table((_("side"), 0), (_("outcome"), 5), (_("why"), 4))
    for row in rows:
        why = row.reason
        if row.candidate and row.best:
            why += _("; nearest: {id} ({score})").format(
                id=row.candidate.id, score=row.best.score_text
            )
        table.add_row(shorts[row.side], _cell(row.outcome), why)
    return table


def _not_compared(view: View) -> list[RenderableType]:
    if not view.not_compared:
        return []
    parts: list[Any] = [_heading(_("Not compared"))]
    for side in (view.left, view.right):
        names = [
            row.qualification.title for row in view.not_compared if row.side_label == side.label
        ]
        if names:
            parts.append(Text(f"{side.label}: {', '.join(names)}"))
    return parts


def _reasons(rows: Iterable[ReasonRow]) -> Table:
    table = _table((_("reason"), 2), (_("score"), 0), (_("weight"), 0), (_("in words"), 5))
    for row in rows:
        detail = f"{row.detail} ({row.met})" if row.met else row.detail
        table.add_row(row.name, row.score_text, row.weight_text, detail)
    return table
