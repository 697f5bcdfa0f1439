"""`qualmap validate`: every file on its own, then what files say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol
from unicodedata import is_normalized

from qualmap.errors import Fault, QualmapError
from qualmap.model.framework import Framework
from qualmap.model.qualification import Qualification
from qualmap.sources.native import Loaded, level_fault, read
from qualmap.sources.paths import claimed_twice, shown


class Finder(Protocol):
    """Whatever finds a framework or qualification by id (the catalogue)."""

    def find(self, name: str, kind: str = "") -> Loaded | None:
        """Return the file with this id, or None."""
        ...


def check_files(paths: Iterable[Path], catalogue: Finder) -> list[Fault]:
    """Return all faults of the files, in the order of their places."""
    faults: list[Fault] = []
    entries: list[Loaded] = []
    for path in paths:
        try:
            entries.append(read(path, shown(path)))
        except QualmapError as error:
            faults += error.faults or (Fault(shown(path), 0, 0, error.message, error.hint),)
    own = {entry.ref.id: entry for entry in entries if entry.kind == "framework"}
    for entry in entries:
        faults += _normal(entry)
        if isinstance(entry.value, Qualification):
            faults += _level(entry, own, catalogue)
        elif isinstance(entry.value, Framework):
            faults += _references(entry, own, catalogue)
        faults += _honest(entry)
    faults += claimed_twice(entries)
    return sorted(faults)


def _normal(entry: Loaded) -> Iterator[Fault]:
    for number, line in enumerate(entry.document.text.splitlines(), 1):
        if not is_normalized("NFC", line):
            yield Fault(
                entry.ref.path,
                number,
                1,
                "letters are not in composed form (NFC)",
                "save the file as UTF-8, normal form C",
            )


def _level(entry: Loaded, own: dict[str, Loaded], catalogue: Finder) -> Iterator[Fault]:
    item = entry.value
    if not item.framework:
        if item.level:
            yield entry.document.fault(
                ("level",), "a level without a framework", "add `framework:`"
            )
        return
    known = own.get(item.framework) or catalogue.find(item.framework, "framework")
    if known is None:
        yield entry.document.fault(
            ("framework",), f"unknown framework {item.framework!r}", "see `qualmap show countries`"
        )
    elif fault := level_fault(entry, known.value):
        yield fault


def _references(entry: Loaded, own: dict[str, Loaded], catalogue: Finder) -> Iterator[Fault]:
    for n, level in enumerate(entry.value.levels):
        for r, reference in enumerate(level.references):
            way = ("levels", n, "references", r)
            known = own.get(reference.framework) or catalogue.find(reference.framework, "framework")
            if known is None:
                yield entry.document.fault(
                    (*way, "framework"), f"unknown framework {reference.framework!r}"
                )
            elif known.value.level(reference.level) is None:
                yield entry.document.fault(
                    (*way, "level"), f"{reference.framework} has no level {reference.level!r}"
                )


def _honest(entry: Loaded) -> Iterator[Fault]:
    """A summary of an official act names the act; a check has a date."""
    if entry.ref.status != "official-summary":
        return
    origin = entry.ref.origin
    if not (origin.reference or origin.url):
        yield entry.document.fault(
            ("source",),
            "an official-summary without its act",
            "give `reference:` or `url:`, or another status",
        )
    if origin.checked == "never":
        yield entry.document.fault(
            ("source",),
            "an official-summary that was never checked",
            "hold it against the act and give `checked: YYYY-MM-DD`",
        )
