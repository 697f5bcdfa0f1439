"""`qualmap validate` and `qualmap schema`: is a file well formed, and what may it hold?"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from qualmap.catalogue import load
from qualmap.cli.console import say, write
from qualmap.errors import Fault, QualmapError
from qualmap.messages import plural
from qualmap.sources.paths import expand, shown

FINDINGS = 1


def validate(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders or globs.")],
    format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Check files: shape, references between files, honest status and source.

    Exit code 0 when all is well, 1 when there are faults, 2 when a path cannot be read.

    Example: qualmap validate countries/
    """
    from qualmap.sources.check import check_files

    if format not in ("text", "json"):
        raise QualmapError(f"unknown format {format!r}", hint="known formats: text, json")
    files = expand(paths)
    missing = [path for path in files if not path.exists()]
    if missing:
        raise QualmapError(f"no such file: {shown(missing[0])}", hint="check the path")
    faults = check_files(files, load())
    _print(faults, format)
    count = plural("{count} file", "{count} files", len(files))
    say(f"{count}: " + (plural("{count} fault", "{count} faults", len(faults))))
    if faults:
        raise typer.Exit(FINDINGS)


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
