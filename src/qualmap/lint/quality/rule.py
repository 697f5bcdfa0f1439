"""The table of rules on learning outcomes; a rule is made as those of the glossary are.

It is given a `Described` (`subject.py`), whose `statements` are the texts of its outcomes, and the
`Bench` that reads texts with the glossary. Its cases stand in `tests/lint/quality/`.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from qualmap.lint.rule import Rule, rule

__all__ = ["QUALITY", "quality"]

QUALITY: Final[dict[str, Rule]] = {}
"""All rules on learning outcomes by code; `rules/__init__.py` fills the table."""

quality = partial(rule, scope="qualification", table=QUALITY)
"""Puts a generator into the table: `@quality("LQ001", "no-action", "warning")`."""
