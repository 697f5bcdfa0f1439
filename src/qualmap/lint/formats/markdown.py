"""A table in Markdown, for a comment on a pull request."""

from __future__ import annotations

import re
from typing import Final

from qualmap.lint.formats.plain import one_line, visible
from qualmap.lint.report import Report
from qualmap.messages import _, plural
from qualmap.model.finding import Finding

MOST: Final = 500
"""Rows: a comment on GitHub holds 65,536 characters."""

SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(report: Report) -> str:
    """Return a headline with the counts and a table of the findings."""
    found = report.counted
    if not found:
        return "**qualmap glossary lint**: " + _("no findings") + "\n"
    count = plural("{count} finding", "{count} findings", len(found))
    heads = (_("severity"), _("rule"), _("place"), _("finding"))
    lines = [
        f"**qualmap glossary lint**: {count}",
        "",
        f"| {' | '.join(heads)} |",
        "|---|---|---|---|",
        *map(_row, found[:MOST]),
    ]
    if len(found) > MOST:
        lines += ["", _("… and {count} more").format(count=len(found) - MOST)]
    return "\n".join(lines) + "\n"


def _row(finding: Finding) -> str:
    words = finding.message + (f" ({finding.hint})" if finding.hint else "")
    return (
        f"| {finding.severity} | {finding.code} {finding.name} "
        f"| {_escaped(finding.path)}:{finding.line}:{finding.column} | {_escaped(words)} |"
    )


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", one_line(visible(text)))
