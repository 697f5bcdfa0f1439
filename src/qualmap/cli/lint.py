"""`qualmap glossary lint` and `qualmap glossary rule`."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualmap.catalogue import find_workspace
from qualmap.cli.console import write
from qualmap.errors import QualmapError

if TYPE_CHECKING:
    from qualmap.lint.job import Request

STDIN = "-"
SEVERITIES = ("error", "warning", "info", "never")

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


def lint(
    paths: Paths = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    preview: Preview = False,
    fix: Fix = False,
    unsafe_fixes: UnsafeFixes = False,
    fix_only: FixOnly = False,
    diff: Diff = False,
    show_fixes: ShowFixes = False,
    format: FormatName = "full",
    output: Output = None,
    statistics: Statistics = False,
    fail_on: FailOn = None,
    exit_zero: ExitZero = False,
    since: Since = "",
    baseline: Baseline = None,
    write_baseline: WriteBaseline = False,
    config: Config = None,
    isolated: Isolated = False,
    allow_empty: AllowEmpty = False,
) -> None:
    """Check a glossary: syntax, concepts, terms, spelling, relations, definitions.

    The whole glossary is read; paths only choose what is reported. Exit code 0: nothing found,
    1: findings, 2: could not run.

    Example: qualmap glossary lint glossary/ --fix
    """
    from qualmap.cli import findings
    from qualmap.lint.formats import known
    from qualmap.lint.job import lint as run

    known(format)
    gc.disable()  # the process ends with this command: looking for garbage only takes time
    safe = ("safe", "unsafe") if unsafe_fixes else ("safe",)
    request = _request(
        paths or [], layer=_layer(select, extend_select, ignore), preview=preview or None,
        fail_on=_severity(fail_on), config=config, isolated=isolated, since=since,
        baseline=baseline, write_baseline=write_baseline, allow_empty=allow_empty,
        fix=frozenset(safe if fix or fix_only or diff else ()),
    )  # fmt: skip
    outcome = run(request)
    gc.freeze()  # not even at the end
    if diff:
        raise typer.Exit(findings.show_diff(outcome))
    findings.write_fixes(outcome, listed=show_fixes)
    if not fix_only:
        findings.show(outcome, format, output, statistics=statistics)
    raise typer.Exit(0 if exit_zero or fix_only else findings.exit_code_of(outcome))


def _layer(select: list[str] | None, extend: list[str] | None, ignore: list[str] | None) -> Any:
    from qualmap.lint.select import Layer

    return Layer(_names(select) if select else None, _names(extend), _names(ignore))


def _names(given: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for text in given or () for name in text.split(",") if name.strip())


def _severity(given: str | None) -> str | None:
    if given is not None and given not in SEVERITIES:
        raise QualmapError(f"unknown severity {given!r}", hint=f"known: {', '.join(SEVERITIES)}")
    return given


def _request(paths: list[str], **wishes: Any) -> Request:
    """What to check: the paths, else the workspace's glossary, else a folder `glossary`."""
    from qualmap.glossary.load import shipped, shipped_folder
    from qualmap.lint.job import Request

    workspace, home = find_workspace(Path.cwd().resolve()), _home()
    # A workspace's glossary is used beside the one that ships, so it may refer to that.
    if workspace and home and not home.samefile(shipped_folder()):
        wishes["background"] = lambda: shipped().concepts
    if STDIN in paths:
        if wishes["fix"] or len(paths) > 1:
            raise QualmapError("standard input is checked alone and not fixed", hint="name a file")
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        return Request(stdin=text, home=home, **wishes)
    if not paths and home is None:
        raise QualmapError(
            "nothing to lint: there is no glossary here",
            hint="name a file or folder, or go to a workspace",
        )
    return Request(paths=tuple(map(Path, paths)) or (home or Path(),), home=home, **wishes)


def _home() -> Path | None:
    """The glossary here: the workspace's, else a folder of that name."""
    workspace = find_workspace(Path.cwd().resolve())
    places = [Path.cwd()] if workspace is None else [workspace, Path.cwd()]
    return next((one / "glossary" for one in places if (one / "glossary").is_dir()), None)


def rule(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="Its code or name.")] = "",
    all_rules: Annotated[bool, typer.Option("--all", help="Every rule.")] = False,
    format: Annotated[
        str, typer.Option("--format", "--output-format", help="markdown or json.")
    ] = "markdown",
) -> None:
    """Explain a rule of the linter: what it finds, why, good and bad, and how safe its fix is.

    Example: qualmap glossary rule GC001
    """
    from qualmap.lint import pages
    from qualmap.lint.select import code_of, table

    if format not in ("markdown", "json"):
        raise QualmapError(f"unknown format {format!r}", hint="known formats: markdown, json")
    if bool(code) == all_rules:
        raise QualmapError("name one rule, or --all", hint="e.g. qualmap glossary rule GC001")
    rules = list(table().values()) if all_rules else [table()[code_of(code)]]
    if format == "json":
        body = {"schema_version": "1", "rules": [pages.data_of(one) for one in rules]}
        write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
    else:
        write(pages.all_pages() if all_rules else pages.markdown_of(rules[0]))
