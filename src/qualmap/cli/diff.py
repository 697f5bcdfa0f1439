"""`qualmap diff`: what a change of files or tools changes in a mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from qualmap.cli.console import say, voice, write
from qualmap.errors import QualmapError
from qualmap.mapping.diff import TOLERANCE
from qualmap.messages import _, plural
from qualmap.model.decision import Decision
from qualmap.model.difference import KINDS, Differences

ALL: Final = 1_000_000_000
"""Differences of a kind with --verbose: no limit."""

GROUPS: Final = ("any", "worse")
"""What --fail-on takes beside the kinds."""

Result = typer.Argument(help="mapping.json, a folder with one, or a batch's output folder.")


def diff(
    old: Annotated[Path, Result],
    new: Annotated[Path, Result],
    format: Annotated[
        str, typer.Option("--format", metavar="NAME", help="terminal, json or markdown.")
    ] = "terminal",
    tolerance: Annotated[
        float, typer.Option("--tolerance", min=0.0, max=1.0, help="Smaller moves do not count.")
    ] = TOLERANCE,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="KIND",
            help="Exit with 1 where there is such a difference; repeatable. One of: "
            f"{', '.join((*GROUPS, *KINDS))}.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="FOLDER", help="Decisions of reviewers (*.tsv)."),
    ] = None,
) -> None:
    """Tell what differs between two results: pairs, relations, scores, levels, coverage.

    Example: qualmap diff main/ branch/ --decisions decisions --format markdown
    """
    from qualmap.mapping.diff import diff as run
    from qualmap.reports.differences import FORMATS, render
    from qualmap.sources.mappings import find_mappings

    _known("format", [format], FORMATS)
    _known("kind", fail_on or [], (*GROUPS, *KINDS))
    said = _decisions(decisions)
    found = run(find_mappings(old), find_mappings(new), tolerance=tolerance, decisions=said)
    write(render(found, format, limit=ALL if voice.verbose else 0))
    raise typer.Exit(_exit_code(found, fail_on or []))


def _known(what: str, names: list[str], known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            raise QualmapError(f"unknown {what} {name!r}", hint=f"known: {', '.join(known)}")


def _decisions(folder: Path | None) -> list[Decision]:
    """The decisions on which all reviewers agree; the others are told."""
    if folder is None:
        return []
    from qualmap.sources.decisions import read_decisions

    found = read_decisions(folder)
    if found.conflicts:
        one, many = "reviewers disagree on {count} record", "reviewers disagree on {count} records"
        say(plural(one, many, len(found.conflicts)) + _("; nothing counts as decided there:"))
        for entries in found.conflicts:
            say("  " + ", ".join(f"{e.reviewer} {e.decision} ({e.place})" for e in entries))
    return list(found.by_record.values())


def _exit_code(found: Differences, fail_on: list[str]) -> int:
    there = {entry.kind for entry in found.found} | {"any" for _entry in found.found}
    there |= {"worse" for entry in found.found if entry.worse}
    return int(not there.isdisjoint(fail_on))
