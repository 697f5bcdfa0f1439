"""What the author of a glossary asked not to be told: comments, and `lint: {ignore: [...]}`.

A comment `# qualmap: ignore[GS001,GT004]  reason` counts for its line; on a line of its own, for
the next line, or for the whole concept if that starts there. `# qualmap: file-ignore[...]` counts
for the file. There is no way to ignore everything: the rules must be named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from qualmap.lint.concepts import Concept
from qualmap.lint.document import SourceFile
from qualmap.lint.rule import RULES, Hit, Rule
from qualmap.lint.tree import Items, Keys, Words

__all__ = ["Directive", "Named", "directives_of"]

COMMENT: Final = re.compile(
    r"(?P<lead>[ \t]*)#[ \t]*qualmap:[ \t]*(?P<kind>[\w-]+)(?:\[(?P<codes>[^\]\r\n]*)\])?[^\r\n]*"
)
WORD: Final = re.compile(r"[^\s,]+")
SEPARATED: Final = re.compile(r"[ \t]*,[ \t]*")


@dataclass(slots=True)
class Named:
    """A code named in a directive, where, and whether a finding answered to it."""

    code: str
    start: int
    end: int
    used: bool = False

    @property
    def rule(self) -> str:
        """The code of the rule meant, empty if there is none; a rule's name will do, too."""
        return next((r.code for r in RULES.values() if self.code in (r.code, r.name)), "")


@dataclass(slots=True)
class Directive:
    """A wish to ignore some rules, from `start` to `end` of a file.

    `words` are those of the comment (None for a `lint:` key). `problem` says what is wrong with it.
    """

    file: SourceFile
    start: int
    end: int
    named: list[Named] = field(default_factory=list)
    comment: tuple[int, int] | None = None
    listed: Items | None = None
    problem: str = ""

    def covers(self, hit: Hit, rule: Rule) -> bool:
        """Whether the hit lies in reach, and its rule is named; the names note that they served."""
        file, start, end = hit.place
        inside = self.start <= start < self.end or start < self.start < end
        if file is not self.file or not inside:
            return False
        answered = [named for named in self.named if named.code in (rule.code, rule.name)]
        for named in answered:
            named.used = True
        return bool(answered)

    def without(self, named: Named) -> tuple[int, int]:
        """What to take away so that the name is gone: a word, or the whole comment."""
        if self.comment is not None and len(self.named) == 1:
            return self.comment
        text = self.file.text
        if behind := SEPARATED.match(text, named.end):
            return named.start, behind.end()
        before = re.search(r"[ \t]*,[ \t]*\Z", text[self.start_of_line(named.start) : named.start])
        return named.start - (len(before[0]) if before else 0), named.end

    def start_of_line(self, offset: int) -> int:
        """The start of the line of an offset."""
        line, _column = self.file.place(offset)
        return self.file.line_starts[line - 1]


def directives_of(file: SourceFile) -> list[Directive]:
    """Return all directives of a file, in its order."""
    if file.broken:
        return []
    found = [*_listed(file)] if "lint" in file.text else []
    if "qualmap:" in file.text:
        found += _comments(file)
    return sorted(found, key=lambda directive: directive.named[0].start if directive.named else 0)


def _listed(file: SourceFile) -> Iterator[Directive]:
    for concept in file.concepts:
        if not concept.ignored:
            continue
        part = concept.node.get("lint")
        listed = part.get("ignore") if isinstance(part, Keys) else None
        named = [Named(words.value, words.start, words.end) for words in concept.ignored]
        yield Directive(
            file,
            concept.node.start,
            concept.node.end,
            named,
            listed=listed if isinstance(listed, Items) else None,
        )


def _comments(file: SourceFile) -> Iterator[Directive]:
    for match in COMMENT.finditer(file.text):
        mark = match.end("lead")
        own_line = mark - len(match["lead"]) in file.line_starts
        if file.in_scalar(mark) or not (own_line or match["lead"]):
            continue  # the sign is part of a text
        directive = _directive(file, match, own_line)
        codes = match["codes"]
        if match["kind"] not in ("ignore", "file-ignore"):
            directive.problem = f"{match['kind']!r} is neither ignore nor file-ignore"
        elif codes is None or not codes.strip():
            directive.problem = "the rules to ignore must be named in brackets"
        else:
            base = match.start("codes")
            directive.named = [
                Named(word[0], base + word.start(), base + word.end())
                for word in WORD.finditer(codes)
            ]
        yield directive


def _directive(file: SourceFile, match: re.Match[str], own_line: bool) -> Directive:
    line, _column = file.place(match.end("lead"))
    comment = match.span()
    if own_line:
        comment = (file.line_starts[line - 1], _line_start(file, line + 1))
    if match["kind"] == "file-ignore":
        return Directive(file, 0, len(file.text) + 1, comment=comment)
    first = _next_line(file, line) if own_line else line
    start, end = _line_start(file, first), _line_start(file, first + 1)
    concept = _concept_at(file, start, end) if own_line else None
    if concept is not None:
        start, end = concept.node.start, concept.node.end
    return Directive(file, start, end, comment=comment)


def _line_start(file: SourceFile, number: int) -> int:
    starts = file.line_starts
    return starts[number - 1] if number <= len(starts) else len(file.text) + 1


def _next_line(file: SourceFile, line: int) -> int:
    """The next line that holds more than a comment."""
    line += 1
    while line <= len(file.line_starts) and file.line(line).lstrip()[:1] in ("", "#"):
        line += 1
    return line


def _concept_at(file: SourceFile, start: int, end: int) -> Concept | None:
    return next((c for c in file.concepts if start <= c.node.start < end), None)


def written(directive: Directive, named: Named) -> Words:
    """Return the name as a part of the file, to point at."""
    return Words(directive.file, named.start, named.end, named.code, "")
