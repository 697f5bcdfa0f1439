"""From the names in a plan to the two sides of a run, and the files that had to be left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qualmap.batch.places import Places
from qualmap.batch.shelf import read_one, sound
from qualmap.catalogue import Filters, Meant
from qualmap.errors import Fault, QualmapError
from qualmap.messages import _
from qualmap.model.framework import Framework
from qualmap.model.mapping import Side
from qualmap.sources.native import Loaded
from qualmap.sources.paths import DESCRIPTIONS


@dataclass(frozen=True, slots=True)
class ReadSide:
    """A side without the files at fault, and their faults."""

    side: Side
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class Sides:
    """Reads the sides of many runs: each file once."""

    places: Places
    _kept: dict[Path, Loaded | None] = field(default_factory=dict)
    _broken: dict[Path, tuple[Fault, ...]] = field(default_factory=dict)
    _meant: dict[str, tuple[Meant, tuple[Fault, ...]]] = field(default_factory=dict)

    def side(self, name: str, filters: Filters) -> ReadSide:
        """Return the side called `name`, filtered.

        QualmapError, with the faults of its files, if nothing of it can be compared.
        """
        if name not in self._meant:
            self._meant[name] = self._read(name)
        meant, faults = self._meant[name]
        if not meant[0] and faults:
            raise QualmapError(_("no file of {name} can be read").format(name=name), faults=faults)
        side = self.places.catalogue.side_of(name, meant, filters)
        if not side.qualifications and not side.frameworks:
            raise QualmapError(
                _("nothing to compare for {name!r}").format(name=name),
                hint=" ".join(side.notes),
                faults=faults,
            )
        return ReadSide(side, faults)

    def _read(self, name: str) -> tuple[Meant, tuple[Fault, ...]]:
        if self.places.is_path(name):
            return self._read_path(name)
        entries, label, notes = self.places.catalogue.resolve(name)
        broken = {path: fault for root in self._roots() for path, fault in root.items()}
        found = {self._file(entry): entry for entry in entries}
        here: dict[Path, tuple[Fault, ...]] = {}
        kept = sound(found, self._framework, here)
        codes = {entry.ref.country.lower() for entry in entries} or {name.lower()}
        faults = [f for path in broken if path.parent.name in codes for f in broken[path]]
        faults += [fault for place in here.values() for fault in place]
        return (kept, label, notes), tuple(sorted(faults))

    def _file(self, entry: Loaded) -> Path:
        """Where a file of the workspace lies, so that a fault can be shown from anywhere."""
        built_in = entry.ref.path.startswith("built-in:") or not self.places.workspace
        return Path(entry.ref.path) if built_in else self.places.workspace / entry.ref.path  # type: ignore[operator]

    def _roots(self) -> list[dict[Path, tuple[Fault, ...]]]:
        return [getattr(root, "broken", {}) for root in self.places.catalogue.roots]

    def _read_path(self, name: str) -> tuple[Meant, tuple[Fault, ...]]:
        files = self.places.files(name)
        for path in files:
            if path not in self._kept:
                self._kept[path] = read_one(path, self.places.called(path), self._broken)
        found = {
            path: entry
            for path in files
            if (entry := self._kept[path]) is not None and entry.kind in DESCRIPTIONS
        }
        broken = {path: self._broken[path] for path in files if path in self._broken}
        kept = sound(found, self._framework, broken)
        faults = tuple(sorted(fault for place in broken.values() for fault in place))
        return (kept, Path(name).stem, ()), faults

    def _framework(self, name: str) -> Framework | None:
        entry = self.places.catalogue.find(name, "framework")
        return entry.value if entry else None
