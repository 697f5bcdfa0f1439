"""`qualmap levels`: which level corresponds to which."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from qualmap.catalogue import load
from qualmap.cli.console import out, write
from qualmap.cli.equip import tools
from qualmap.cli.shared import Model
from qualmap.errors import QualmapError
from qualmap.messages import _
from qualmap.model.framework import Framework
from qualmap.model.mapping import LevelMap


def levels(
    left: Annotated[str, typer.Argument(metavar="A", help="Country, framework id or file.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Country, framework id or file.")],
    ignore_declared: Annotated[
        bool, typer.Option("--ignore-declared", help="Use the descriptors alone.")
    ] = False,
    explain: Annotated[
        str,
        typer.Option("--explain", metavar="LEVEL", help="Show all reasons for this level of A."),
    ] = "",
    format: Annotated[str, typer.Option("--format", help="terminal or json.")] = "terminal",
    model: Model = "",
) -> None:
    """Align the levels of two frameworks; declared and computed side by side.

    Example: qualmap levels kz eqf --explain 5
    """
    from qualmap.mapping.levels import align

    if format not in ("terminal", "json"):
        raise QualmapError(f"unknown format {format!r}", hint="known formats: terminal, json")
    catalogue = load()
    one, other = (_framework(catalogue.side(name).frameworks, name) for name in (left, right))
    equipment = tools(model=model)
    found = align(one, other, encoder=equipment.encoder, use_declared=not ignore_declared)
    if explain and found.of(explain) is None:
        known = ", ".join(level.id for level in one.levels)
        raise QualmapError(f"{one.id} has no level {explain!r}", hint=f"its levels: {known}")
    if format == "json":
        write(json.dumps(_plain(found, explain), ensure_ascii=False, indent=2) + "\n")
    else:
        from qualmap.reports.terminal import ladder

        out().print(ladder(found, explain=explain))


def _framework(found: tuple[Framework, ...], name: str) -> Framework:
    if not found:
        raise QualmapError(
            f"no qualifications framework is known for {name!r}",
            hint="name a framework file; see `qualmap show countries`",
        )
    if len(found) > 1:
        ids = ", ".join(framework.id for framework in found)
        raise QualmapError(
            _("{name} stands for several frameworks").format(name=repr(name)),
            hint=f"name one of them: {ids}",
        )
    return found[0]


def _plain(found: LevelMap, explain: str) -> dict[str, Any]:
    """Return the alignment as it is documented in docs/json.md."""
    from qualmap.reports.json_ import level_entry

    entries = [entry for entry in found.alignments if explain in ("", entry.left)]
    return {
        "schema_version": "1",
        "left": found.left.id,
        "right": found.right.id,
        "alignments": [level_entry(entry) for entry in entries],
    }
