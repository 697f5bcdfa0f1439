"""The report formats in one table: the same rows feed `--format`, its help and the docs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from qualmap.errors import QualmapError
from qualmap.files import write_atomically
from qualmap.model.mapping import Comparison
from qualmap.reports.view import View

TERMINAL: Final = "terminal"
"""Always printed, never written: naming it alone means that no file is wanted."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the file it makes, what is in it, and the module with its `render(view)`."""

    name: str
    file_name: str
    summary: str
    module: str
    default: bool = True

    def render(self, view: View) -> str | bytes:
        """Return the content of the file; the writer's libraries are loaded here."""
        content: str | bytes = import_module(f"qualmap.reports.{self.module}").render(view)
        return content


FORMATS: Final[dict[str, Format]] = {
    entry.name: entry
    for entry in (
        Format("html", "report.html", "one offline page to read, print and send", "html"),
        Format("xlsx", "report.xlsx", "the same as sheets to sort and filter", "xlsx"),
        Format("json", "mapping.json", "everything, evidence included, for programs", "json_"),
        Format("sssom", "mapping.sssom.tsv", "SSSOM table, one mapping a row", "sssom"),
        Format("markdown", "summary.md", "a short summary for a pull request", "markdown"),
        Format("csv", "mapping.csv", "flat table of outcomes for a spreadsheet", "csv_", False),
    )
}


def default_formats() -> list[str]:
    """Return the names of the formats that are written unless others are asked for."""
    return [entry.name for entry in FORMATS.values() if entry.default]


def check_formats(names: Sequence[str] | None) -> list[str]:
    """Return the formats to write for the names asked for, each once; the defaults for None.

    `terminal` writes no file. QualmapError with the known names if one is unknown.
    """
    if not names:
        return default_formats()
    for name in names:
        if name not in FORMATS and name != TERMINAL:
            known = ", ".join((*FORMATS, TERMINAL))
            raise QualmapError(f"unknown report format {name!r}", hint=f"known formats: {known}")
    return [name for name in FORMATS if name in names]


def write(comparison: Comparison, folder: Path, formats: Sequence[str] | None = None) -> list[Path]:
    """Write the reports into `folder` and return their paths; nothing is written on an error.

    All formats are checked and rendered before the first file is written, each file whole or not
    at all. QualmapError for an unknown format or a folder that cannot be written.
    """
    from qualmap.reports.build import build

    chosen = [FORMATS[name] for name in check_formats(formats)]
    view = build(comparison)
    contents = [(folder / entry.file_name, entry.render(view)) for entry in chosen]
    for path, content in contents:
        write_atomically(path, content)
    return [path for path, _content in contents]
