"""Small glossaries for the tests of the linter's engine."""

from __future__ import annotations

from typing import Any

from qualmap.lint.document import SourceFile, from_text
from qualmap.lint.linted import Linted
from qualmap.lint.options import Options
from qualmap.lint.report import Report
from qualmap.lint.run import Settings, check
from qualmap.lint.select import Layer, choose
from qualmap.model.finding import Finding

FAULTY = """\
kind: glossary
concepts:
  - id: Level
    terms:
      en: [{text: no}, {text: "tier", status: prefered}]
      uz-latn: [{text: "資格 <b>|daraja"}]
    defintion: {en: "step"}
  - id: "a|b %\\u200b:,"
    terms: {}
"""


def files_of(**texts: str) -> dict[str, SourceFile]:
    """Return files by their paths; `a` stands for `glossary/a.yaml`."""
    paths = {f"glossary/{name}.yaml": text for name, text in texts.items()}
    return {path: from_text(text, path) for path, text in paths.items()}


def look(files: dict[str, SourceFile], *rules: str, **options: Any) -> list[Finding]:
    """Return the findings of some rules (the default ones without any)."""
    layers = [Layer(rules)] if rules else []
    settings = Settings(tuple(choose(layers, preview=True)), Options(**options))
    return check(Linted(list(files.values())), settings)


def report_of(**texts: str) -> Report:
    """Return the report of the default rules on some files."""
    files = files_of(**texts)
    rules = tuple(choose([]))
    return Report(tuple(look(files)), files, rules, "1.2.3")
