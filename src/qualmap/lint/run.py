"""Runs the rules over a glossary and makes findings of what they yield.

The order: load, each rule in use, what the author ignores, what the configuration ignores, unused
suppressions, sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final

from qualmap.lint.document import SourceFile
from qualmap.lint.linted import Linted, shown
from qualmap.lint.options import Options
from qualmap.lint.rule import Context, Hit, Rule
from qualmap.lint.suppress import Directive, directives_of
from qualmap.model.finding import Finding, Severity

__all__ = ["Settings", "check", "finding_of"]

UNUSED: Final = "GF006"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works by: the rules in use, the options, and where their paths start."""

    rules: tuple[Rule, ...]
    options: Options = field(default_factory=Options)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file: Mapping[str, frozenset[str]] = field(default_factory=dict)
    base: Path = field(default_factory=Path)


def check(linted: Linted, settings: Settings) -> list[Finding]:
    """Return the findings of all files, in the order of their places."""
    context = Context(linted, settings.options)
    context.in_use = frozenset(rule.code for rule in settings.rules)
    directives = {file.path: directives_of(file) for file in linted.files}
    context.unused = lambda file: directives[file.path]
    findings: list[Finding] = []
    # Last comes the rule that asks which suppressions nobody needed.
    for rule in sorted(settings.rules, key=lambda rule: (rule.code == UNUSED, rule.code)):
        kept = (one for one in hits(rule, linted, context) if not _ignored(one, rule, directives))
        findings += (finding_of(rule, one, settings) for one in kept)
    allowed = _allowed(linted, settings)
    # One place may be reached by two ways (a term and its concept); once is enough.
    return sorted({finding for finding in findings if finding.code not in allowed[finding.path]})


def hits(rule: Rule, linted: Linted, context: Context) -> Iterator[Hit]:
    """Yield what a rule has to say of a glossary."""
    if rule.scope == "glossary":
        if linted.whole or not rule.whole:
            yield from rule.check(linted, context)
        return
    if rule.whole and not linted.whole:
        return
    if rule.scope == "file":
        for file in linted.files:
            yield from rule.check(file, context)
        return
    for concept in linted.concepts:
        for one in rule.check(concept, context):
            yield one if one.concept is not None else replace(one, concept=concept)


def _ignored(one: Hit, rule: Rule, directives: Mapping[str, list[Directive]]) -> bool:
    """Whether a directive covers the hit; all that do are marked as used."""
    answers = [item.covers(one, rule) for item in directives[one.place[0].path]]
    return any(answers)


def finding_of(rule: Rule, one: Hit, settings: Settings) -> Finding:
    """Return what a rule yielded with its place, code and severity."""
    file, start, end = one.place
    concept = one.concept or file.concept_at(start)
    return Finding(
        file.path,
        *file.place(start),
        rule.code,
        settings.severities.get(rule.code, rule.severity),
        one.message,
        one.hint,
        *file.place(_without_line_end(file, start, end)),
        rule.name,
        concept.name if concept else "",
        one.language,
        one.term,
        rule.url,
        fix=one.fix,
    )


def _without_line_end(file: SourceFile, start: int, end: int) -> int:
    while end > start and file.text[end - 1 : end] in ("\n", "\r", " "):
        end -= 1
    return end


def _allowed(linted: Linted, settings: Settings) -> Mapping[str, set[str]]:
    """The codes that the configuration ignores, for each file."""
    allowed: defaultdict[str, set[str]] = defaultdict(set)
    for file in linted.files:
        names = {PurePosixPath(file.path).name, file.path}
        if file.disk is not None:
            names.add(_from(settings.base, file.disk))
        for pattern, codes in settings.per_file.items():
            if any(fnmatchcase(name, pattern) for name in names):
                allowed[file.path] |= codes
    return allowed


def _from(base: Path, path: Path) -> str:
    try:
        return path.resolve().relative_to(base.resolve()).as_posix()
    except ValueError:
        return shown(path)


def only(findings: Iterable[Finding], paths: frozenset[str]) -> list[Finding]:
    """Return the findings in the files named."""
    return [finding for finding in findings if finding.path in paths]
