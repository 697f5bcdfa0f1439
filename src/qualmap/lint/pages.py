"""The page of a rule, made from its docstring: for `qualmap glossary rule`, the docs and SARIF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from inspect import getdoc
from textwrap import dedent
from typing import Any, Final

from qualmap.lint.rule import GROUPS, RULES, Rule

__all__ = ["SECTIONS", "Page", "all_pages", "markdown_of", "page_of", "pages_of"]

SECTIONS: Final = ("Why", "Bad", "Good", "Options", "Fix")
HEAD: Final = re.compile(rf"^({'|'.join(SECTIONS)}):[ ]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a rule does (`what`, its first sentence `summary`), and its sections."""

    summary: str
    what: str
    sections: dict[str, str]

    @property
    def text(self) -> str:
        """The page as plain text."""
        parts = [self.what, *(f"{name}: {text}" for name, text in self.sections.items())]
        return "\n\n".join(parts)


def page_of(rule: Rule) -> Page:
    """Return the page of a rule."""
    what, *rest = HEAD.split(getdoc(rule.check) or "")
    paragraphs = [" ".join(part.split()) for part in what.strip().split("\n\n")]
    sections = {
        name: dedent(text.strip("\n")).rstrip()
        for name, text in zip(rest[::2], rest[1::2], strict=True)
    }
    return Page(paragraphs[0], "\n\n".join(paragraphs), sections)


def facts_of(rule: Rule) -> list[str]:
    """Return what the table says of a rule, in words."""
    facts = [rule.severity, "on by default" if rule.default else "off by default"]
    if rule.fix != "none":
        facts.append({"display": "suggests a fix"}.get(rule.fix, f"fix: {rule.fix}"))
    return facts + (["preview"] if rule.preview else [])


def markdown_of(rule: Rule, level: int = 1) -> str:
    """Return the page of a rule in Markdown, its headline at a level."""
    page = page_of(rule)
    lines = [
        f"{'#' * level} {rule.code} {rule.name}",
        "",
        f"*{', '.join(facts_of(rule))}*",
        "",
        "**What it does.** " + page.what,
    ]
    for name, text in page.sections.items():
        title = {"Why": "Why", "Fix": "Fix safety"}.get(name, name)
        if name in ("Bad", "Good"):
            lines += ["", f"**{title}**", "", "```yaml", text, "```"]
        else:
            lines += ["", f"**{title}.** {_flowing(text)}"]
    return "\n".join(lines) + "\n"


def _flowing(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def all_pages() -> str:
    """Return `docs/rules.md`: a table of all rules, then their pages."""
    return pages_of(RULES.values(), "qualmap glossary lint", "qualmap glossary rule --all")


def pages_of(
    rules: Iterable[Rule], command: str, written_by: str, *, introduction: str = ""
) -> str:
    """Return a table of the rules of a command, then their pages."""
    rules = sorted(rules, key=lambda rule: rule.code)
    count = sum(rule.default for rule in rules)
    lines = [
        f"# The rules of `{command}`",
        "",
        f"<!-- Written by `{written_by}`; change the docstrings instead. -->",
        "",
        *([introduction, ""] if introduction else []),
        f"{len(rules)} rules, {count} of them on by default.",
        "",
    ]
    for group, title in GROUPS.items():
        members = [rule for rule in rules if rule.code.startswith(group)]
        if members:
            lines += [f"**{group}: {title}**", "", *_table(members), ""]
    pages = [f'<a id="{rule.code.lower()}"></a>\n\n{markdown_of(rule, 2)}' for rule in rules]
    return "\n".join(lines) + "\n" + "\n".join(pages)


def _table(rules: Iterable[Rule]) -> list[str]:
    heads = ("code", "name", "severity", "default", "fix", "what it finds")
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for rule in rules:
        what = page_of(rule).summary.replace("|", "\\|")
        on = "preview" if rule.preview else "on" if rule.default else "off"
        rows.append(
            f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {rule.severity} | {on} "
            f"| {'' if rule.fix == 'none' else rule.fix} | {what} |"
        )
    return rows


def data_of(rule: Rule) -> dict[str, Any]:
    """Return a rule and its page as JSON data."""
    page = page_of(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "group": GROUPS[rule.code[:2]],
        "severity": rule.severity,
        "default": rule.default,
        "preview": rule.preview,
        "fix": rule.fix,
        "summary": page.summary,
        "what": page.what,
        **{name.lower(): page.sections.get(name, "") for name in SECTIONS},
        "url": rule.url,
    }
