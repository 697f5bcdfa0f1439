"""SARIF 2.1.0, as GitHub code scanning and others read it.

Columns are counted in code points and said to be; fingerprints hold no line numbers, so that an
alert survives an edit above it; baselined findings stay, marked as suppressed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from qualmap.lint.document import SourceFile
from qualmap.lint.formats.fingerprint import with_fingerprints
from qualmap.lint.pages import Page, markdown_of, page_of
from qualmap.lint.report import RANK, Report
from qualmap.lint.rule import Rule
from qualmap.model.finding import Finding

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"

MOST_RESULTS: Final = 25_000
"""GitHub takes no more in a run; the most severe ones stay."""

LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    """Return one log with one run."""
    rules = sorted(report.rules, key=lambda rule: rule.code)
    indexes = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "qualmap glossary lint",
                "semanticVersion": report.version,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(item, fingerprint, indexes.get(item.code), report.files.get(item.path))
            for item, fingerprint in with_fingerprints(_most_severe(report.findings))
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _most_severe(findings: tuple[Finding, ...]) -> Iterable[Finding]:
    if len(findings) <= MOST_RESULTS:
        return findings
    return sorted(sorted(findings, key=lambda f: -RANK[f.severity])[:MOST_RESULTS])


def _rule(rule: Rule) -> dict[str, Any]:
    page: Page = page_of(rule)
    return {
        "id": rule.code,
        "name": "".join(word.title() for word in rule.name.split("-")),
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.what},
        "help": {"text": page.text, "markdown": markdown_of(rule)},
        "defaultConfiguration": {"enabled": rule.default, "level": LEVELS[rule.severity]},
        "properties": {"tags": ["terminology", rule.code[:2]], "problem.severity": _problem(rule)},
    }


def _problem(rule: Rule) -> str:
    return "recommendation" if rule.severity == "info" else rule.severity


def _result(
    finding: Finding, fingerprint: str, index: int | None, file: SourceFile | None
) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding.path),
                    "region": _region(
                        (finding.line, finding.column), (finding.end_line, finding.end_column)
                    ),
                }
            }
        ],
        "partialFingerprints": {"qualmapFinding/v1": fingerprint},
    }
    if index is not None:
        result["ruleIndex"] = index
    if finding.concept:
        result["locations"][0]["logicalLocations"] = [{"name": finding.concept, "kind": "element"}]
    if finding.suppressed:
        result["suppressions"] = [{"kind": "external", "justification": finding.suppressed}]
    if finding.fix is not None and finding.fix.edits and file is not None:
        result["fixes"] = [_fix(finding, file)]
    return result


def _fix(finding: Finding, file: SourceFile) -> dict[str, Any]:
    assert finding.fix is not None
    return {
        "description": {"text": finding.fix.message},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(finding.path),
                "replacements": [
                    {
                        "deletedRegion": _region(file.place(edit.start), file.place(edit.end)),
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in finding.fix.edits
                ],
            }
        ],
    }


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, safe="/~!$&'()*+,;=@-._")}


def _region(start: tuple[int, int], end: tuple[int, int]) -> dict[str, int]:
    return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}
