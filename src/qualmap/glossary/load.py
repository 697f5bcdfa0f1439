"""Loads glossary files into one glossary: the shipped one, and the workspace's beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import YamlDocument, read_yaml, sha256, shipped_path, yaml_files
from qualmap.model.glossary import Concept, Glossary
from qualmap.shapes import build


def shipped_folder() -> Path:
    """Return the folder of the glossary that ships."""
    return shipped_path("glossary", "glossary")


@cache
def shipped() -> Glossary:
    """Return the glossary that comes with qualmap."""
    return load([shipped_folder()])


def load(paths: Iterable[Path]) -> Glossary:
    """Return the concepts of all glossary files in `paths` (files and folders), by id.

    QualmapError with every fault if a file is malformed or two concepts share an id.
    """
    concepts: dict[str, Concept] = {}
    faults: list[Fault] = []
    hashes: list[str] = []
    for path in _files(paths):
        try:
            document = read_yaml(path, path.name)
            faults += _add(document, concepts)
        except QualmapError as error:
            faults += error.faults or (Fault(path.name, 0, 0, error.message, error.hint),)
        else:
            hashes.append(document.sha256)
    if faults:
        raise faulty(faults)
    return Glossary(dict(sorted(concepts.items())), sha256("".join(hashes).encode()))


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += yaml_files(path) if path.is_dir() else [path]
    return found


def _add(document: YamlDocument, concepts: dict[str, Concept]) -> list[Fault]:
    faults = []
    for number, concept in enumerate(build(document, "glossary").concepts):
        if concept.id in concepts:
            way = ("concepts", number, "id")
            faults.append(document.fault(way, f"duplicate concept id {concept.id!r}"))
        concepts.setdefault(concept.id, concept)
    return faults
