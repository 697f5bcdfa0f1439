"""Refuses workbooks that are small on the disk and huge in memory, before they are opened."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from qualmap.errors import QualmapError

MAX_UNPACKED: Final = 200_000_000
"""Our glossary of 1,700 concepts unpacks to 5 MB."""

MAX_PARTS: Final = 2_000
MAX_CELLS: Final = 20_000_000
"""A sheet is read as a full rectangle: one cell in the last corner makes 17 billion."""

ROW_OR_CELL: Final = re.compile(rb"<(?:\w{1,20}:)?(c|row)(?=[\s/>])")
PLACE: Final = re.compile(rb"""[^>]{0,200}?\sr\s{0,9}=\s{0,9}["']([A-Za-z]{0,4})(\d{1,9})["']""")


def check(content: bytes, shown: str) -> None:
    """Raise a QualmapError unless the workbook is a sound archive of a bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MAX_UNPACKED or len(parts) > MAX_PARTS:
                raise QualmapError(
                    f"{shown}: unpacks to {size / 1e6:.0f} MB in {len(parts)} parts",
                    hint=f"the limit is {MAX_UNPACKED / 1e6:.0f} MB in {MAX_PARTS} parts",
                )
            for part in parts:  # one that is longer than it says fails here
                _check_part(archive.read(part), shown)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError,
            OSError, zlib.error) as error:  # fmt: skip
        raise QualmapError(
            f"{shown}: not an XLSX workbook ({error})", hint="save it as .xlsx"
        ) from None


def _check_part(part: bytes, shown: str) -> None:
    """Cells and rows may do without their places: then they follow each other."""
    rows = cells = height = width = 0
    for tag in ROW_OR_CELL.finditer(part):
        place = PLACE.match(part, tag.end())
        if tag[1] == b"row":
            rows += 1
        elif place is None:
            cells += 1
        if place:
            width, height = max(width, _column(place[1])), max(height, int(place[2]))
    height, width = max(height, rows), max(width, cells)
    if height * width > MAX_CELLS:
        raise QualmapError(
            f"{shown}: a sheet of {height} rows and {width} columns",
            hint="delete what stands far from the table",
        )


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
