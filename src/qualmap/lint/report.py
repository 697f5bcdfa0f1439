"""What a run hands to the formats: findings, the files they stand in, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from qualmap.lint.document import SourceFile
from qualmap.lint.options import FailOn
from qualmap.lint.rule import Rule
from qualmap.model.finding import Finding

__all__ = ["RANK", "Report", "exit_code", "fixable"]

RANK: Final = {"info": 0, "warning": 1, "error": 2}

CLEAN: Final = 0
FINDINGS: Final = 1


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a format may show; formats compute nothing."""

    findings: tuple[Finding, ...]
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    version: str = ""
    color: bool = False

    @property
    def counted(self) -> list[Finding]:
        """The findings that are not suppressed."""
        return [finding for finding in self.findings if not finding.suppressed]

    @property
    def counts(self) -> Counter[str]:
        """How many findings of each severity count."""
        return Counter(finding.severity for finding in self.counted)


def fixable(finding: Finding, *, unsafe: bool = False) -> bool:
    """Whether `--fix` would mend it; with `unsafe`, whether `--unsafe-fixes` would."""
    allowed = ("safe", "unsafe") if unsafe else ("safe",)
    return finding.fix is not None and finding.fix.applicability in allowed


def exit_code(findings: Iterable[Finding], fail_on: FailOn) -> int:
    """Return 1 if a finding that counts is as severe as `fail_on` or more, else 0."""
    if fail_on == "never":
        return CLEAN
    worst = max((RANK[f.severity] for f in findings if not f.suppressed), default=-1)
    return FINDINGS if worst >= RANK[fail_on] else CLEAN
