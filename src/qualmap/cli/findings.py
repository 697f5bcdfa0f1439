"""How a run of the linter is shown: findings or a diff on stdout, what was done on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping
from difflib import unified_diff
from io import StringIO
from pathlib import Path

from qualmap import __version__
from qualmap.cli.console import say, voice, write
from qualmap.files import write_atomically
from qualmap.lint.document import SourceFile
from qualmap.lint.fixes import write as write_files
from qualmap.lint.formats import render
from qualmap.lint.job import Outcome
from qualmap.lint.report import Report, exit_code, fixable
from qualmap.messages import _, plural


def show(outcome: Outcome, format: str, output: Path | None, *, statistics: bool) -> None:
    """Print the findings, or write them to a file; then the counts."""
    plain = voice.no_color or bool(os.environ.get("NO_COLOR")) or output is not None
    color = sys.stdout.isatty() and not plain
    report = Report(tuple(outcome.findings), outcome.reported, outcome.settings.rules,
                    __version__, color)  # fmt: skip
    text = _statistics(report, format) if statistics else render(report, format)
    if output is not None:
        write_atomically(output, text)
    else:
        write(text)
    _remarks(outcome)
    _counts(report)


def _statistics(report: Report, format: str) -> str:
    """A line for each rule that found something, the most frequent first."""
    counts = Counter((item.code, item.name) for item in report.counted)
    mended = {item.code for item in report.counted if fixable(item)}
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    if format in ("json", "jsonl"):
        entries = [
            {"code": code, "name": name, "count": count, "fixable": code in mended}
            for (code, name), count in rows
        ]
        return json.dumps({"schema_version": "1", "statistics": entries}, indent=2) + "\n"
    return "".join(
        f"{count:>6}\t{code}\t{'[*]' if code in mended else '[ ]'} {name}\n"
        for (code, name), count in rows
    )


def _remarks(outcome: Outcome) -> None:
    if outcome.written is not None and outcome.baseline is not None:
        text = plural("{count} finding", "{count} findings", outcome.written)
        say(_("wrote {path}: {text}").format(path=outcome.baseline.name, text=text))
    if outcome.stale:
        say(
            plural(
                "{count} stale entry in the baseline",
                "{count} stale entries in the baseline",
                outcome.stale,
            )
            + _("; --write-baseline renews it")
        )


def _counts(report: Report) -> None:
    found = report.counted
    if not found:
        say(_("no findings"))
        return
    counts = ", ".join(
        f"{report.counts[name]} {name}"
        for name in ("error", "warning", "info")
        if report.counts[name]
    )
    say(plural("{count} finding", "{count} findings", len(found)) + f" ({counts})")
    safe = sum(map(fixable, found))
    more = sum(fixable(item, unsafe=True) for item in found) - safe
    if safe:
        say(_("[*] {count} fixable with --fix").format(count=safe))
    if more:
        say(_("[-] {count} fixable with --fix --unsafe-fixes").format(count=more))


def write_fixes(outcome: Outcome, *, listed: bool) -> None:
    """Write the files that fixes changed, and say so."""
    write_files(outcome.before, outcome.after)
    if outcome.fixed:
        count = plural("fixed {count} finding", "fixed {count} findings", len(outcome.fixed))
        files = len({finding.path for finding in outcome.fixed})
        say(count + plural(" in {count} file", " in {count} files", files))
    if not outcome.settled:
        say(_("the fixes did not settle: two rules disagree; please report it"))
    if outcome.ignored is not None:
        count = plural("{count} finding", "{count} findings", outcome.ignored)
        say(_("let {count} pass from now on").format(count=count))
    if listed:
        rows = Counter((item.path, item.code, item.name) for item in outcome.fixed)
        for (path, code, name), times in sorted(rows.items()):
            say(f"  {path}: {times} × {code} {name}")


def show_diff(outcome: Outcome) -> int:
    """Print what the fixes would change; return the exit code, 1 if they would."""
    changed = [
        path
        for path, file in sorted(outcome.after.items())
        if file.text != outcome.before[path].text
    ]
    for path in changed:
        write(_diff(path, outcome.before, outcome.after))
    say(plural("would fix {count} finding", "would fix {count} findings", len(outcome.fixed)))
    return 1 if changed else 0


def _diff(path: str, before: Mapping[str, SourceFile], after: Mapping[str, SourceFile]) -> str:
    old, new = (list(StringIO(files[path].text)) for files in (before, after))
    lines = unified_diff(old, new, path, path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def exit_code_of(outcome: Outcome) -> int:
    """Return 1 if a finding counts as a failure, else 0."""
    return exit_code(outcome.findings, outcome.fail_on)
