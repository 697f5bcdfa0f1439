"""`path:line:column: CODE message`, one line a finding."""

from __future__ import annotations

from qualmap.lint.formats.plain import headline
from qualmap.lint.report import Report


def render(report: Report) -> str:
    """Return the findings, one a line."""
    return "".join(
        f"{item.path}:{item.line}:{item.column}: {headline(item)}\n" for item in report.counted
    )
