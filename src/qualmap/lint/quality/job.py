"""A run over the outcomes of some files: rules in use, findings, suppressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qualmap.errors import Fault
from qualmap.lint.document import SourceFile
from qualmap.lint.pages import markdown_of, pages_of
from qualmap.lint.quality.bench import Bench
from qualmap.lint.quality.rule import QUALITY
from qualmap.lint.quality.subject import Described
from qualmap.lint.rule import Rule
from qualmap.lint.run import Settings, finding_of
from qualmap.lint.select import Layer, choose, code_of
from qualmap.lint.suppress import directives_of
from qualmap.model.finding import Finding

__all__ = ["MALFORMED", "check", "faults", "page", "settings_for", "table"]

MALFORMED = "LQ000"

INTRODUCTION = """\
`qualmap validate --quality PATH…` checks how learning outcomes are written. A comment
`# qualmap: ignore[LQ002]  reason` at the end of a line, or on the line before, lets its findings
pass. What a language has no words for in `data/quality.yaml` is not reported in it."""


def table() -> Mapping[str, Rule]:
    """Return all rules on learning outcomes by code, in order."""
    import qualmap.lint.quality.rules  # noqa: F401  (its modules register their rules)

    return dict(sorted(QUALITY.items()))


def settings_for(layer: Layer) -> Settings:
    """Return the rules in use; QualmapError for a selector that no rule answers to."""
    chosen = choose([layer], rules=table())
    always = [rule for rule in (table()[MALFORMED],) if rule not in chosen]
    return Settings((*always, *chosen))


def check(items: Iterable[Described], settings: Settings, bench: Bench) -> list[Finding]:
    """Return what the rules say of the outcomes, by place."""
    return sorted({found for item in items for found in _check(item, settings, bench)})


def _check(item: Described, settings: Settings, bench: Bench) -> Iterator[Finding]:
    directives = directives_of(item.file)
    for rule in settings.rules:
        for one in rule.check(item, bench):
            if not any(directive.covers(one, rule) for directive in directives):
                found = finding_of(rule, one, settings)
                yield replace(found, concept=item.name_of(found.term), term="")


def faults(found: Iterable[Fault], files: Mapping[str, SourceFile]) -> list[Finding]:
    """Return what is wrong with the files as findings of LQ000."""
    rule = table()[MALFORMED]
    return [
        Finding(
            fault.path, max(fault.line, 1), max(fault.column, 1), rule.code, rule.severity,
            fault.message, fault.hint, *_end(fault, files.get(fault.path)), name=rule.name,
            url=rule.url,
        )
        for fault in found
    ]  # fmt: skip


def _end(fault: Fault, file: SourceFile | None) -> tuple[int, int]:
    """The end of the line, where the file has that line."""
    line, column = max(fault.line, 1), max(fault.column, 1)
    if file is None or line > len(file.line_starts):
        return line, column
    return line, max(len(file.line(line)) + 1, column)


def page(name: str) -> str:
    """Return the page of a rule, or of `all`; QualmapError if there is none of that name."""
    rules = table()
    if name == "all":
        return pages_of(
            rules.values(), "qualmap validate --quality", "qualmap validate --explain all",
            introduction=INTRODUCTION,
        )  # fmt: skip
    return markdown_of(rules[code_of(name, rules)])
