"""Lists of texts for `qualmap match`: a line each, or a table with the columns id, text, lang."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import decode, parse_yaml, read_bytes
from qualmap.model.qualification import Qualification
from qualmap.shapes import build
from qualmap.sources.paths import shown

MAX_LIST_BYTES: Final = 500_000_000
"""A list of a million outcomes has about 200 MB."""

csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a list; `number` counts the texts from 1."""

    number: int
    text: str
    id: str = ""
    language: str = ""
    domain: str = ""


def read_list(path: Path, content: bytes | None = None) -> list[Row]:
    """Return the texts of a file; `content` replaces the file's (for standard input: a line each).

    QualmapError if the file cannot be read, has no column `text`, or has no text at all.
    """
    name = shown(path) if content is None else "standard input"
    raw = content if content is not None else read_bytes(path, name, limit=MAX_LIST_BYTES)
    suffix = path.suffix.lower() if content is None else ".txt"
    if suffix not in READERS:
        raise QualmapError(
            f"{name}: unknown kind of list {suffix!r}", hint=f"known kinds: {', '.join(READERS)}"
        )
    rows = READERS[suffix](raw, name)
    if not rows:
        raise QualmapError(f"{name} has no texts", hint="one text a line, or a column `text`")
    return rows


def _lines(raw: bytes, name: str) -> list[Row]:
    lines = decode(raw, name).splitlines()
    return [Row(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _delimited(delimiter: str) -> Callable[[bytes, str], list[Row]]:
    def read(raw: bytes, name: str) -> list[Row]:
        reader = csv.reader(io.StringIO(decode(raw, name), newline=""), delimiter=delimiter)
        try:
            return _table(list(reader), name)
        except csv.Error as error:
            raise faulty([Fault(name, reader.line_num, 1, f"not a table: {error}")]) from None

    return read


def _workbook(raw: bytes, name: str) -> list[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
        rows: list[list[Any]] = sheet.to_python()
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise QualmapError(
            f"{name}: not an XLSX workbook ({error})", hint="save it as .xlsx"
        ) from None
    return _table([[_cell(value) for value in row] for row in rows], name)


def _parquet(raw: bytes, name: str) -> list[Row]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise QualmapError(
            f"{name}: Parquet needs an extra", hint='pip install "qualmap[batch]"'
        ) from None
    try:
        table = pyarrow.parquet.read_table(pyarrow.BufferReader(raw))
    except (pyarrow.ArrowException, OSError) as error:
        raise QualmapError(
            f"{name}: not a Parquet file ({error})", hint="a table with a column `text`"
        ) from None
    columns = [
        ["" if cell is None else _cell(cell) for cell in c.to_pylist()] for c in table.columns
    ]
    return _table([table.column_names, *zip(*columns, strict=True)], name)


def _cell(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _table(rows: Sequence[Sequence[str]], name: str) -> list[Row]:
    head = [title.strip().lower() for title in rows[0]] if rows else []
    if "text" not in head:
        raise faulty(
            [
                Fault(
                    name,
                    1,
                    1,
                    "no column `text`",
                    f"columns found: {', '.join(filter(None, head)) or 'none'}",
                )
            ]
        )

    def cell(row: Sequence[str], *titles: str) -> str:
        found = (head.index(title) for title in titles if title in head)
        return next((row[at].strip() for at in found if at < len(row)), "")

    texts = (row for row in rows[1:])
    return [
        Row(
            number,
            cell(row, "text"),
            cell(row, "id"),
            cell(row, "lang", "language"),
            cell(row, "domain"),
        )
        for number, row in enumerate(texts, 1)
        if cell(row, "text")
    ]


def _document(raw: bytes, name: str) -> list[Row]:
    document = parse_yaml(decode(raw, name), name)
    if isinstance(document.data, list):
        return _items(document.data, name)
    value = build(document, "qualification")
    return _outcomes(value)


def _items(items: Iterable[Any], name: str) -> list[Row]:
    rows = []
    for number, item in enumerate(items, 1):
        entry = item if isinstance(item, dict) else {"text": item}
        if not isinstance(entry.get("text"), str):
            raise QualmapError(
                f"{name}: item {number} has no `text`",
                hint="a list of texts, or of {id, text, lang}",
            )
        rows.append(
            Row(
                number,
                entry["text"],
                str(entry.get("id") or ""),
                str(entry.get("lang") or ""),
                str(entry.get("domain") or ""),
            )
        )
    return rows


def _outcomes(item: Qualification) -> list[Row]:
    return [
        Row(number, words, outcome.id, tag, outcome.domain or "")
        for number, outcome in enumerate(item.outcomes, 1)
        for tag, words in list(outcome.text.items())[:1]
    ]


READERS: Final[dict[str, Callable[[bytes, str], list[Row]]]] = {
    ".txt": _lines,
    ".csv": _delimited(","),
    ".tsv": _delimited("\t"),
    ".xlsx": _workbook,
    ".yaml": _document,
    ".yml": _document,
    ".json": _document,
    ".parquet": _parquet,
}
