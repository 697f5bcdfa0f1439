"""Annotations of GitHub Actions: a command on standard output for each finding."""

from __future__ import annotations

from typing import Final

from qualmap.lint.report import Report
from qualmap.model.finding import Finding

LEVELS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """Return a workflow command for each finding."""
    return "".join(f"{_command(item)}\n" for item in report.counted)


def _command(finding: Finding) -> str:
    place = {
        "title": f"{finding.code} {finding.name}",
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "endLine": str(finding.end_line),
        "endColumn": str(finding.end_column),
    }
    values = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    words = f"{finding.path}:{finding.line}:{finding.column}: {finding.code} {finding.message}"
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"::{LEVELS[finding.severity]} {values}::{_data(words + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
