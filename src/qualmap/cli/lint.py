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
from qualmap.cli.lint_options import (
    AS_ASKED,
    AddIgnore,
    AllowEmpty,
    Asked,
    Baseline,
    Config,
    Diff,
    ExitZero,
    ExtendSelect,
    FailOn,
    Fix,
    FixOnly,
    FormatName,
    Ignore,
    Isolated,
    Output,
    Paths,
    Preview,
    Select,
    ShowFixes,
    Since,
    Statistics,
    UnsafeFixes,
    WriteBaseline,
    layer_of,
)
from qualmap.errors import QualmapError

if TYPE_CHECKING:
    from qualmap.lint.job import Request

STDIN = "-"
SEVERITIES = ("error", "warning", "info", "never")


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
    add_ignore: AddIgnore = False,
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
    asked = Asked(**locals())  # a field for each option
    from qualmap.cli import findings
    from qualmap.lint.formats import known
    from qualmap.lint.job import lint as run

    known(asked.format)
    gc.disable()  # the process ends with this command: looking for garbage only takes time
    outcome = run(_request(asked))
    gc.freeze()  # not even at the end
    if asked.diff:
        raise typer.Exit(findings.show_diff(outcome))
    findings.write_fixes(outcome, listed=asked.show_fixes)
    if not asked.fix_only:
        findings.show(outcome, asked.format, asked.output, statistics=asked.statistics)
    passes = asked.exit_zero or asked.fix_only
    raise typer.Exit(0 if passes else findings.exit_code_of(outcome))


def _severity(given: str | None) -> str | None:
    if given is not None and given not in SEVERITIES:
        raise QualmapError(f"unknown severity {given!r}", hint=f"known: {', '.join(SEVERITIES)}")
    return given


def _request(asked: Asked) -> Request:
    """What to check: the paths, else the workspace's glossary, else a folder `glossary`."""
    from qualmap.lint.job import Request

    home = _home()
    wishes: dict[str, Any] = {
        "home": home, "layer": layer_of(asked.select, asked.extend_select, asked.ignore),
        "preview": asked.preview or None, "fail_on": _severity(asked.fail_on), "fix": asked.fixes,
        **{name: getattr(asked, name) for name in AS_ASKED}, **_background(home),
    }  # fmt: skip
    if STDIN in (asked.paths or ()):
        return Request(stdin=_stdin(asked), **wishes)
    if not asked.paths and home is None:
        raise QualmapError(
            "nothing to lint: there is no glossary here",
            hint="name a file or folder, or go to a workspace",
        )
    return Request(paths=tuple(map(Path, asked.paths or ())) or (home or Path(),), **wishes)


def _stdin(asked: Asked) -> str:
    if asked.fixes or asked.add_ignore or asked.paths != [STDIN]:
        raise QualmapError("standard input is checked alone and not fixed", hint="name a file")
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _background(home: Path | None) -> dict[str, Any]:
    """A workspace's glossary is used beside the one that ships, so it may refer to that."""
    from qualmap.glossary.load import is_checkout, shipped, shipped_folder

    workspace = find_workspace(Path.cwd().resolve())
    if workspace is None or home is None or is_checkout(workspace):
        return {}
    if not home.samefile(shipped_folder()):
        return {"background": lambda: shipped().concepts}
    return {}


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
