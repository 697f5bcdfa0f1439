"""Whatever a glossary holds comes back from every format, except what the loss reports name."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path

import pytest
from exchange_samples import glossaries, plain
from hypothesis import HealthCheck, Phase, given, settings

from qualmap.glossary.exchange.formats import FORMATS, read, write
from qualmap.model.glossary import Concept

SETTINGS = settings(
    max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
UNORDERED = ("broader", "related")
WHOLE = ("characters", "concept", "id")
"""A loss of these may touch any field of the concept."""


@pytest.mark.parametrize("name", FORMATS)
@SETTINGS
@given(found=glossaries)
def test_what_comes_back(name: str, tmp_path: Path, found: list[Concept]) -> None:
    content, lost = write(found, FORMATS[name])
    assert write(reversed(found), FORMATS[name])[0] == content
    concepts, more = _read(tmp_path, content, name)
    named = {
        (loss.field.split(".")[0], concept)
        for losses in (lost, more) for loss in losses for concept in loss.concepts
    }  # fmt: skip
    back = {concept.id: concept for concept in concepts}
    for concept in map(plain, found):
        whole = any((field, concept.id) in named for field in WHOLE)
        assert concept.id in back or whole
        for part in fields(Concept) if concept.id in back and not whole else ():
            same = _value(back[concept.id], part.name) == _value(concept, part.name)
            assert same or (part.name, concept.id) in named, (part.name, back[concept.id], concept)


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@SETTINGS
@given(found=glossaries)
def test_tables_lose_nothing_but_what_no_format_holds(
    name: str, tmp_path: Path, found: list[Concept]
) -> None:
    _content, lost = write(found, FORMATS[name])
    assert {loss.field for loss in lost} <= {"characters", "lint"}


def _value(concept: Concept, name: str) -> object:
    """A field as it is compared: words of blanks alone say nothing, and may go without a word."""
    value = getattr(concept, name)
    if isinstance(value, str):
        return value if value.strip() else ""
    if name == "definition":
        return {tag: words for tag, words in value.items() if words.strip()}
    if name == "matches":
        return {kind: sorted(uris) for kind, uris in asdict(value).items()}
    return sorted(value) if name in UNORDERED else value


def _read(folder: Path, content: bytes, name: str):
    path = folder / f"file{FORMATS[name].suffixes[0]}"
    path.write_bytes(content)
    try:
        return read(path, path.name, FORMATS[name])
    finally:
        path.unlink()
