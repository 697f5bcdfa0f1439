"""Applies fixes: all bytes outside the edits stay, and a file that would break is left alone.

Round by round, until nothing is left to fix: of two fixes that touch the same characters the second
waits for the next round. Each result is read again and compared with what was there before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from qualmap.files import write_atomically
from qualmap.lint.document import SourceFile, from_text
from qualmap.lint.tree import Items, Keys, Node, Words
from qualmap.model.finding import Applicability, Finding, TextEdit

__all__ = ["Fixed", "apply_to", "fix_all", "write"]

MAX_ROUNDS: Final = 10
"""ruff's limit, too; rules that undo each other would go on for ever."""


@dataclass(slots=True)
class Fixed:
    """The files after fixing, what was fixed, the findings left, and whether it settled."""

    files: dict[str, SourceFile] = field(default_factory=dict)
    applied: list[Finding] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    settled: bool = True


def fix_all(
    files: Mapping[str, SourceFile],
    look: Callable[[Mapping[str, SourceFile]], list[Finding]],
    allowed: frozenset[Applicability],
) -> Fixed:
    """Return the files after all fixes that are allowed; nothing is written.

    `look` finds what is to be reported (and so may be fixed) in the files as they are.
    """
    fixed = Fixed(dict(files))
    refused: set[tuple[str, str, tuple[TextEdit, ...]]] = set()
    for _round in range(MAX_ROUNDS):
        fixed.left = look(fixed.files)
        changed = False
        for path, findings in _by_path(fixed.left, allowed, refused):
            file, applied = apply_to(fixed.files[path], findings)
            done = {id(finding) for finding in applied}
            refused |= {_name(f) for f in findings if id(f) not in done} if not applied else set()
            if file.text != fixed.files[path].text:
                fixed.files[path] = file
                fixed.applied += applied
                changed = True
        if not changed:
            return fixed
    fixed.left = look(fixed.files)
    fixed.settled = not any(_by_path(fixed.left, allowed, refused))
    return fixed


def _name(finding: Finding) -> tuple[str, str, tuple[TextEdit, ...]]:
    return finding.path, finding.code, finding.fix.edits if finding.fix else ()


def _by_path(
    findings: Iterable[Finding],
    allowed: frozenset[Applicability],
    refused: set[tuple[str, str, tuple[TextEdit, ...]]],
) -> Iterator[tuple[str, list[Finding]]]:
    chosen: dict[str, list[Finding]] = {}
    for finding in findings:
        fix = finding.fix
        if fix is None or not fix.edits or fix.applicability not in allowed:
            continue
        if not finding.suppressed and _name(finding) not in refused:
            chosen.setdefault(finding.path, []).append(finding)
    return iter(chosen.items())


def apply_to(file: SourceFile, findings: Iterable[Finding]) -> tuple[SourceFile, list[Finding]]:
    """Return the file after the fixes of `findings`, and the findings that were fixed.

    Fixes that overlap an earlier one are left out, and so are those that would harm the file.
    """
    chosen = _without_overlap(findings)
    if (whole := _tried(file, chosen)) is not None:
        return whole, chosen
    applied: list[Finding] = []
    result = file
    for finding in chosen:  # at least one of them does harm: find out which
        if (one := _tried(file, [*applied, finding])) is not None:
            applied.append(finding)
            result = one
    return result, applied


def _without_overlap(findings: Iterable[Finding]) -> list[Finding]:
    taken: list[tuple[int, int]] = []
    chosen = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        spans = [(edit.start, edit.end) for edit in edits]
        if not any(_clashes(span, taken) for span in spans):
            taken = sorted({*taken, *spans})
            chosen.append(finding)
    return chosen


def _clashes(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a span overlaps one that is taken, or both insert at the same point."""
    place = bisect_right(taken, span)
    near = taken[max(place - 1, 0) : place + 1]
    return any(span == other or (span[0] < other[1] and other[0] < span[1]) for other in near)


def _tried(file: SourceFile, findings: list[Finding]) -> SourceFile | None:
    """The file after the fixes, or None if it would break or lose anything."""
    edits = sorted(edit for finding in findings if finding.fix for edit in finding.fix.edits)
    text, done = [], 0
    for edit in edits:
        text += [file.text[done : edit.start], edit.text]
        done = edit.end
    after = from_text("".join([*text, file.text[done:]]), file.path, file.disk)
    return after if _unharmed(file, after, edits) else None


def _unharmed(before: SourceFile, after: SourceFile, edits: list[TextEdit]) -> bool:
    """Whether the file still reads, and every value that no edit touched is there as it was."""
    if before.broken or after.broken or len(after.problems) > len(before.problems):
        return False
    old, new = list(_scalars(before.root)), list(_scalars(after.root))
    lost = [edit for edit in edits if not _moves(edit, old)]
    touched = [_touched(words, lost) for words in old]
    same_shape = len(old) == len(new) and _shape(before.root) == _shape(after.root)
    if same_shape and len(lost) == len(edits):
        return all(
            changed or was.value == now.value
            for was, now, changed in zip(old, new, touched, strict=True)
        )
    kept = Counter(words.value for words, changed in zip(old, touched, strict=True) if not changed)
    return not kept - Counter(words.value for words in new)


def _moves(edit: TextEdit, scalars: list[Words]) -> bool:
    """Whether an edit writes several values anew: then each of them must still be there."""
    first = bisect_left(scalars, edit.start, key=lambda words: words.start)
    last = bisect_right(scalars, edit.end, key=lambda words: words.end)
    return bool(edit.text) and last - first > 1


def _touched(words: Words, edits: list[TextEdit]) -> bool:
    place = bisect_right(edits, words.end, key=lambda edit: edit.start)
    return any(edit.end >= words.start for edit in edits[max(place - 2, 0) : place])


def _scalars(node: Node | None) -> Iterator[Words]:
    stack = [node] if node is not None else []
    while stack:
        part = stack.pop()
        if isinstance(part, Words):
            yield part
        elif isinstance(part, Items):
            stack += reversed(part.items)
        elif isinstance(part, Keys):
            stack += [one for key, value in reversed(part.pairs) for one in (value, key)]


def _shape(node: Node | None) -> list[int]:
    """The numbers of members of all lists and mappings, in order: equal shapes, equal lists."""
    shape: list[int] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Items):
            shape.append(len(part.items))
            stack += reversed(part.items)
        elif isinstance(part, Keys):
            shape.append(-len(part.pairs))
            stack += [value for _key, value in reversed(part.pairs)]
        else:
            shape.append(0)
    return shape


def write(before: Mapping[str, SourceFile], after: Mapping[str, SourceFile]) -> list[str]:
    """Write the files that changed, each whole or not at all, and return their paths."""
    written = []
    for path, file in sorted(after.items()):
        if file.disk is not None and file.text != before[path].text:
            target = Path(file.disk).resolve()  # behind a link, the file itself
            mode = target.stat().st_mode
            write_atomically(target, file.text)
            target.chmod(mode & 0o7777)
            written.append(path)
    return written
