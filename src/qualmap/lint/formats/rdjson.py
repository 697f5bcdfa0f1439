"""The Reviewdog Diagnostic Format; its columns count the bytes of UTF-8."""

from __future__ import annotations

import json
from typing import Any, Final

from qualmap.lint.document import SourceFile
from qualmap.lint.report import Report
from qualmap.model.finding import Finding

SEVERITIES: Final = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report) -> str:
    """Return one object with a diagnostic for each finding, and suggestions for its fix."""
    body = {
        "source": {"name": "qualmap"},
        "diagnostics": [_diagnostic(item, report.files.get(item.path)) for item in report.counted],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(finding: Finding, file: SourceFile | None) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    body: dict[str, Any] = {
        "message": finding.message + hint,
        "location": {
            "path": finding.path,
            "range": {
                "start": _place(file, finding.line, finding.column),
                "end": _place(file, finding.end_line, finding.end_column),
            },
        },
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    if finding.fix is not None and file is not None:
        body["suggestions"] = [
            {
                "range": {
                    "start": _place(file, *file.place(edit.start)),
                    "end": _place(file, *file.place(edit.end)),
                },
                "text": edit.text,
            }
            for edit in finding.fix.edits
        ]
    return body


def _place(file: SourceFile | None, line: int, column: int) -> dict[str, int]:
    if file is not None and line <= len(file.line_starts):
        column = len(file.line(line)[: column - 1].encode("utf-8", "replace")) + 1
    return {"line": line, "column": column}
