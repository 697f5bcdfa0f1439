"""One JSON object a line, for tools that read as they go."""

from __future__ import annotations

import json

from qualmap.lint.formats.json_ import entry
from qualmap.lint.report import Report


def render(report: Report) -> str:
    """Return the findings, one JSON object a line."""
    return "".join(
        json.dumps(entry(item, report), ensure_ascii=False) + "\n" for item in report.findings
    )
