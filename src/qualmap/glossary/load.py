"""Loads glossary files into one glossary: the shipped one, and the workspace's beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from qualmap.cache import keep, recall
from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import (
    YamlDocument,
    decode,
    parse_yaml,
    read_bytes,
    sha256,
    shipped_path,
    yaml_files,
)
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
    contents = {path: read_bytes(path, path.name) for path in _files(paths)}
    digest = sha256("".join(sha256(content) for content in contents.values()).encode())
    if (concepts := _recalled(digest)) is None:
        concepts = _parse(contents)
        keep("glossary", digest, _adapter().dump_json(concepts, exclude_defaults=True))
    return Glossary({concept.id: concept for concept in concepts}, digest)


def _recalled(digest: str) -> list[Concept] | None:
    """The concepts as they were read from the same bytes before: parsing takes ten times longer."""
    from pydantic import ValidationError

    if (content := recall("glossary", digest)) is None:
        return None
    try:
        concepts: list[Concept] = _adapter().validate_json(content)
    except ValidationError:
        return None
    return concepts


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(list[Concept])


def _parse(contents: dict[Path, bytes]) -> list[Concept]:
    concepts: dict[str, Concept] = {}
    faults: list[Fault] = []
    for path, content in contents.items():
        try:
            faults += _add(parse_yaml(decode(content, path.name), path.name), concepts)
        except QualmapError as error:
            faults += error.faults or (Fault(path.name, 0, 0, error.message, error.hint),)
    if faults:
        raise faulty(faults)
    return [concepts[name] for name in sorted(concepts)]


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


def in_reach(workspace: Path | None) -> Glossary:
    """Return the shipped glossary, with the workspace's own concepts if there are any.

    A checkout of qualmap holds the glossary that ships: there it stands alone, also for a qualmap
    that is installed elsewhere.
    """
    own = workspace / "glossary" if workspace else None
    if workspace is None or own is None or not own.is_dir() or own.samefile(shipped_folder()):
        return shipped()
    return load([own] if is_checkout(workspace) else [shipped_folder(), own])


def is_checkout(workspace: Path) -> bool:
    """Return whether a workspace is the source of qualmap itself."""
    return (workspace / "src" / "qualmap" / "__init__.py").is_file()
