"""The terms of a whole text, whatever languages its lines are in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from qualmap.glossary.annotate import Annotator
from qualmap.model.reading import ConceptHit
from qualmap.text.detection import SURE, detect_language

SAMPLE: Final = 20_000
"""Characters that tell the main language of a text."""

LONG_ENOUGH: Final = 30
"""A shorter line is no proof of another language: a heading, a cell of a table."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text in one language, from `start` on."""

    start: int
    text: str
    language: str


def pieces(text: str, language: str = "") -> Iterator[Piece]:
    """Yield the text in stretches of one language; the lines tell where it changes.

    A line that does not clearly say otherwise is in the main language of the text.
    """
    if language:
        yield Piece(0, text, language)
        return
    main = detect_language(text[:SAMPLE]).tag
    start, end, current = 0, 0, main
    for line in text.splitlines(keepends=True):
        tag = _language(line, current, main)
        if tag != current:
            if end > start:
                yield Piece(start, text[start:end], current)
            start, current = end, tag
        end += len(line)
    if end > start:
        yield Piece(start, text[start:end], current)


def _language(line: str, current: str, main: str) -> str:
    if not line.strip():
        return current
    if len(line) < LONG_ENOUGH:
        return main
    found = detect_language(line)
    return found.tag if found.confidence >= SURE else main


def find_all(
    text: str, annotator: Annotator, language: str = "", *, fuzzy: bool = False
) -> tuple[ConceptHit, ...]:
    """Return the terms of a text by place; without a language, that of each line is detected."""
    found: list[ConceptHit] = []
    for piece in pieces(text, language):
        if piece.language:
            hits = annotator.find(piece.text, piece.language, fuzzy=fuzzy)
            found += (_moved(hit, piece.start) for hit in hits)
    return tuple(found)


def _moved(hit: ConceptHit, by: int) -> ConceptHit:
    return replace(hit, start=hit.start + by, end=hit.end + by) if by else hit
