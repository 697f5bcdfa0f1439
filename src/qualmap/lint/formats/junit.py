"""JUnit XML: a suite a file, a failed case a finding, and a passed one where there is none."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from qualmap.lint.report import Report
from qualmap.model.finding import Finding

FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any form."""


def render(report: Report) -> str:
    """Return one document for all files."""
    found = report.counted
    suites = [_suite(path, list(items)) for path, items in groupby(found, lambda f: f.path)]
    if not found:
        suites = [
            '  <testsuite name="qualmap" tests="1" failures="0" errors="0">\n'
            '    <testcase name="no findings" classname="qualmap"/>\n  </testsuite>\n'
        ]
    head = (
        f'<testsuites name="qualmap glossary lint" tests="{max(len(found), 1)}" '
        f'failures="{len(found)}" errors="0">'
    )
    return "\n".join(
        ('<?xml version="1.0" encoding="UTF-8"?>', head, "".join(suites) + "</testsuites>\n")
    )


def _suite(path: str, findings: list[Finding]) -> str:
    cases = "".join(map(_case, findings))
    return (
        f'  <testsuite name={_attribute(path)} tests="{len(findings)}" '
        f'failures="{len(findings)}" errors="0">\n{cases}  </testsuite>\n'
    )


def _case(finding: Finding) -> str:
    hint = f" ({finding.hint})" if finding.hint else ""
    place = f"line {finding.line}, column {finding.column}, "
    return (
        f"    <testcase name={_attribute(f'{finding.code} {finding.name}')} "
        f"classname={_attribute(finding.path.rsplit('.', 1)[0])} "
        f'file={_attribute(finding.path)} line="{finding.line}">\n'
        f"      <failure type={_attribute(finding.severity)} "
        f"message={_attribute(finding.message)}>"
        f"{escape(_allowed(place + finding.message + hint))}</failure>\n    </testcase>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)
