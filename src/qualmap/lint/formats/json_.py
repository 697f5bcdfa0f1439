"""One JSON object: a stable form, described in `docs/json.md`; columns count characters from 1."""

from __future__ import annotations

import json
from typing import Any, Final

from qualmap.lint.document import SourceFile
from qualmap.lint.report import Report, fixable
from qualmap.model.finding import Finding, Fix

SCHEMA_VERSION: Final = "1"


def render(report: Report) -> str:
    """Return all findings, suppressed ones marked, and their counts."""
    counts = report.counts
    body = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "qualmap", "version": report.version},
        "findings": [entry(item, report) for item in report.findings],
        "summary": {
            "files": len(report.files),
            "findings": len(report.counted),
            **{name: counts[name] for name in ("error", "warning", "info")},
            "suppressed": len(report.findings) - len(report.counted),
            "fixable": sum(map(fixable, report.counted)),
        },
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def entry(finding: Finding, report: Report) -> dict[str, Any]:
    """Return a finding as JSON data."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint or None,
        "path": finding.path,
        "location": {"row": finding.line, "column": finding.column},
        "end_location": {"row": finding.end_line, "column": finding.end_column},
        "fix": _fix(finding.fix, report.files.get(finding.path)),
        "concept_id": finding.concept or None,
        "lang": finding.language or None,
        "term": finding.term or None,
        "suppressed": finding.suppressed or None,
        "url": finding.url,
    }


def _fix(fix: Fix | None, file: SourceFile | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "applicability": fix.applicability,
        "message": fix.message,
        "edits": [
            {
                "content": edit.text,
                "location": _place(file, edit.start),
                "end_location": _place(file, edit.end),
            }
            for edit in fix.edits
            if file is not None
        ],
    }


def _place(file: SourceFile, offset: int) -> dict[str, int]:
    row, column = file.place(offset)
    return {"row": row, "column": column}
