"""Countries read for many runs: each file once, and a file at fault does not hide the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualmap.catalogue import Root
from qualmap.errors import Fault, QualmapError
from qualmap.files import Path_, YamlDocument
from qualmap.model.framework import Framework
from qualmap.sources.native import Loaded, level_fault, read
from qualmap.sources.paths import claimed_twice, shown

FindFramework = Callable[[str], Framework | None]


@dataclass(frozen=True, slots=True)
class Shelf(Root):
    """A root of the catalogue that keeps what it has read; `broken` holds the faults by file."""

    kept: dict[Path, Loaded | None] = field(default_factory=dict)
    broken: dict[Path, tuple[Fault, ...]] = field(default_factory=dict)
    _ids: dict[str, Path] = field(default_factory=dict)

    def read(self, paths: Iterable[Path]) -> list[Loaded]:
        """Return the content of those files that are well formed."""
        paths = list(paths)
        for path in paths:
            if path not in self.kept:
                name = f"{self.prefix}{path.relative_to(self.folder).as_posix()}"
                self.kept[path] = read_one(path, name, self.broken)
        return [entry for path in paths if (entry := self.kept[path]) is not None]

    def ids(self) -> dict[str, Path]:
        """Return file name without suffix → file; the folder is searched once."""
        if not self._ids:
            self._ids.update(Root.ids(self))
        return self._ids


def read_one(path: Path, name: str, broken: dict[Path, tuple[Fault, ...]]) -> Loaded | None:
    """Return the content of a file; where it is at fault, None, and the faults go to `broken`.

    Only the place of `level:` is kept of its positions: those of thousands of files take
    gigabytes.
    """
    try:
        entry = read(path, name)
    except QualmapError as error:
        faults = error.faults or (Fault(name, 0, 0, error.message, error.hint),)
        broken[path] = tuple(replace(fault, path=shown(path)) for fault in faults)
        return None
    document = entry.document
    ways: tuple[Path_, ...] = (("level",), ("id",))
    places = {way: document.place(way) for way in ways}
    slim = YamlDocument(document.path, "", document.sha256, None, places)
    return replace(entry, document=slim)


def sound(
    entries: dict[Path, Loaded], find: FindFramework, broken: dict[Path, tuple[Fault, ...]]
) -> list[Loaded]:
    """Return the entries that agree with each other and with their frameworks.

    A second file of one id and a level that its framework lacks are faults, which go to `broken`.
    """
    by_name = {entry.ref.path: path for path, entry in entries.items()}
    faults = claimed_twice(list(entries.values()))
    own = {entry.ref.id: entry.value for entry in entries.values() if entry.kind == "framework"}
    for entry in entries.values():
        if entry.kind == "qualification" and entry.value.framework:
            framework = own.get(entry.value.framework) or find(entry.value.framework)
            fault = level_fault(entry, framework) if framework else None
            faults += [fault] if fault else []
    for fault in faults:
        path = by_name[fault.path]
        broken[path] = (*broken.get(path, ()), replace(fault, path=shown(path)))
    bad = {fault.path for fault in faults}
    return [entry for entry in entries.values() if entry.ref.path not in bad]
