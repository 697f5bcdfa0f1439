"""From paths, folders and globs to loaded files, all faults gathered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import yaml_files
from qualmap.sources.native import Loaded, read

DESCRIPTIONS = ("framework", "qualification", "country")
"""The kinds of file that describe a side of a comparison."""


def looks_like_path(name: str) -> bool:
    """Whether a name on the command line means a place on the disk."""
    suffixes = (".yaml", ".yml", ".json")
    return Path(name).exists() or bool(re.search(r"[*?/\\]", name)) or name.endswith(suffixes)


def shown(path: Path) -> str:
    """Return how a path is written in messages and reports: as given, but never absolute."""
    if not path.is_absolute():
        return path.as_posix()
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.name


def expand(names: Iterable[str]) -> list[Path]:
    """Return the files that paths, folders and globs stand for; QualmapError if one has none."""
    paths: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found = list(yaml_files(path))
        elif not path.exists() and re.search(r"[*?\[]", name):
            found = _matching(name)
        else:
            found = [path]
        if not found:
            raise QualmapError(
                f"no qualification or framework file in {name}",
                hint="expected files ending in .yaml, .yml or .json",
            )
        paths += found
    return paths


def _matching(pattern: str) -> list[Path]:
    """The files that match a pattern, relative or absolute; `**` stands for any folders."""
    path = Path(pattern)
    return sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))


def read_all(paths: Iterable[Path], prefix: str = "", root: Path | None = None) -> list[Loaded]:
    """Return the content of every file; all faults of all files come in one QualmapError.

    Files below `root` are shown as `prefix` and their path in it.
    """
    entries: list[Loaded] = []
    faults: list[Fault] = []
    paths = list(paths)
    for path in paths:
        name = f"{prefix}{path.relative_to(root).as_posix()}" if root else shown(path)
        try:
            entries.append(read(path, name))
        except QualmapError as error:
            if len(paths) == 1:
                raise
            faults += error.faults or (Fault(name, 0, 0, error.message, error.hint),)
    faults += claimed_twice(entries)
    if faults:
        raise faulty(faults)
    return entries


def read_named(names: Iterable[str]) -> list[Loaded]:
    """Return the frameworks, qualifications and countries in the paths named.

    QualmapError if there is a fault anywhere, or nothing of these kinds.
    """
    names = list(names)
    entries = read_all(expand(names))
    useful = [entry for entry in entries if entry.kind in DESCRIPTIONS]
    if not useful:
        raise QualmapError(
            f"no qualification or framework in {', '.join(names)}",
            hint="such a file starts with `kind: qualification` or `kind: framework`",
        )
    return useful


def claimed_twice(entries: list[Loaded]) -> list[Fault]:
    """Return a fault for every id that a second file claims."""
    first: dict[tuple[str, str], str] = {}
    faults = []
    for entry in entries:
        key = (entry.kind, entry.ref.id)
        if entry.ref.id and key in first:
            hint = f"{first[key]} has it too"
            faults.append(entry.document.fault(("id",), f"duplicate id {entry.ref.id!r}", hint))
        first.setdefault(key, entry.ref.path)
    return faults
