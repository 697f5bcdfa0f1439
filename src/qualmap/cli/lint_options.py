"""The options of the linters on the command line, and what was asked for with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualmap.lint.select import Layer
    from qualmap.model.finding import Applicability

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH…]", help="Files, folders, or - for standard input; else the glossary here."
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Use these rules instead of the default ones: codes, "
        "prefixes (GS), names or ALL, separated by commas; repeatable.",
    ),
]
ExtendSelect = Annotated[
    list[str] | None, typer.Option("--extend-select", metavar="RULES", help="Use these rules, too.")
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULES", help="Do not use these rules.")
]
Preview = Annotated[bool, typer.Option("--preview", help="Use rules on trial, too.")]
Fix = Annotated[bool, typer.Option("--fix", help="Apply safe fixes.")]
UnsafeFixes = Annotated[
    bool,
    typer.Option("--unsafe-fixes", help="With --fix, --fix-only or --diff: unsafe fixes, too."),
]
FixOnly = Annotated[
    bool, typer.Option("--fix-only", help="Apply safe fixes, and report nothing of what is left.")
]
Diff = Annotated[
    bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
]
AddIgnore = Annotated[
    bool,
    typer.Option(
        "--add-ignore", help="Write a comment at each finding that lets it pass from now on."
    ),
]
ShowFixes = Annotated[bool, typer.Option("--show-fixes", help="List what was fixed.")]
FormatName = Annotated[
    str,
    typer.Option(
        "--format",
        "--output-format",
        metavar="NAME",
        help="full, concise, github, gitlab, sarif, junit, json, jsonl, rdjson or markdown.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the findings to a file."),
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="Show a count for each rule instead of the findings.")
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        help="Exit code 1 from this severity on: error, warning (default), info or never.",
    ),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit code 0 even with findings.")]
Since = Annotated[
    str,
    typer.Option("--since", metavar="REV", help="Only concepts that changed since a git revision."),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Findings in this file are known and do not count."
    ),
]
WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help="Write all findings to the baseline.")
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Read this configuration instead of the nearest."
    ),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no configuration.")]
AllowEmpty = Annotated[
    bool, typer.Option("--allow-empty", help="Finding no file to check is no error.")
]


AS_ASKED = (
    "config", "isolated", "since", "baseline", "write_baseline", "allow_empty", "add_ignore",
)  # fmt: skip
"""Options that the library calls by the same name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `qualmap glossary lint`, by their names."""

    paths: list[str] | None
    select: list[str] | None
    extend_select: list[str] | None
    ignore: list[str] | None
    preview: bool
    fix: bool
    unsafe_fixes: bool
    fix_only: bool
    diff: bool
    add_ignore: bool
    show_fixes: bool
    format: str
    output: Path | None
    statistics: bool
    fail_on: str | None
    exit_zero: bool
    since: str
    baseline: Path | None
    write_baseline: bool
    config: Path | None
    isolated: bool
    allow_empty: bool

    @property
    def fixes(self) -> frozenset[Applicability]:
        """Which fixes are to be applied, if only to show them."""
        if not (self.fix or self.fix_only or self.diff):
            return frozenset()
        return frozenset(("safe", "unsafe") if self.unsafe_fixes else ("safe",))


def layer_of(select: list[str] | None, extend: list[str] | None, ignore: list[str] | None) -> Layer:
    """Return the selectors of the command line, separated by commas or given several times."""
    from qualmap.lint.select import Layer

    return Layer(_names(select) if select else None, _names(extend), _names(ignore))


def _names(given: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for text in given or () for name in text.split(",") if name.strip())
