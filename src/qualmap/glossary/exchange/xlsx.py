"""The glossary as a workbook to edit, and the edited workbook back.

Two sheets: terms, with drop-downs, and concepts with their definitions in all languages.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.glossary.exchange.gathered import Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.rows import (
    KINDS,
    OF_CONCEPT,
    OF_TERM,
    STATUSES,
    Table,
    columns,
    concept_cells,
    term_rows,
)
from qualmap.glossary.exchange.workbook_guard import check
from qualmap.messages import _
from qualmap.model.glossary import Concept

CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed date: a clock in the file would make every run differ."""

MAX_CELL: Final = 32_767
"""Letters that a cell holds (Microsoft, Excel specifications and limits)."""

MAX_ROWS: Final = 1_048_576
SPARE_ROWS: Final = 5_000
"""Rows below the last one that have drop-downs too, for terms to come."""

TERMS: Final = ("concept", "language", *OF_TERM)
WIDTHS: Final = {"concept": 28, "text": 40, "use": 28, "note": 40, "matches": 40, "source": 30}
CHOICES: Final = {"status": STATUSES, "kind": KINDS}


def write(concepts: Sequence[Concept], losses: Losses) -> bytes:
    """Return the workbook; QualmapError if there are more terms than rows in a sheet."""
    import xlsxwriter

    terms = [row for concept in concepts for row in term_rows(concept) if "text" in row]
    if len(terms) >= MAX_ROWS:
        raise QualmapError(
            f"{len(terms)} terms do not fit on a sheet", hint="export one file at a time"
        )
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": "Glossary", "author": "qualmap",
                             "created": CREATED.replace(tzinfo=None)})  # fmt: skip
        head = book.add_format({"bold": True, "bg_color": "#E8EDF2", "bottom": 1})
        body = book.add_format({"valign": "top", "text_wrap": True})
        page = book.add_worksheet("Terms")
        _fill(page, TERMS, terms, (head, body), losses)
        _offer(page, len(terms))
        tags = sorted({tag for concept in concepts for tag in concept.definition})
        names = ("concept", "domain", *(f"definition {tag}" for tag in tags), *OF_CONCEPT)
        rows = (_concept_row(concept) for concept in concepts)
        _fill(book.add_worksheet("Concepts"), names, rows, (head, body), losses)
    return stream.getvalue()


def _concept_row(concept: Concept) -> dict[str, str]:
    definitions = {f"definition {tag}": text for tag, text in concept.definition.items()}
    return {"concept": concept.id, "domain": concept.domain, **definitions,
            **concept_cells(concept)}  # fmt: skip


def _fill(
    page: Any,
    names: Sequence[str],
    rows: Iterable[dict[str, str]],
    formats: tuple[Any, Any],
    losses: Losses,
) -> None:
    head, body = formats
    for number, name in enumerate(names):
        width = 60 if name.startswith("definition") else WIDTHS.get(name, 14)
        page.set_column(number, number, width, body)
        page.write_string(0, number, name, head)
    line = 0
    for line, row in enumerate(rows, 1):
        for number, name in enumerate(names):
            if len(row.get(name, "")) > MAX_CELL:
                losses.add(name, _("is longer than a cell may be"), row["concept"])
            elif row.get(name):
                page.write_string(line, number, row[name], body)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, line, len(names) - 1)


def _offer(page: Any, rows: int) -> None:
    """Drop-downs for what has to be one of a few words."""
    for name, choices in CHOICES.items():
        column = TERMS.index(name)
        page.data_validation(
            1, column, min(rows + SPARE_ROWS, MAX_ROWS - 1), column,
            {"validate": "list", "source": list(choices), "error_title": name,
             "error_message": ", ".join(choices)},
        )  # fmt: skip


def read(content: bytes, shown: str, losses: Losses) -> list[Gathered]:
    """Return the concepts of a workbook: of every sheet with the columns we know.

    QualmapError if it is no workbook, grows beyond measure when unpacked, or has no such sheet.
    """
    table = Table(losses)
    with_terms = False
    for name, rows in _sheets(content, shown):
        names = columns(rows[0]) if rows else []
        if "concept" in names:
            table.read(names, rows[1:], name)
            with_terms = with_terms or "text" in names
        elif rows:
            losses.add("sheet", _("has no column `concept`"), name)
    if not with_terms:
        raise QualmapError(
            f"{shown}: no sheet with the columns `concept` and `text`",
            hint="`qualmap glossary export --out FILE.xlsx` shows the form",
        )
    return list(table.found.values())


def _sheets(content: bytes, shown: str) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    check(content, shown)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, [[_cell(value) for value in row] for row in rows]
    except (CalamineError, OSError, ValueError) as error:
        raise QualmapError(
            f"{shown}: not an XLSX workbook ({error})", hint="save it as .xlsx"
        ) from None


def _cell(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
