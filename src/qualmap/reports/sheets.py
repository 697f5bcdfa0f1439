"""Which sheets, columns and rows a workbook has; `xlsx` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from qualmap.messages import _
from qualmap.reports.view import OutcomeCell, View

Kind = Literal["text", "percent", "score", "count"]
Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its head, its width in letters, what it holds."""

    head: str
    width: int = 14
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns and rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def sheets(view: View) -> list[Sheet]:
    """Return the sheets in the order of the workbook."""
    return [
        _summary(view),
        _levels(view),
        _outcomes(view),
        _uncovered(view),
        _not_compared(view),
        _sources(view),
    ]


def _or_words(value: float | None, words: str) -> Cell:
    """A figure where there is one, else the words that say why there is none."""
    return words if value is None else value


def _summary(view: View) -> Sheet:
    found = _("{one} found in {other}: {what}")
    ways = ((view.left.short, view.right.short), (view.right.short, view.left.short))
    figures = (_("firm"), _("essential"), _("expected"))
    columns = [
        Column(view.left.label, 34),
        Column(_("level"), 8),
        Column(view.right.label, 34),
        Column(_("level"), 8),
    ]
    for one, other in ways:
        columns += [
            Column(found.format(one=one, other=other, what=what), 12, "percent") for what in figures
        ]
        columns.append(Column(_("{one}: outcomes found").format(one=one), 16))
    columns += [Column(_("proposed finding"), 50), Column(_("status"), 20)]
    rows: list[list[Cell]] = []
    for pair in view.pairs:
        row: list[Cell] = [pair.left.title, pair.left.level, pair.right.title, pair.right.level]
        for side in (pair.left_found, pair.right_found):
            row += [
                _or_words(share.value, share.text)
                for share in (side.firm, side.essential, side.expected)
            ]
            row.append(side.counts)
        rows.append([*row, pair.verdict_text, pair.status])
    rows += [
        [_("Caution: {words}").format(words=caution), *[None] * (len(columns) - 1)]
        for caution in view.cautions
    ]
    return Sheet(_("Summary"), columns, rows)


def _levels(view: View) -> Sheet:
    columns = (
        Column(_("left framework"), 20),
        Column(_("left level"), 8),
        Column(_("right framework"), 20),
        Column(_("right level"), 10),
        Column(_("interval"), 10),
        Column(_("probability"), 10, "score"),
        Column(_("declared"), 16),
        Column(_("computed"), 10),
        Column(_("agreement"), 16),
        Column(_("reasons"), 80),
    )
    rows = (
        (
            entry.left_id,
            row.left,
            entry.right_id,
            row.right,
            row.interval,
            row.probability,
            row.declared,
            row.computed,
            row.agreement,
            "\n".join(reason.sentence for reason in row.reasons),
        )
        for entry in view.levels
        for row in entry.rows
    )
    return Sheet(_("Levels"), columns, rows)


def _outcomes(view: View) -> Sheet:
    columns = (
        Column(_("left qualification"), 22),
        Column(_("right qualification"), 22),
        *_cell_columns(_("left")),
        Column(_("relation"), 18),
        Column(_("probability"), 10, "score"),
        *_cell_columns(_("right")),
        Column(_("remark"), 20),
        Column(_("reasons"), 80),
        Column(_("status"), 20),
    )
    rows: Iterable[Sequence[Cell]] = (
        (
            pair.left.id,
            pair.right.id,
            *_cells(row.left),
            row.relation_text,
            row.score,
            *_cells(row.right),
            row.part,
            "\n".join(reason.sentence for reason in row.reasons),
            row.status,
        )
        for pair in view.pairs
        for row in pair.outcomes
    )
    return Sheet(_("Outcomes"), columns, rows)


def _cell_columns(side: str) -> tuple[Column, ...]:
    return (
        Column(_("{side} id").format(side=side), 10),
        Column(_("{side} outcome").format(side=side), 46),
        Column(_("{side} unit").format(side=side), 20),
        Column(_("{side} domain").format(side=side), 14),
        Column(_("{side} weight").format(side=side), 10),
    )


def _cells(cell: OutcomeCell) -> tuple[str, ...]:
    return cell.id, cell.words.text, cell.unit, cell.domain, cell.weight


def _uncovered(view: View) -> Sheet:
    columns = (
        Column(_("left qualification"), 22),
        Column(_("right qualification"), 22),
        Column(_("side"), 14),
        *_cell_columns(_("outcome:")),
        Column(_("looked at"), 10),
        Column(_("why"), 34),
        Column(_("best candidate"), 12),
        Column(_("its words"), 46),
        Column(_("its probability"), 10, "score"),
        Column(_("reasons"), 80),
    )
    rows = []
    for pair in view.pairs:
        for row in (*pair.uncovered, *pair.not_looked_at):
            best, candidate = row.best, row.candidate
            rows.append(
                (
                    pair.left.id,
                    pair.right.id,
                    row.side_label,
                    *_cells(row.outcome),
                    _("yes") if row.looked_at else _("not looked at"),
                    row.reason,
                    candidate.id if candidate else None,
                    candidate.words.text if candidate else None,
                    best.score if best else None,
                    "\n".join(reason.sentence for reason in best.reasons) if best else None,
                )
            )
    return Sheet(_("Uncovered"), columns, rows)


def _not_compared(view: View) -> Sheet:
    columns = (
        Column(_("side"), 16),
        Column(_("qualification"), 24),
        Column(_("title"), 34),
        Column(_("title as written"), 34),
        Column(_("level"), 8),
        Column(_("ISCO-08"), 9),
        Column(_("why"), 60),
    )
    rows = (
        (
            row.side_label,
            row.qualification.id,
            row.qualification.title,
            row.qualification.words.text,
            row.qualification.level,
            row.qualification.isco,
            row.reason,
        )
        for row in view.not_compared
    )
    return Sheet(_("Not compared"), columns, rows)


def _sources(view: View) -> Sheet:
    columns = (
        Column(_("side"), 16),
        Column(_("kind"), 14),
        Column(_("id"), 24),
        Column(_("title"), 34),
        Column(_("status"), 26),
        Column(_("checked"), 16),
        Column(_("caution"), 40),
        Column(_("note"), 50),
        Column(_("reference"), 34),
        Column(_("address"), 34),
        Column(_("file"), 34),
        Column("SHA-256", 66),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row.side_label,
            row.kind,
            row.id,
            row.title,
            row.status,
            row.checked,
            row.caution,
            row.note,
            row.reference,
            row.url,
            row.path,
            row.sha256,
        )
        for row in view.sources
    ]
    blank = (None,) * (len(columns) - 4)
    rows += [(_("made by"), name, None, value, *blank) for name, value in view.made]
    return Sheet(_("Sources"), columns, rows)
