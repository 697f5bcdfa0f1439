"""The texts that term commands read: given in words, as a file, or on standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qualmap.errors import QualmapError
from qualmap.files import decode, read_bytes, yaml_files

if TYPE_CHECKING:
    from qualmap.glossary.suggest import Text
    from qualmap.model.qualification import Qualification

STDIN: Final = "-"
MAX_BYTES: Final = 50_000_000
"""A book has one or two MB."""

PLAIN: Final = (".txt", ".md", ".rst", ".srt", ".html")
TABLES: Final = (".csv", ".tsv", ".xlsx")
DATA: Final = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Given:
    """A text and what it is called in reports."""

    name: str
    text: str


def given(argument: str) -> Given:
    """Return the text that an argument means: standard input, a file, or the words themselves.

    QualmapError for a file that is not there or is no text.
    """
    if argument == STDIN:
        return Given("stdin", decode(sys.stdin.buffer.read(), "standard input"))
    path = Path(argument)
    if _is_file(argument):
        from qualmap.sources.paths import shown

        name = shown(path)
        return Given(name, decode(read_bytes(path, name, limit=MAX_BYTES), name))
    if path.suffix in (*PLAIN, *TABLES, *DATA) and " " not in argument:
        raise QualmapError(f"no such file: {argument}", hint="check the path, or give a text")
    return Given("text", argument)


def _is_file(argument: str) -> bool:
    try:
        return Path(argument).is_file()
    except (OSError, ValueError):  # a text that no file could be called
        return False


def read_texts(names: Iterable[str], language: str) -> list[Text]:
    """Return the texts of files and folders: descriptions, lists, or plain text.

    `language` is that of texts that do not say theirs; else it is detected.
    """
    found = [text for name in names for path in _files(name) for text in _texts(path, language)]
    if not found:
        raise QualmapError("no text to read", hint="name files: YAML, CSV, TSV, XLSX or plain text")
    return found


def _files(name: str) -> list[Path]:
    path = Path(name)
    if name == STDIN or not path.is_dir():
        return [path]
    kinds = (*PLAIN, *TABLES)
    others = (p for p in sorted(path.rglob("*")) if p.suffix in kinds and p.is_file())
    return sorted({*yaml_files(path), *others})


def _texts(path: Path, language: str) -> Iterator[Text]:
    from qualmap.sources.paths import shown

    name = shown(path)
    if path.suffix in DATA:
        yield from _described(path, name)
    elif path.suffix in TABLES:
        yield from _listed(path, name, language)
    else:
        yield from _plain(given(str(path)), language)


def _plain(item: Given, language: str) -> Iterator[Text]:
    from qualmap.glossary.reading import pieces
    from qualmap.glossary.suggest import Text

    for piece in pieces(item.text, language):
        if piece.language:
            yield Text(item.name, piece.language, piece.text)


def _listed(path: Path, name: str, language: str) -> Iterator[Text]:
    from qualmap.glossary.suggest import Text
    from qualmap.sources.lists import read_list
    from qualmap.text.detection import detect_language

    for row in read_list(path):
        tag = row.language or language or detect_language(row.text).tag
        if tag:
            yield Text(f"{name}:{row.number}", tag, row.text)


def _described(path: Path, name: str) -> Iterator[Text]:
    from qualmap.glossary.suggest import Text
    from qualmap.model.framework import Framework
    from qualmap.model.qualification import Qualification
    from qualmap.sources.native import read

    value = read(path, name).value
    if isinstance(value, Qualification):
        yield from (Text(value.id, tag, text) for tag, text in _words(value))
    elif isinstance(value, Framework):
        for level in value.levels:
            for texts in level.descriptors.values():
                yield from (Text(f"{value.id}/{level.id}", *pair) for pair in texts.items())


def _words(item: Qualification) -> Iterator[tuple[str, str]]:
    yield from item.title.items()
    for unit in item.units:
        yield from unit.title.items()
    for outcome in item.outcomes:
        yield from outcome.text.items()
        for criterion in outcome.criteria:
            yield from criterion.items()
