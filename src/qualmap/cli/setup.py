"""`qualmap init` and `qualmap doctor`: a folder to start with, and whether all is in place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from qualmap import __version__
from qualmap.cli.console import say, write
from qualmap.errors import QualmapError
from qualmap.files import shipped_path
from qualmap.messages import _

EXTRAS = {
    "transformers": ("sentence_transformers", "any sentence-transformers model"),
    "documents": ("docx", "DOCX and PDF standards"),
    "batch": ("pyarrow", "Parquet and clusters"),
}


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Write a small workspace that works: a framework, two qualifications, a glossary.

    Example: qualmap init my-workspace
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise QualmapError(
            f"{folder.as_posix()} exists and is not an empty folder",
            hint="name a new folder; nothing was written",
        )
    shutil.copytree(shipped_path("workspace", "examples/workspace"), folder, dirs_exist_ok=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            say(_("wrote {path}").format(path=path.as_posix()))
    say(_("now try: cd {folder}; qualmap compare aa zz").format(folder=folder.as_posix()))


def doctor() -> None:
    """Say what is installed and usable; exit code 1 if a core part does not work.

    Example: qualmap doctor
    """
    checks = [_check(name, function) for name, function in CHECKS.items()]
    lines = [
        f"qualmap {__version__}",
        *(f"{'ok  ' if fine else 'FAIL'}  {line}" for fine, line in checks),
        *_extras(),
    ]
    write("\n".join(lines) + "\n")
    if not all(fine for fine, _line in checks):
        raise typer.Exit(1)


def _check(name: str, function: object) -> tuple[bool, str]:
    try:
        return True, f"{name}: {function()}"  # type: ignore[operator]
    except (QualmapError, ImportError, OSError) as error:
        return False, f"{name}: {error}"


def _data() -> str:
    from qualmap.catalogue import load

    entries = load().everything()
    kinds = {kind: sum(e.kind == kind for e in entries) for kind in ("framework", "qualification")}
    return ", ".join(f"{count} {kind}s" for kind, count in kinds.items())


def _glossary() -> str:
    from qualmap.cli.equip import glossary

    concepts = glossary().concepts
    languages = {tag for concept in concepts.values() for tag in concept.terms}
    return f"{len(concepts)} concepts in {', '.join(sorted(languages))}"


def _encoder() -> str:
    from qualmap.encoders import load_encoder

    encoder = load_encoder()
    width = encoder.encode(["malaka"]).shape[1]
    return f"{encoder.name}, {width} dimensions"


def _recipe() -> str:
    from qualmap.scoring.recipe import DEFAULT_RECIPE, load_recipe

    return f"{load_recipe().name} ({len(load_recipe(DEFAULT_RECIPE).features)} features)"


CHECKS = {"data": _data, "glossary": _glossary, "encoder": _encoder, "recipe": _recipe}


def _extras() -> list[str]:
    from importlib.util import find_spec

    lines = []
    for extra, (module, purpose) in EXTRAS.items():
        there = find_spec(module) is not None
        advice = "" if there else f' (pip install "qualmap[{extra}]")'
        lines.append(f"{'ok  ' if there else '-   '}  extra {extra}: {purpose}{advice}")
    return lines
