"""Writes a suppression at each finding (`--add-ignore`), so that a glossary can adopt the linter.

A comment goes to the end of the line; where a text of several lines leaves no room for one, above
the concept; outside a concept, to the top of the file. Nothing else of the file changes, and a
file that would read differently is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from qualmap.lint.document import BOM, SourceFile, from_text
from qualmap.lint.suppress import Directive, directives_of
from qualmap.model.finding import Finding, TextEdit

__all__ = ["NEVER", "with_ignores"]

NEVER: Final = frozenset(("GF001", "GF006", "GF007"))
"""A file that cannot be read has no comments, and two rules are about suppressions themselves."""

Reach = tuple[int, int]


def with_ignores(
    files: Mapping[str, SourceFile], findings: Iterable[Finding]
) -> dict[str, SourceFile]:
    """Return the files with a suppression for each finding that counts; nothing is written."""
    wanted: dict[str, list[Finding]] = {}
    for finding in findings:
        if not finding.suppressed and finding.code not in NEVER:
            wanted.setdefault(finding.path, []).append(finding)
    return {
        path: _adopted(file, wanted[path]) if path in wanted else file
        for path, file in files.items()
    }


def _adopted(file: SourceFile, findings: list[Finding]) -> SourceFile:
    codes: dict[Reach, set[str]] = {}
    for finding in findings:
        codes.setdefault(_reach(file, finding), set()).add(finding.code)
    known = {(one.start, one.end): one for one in directives_of(file) if one.named and one.comment}
    edits = sorted(
        _edit(file, reach, sorted(names), known.get(reach)) for reach, names in codes.items()
    )
    text, done = [], 0
    for edit in edits:
        text += [file.text[done : edit.start], edit.text]
        done = edit.end
    after = from_text("".join([*text, file.text[done:]]), file.path, file.disk)
    return file if after.broken or after.data != file.data else after


def _reach(file: SourceFile, finding: Finding) -> Reach:
    """What the comment is to cover: a line, a concept, or the whole file."""
    start, end = _line(file, finding.line)
    if not file.in_scalar(_bare_end(file, end)):
        return start, end
    concept = file.concept_at(start)
    return (concept.node.start, concept.node.end) if concept else (0, len(file.text) + 1)


def _line(file: SourceFile, number: int) -> Reach:
    starts = file.line_starts
    end = starts[number] if number < len(starts) else len(file.text) + 1
    return starts[number - 1], end


def _bare_end(file: SourceFile, end: int) -> int:
    """Where the characters of a line end, its line end left out."""
    end = min(end, len(file.text))
    while end and file.text[end - 1] in "\r\n":
        end -= 1
    return end


def _edit(file: SourceFile, reach: Reach, codes: list[str], known: Directive | None) -> TextEdit:
    if known is not None:
        named = {one.code for one in known.named}
        place = known.named[-1].end
        return TextEdit(place, place, "".join(f",{code}" for code in codes if code not in named))
    start, end = reach
    listed = ",".join(codes)
    if reach == (0, len(file.text) + 1):
        place = 1 if file.text.startswith(BOM) else 0
        return TextEdit(place, place, f"# qualmap: file-ignore[{listed}]{_newline(file)}")
    line = _line(file, file.place(start)[0])
    if reach == line:
        place = _bare_end(file, end)
        return TextEdit(place, place, f"  # qualmap: ignore[{listed}]")
    indent = re.compile(r"[ \t]*").match(file.text, line[0])
    lead = indent[0] if indent else ""
    comment = f"{lead}# qualmap: ignore[{listed}]{_newline(file)}"
    return TextEdit(line[0], line[0], comment)


def _newline(file: SourceFile) -> str:
    return "\r\n" if "\r\n" in file.text else "\n"
