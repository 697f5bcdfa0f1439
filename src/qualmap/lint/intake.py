"""Which glossary files an import changes, and how: worked out whole before the first is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualmap.glossary.exchange.merge import Merged
from qualmap.lint.additions import grown, new_file
from qualmap.lint.document import open_file

__all__ = ["Change", "changes"]


@dataclass(frozen=True, slots=True)
class Change:
    """A file with its new text; `path` is how it is shown."""

    path: str
    disk: Path
    text: str


def changes(files: Mapping[str, Path], merged: Merged, target: str) -> list[Change]:
    """Return the files that change, in the order of `files`; new concepts go into `target`.

    `files` are all files of the glossary by the path that is shown, and `target` among them.
    QualmapError if one cannot be added to without touching what stands there.
    """
    found = []
    for path, disk in files.items():
        new = merged.new if path == target else []
        if not disk.exists():
            found += [Change(path, disk, new_file(new, path))] if new else []
            continue
        file = open_file(disk, path)
        here = {
            one.name: merged.grown[one.name] for one in file.concepts if one.name in merged.grown
        }
        if here or new:
            found.append(Change(path, disk, grown(file, here, new)))
    return found
