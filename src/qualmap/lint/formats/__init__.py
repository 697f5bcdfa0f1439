"""The forms in which findings are given, as a table; each is one file, imported when it is used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from qualmap.errors import QualmapError
from qualmap.lint.document import nearest
from qualmap.lint.report import Report

__all__ = ["FORMATS", "Format", "render"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of output: its name, the module that writes it, and what it is for."""

    name: str
    module: str
    summary: str


FORMATS: Final[dict[str, Format]] = {
    row.name: row
    for row in (
        Format("full", "full", "the line of the file with a mark below, for people"),
        Format("concise", "concise", "path:line:column: CODE message, one line a finding"),
        Format("github", "github", "annotations of GitHub Actions"),
        Format("gitlab", "gitlab", "Code Quality report of GitLab"),
        Format("sarif", "sarif", "SARIF 2.1.0, for code scanning"),
        Format("junit", "junit", "JUnit XML, for test reports"),
        Format("json", "json_", "one JSON object, documented and stable"),
        Format("jsonl", "jsonl", "one JSON object a line"),
        Format("rdjson", "rdjson", "Reviewdog Diagnostic Format, with suggestions"),
        Format("markdown", "markdown", "a table, for a comment on a pull request"),
    )
}


def render(report: Report, name: str) -> str:
    """Return the report in the form of this name; QualmapError if there is no such form."""
    known(name)
    text: str = import_module(f"{__name__}.{FORMATS[name].module}").render(report)
    return text


def known(name: str) -> str:
    """Return the name; QualmapError with the names there are if there is no such form."""
    if name not in FORMATS:
        guess = nearest(name, FORMATS)
        raise QualmapError(
            f"unknown format {name!r}",
            hint=f"{guess if 'mean' in guess else ''} known formats: {', '.join(FORMATS)}".strip(),
        )
    return name
