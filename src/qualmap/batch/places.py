"""Where a plan may read: in its workspace, or in its own folder where there is no workspace."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from qualmap.catalogue import Catalogue, find_workspace
from qualmap.errors import QualmapError
from qualmap.files import data_path
from qualmap.messages import _
from qualmap.sources.paths import expand

SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of a plan, what else belongs to it, and whether it may look beyond."""

    folder: Path
    root: Path
    workspace: Path | None
    catalogue: Catalogue
    allow_outside: bool = False

    @classmethod
    def around(cls, plan: Path, *, allow_outside: bool = False) -> Places:
        """Return the places of a plan."""
        from qualmap.batch.shelf import Shelf

        folder = plan.parent.resolve()
        workspace = find_workspace(folder)
        shelves = [Shelf(data_path("countries"), "built-in:")]
        if workspace and (workspace / "countries").is_dir():
            shelves.insert(0, Shelf(workspace / "countries", "countries/"))
        catalogue = Catalogue(tuple(shelves))
        return cls(folder, workspace or folder, workspace, catalogue, allow_outside)

    def within(self, name: str) -> Path:
        """Return the path that a plan names; QualmapError if it lies outside, links followed."""
        path = Path(os.path.normpath(self.folder / name))
        if not self.allow_outside and not path.resolve().is_relative_to(self.root.resolve()):
            raise QualmapError(
                _("{name!r} lies outside the plan's folder").format(name=name),
                hint=_("move it there, or allow this with --allow-outside"),
            )
        return path

    def is_path(self, name: str) -> bool:
        """Whether a side is a place on the disk rather than a country or framework."""
        marked = bool(re.search(r"[*?/\\]", name)) or name.endswith(SUFFIXES)
        return marked or name.startswith(".") or (self.folder / name).exists()

    def files(self, name: str) -> list[Path]:
        """Return the files of a side that is a place on the disk, each inside; QualmapError."""
        found = expand([str(self.within(name))])
        for path in found:
            self.within(str(path))
        if len(found) == 1 and not found[0].exists():
            raise QualmapError(
                _("no such file: {name}").format(name=name), hint=_("check the path")
            )
        return found

    def called(self, path: Path) -> str:
        """Return how a file is called in results: from the plan's folder, wherever one stands."""
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def check_side(self, name: str) -> None:
        """QualmapError if a side is an unknown name, or a place outside."""
        if self.is_path(name):
            self.within(name)
        elif name.lower() not in self.catalogue.codes() and not any(
            name in root.ids() for root in self.catalogue.roots
        ):
            self.catalogue.side(name)  # says what is known; finds ids that no file is named after
