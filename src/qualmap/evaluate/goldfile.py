"""Gold files as they stand on the disk: comment heads `# name: value`, then a table of columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import decode, read_bytes
from qualmap.messages import _
from qualmap.sources.paths import shown

HEAD: Final = re.compile(r"#\s*([\w-]+):\s*(.*?)\s*$")
SUFFIXES: Final = {".tsv": "\t", ".csv": ","}

csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A row: its line in the file, and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return the cell, empty where there is none."""
        return (self.cells.get(column) or "").strip()


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A table with its heads.

    `name` is short and tells it from the others of a run; `group` is the folder that was asked for.
    """

    path: Path
    name: str
    group: str
    heads: Mapping[str, str]
    head_lines: Mapping[str, int]
    columns: tuple[str, ...]
    rows: tuple[GoldRow, ...] = field(repr=False)

    def fault(self, line: int, message: str, hint: str = "") -> Fault:
        """Return a fault in a line of the file."""
        return Fault(shown(self.path), line, 1, message, hint)


def read_gold(path: Path, group: str = "") -> GoldFile:
    """Return a gold file; QualmapError if it is no table of text, or a row has too many cells."""
    name = shown(path)
    if path.suffix not in SUFFIXES:
        message = _("{name}: no gold table").format(name=name)
        raise QualmapError(message, hint="known: tables ending in " + ", ".join(SUFFIXES))
    lines = decode(read_bytes(path, name), name).splitlines()
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    heads = [(n, m[1], m[2]) for n, line in enumerate(lines[:start], 1) if (m := HEAD.match(line))]
    table = list(_table(lines[start:], SUFFIXES[path.suffix], name, start + 1))
    columns = tuple(table[0].cells) if table else ()
    return GoldFile(
        path,
        _name(path),
        group,
        {key: value for _line, key, value in heads},
        {key: line for line, key, _value in heads},
        columns,
        tuple(table),
    )


def _table(lines: list[str], delimiter: str, name: str, first: int) -> Iterator[GoldRow]:
    """A tab-separated cell holds quotes as they are; only commas need them to enclose."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
    stream = io.StringIO("\n".join(lines), newline="")
    reader = csv.DictReader(stream, delimiter=delimiter, quoting=quoting, restval="")
    try:
        for cells in reader:
            line = first + reader.line_num - 1
            if None in cells:
                raise faulty([Fault(name, line, 1, _("more cells than columns"))])
            yield GoldRow(line, cells)
    except csv.Error as error:
        line = first + reader.line_num
        raise faulty([Fault(name, line, 1, f"not a table: {error}")]) from None


def _name(path: Path) -> str:
    """`cook/gold.kz-uz.tsv` is `cook.kz-uz`; any other file has its own name."""
    return f"{path.parent.name}{path.stem[4:]}" if path.name.startswith("gold.") else path.stem


def gold_files(places: Iterable[Path]) -> list[GoldFile]:
    """Return the gold tables of files and folders, sorted; QualmapError where there is none.

    Of a folder, `gold.*.tsv` at any depth; if there is none, all its tables.
    """
    found: dict[Path, GoldFile] = {}
    for place in places:
        if not place.exists():
            raise QualmapError(f"no such file: {shown(place)}", hint="check the path")
        group = place.resolve().name if place.is_dir() else place.resolve().parent.name
        for path in _below(place) if place.is_dir() else [place]:
            found.setdefault(path.resolve(), read_gold(path, group))
    return list(found.values())


def _below(folder: Path) -> list[Path]:
    tables = sorted(folder.rglob("gold.*.tsv")) or sorted(
        path for path in folder.iterdir() if path.suffix in SUFFIXES
    )
    if not tables:
        raise QualmapError(
            _("no gold file in {folder}").format(folder=shown(folder)),
            hint="expected gold.*.tsv, or tables ending in .tsv or .csv",
        )
    return tables
