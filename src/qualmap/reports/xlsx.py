"""The comparison as a workbook: sheets to sort, filter and print.

Texts are written as texts, whatever they begin with; figures as figures, so that they sort.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

from qualmap.reports.sheets import Sheet, sheets
from qualmap.reports.view import View

CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed date: a clock in the file would make every run differ."""

MAX_CELL: Final = 32_767
"""Letters that a cell holds (Microsoft, Excel specifications and limits)."""


def render(view: View) -> bytes:
    """Return the workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties(
            {
                "title": view.title,
                "subject": view.status,
                "author": "qualmap",
                "comments": "\n".join(view.cautions),
                "created": CREATED.replace(tzinfo=None),
            }
        )
        formats = _formats(book)
        for sheet in sheets(view):
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#E8EDF2", "bottom": 1, **base}),
        "text": book.add_format(base),
        "percent": book.add_format({"num_format": "0%", "valign": "top"}),
        "score": book.add_format({"num_format": "0.00", "valign": "top"}),
        "count": book.add_format({"num_format": "0", "valign": "top"}),
    }


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    rows = list(sheet.rows)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.head, formats["head"])
    for line, row in enumerate(rows, 1):
        for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if isinstance(value, str):
                page.write_string(line, number, value[:MAX_CELL], formats["text"])
            elif value is not None:
                page.write_number(line, number, value, formats[column.kind])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
