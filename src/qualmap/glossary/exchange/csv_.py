"""The glossary as CSV for spreadsheet programs, and CSV from them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from qualmap.errors import Fault, faulty
from qualmap.files import decode
from qualmap.glossary.exchange.gathered import Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.rows import COLUMNS, Table, columns, concept_cells, term_rows
from qualmap.model.glossary import Concept

BOM: Final = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's code page, and Cyrillic is lost."""

FORMULA: Final = re.compile("'*[=+\\-@\t\r]")
"""Such a cell is run as a formula by spreadsheet programs (OWASP, CSV injection)."""

DELIMITERS: Final = (",", ";", "\t")
FIELD_LIMIT: Final = 1_000_000


def guard(text: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula.

    >>> guard("=1+1"), guard("'=1+1"), guard("'Oʻqiy"), unguard(guard("'=1+1"))
    ("'=1+1", "''=1+1", "'Oʻqiy", "'=1+1")
    """
    return f"'{text}" if FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return what a cell was before `guard`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def write(concepts: Sequence[Concept], losses: Losses) -> bytes:
    """Return the table in UTF-8 with a byte order mark; it carries all that is for people."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for concept in concepts:
        more = concept_cells(concept)
        defined: set[str] = set()
        for row in term_rows(concept):
            tag = row["language"]
            if tag not in defined:  # a definition once in each language
                row["definition"] = concept.definition.get(tag, "")
                defined.add(tag)
            writer.writerow({key: guard(value) for key, value in (row | more).items()})
            more = {}
    return (BOM + stream.getvalue()).encode("utf-8")


def read(content: bytes, shown: str, losses: Losses) -> list[Gathered]:
    """Return the concepts of a table divided by commas, semicolons or tabs.

    QualmapError with the place if it is no table, or has no columns `concept` and `text`.
    """
    text = decode(content, shown)
    if (place := text.find("\0")) >= 0:
        line = text.count("\n", 0, place) + 1
        column = place - text.rfind("\n", 0, place)
        raise faulty([Fault(shown, line, column, "a NUL character", "save it as a text file")])
    lines = io.StringIO(text, newline="")
    delimiter = _delimiter(lines.readline())
    if text[:4].lower() == "sep=":  # a line that Excel writes for itself
        delimiter = text[4:5]
    else:
        lines.seek(0)
    return _rows(csv.reader(lines, delimiter=delimiter, strict=True), shown, losses)


def _delimiter(head: str) -> str:
    """The one that parts the first line into columns with names of ours."""

    def known(delimiter: str) -> int:
        names = columns(next(csv.reader([head], delimiter=delimiter), []))
        return len(set(names) & set(COLUMNS))

    return max(DELIMITERS, key=known)


def _rows(reader: csv._reader, shown: str, losses: Losses) -> list[Gathered]:  # type: ignore[name-defined]
    csv.field_size_limit(FIELD_LIMIT)
    table = Table(losses)
    try:
        names = columns(next(reader, []))
        if not {"concept", "text"} <= set(names):
            found = ", ".join(filter(None, names))[:200] or "none"
            hint = f"columns found: {found}"
            raise faulty([Fault(shown, 1, 1, "no columns `concept` and `text`", hint)])
        table.read(names, (list(map(unguard, cells)) for cells in reader), shown)
    except csv.Error as error:
        raise faulty([Fault(shown, reader.line_num, 1, f"not a table: {error}")]) from None
    return list(table.found.values())
