"""For people: the message, the place, the line of the file with a mark below, and what to do."""

from __future__ import annotations

from typing import Final

from qualmap.lint.document import SourceFile
from qualmap.lint.formats.plain import headline, visible, width
from qualmap.lint.report import Report
from qualmap.messages import _
from qualmap.model.finding import Finding

BEFORE: Final = 40
"""Characters shown before the place in a line that is too long."""

LONGEST: Final = 92
"""Characters of a line that are shown: with the margin it fits in 100 columns."""

COLORS: Final = {
    "error": "31",
    "warning": "33",
    "info": "36",
    "bold": "1",
    "edge": "34",
    "help": "36",
}


def render(report: Report) -> str:
    """Return a paragraph for each finding."""
    return "\n".join(
        _paragraph(item, report.files.get(item.path), report.color) for item in report.counted
    )


def _paragraph(finding: Finding, file: SourceFile | None, color: bool) -> str:
    code, message = headline(finding).split(" ", 1)
    lines = [f"{_paint(code, finding.severity, color)} {_paint(message, 'bold', color)}"]
    number = str(finding.line)
    margin = " " * len(number)
    lines.append(
        f"{margin}{_paint('-->', 'edge', color)} {finding.path}:{finding.line}:{finding.column}"
    )
    if file is not None and finding.line <= len(file.line_starts):
        shown, mark = _snippet(file.line(finding.line), finding)
        edge = _paint("|", "edge", color)
        lines += [
            f"{margin} {edge}",
            f"{_paint(number, 'edge', color)} {edge} {shown}",
            f"{margin} {edge} {_paint(mark, finding.severity, color)}",
        ]
    lines += [
        f"{margin} {_paint('=', 'edge', color)} {_paint(kind, 'help', color)}: {text}"
        for kind, text in _advice(finding)
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _advice(finding: Finding) -> list[tuple[str, str]]:
    advice = [(_("hint"), visible(finding.hint))] if finding.hint else []
    if (fix := finding.fix) is not None:
        how = {"safe": "--fix", "unsafe": "--unsafe-fixes"}.get(fix.applicability)
        advice.append((_("fix"), visible(fix.message) + (f" ({how})" if how else "")))
    return advice


def _snippet(line: str, finding: Finding) -> tuple[str, str]:
    """The part of the line around the place, and the mark that goes below it."""
    start = min(finding.column - 1, len(line))
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    end = min(max(end, start + 1), max(len(line), start + 1))
    first = 0 if len(line) <= LONGEST else max(min(start - BEFORE, len(line) - LONGEST), 0)
    last = min(first + LONGEST, len(line))
    lead, tail = "…" if first else "", "…" if last < len(line) else ""
    before = lead + visible(line[first:start])
    marked = visible(line[start : min(end, last)])
    shown = before + marked + visible(line[min(end, last) : last]) + tail
    return shown, " " * width(before) + "^" * max(width(marked), 1)


def _paint(text: str, name: str, color: bool) -> str:
    return f"\x1b[{COLORS[name]}m{text}\x1b[0m" if color else text
