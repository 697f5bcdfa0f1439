"""Only what was touched since a git revision: findings of concepts with a changed line."""

from __future__ import annotations

from collections.abc import Iterable

from qualmap.lint.document import SourceFile
from qualmap.lint.git import Git
from qualmap.lint.tree import end_of
from qualmap.model.finding import Finding

__all__ = ["touched"]

Lines = tuple[int, int]


def touched(
    findings: Iterable[Finding], files: Iterable[SourceFile], git: Git, revision: str
) -> list[Finding]:
    """Return the findings that lie in a concept, or else in a file, changed since the revision."""
    reach = {file.path: _reach(file, git, revision) for file in files}
    kept = []
    for finding in findings:
        lines = reach.get(finding.path, [])
        if lines is None or any(first <= finding.line <= last for first, last in lines):
            kept.append(finding)
        elif lines and not finding.concept and finding.line == 1:
            kept.append(finding)  # it is about the file as a whole
    return kept


def _reach(file: SourceFile, git: Git, revision: str) -> list[Lines] | None:
    """The lines that count as touched: those changed, and all lines of their concepts."""
    if file.disk is None:
        return None
    changed = git.changed_lines(revision, file.disk)
    if not changed:
        return changed
    reach = list(changed)
    for concept in file.concepts:
        first = file.place(concept.node.start)[0]
        last = file.place(max(end_of(concept.node) - 1, concept.node.start))[0]
        if any(start <= last and first <= end for start, end in changed):
            reach.append((first, last))
    return reach
