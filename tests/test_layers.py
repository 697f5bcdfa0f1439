"""Imports point one way; this table is the architecture document (see CONTRIBUTING.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "qualmap"

BASE = {"errors", "messages"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "messages": set(),
    "cores": set(),
    "files": BASE,
    "model": set(),
    "cache": {"files"} | BASE,
    "store": {"cache"},
    "shapes": {"model", "files"} | BASE,
    "sources": {"model", "files", "shapes"} | BASE,
    "catalogue": {"sources", "model", "files"} | BASE,
    "text": {"cache", "model", "files"} | BASE,
    "glossary": {"cache", "store", "text", "model", "files", "shapes"} | BASE,
    "encoders": {"cache", "store", "text", "model", "files"} | BASE,
    "scoring": {"cache", "text", "model", "files"} | BASE,
    "mapping": {"glossary", "scoring", "text", "model"} | BASE,
    "reports": {"cache", "model", "files"} | BASE,
    "lint": {"glossary", "text", "model", "files", "shapes"} | BASE,
    "batch": {"cores", "catalogue", "sources", "model", "text", "glossary", "encoders", "scoring",
              "mapping", "reports", "lint", "files", "shapes"} | BASE,
    "evaluate": {"catalogue", "sources", "model", "text", "glossary", "encoders", "scoring",
                 "mapping", "lint", "files", "shapes"} | BASE,
}  # fmt: skip
ANYTHING = {"cli", "__main__", "__init__"}

FILES = sorted(path for path in SOURCE.rglob("*.py") if "data" not in path.parts)


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {n.split(".")[1] for n in names if n.startswith("qualmap.") and "." in n}
    return found - {"__version__"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    here = room(path)
    if here in ANYTHING:
        return
    assert here in MAY_IMPORT, f"{here} is a room that the table does not know"
    extra = imports(path) - MAY_IMPORT[here] - {here}
    assert not extra, f"{path.name} in {here} may not import {sorted(extra)}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_only_the_command_line_knows_typer(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    modules = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert room(path) == "cli" or not any(name.split(".")[0] == "typer" for name in modules)


def test_the_table_has_no_cycle() -> None:
    order: list[str] = []
    rest = dict(MAY_IMPORT)
    while rest:
        free = sorted(name for name, needs in rest.items() if needs <= set(order))
        assert free, f"rooms in a circle: {sorted(rest)}"
        order += free
        for name in free:
            del rest[name]
    assert len(order) == len(MAY_IMPORT)
