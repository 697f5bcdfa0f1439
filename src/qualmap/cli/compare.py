"""`qualmap compare`: the main job."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Annotated

import typer

from qualmap.catalogue import Catalogue, Filters, load
from qualmap.cli.console import out, progress, say, write
from qualmap.cli.equip import tools
from qualmap.cli.shared import Isco, LevelId, Model, QualificationId, RecipeName, Sector
from qualmap.errors import QualmapError
from qualmap.messages import _
from qualmap.model.mapping import Comparison, Side

Sides = Annotated[
    list[str],
    typer.Argument(metavar="A B [C…]", help="Country code, framework id, file, folder or glob."),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="Write only this report; repeatable. One of: html, xlsx, json, "
        "sssom, markdown, csv; terminal writes none.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Folder for the reports (default qualmap-out/A-B)."),
]


def compare(
    sides: Sides,
    format: Formats = None,
    out_folder: Out = None,
    isco: Isco = None,
    sector: Sector = None,
    qualification: QualificationId = None,
    level: LevelId = None,
    model: Model = "",
    recipe: RecipeName = "",
    ignore_declared: Annotated[
        bool, typer.Option("--ignore-declared", help="Align levels by their descriptors alone.")
    ] = False,
) -> None:
    """Compare two or more sides: levels, qualifications, outcomes, with reasons.

    Prints a summary and writes reports. All results are proposals for people to decide on.

    Example: qualmap compare kz uz --sector tourism
    """
    from qualmap.reports.formats import check_formats

    chosen = check_formats(format)
    if len(sides) < 2:
        raise QualmapError(_("compare needs two sides"), hint="for example: qualmap compare kz uz")
    filters = Filters(*(tuple(given or ()) for given in (isco, sector, qualification, level)))
    catalogue = load()
    named = [_side(catalogue, name, filters) for name in sides]
    _check_named(named, filters.qualification)
    with progress() as show:
        equipment = tools(
            model=model, recipe=recipe, use_declared=not ignore_declared, progress=show
        )
        results = [_compare(one, other, equipment) for one, other in combinations(named, 2)]
    _report(results, chosen, out_folder)


def _side(catalogue: Catalogue, name: str, filters: Filters) -> Side:
    side = catalogue.side(name, filters)
    if not side.qualifications and not side.frameworks:
        reason = " ".join(side.notes) or _("no framework and no qualification is known")
        raise QualmapError(
            f"nothing to compare for {name!r}: {reason}",
            hint="name a file or folder with its qualifications",
        )
    return side


def _check_named(sides: list[Side], wanted: tuple[str, ...]) -> None:
    found = {item.id for side in sides for item in side.qualifications}
    if missing := sorted(set(wanted) - found):
        raise QualmapError(
            f"no side has the qualification {', '.join(missing)}",
            hint="see `qualmap show country CODE`",
        )


def _compare(left: Side, right: Side, equipment: object) -> Comparison:
    from qualmap.mapping.compare import compare as run

    return run(left, right, equipment)  # type: ignore[arg-type]


def _report(results: list[Comparison], formats: list[str], folder: Path | None) -> None:
    from qualmap.reports.formats import write as write_reports
    from qualmap.reports.terminal import matrix, summary

    console = out()
    for result in results:
        target = folder or Path("qualmap-out") / folder_name(result)
        if folder and len(results) > 1:
            target = folder / folder_name(result)
        written = write_reports(result, target, formats) if formats else []
        console.print(summary(result))
        for path in written:
            say(_("wrote {path}").format(path=path.as_posix()))
    if len(results) > 1:
        console.print(matrix(results))


def folder_name(result: Comparison) -> str:
    """Return the name of a result's folder: both sides, safe as a file name.

    A path is called by the name of its file, so that nothing lands outside the output folder.
    """
    return f"{_plain(result.left.name)}-{_plain(result.right.name)}"


def _plain(name: str) -> str:
    stem = Path(name).stem if any(mark in name for mark in "/\\.") else name
    kept = "".join(char if char.isalnum() or char in "-_" else "-" for char in stem.lower())
    return kept.strip("-") or "side"


__all__ = ["compare", "folder_name", "write"]
