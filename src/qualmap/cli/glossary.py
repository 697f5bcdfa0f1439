"""`qualmap glossary …`: everything around a term."""

from __future__ import annotations

import json
import sys
from collections import Counter
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualmap.catalogue import find_workspace
from qualmap.cli.console import say, voice, write
from qualmap.cli.shared import Command, Group
from qualmap.errors import QualmapError
from qualmap.messages import _, plural

if TYPE_CHECKING:
    from qualmap.lint.job import Outcome, Request
    from qualmap.lint.report import Report

app = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None,
                  help="Check, search and exchange a multilingual glossary.")

RULES_HELP = "Rules by code, prefix (GS), name or ALL, separated by commas; repeatable."

Rules = list[str] | None


@app.command(cls=Command)
def lint(
    paths: Annotated[list[str] | None, typer.Argument(
        metavar="[PATH…]", help="Files, folders, or - for standard input; else the glossary here.",
    )] = None,
    select: Annotated[Rules, typer.Option("--select", metavar="RULES",
        help="Use these rules instead of the default ones. " + RULES_HELP)] = None,
    extend_select: Annotated[Rules, typer.Option("--extend-select", metavar="RULES",
        help="Use these rules, too.")] = None,
    ignore: Annotated[Rules, typer.Option("--ignore", metavar="RULES",
        help="Do not use these rules.")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Rules on trial, too.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply safe fixes.")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes",
        help="With --fix, --fix-only or --diff: unsafe fixes, too.")] = False,
    fix_only: Annotated[bool, typer.Option("--fix-only",
        help="Apply fixes, and report nothing of what is left.")] = False,
    diff: Annotated[bool, typer.Option("--diff",
        help="Show what --fix would change, and change nothing.")] = False,
    show_fixes: Annotated[bool, typer.Option("--show-fixes", help="List what was fixed.")] = False,
    format: Annotated[str, typer.Option("--format", "--output-format", metavar="NAME",
        help="full, concise, github, gitlab, sarif, junit, json, jsonl, rdjson or markdown.",
    )] = "full",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE",
        help="Write the findings to a file.")] = None,
    statistics: Annotated[bool, typer.Option("--statistics",
        help="Show a count for each rule instead of the findings.")] = False,
    fail_on: Annotated[str | None, typer.Option("--fail-on", metavar="SEVERITY",
        help="Exit code 1 from this severity on: error, warning (default), info or never.",
    )] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero",
        help="Exit code 0 even with findings.")] = False,
    since: Annotated[str, typer.Option("--since", metavar="REV",
        help="Only concepts that changed since a git revision.")] = "",
    baseline: Annotated[Path | None, typer.Option("--baseline", metavar="FILE",
        help="Findings in this file are known and do not count.")] = None,
    write_baseline: Annotated[bool, typer.Option("--write-baseline",
        help="Write all findings to the baseline.")] = False,
    config: Annotated[Path | None, typer.Option("--config", metavar="FILE",
        help="Read this configuration instead of the nearest.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="Read no configuration.")] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty",
        help="Finding no file to check is no error.")] = False,
) -> None:
    """Check a glossary: syntax, concepts, terms, spelling, relations, definitions.

    The whole glossary is read; paths only choose what is reported. Exit code 0: nothing found,
    1: findings, 2: could not run.

    Example: qualmap glossary lint glossary/ --fix
    """
    from qualmap.lint import formats
    from qualmap.lint.job import lint as run
    from qualmap.lint.select import Layer

    formats.known(format)
    if (fix or fix_only or diff) and STDIN in (paths or ()):
        raise QualmapError("standard input cannot be fixed", hint="name a file")
    names = {name: _names(given) for name, given in
             (("select", select), ("extend", extend_select), ("ignore", ignore))}
    layer = Layer(names["select"] if select else None, names["extend"] or (), names["ignore"] or ())
    request = _request(
        paths or [], layer=layer, preview=preview or None, fail_on=_severity(fail_on),
        config=config, isolated=isolated, since=since, baseline=baseline,
        write_baseline=write_baseline, allow_empty=allow_empty,
        fix=_allowed(unsafe_fixes) if fix or fix_only or diff else frozenset(),
    )
    outcome = run(request)
    if diff:
        raise typer.Exit(_show_diff(outcome))
    _write_fixes(outcome, show_fixes)
    if not fix_only:
        _show(outcome, format, output, statistics)
    raise typer.Exit(0 if exit_zero or fix_only else _exit_code(outcome))


STDIN = "-"
SEVERITIES = ("error", "warning", "info", "never")


def _names(given: list[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for text in given or () for name in text.split(",") if name.strip())


def _severity(given: str | None) -> Any:
    if given is not None and given not in SEVERITIES:
        raise QualmapError(f"unknown severity {given!r}", hint=f"known: {', '.join(SEVERITIES)}")
    return given


def _allowed(unsafe: bool) -> frozenset[Any]:
    return frozenset(("safe", "unsafe") if unsafe else ("safe",))


def _request(paths: list[str], **wishes: Any) -> Request:
    """What to check: the paths, else the workspace's glossary, else a folder `glossary`."""
    from qualmap.glossary.load import shipped, shipped_folder
    from qualmap.lint.job import Request

    if STDIN in paths:
        return Request(stdin=sys.stdin.buffer.read().decode("utf-8", "replace"), **wishes)
    home = _home()
    if not paths and home is None:
        raise QualmapError("nothing to lint: there is no glossary here",
                           hint="name a file or folder, or go to a workspace")
    # A workspace's glossary is used beside the one that ships, so it may refer to that.
    beside = find_workspace(Path.cwd().resolve()) is not None and home is not None
    if beside and home is not None and home.samefile(shipped_folder()):
        beside = False
    if beside:
        wishes["background"] = lambda: shipped().concepts
    return Request(paths=tuple(map(Path, paths)) or (home or Path(),), home=home, **wishes)


def _home() -> Path | None:
    workspace = find_workspace(Path.cwd().resolve())
    for place in (workspace, Path.cwd()):
        if place is not None and (place / "glossary").is_dir():
            return place / "glossary"
    return None


def _report(outcome: Outcome) -> Report:
    from qualmap import __version__
    from qualmap.lint.report import Report

    color = sys.stdout.isatty() and not voice.no_color and "NO_COLOR" not in os_environ()
    return Report(tuple(outcome.findings), outcome.reported, outcome.settings.rules,
                  __version__, color)


def os_environ() -> Any:
    """Return the environment."""
    import os

    return os.environ


def _show(outcome: Outcome, format: str, output: Path | None, statistics: bool) -> None:
    from qualmap.files import write_atomically
    from qualmap.lint.formats import render

    report = _report(outcome)
    text = _statistics(report, format) if statistics else render(report, format)
    if output is not None:
        write_atomically(output, text)
    else:
        write(text)
    _summary(report, outcome)


def _statistics(report: Report, format: str) -> str:
    """A line for each rule that found something, the most frequent first."""
    from qualmap.lint.report import fixable

    found = report.counted
    counts = Counter(item.code for item in found)
    rows = [
        {"code": code, "name": next(item.name for item in found if item.code == code),
         "count": count, "fixable": any(fixable(item) for item in found if item.code == code)}
        for code, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    ]
    if format in ("json", "jsonl"):
        return json.dumps({"schema_version": "1", "statistics": rows}, indent=2) + "\n"
    return "".join(f"{row['count']:>6}\t{row['code']}\t{'[*]' if row['fixable'] else '[ ]'} "
                   f"{row['name']}\n" for row in rows)


def _summary(report: Report, outcome: Outcome) -> None:
    from qualmap.lint.report import fixable

    found = report.counted
    if outcome.written is not None:
        say(plural("wrote a baseline of {count} finding", "wrote a baseline of {count} findings",
                   outcome.written))
    if outcome.stale:
        say(_("{count} entries of the baseline are stale; --write-baseline renews it").format(
            count=outcome.stale))
    if not found:
        say(_("no findings"))
        return
    counts = ", ".join(f"{report.counts[name]} {name}" for name in ("error", "warning", "info")
                       if report.counts[name])
    say(plural("{count} finding", "{count} findings", len(found)) + f" ({counts})")
    safe = sum(map(fixable, found))
    more = sum(fixable(item, unsafe=True) for item in found) - safe
    if safe or more:
        also = _("; {count} more with --unsafe-fixes").format(count=more) if more else ""
        say(_("[*] {count} fixable with --fix").format(count=safe) + also)


def _write_fixes(outcome: Outcome, show_fixes: bool) -> None:
    from qualmap.lint.fixes import write as write_files

    written = write_files(outcome.before, outcome.after)
    if outcome.fixed:
        count = plural("fixed {count} finding", "fixed {count} findings", len(outcome.fixed))
        say(count + plural(" in {count} file", " in {count} files", len(written)))
    if not outcome.settled:
        say(_("the fixes did not settle; please report it"))
    if show_fixes:
        rows = Counter((item.path, item.code, item.name) for item in outcome.fixed)
        for (path, code, name), times in sorted(rows.items()):
            say(f"  {path}: {times} × {code} {name}")


def _show_diff(outcome: Outcome) -> int:
    """Print what would change; exit code 1 if anything would."""
    changed = [path for path, file in sorted(outcome.after.items())
               if file.text != outcome.before[path].text]
    for path in changed:
        old, new = outcome.before[path].text, outcome.after[path].text
        lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True),
                             path, path)
        write("".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
                      for line in lines))
    say(plural("would fix {count} finding", "would fix {count} findings", len(outcome.fixed)))
    return 1 if changed else 0


def _exit_code(outcome: Outcome) -> int:
    from qualmap.lint.report import exit_code

    return exit_code(outcome.findings, outcome.fail_on)


@app.command(cls=Command)
def rule(
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="Its code or name.")] = "",
    all_rules: Annotated[bool, typer.Option("--all", help="Every rule.")] = False,
    format: Annotated[str, typer.Option("--format", "--output-format",
                                        help="markdown or json.")] = "markdown",
) -> None:
    """Explain a rule of the linter: what it finds, why, good and bad, and how safe its fix is.

    Example: qualmap glossary rule GC001
    """
    from qualmap.lint.pages import all_pages, data_of, markdown_of
    from qualmap.lint.rule import RULES
    from qualmap.lint.select import choose, code_of, Layer

    if format not in ("markdown", "json"):
        raise QualmapError(f"unknown format {format!r}", hint="known formats: markdown, json")
    if bool(code) == all_rules:
        raise QualmapError("name one rule, or --all", hint="e.g. qualmap glossary rule GC001")
    if all_rules:
        rows = [data_of(one) for one in choose([Layer(("ALL",))], preview=True)]
        write(all_pages() if format == "markdown" else _json({"rules": rows}))
        return
    chosen = RULES[code_of(code)]
    write(markdown_of(chosen) if format == "markdown" else _json({"rules": [data_of(chosen)]}))


def _json(body: dict[str, Any]) -> str:
    return json.dumps({"schema_version": "1", **body}, ensure_ascii=False, indent=2) + "\n"
