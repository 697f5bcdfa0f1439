"""The formats of exchange in one table: the same rows feed `--format`, its help and the docs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.files import read_bytes
from qualmap.glossary.exchange.characters import storable
from qualmap.glossary.exchange.gathered import finish
from qualmap.glossary.exchange.loss import Losses
from qualmap.messages import _
from qualmap.model.glossary import Concept, Lint

MAX_BYTES: Final = 50_000_000
"""Our glossary of 1,700 concepts is 1.3 MB as YAML and 4.6 MB as TBX."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the endings of its files (the first is written), what it is, its module.

    The module has `write(concepts, losses) -> bytes` and
    `read(content, shown, losses) -> list[Gathered]`; its libraries are loaded there.
    """

    name: str
    suffixes: tuple[str, ...]
    summary: str
    module: str
    binary: bool = False

    def load(self) -> Any:
        """Return the module."""
        return import_module(f"qualmap.glossary.exchange.{self.module}")


FORMATS: Final[dict[str, Format]] = {
    entry.name: entry
    for entry in (
        Format("csv", (".csv", ".tsv"), "a table, one term a row", "csv_"),
        Format("xlsx", (".xlsx",), "a workbook with drop-downs for status and kind", "xlsx", True),
        Format("tbx", (".tbx", ".xml"), "TBX-Basic (ISO 30042:2019)", "tbx"),
        Format("skos", (".ttl",), "SKOS in Turtle", "turtle"),
        Format("jsonld", (".jsonld", ".json"), "SKOS in JSON-LD", "jsonld"),
    )
}
DEFAULT: Final = "csv"


def format_of(name: str, path: Path | None) -> Format:
    """Return the format asked for, or the one that the name of the file tells.

    QualmapError with the known names if it is unknown, or if nothing tells it.
    """
    known = ", ".join(f"{entry.name} ({entry.suffixes[0]})" for entry in FORMATS.values())
    if name:
        if name not in FORMATS:
            raise QualmapError(f"unknown format {name!r}", hint=f"known formats: {known}")
        return FORMATS[name]
    if path is None:
        return FORMATS[DEFAULT]
    for entry in FORMATS.values():
        if path.suffix.lower() in entry.suffixes:
            return entry
    raise QualmapError(
        f"{path.name}: its ending tells no format", hint=f"say --format; known formats: {known}"
    )


def write(concepts: Iterable[Concept], format: Format) -> tuple[bytes, Losses]:
    """Return the concepts in a format, sorted by id, and what it cannot carry.

    QualmapError if a library that the format needs is not installed.
    """
    losses = Losses("export", format.name)
    module = format.load()
    sound = [storable(concept, losses) for concept in sorted(concepts, key=lambda one: one.id)]
    for concept in sound:
        if concept.lint != Lint():
            losses.add("lint", _("is only for our linter"), concept.id)
    content: bytes = module.write(sound, losses)
    return content, losses


def read(path: Path, shown: str, format: Format) -> tuple[list[Concept], Losses]:
    """Return the concepts of a file, sorted by id, and what of it our files cannot hold.

    A concept may be without terms. QualmapError with the place if the file cannot be read.
    """
    losses = Losses("import", format.name)
    content = read_bytes(path, shown, limit=MAX_BYTES)
    concepts = finish(format.load().read(content, shown, losses), losses)
    if not concepts:
        raise QualmapError(f"{shown} has no concepts", hint=f"is it {format.summary}?")
    return concepts, losses
