"""Finds and reads the configuration: `qualmap.toml`, `.qualmap.toml` or `pyproject.toml`.

The nearest file wins. It may `extend` another one, whose keys it then overrides. An unknown key is
an error: a setting that nobody reads is worse than none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.lint.document import nearest
from qualmap.lint.linted import shown
from qualmap.lint.options import Options

__all__ = ["Config", "find", "load"]

NAMES: Final = ("qualmap.toml", ".qualmap.toml", "pyproject.toml")
SECTION: Final = ("glossary", "lint")
RUN_IN_TOOL: Final = ("tool", "qualmap")


@dataclass(frozen=True, slots=True)
class Config:
    """The options read, and the folder from which their paths are counted."""

    options: Options = field(default_factory=Options)
    base: Path = field(default_factory=Path)
    path: str = ""


def find(start: Path) -> Path | None:
    """Return the nearest configuration file upwards, or None.

    A `pyproject.toml` counts only if it has our section.
    """
    folder = start.resolve()
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            if path.is_file() and (name != "pyproject.toml" or _has_section(path)):
                return path
    return None


def _has_section(path: Path) -> bool:
    try:
        return bool(_section(path, _read(path)))
    except QualmapError:
        return "[tool.qualmap" in path.read_text("utf-8", "replace")


def load(path: Path) -> Config:
    """Return the configuration in a file; QualmapError with all that is wrong in it."""
    return Config(_options(_merged(path, ()), path), path.parent, shown(path))


def _merged(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    place = path.resolve()
    if place in seen:
        raise QualmapError(f"{shown(path)} extends itself", hint="remove one `extend`")
    values = dict(_section(path, _read(path)))
    if parent := values.get("extend"):
        base = path.parent / str(parent)
        return {**_merged(base, (*seen, place)), **values}
    return values


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise QualmapError(f"no such file: {shown(path)}", hint="check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        raise QualmapError(f"cannot read {shown(path)}: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise QualmapError(f"{shown(path)}: not valid TOML: {error}") from None


def _section(path: Path, content: dict[str, Any]) -> dict[str, Any]:
    """The table of our settings; QualmapError where its name seems to be misspelt."""
    steps = (*(RUN_IN_TOOL if path.name == "pyproject.toml" else ()), *SECTION)
    table: Any = content
    for depth, step in enumerate(steps):
        if not isinstance(table, dict):
            raise QualmapError(f"{shown(path)}: {'.'.join(steps[:depth])} is no table")
        others = [key for key in table if isinstance(table[key], dict)]
        if step not in table and depth == len(steps) - 1:
            _misspelt(path, steps[:depth], others)
        table = table.get(step, {})
    if not isinstance(table, dict):
        raise QualmapError(f"{shown(path)}: {'.'.join(steps)} is no table")
    return table


def _misspelt(path: Path, above: tuple[str, ...], others: list[str]) -> None:
    for name in others:
        if "did you mean" in (hint := nearest(name, [SECTION[-1]])):
            raise QualmapError(
                f"{shown(path)}: unknown table {'.'.join((*above, name))!r}", hint=hint
            )


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Options)


def _options(values: dict[str, Any], path: Path) -> Options:
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(values)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise faulty([_fault(path, detail) for detail in error.errors(include_url=False)]) from None


def _fault(path: Path, detail: Any) -> Fault:
    way = [str(step) for step in detail["loc"]]
    name = ".".join(way)
    if detail["type"] == "unexpected_keyword_argument":
        return Fault(shown(path), 0, 0, f"unknown key {name!r}", nearest(way[-1], _keys(way[:-1])))
    if detail["type"] == "literal_error":
        message = f"{name}: {detail['input']!r} is not one of {detail['ctx']['expected']}"
        return Fault(shown(path), 0, 0, message)
    return Fault(shown(path), 0, 0, f"{name}: {detail['msg'][:1].lower()}{detail['msg'][1:]}")


def _keys(way: list[str]) -> list[str]:
    schema = _adapter().json_schema(by_alias=True)
    node = schema
    for step in way:
        node = node.get("properties", {}).get(step, {})
        reference = node.get("$ref") or next(
            (one["$ref"] for one in node.get("allOf", ()) if "$ref" in one), ""
        )
        node = schema["$defs"][reference.rsplit("/", 1)[1]] if reference else node
    return sorted(node.get("properties", {}))
