"""`qualmap validate` and `qualmap schema`: is a file well formed, and what may it hold?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualmap.catalogue import load
from qualmap.cli.console import say, write
from qualmap.cli.lint_options import ExitZero, Ignore, Output, Select, layer_of
from qualmap.errors import Fault, QualmapError
from qualmap.messages import plural
from qualmap.sources.paths import expand, shown

if TYPE_CHECKING:
    from qualmap.catalogue import Catalogue
    from qualmap.lint.job import Outcome
    from qualmap.lint.quality.subject import Described
    from qualmap.lint.select import Layer

FINDINGS = 1
PLAIN_FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the findings on learning outcomes are chosen and shown."""

    layer: Layer
    format: str
    output: Path | None
    exit_zero: bool


def validate(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH…", help="Files, folders or globs.")
    ] = None,
    quality: Annotated[
        bool, typer.Option("--quality", help="Check how learning outcomes are written, too.")
    ] = False,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "--output-format",
            metavar="NAME",
            help="text or json; with --quality one of `qualmap glossary lint`, full by default.",
        ),
    ] = "text",
    select: Select = None,
    ignore: Ignore = None,
    output: Output = None,
    exit_zero: ExitZero = False,
    explain: Annotated[
        str,
        typer.Option("--explain", metavar="RULE", help="Print the page of a rule of --quality."),
    ] = "",
) -> None:
    """Check files: shape, references between files, honest status and source.

    Exit code 0 when all is well, 1 when there are faults, 2 when a path cannot be read.

    Example: qualmap validate countries/ --quality
    """
    if explain:
        _explain(explain)
    elif quality:
        _show(paths or [], Wishes(layer_of(select, None, ignore), format, output, exit_zero))
    else:
        _validate(paths or [], format, only_quality=bool(select or ignore or output or exit_zero))


def _explain(name: str) -> None:
    from qualmap.lint.quality.job import page

    write(page(name))


def _validate(paths: list[str], format: str, *, only_quality: bool) -> None:
    from qualmap.sources.check import check_files

    if only_quality:
        raise QualmapError("these options belong to --quality", hint="add --quality")
    if format not in PLAIN_FORMATS:
        known = ", ".join(PLAIN_FORMATS)
        raise QualmapError(
            f"unknown format {format!r}", hint=f"known formats: {known}; more with --quality"
        )
    files = _files(paths)
    faults = check_files(files, load())
    _print(faults, format)
    count = plural("{count} file", "{count} files", len(files))
    say(f"{count}: " + (plural("{count} fault", "{count} faults", len(faults))))
    if faults:
        raise typer.Exit(FINDINGS)


def _files(paths: list[str]) -> list[Path]:
    if not paths:
        raise QualmapError("name files or folders to check", hint="e.g. qualmap validate countries")
    files = expand(paths)
    missing = [path for path in files if not path.exists()]
    if missing:
        raise QualmapError(f"no such file: {shown(missing[0])}", hint="check the path")
    return files


def _print(faults: list[Fault], format: str) -> None:
    if format == "json":
        entries = [
            {
                "path": f.path,
                "line": f.line,
                "column": f.column,
                "message": f.message,
                "hint": f.hint,
            }
            for f in faults
        ]
        write(
            json.dumps({"schema_version": "1", "faults": entries}, ensure_ascii=False, indent=2)
            + "\n"
        )
    elif faults:
        write("".join(f"{fault}\n" for fault in faults))


def _show(paths: list[str], wishes: Wishes) -> None:
    from qualmap.cli import findings
    from qualmap.lint.formats import known

    format = known("full" if wishes.format == "text" else wishes.format)
    outcome = _outcome(_files(paths), wishes.layer)
    findings.show(outcome, format, wishes.output, statistics=False)
    raise typer.Exit(0 if wishes.exit_zero else findings.exit_code_of(outcome))


def _outcome(paths: list[Path], layer: Layer) -> Outcome:
    from qualmap.lint.job import Outcome
    from qualmap.lint.quality.bench import Bench
    from qualmap.lint.quality.job import check, faults, settings_for
    from qualmap.sources.check import check_files

    settings, catalogue = settings_for(layer), load()
    items = _described(paths, catalogue)
    # Two files outside the working directory may be shown by the same name: no line is quoted.
    names = Counter(item.file.path for item in items)
    files = {item.file.path: item.file for item in items if names[item.file.path] == 1}
    wrong = faults(check_files(paths, catalogue), files)
    return Outcome(sorted([*wrong, *check(items, settings, Bench())]), settings, files, files)


def _described(paths: Iterable[Path], catalogue: Catalogue) -> list[Described]:
    """The qualifications among the files that can be read; what is wrong is told elsewhere."""
    from qualmap.lint.document import open_file
    from qualmap.lint.quality.subject import Described
    from qualmap.model.framework import Framework
    from qualmap.model.qualification import Qualification
    from qualmap.sources.native import read

    values = {}
    for path in paths:
        try:
            values[path] = read(path, shown(path)).value
        except QualmapError:
            continue
    own = {one.id: one for one in values.values() if isinstance(one, Framework)}
    found = []
    for path, item in values.items():
        if isinstance(item, Qualification):
            entry = catalogue.find(item.framework, "framework") if item.framework else None
            framework = own.get(item.framework) or (entry.value if entry else None)
            found.append(Described(open_file(path, shown(path)), item, framework))
    return found


def schema(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="framework, qualification, country or glossary.")
    ],
) -> None:
    """Print the JSON Schema of a kind of file, for completion in editors.

    Example: qualmap schema qualification > qualification.schema.json
    """
    from qualmap.shapes import json_schema

    write(json.dumps(json_schema(kind), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
