"""The glossary under check: all its files, read once, and what lies beside it.

A rule sees the complete glossary even where only one file of it was named: whether an id is taken
or a reference dangles cannot be told from one file. Paths only decide what is reported.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.files import yaml_files
from qualmap.lint.concepts import Concept
from qualmap.lint.document import SourceFile, open_file

__all__ = ["GLOSSARY", "Linted", "Plan", "plan", "read", "shown"]

GLOSSARY: Final = "glossary"
"""The folder that is one glossary as a whole, and the kind of its files."""


def _nothing() -> Mapping[str, Any]:
    return {}


@dataclass
class Linted:
    """All files of a glossary; `background` gives the concepts of one that it builds upon."""

    files: list[SourceFile]
    background: Callable[[], Mapping[str, Any]] = field(default=_nothing, repr=False)
    folder: Path | None = None

    @cached_property
    def concepts(self) -> list[Concept]:
        """All concepts, file by file."""
        return [concept for file in self.files for concept in file.concepts]

    @cached_property
    def by_id(self) -> dict[str, list[Concept]]:
        """The concepts of each id, more than one where an id stands twice."""
        found: dict[str, list[Concept]] = defaultdict(list)
        for concept in self.concepts:
            if concept.id:
                found[concept.name].append(concept)
        return dict(found)

    @cached_property
    def beside(self) -> Mapping[str, Any]:
        """The concepts of the glossary that this one builds upon, by id."""
        return self.background()

    def known(self, name: str) -> bool:
        """Whether there is a concept with this id, here or in the glossary beside."""
        return name in self.by_id or name in self.beside

    @property
    def whole(self) -> bool:
        """Whether every file could be read."""
        return not any(file.broken for file in self.files)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which files are read, which of them are reported on, and the folder they belong to."""

    read: tuple[Path, ...]
    reported: frozenset[str]
    folder: Path | None


def plan(paths: Iterable[Path], home: Path | None = None) -> Plan:
    """Return what has to be read so that `paths` (files or folders) can be judged.

    That is all of `home` or of the nearest folder named `glossary` if a path lies in it.
    QualmapError for a path that is not there.
    """
    read: dict[Path, None] = {}
    reported: set[str] = set()
    folder = None
    for path in paths:
        if not path.exists():
            raise QualmapError(f"no such file or folder: {shown(path)}", hint="check the path")
        own = list(yaml_files(path)) if path.is_dir() else [path]
        reported |= {shown(file) for file in own}
        whole = _whole(path, home)
        folder = folder or whole or (path if path.is_dir() else path.parent)
        members = _below(whole, path) if whole else []
        read |= dict.fromkeys(members if members and set(own) <= set(members) else own)
    return Plan(tuple(sorted(read, key=shown)), frozenset(reported), folder)


def _below(whole: Path, path: Path) -> list[Path]:
    """The files of the whole glossary, called as the path was: relative stays relative."""
    if path.is_absolute():
        return list(yaml_files(whole))
    start = Path(os.path.relpath(whole))
    return list(yaml_files(start))


def _whole(path: Path, home: Path | None) -> Path | None:
    """The folder of the glossary that a path is part of."""
    place = path.resolve()
    if home is not None and place.is_relative_to(home.resolve()):
        return home.resolve()
    return next((folder for folder in (place, *place.parents) if folder.name == GLOSSARY), None)


def shown(path: Path) -> str:
    """Return how a path is written in reports: relative to where we are, with slashes."""
    if path.is_absolute():
        try:
            path = Path(os.path.relpath(path))
        except ValueError:  # another drive
            return path.name
    return path.as_posix()


def read(
    paths: Iterable[Path],
    named: frozenset[str] = frozenset(),
    *,
    texts: Mapping[str, SourceFile] | None = None,
) -> list[SourceFile]:
    """Return the files, those of another kind left out unless they are among `named`.

    `texts` are files that are read already, by the path shown.
    """
    files = []
    for path in paths:
        name = shown(path)
        file = (texts or {}).get(name) or open_file(path, name)
        if name in named or file.broken or file.kind in ("", GLOSSARY):
            files.append(file)
    return files
