"""The Code Quality report of GitLab."""

from __future__ import annotations

import json
from typing import Final

from qualmap.lint.formats.fingerprint import with_fingerprints
from qualmap.lint.report import Report

SEVERITIES: Final = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report) -> str:
    """Return a JSON list, one object a finding."""
    entries = [
        {
            "description": f"{item.code}: {item.message}",
            "check_name": item.code,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[item.severity],
            "location": {
                "path": item.path,
                "positions": {
                    "begin": {"line": item.line, "column": item.column},
                    "end": {"line": item.end_line, "column": item.end_column},
                },
            },
        }
        for item, fingerprint in with_fingerprints(report.counted)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
