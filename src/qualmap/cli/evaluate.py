"""`qualmap evaluate`: how good the proposals are, measured on gold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualmap.cli.console import out as console_out
from qualmap.cli.console import progress, say
from qualmap.cli.console import write as write_out
from qualmap.cli.equip import tools
from qualmap.cli.shared import Model, RecipeName
from qualmap.errors import QualmapError
from qualmap.files import write_atomically
from qualmap.messages import _

if TYPE_CHECKING:  # numpy comes with these, and --help must not wait for it
    from qualmap.evaluate.outcomes import Options
    from qualmap.evaluate.result import Evaluation, Section
    from qualmap.evaluate.run import Fitted

Gold = Annotated[
    list[Path], typer.Argument(metavar="GOLD...", help="Gold tables, folders of them, frameworks.")
]
Task = Annotated[
    str,
    typer.Option("--task", help="outcomes, relations, retrieval, crosswalk or levels."),
]
Format = Annotated[str, typer.Option("--format", help="terminal, json or markdown.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")]
Ablate = Annotated[
    list[str] | None,
    typer.Option(
        "--ablate",
        metavar="PART",
        help="Leave out glossary, meaning, wording or action; repeatable.",
    ),
]
CrossValidate = Annotated[
    bool,
    typer.Option(
        "--cross-validate", help="Learn weights and threshold anew, each occupation held out."
    ),
]
Fit = Annotated[
    str, typer.Option("--fit", metavar="NAME", help="Learn a recipe of this name from the gold.")
]
Write = Annotated[
    Path | None, typer.Option("--write", metavar="FILE", help="Where the learned recipe goes.")
]
Compare = Annotated[
    Path | None,
    typer.Option("--compare", metavar="FILE", help="Show what changed since this JSON result."),
]
Seed = Annotated[int, typer.Option("--seed", help="Seed of the bootstrap.", min=0)]


def evaluate(
    gold: Gold,
    task: Task = "",
    format: Format = "terminal",
    out: Out = None,
    ablate: Ablate = None,
    cross_validate: CrossValidate = False,
    fit: Fit = "",
    write: Write = None,
    compare: Compare = None,
    seed: Seed = 1,
    recipe: RecipeName = "",
    model: Model = "",
) -> None:
    """Measure the proposals on gold: found, missed, wrong relations, coverage, calibration.

    Example: qualmap evaluate training/gold --cross-validate
    """
    from qualmap.evaluate.outcomes import Options
    from qualmap.evaluate.report import read_evaluation

    _check(format, fit, write)
    before = read_evaluation(compare) if compare is not None else None
    options = Options(tuple(ablate or ()), cross_validate, seed)
    found = _measured(gold, task, options, (fit, recipe, model))
    changed = _changes(found.evaluation, before)
    if write is not None:
        _write_recipe(found, write)
    _show(replace(found.evaluation, sections=(*found.evaluation.sections, *changed)), format, out)


def _check(format: str, fit: str, write: Path | None) -> None:
    """Nothing long is begun with options that cannot be served."""
    if format not in ("terminal", "json", "markdown"):
        raise QualmapError(
            _("unknown format {format}").format(format=repr(format)),
            hint="known formats: terminal, json, markdown",
        )
    if write is not None and not fit:
        raise QualmapError(_("--write without --fit"), hint="name the recipe: --fit NAME")
    if fit and not fit.replace("-", "").replace(".", "").isalnum():
        raise QualmapError(
            _("{name} is no name for a recipe").format(name=repr(fit)),
            hint="letters, digits, hyphens and dots, as in standard-2",
        )


def _measured(gold: list[Path], task: str, options: Options, names: tuple[str, str, str]) -> Fitted:
    from qualmap.evaluate import run

    fit, recipe, model = names
    found = run.find_gold(gold, task)
    with progress() as shown:
        equipment = tools(model=model, recipe=recipe, progress=shown)
        if fit:
            return run.fit(found, equipment, options, fit)
        return run.Fitted(run.evaluate(found, equipment, options))


def _changes(found: Evaluation, before: dict[str, Any] | None) -> list[Section]:
    from qualmap.evaluate.report import changes

    return changes(found, before) if before is not None else []


def _write_recipe(found: Fitted, path: Path) -> None:
    from qualmap.evaluate.recipe_file import recipe_file

    if found.recipe is not None:
        text = recipe_file(found.recipe, found.evaluation)
        write_atomically(path, text)
        say(_("wrote {path}").format(path=path))


def _show(found: Evaluation, format: str, path: Path | None) -> None:
    from qualmap.evaluate.report import FORMATS

    if format == "terminal" and path is None:
        _print(found)
        return
    text = FORMATS["markdown" if format == "terminal" else format](found)
    if path is None:
        write_out(text)
    else:
        write_atomically(path, text)
        say(_("wrote {path}").format(path=path))


def _print(found: Evaluation) -> None:
    """Tables for a terminal."""
    from rich.table import Table

    from qualmap.evaluate.report import figure_section, shown_cell

    console = console_out()
    for section in (figure_section(found), *found.sections):
        table = Table(title=section.title, title_justify="left", box=None)
        for n, column in enumerate(section.columns):
            table.add_column(column, justify="right" if n else "left", overflow="fold")
        for row in section.rows:
            table.add_row(*map(shown_cell, row))
        console.print(table)
        console.print()
    for note in found.notes:
        console.print(note)
