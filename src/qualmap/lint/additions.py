"""Additions to a glossary file: what is new is written in, all other bytes stay.

The result is read again and compared with what was meant before anything is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.files import parse_yaml
from qualmap.glossary.layout import KEYS, TERM_KEYS, lay_out
from qualmap.lint.document import SourceFile
from qualmap.lint.edits import add_key, append, quoted, whole
from qualmap.lint.tree import Items, Keys, Words
from qualmap.model.finding import TextEdit
from qualmap.model.glossary import Concept, Term
from qualmap.shapes import build

__all__ = ["grown", "new_file"]

SINGLE: Final = ("domain", "source", "note")
PLAIN_KEYS: Final = ("domain", "broader", "related", "status", "kind")
"""Their values are names, and stand without quotes where YAML allows it."""


def new_file(concepts: Sequence[Concept], shown: str) -> str:
    """Return a new glossary file with these concepts, in our layout."""
    body = json.dumps({"kind": "glossary", "concepts": list(map(_data, concepts))})
    if shown.endswith(".json"):
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2) + "\n"
    return lay_out(f"{_text_of(json.loads(body))}\n", shown)


def grown(file: SourceFile, grown: Mapping[str, Concept], new: Sequence[Concept]) -> str:
    """Return the text of a file whose concepts in `grown` became what is given, and with the new.

    QualmapError where its form does not let that be written without touching anything else.
    """
    edits: list[TextEdit] = []
    for concept in file.concepts:
        if concept.name in grown:
            edits += _Growing(file, concept.node).edits(grown[concept.name])
    root = file.root.get("concepts") if isinstance(file.root, Keys) else None
    if new and isinstance(root, Items):
        edits += _new_items(file, root, new)
    text = _edited(file.text, edits)
    _check(file, text, {**grown, **{concept.id: concept for concept in new}})
    return text


def _edited(text: str, edits: Sequence[TextEdit]) -> str:
    """Of edits at one place the first comes first: what is inside goes before what follows."""
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def _check(file: SourceFile, text: str, expected: Mapping[str, Concept]) -> None:
    was = {one.id: one for one in _concepts(file.text, file.path)}
    now = {one.id: one for one in _concepts(text, file.path)}
    if now != was | dict(expected):
        raise QualmapError(
            f"{file.path}: cannot be added to without touching what stands there",
            hint="run `qualmap glossary fmt` on it first",
        )


def _concepts(text: str, shown: str) -> tuple[Concept, ...]:
    found: tuple[Concept, ...] = build(parse_yaml(text.removeprefix("\ufeff"), shown),
                                       "glossary").concepts  # fmt: skip
    return found


def _new_items(file: SourceFile, root: Items, new: Sequence[Concept]) -> Iterator[TextEdit]:
    if root.flow or not root.items:
        yield append(root, ", ".join(json.dumps(_data(one), ensure_ascii=False) for one in new))
        return
    margin = " " * (file.place(root.items[0].start)[1] - 1)
    newline = "\r\n" if "\r\n" in file.text else "\n"
    for concept in new:
        lines = lay_out(_text_of({"kind": "glossary", "concepts": [_data(concept)]}), "new")
        body = [line[4:] for line in lines.splitlines()[2:]]
        yield append(root, f"{newline}{margin}".join(body))


class _Growing:
    """The edits by which a concept, as it stands in a file, becomes another."""

    def __init__(self, file: SourceFile, node: Keys) -> None:
        self.node = node
        self.strict = file.path.endswith(".json")

    def edits(self, concept: Concept) -> Iterator[TextEdit]:
        yield from self._grow_keys(self.node, _data(concept), KEYS)

    def _grow(self, keys: Keys, key: str, value: Any, order: Sequence[str]) -> Iterator[TextEdit]:
        """Bring the value under a key up to `value`, which has all that stands there already."""
        node = keys.get(key)
        if node is None:
            before = [name for name in order[: order.index(key)] if keys.get(name)]
            name = quoted(key) if self.strict else key
            yield add_key(keys, name, self._flow(value, key), after=before[-1] if before else "")
        elif isinstance(node, Words):
            if isinstance(value, str) and not node.value:
                yield whole(node, value)
        elif isinstance(node, Keys):
            yield from self._grow_keys(node, value)
        elif isinstance(node, Items):
            yield from self._grow_items(node, value, key)

    def _grow_keys(
        self, node: Keys, value: dict[str, Any], order: Sequence[str] = ()
    ) -> Iterator[TextEdit]:
        """What is there grows first: at one place, its new members stand before a new key."""
        order = order or (TERM_KEYS if "text" in value else tuple(value))
        wanted = [key for key in order if key in value]
        missing = [key for key in wanted if node.get(key) is None]
        for key in wanted:
            if key not in missing:
                yield from self._grow(node, key, value[key], order)
        if not node.flow:
            for key in missing:
                yield from self._grow(node, key, value[key], order)
        elif missing:
            names = {key: quoted(key) if self.strict else key for key in missing}
            yield append(
                node, ", ".join(f"{names[key]}: {self._flow(value[key], key)}" for key in missing)
            )

    def _grow_items(self, node: Items, value: list[Any], key: str) -> Iterator[TextEdit]:
        for item, new in zip(node.items, value, strict=False):
            if isinstance(item, Keys):
                yield from self._grow_keys(item, new)
        rest = [self._flow(one, key) for one in value[len(node.items) :]]
        for yaml in [", ".join(rest)] if node.flow and rest else rest:
            yield append(node, yaml)

    def _flow(self, value: Any, key: str) -> str:
        return json.dumps(value, ensure_ascii=False) if self.strict else _text_of(value, key)


def _text_of(value: Any, key: str = "") -> str:
    """A value on one line of YAML."""
    from qualmap.glossary.layout import NOT_TEXT, PLAIN

    if isinstance(value, dict):
        pairs = (
            f"{_text_of(name, 'status')}: {_text_of(item, name)}" for name, item in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_text_of(item, key) for item in value)}]"
    plain = key in PLAIN_KEYS and PLAIN.match(value) and value.lower() not in NOT_TEXT
    return value if plain else quoted(value)


def _data(value: Any) -> Any:
    """A value of the model as plain data, without what is not said."""
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    if isinstance(value, dict):
        return {key: _data(item) for key, item in value.items()}
    if isinstance(value, (Concept, Term)) or hasattr(value, "__dataclass_fields__"):
        parts = ((part.name, _data(getattr(value, part.name))) for part in fields(value))
        return {name: item for name, item in parts if item}
    return value
