"""The kinds of file that people write, and what makes one of them well formed.

The dataclasses of `model` are the one definition: pydantic validates against them here, and
`json_schema` describes them for editors.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Any, Final

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import Path_, YamlDocument
from qualmap.model.country import Country
from qualmap.model.framework import Framework
from qualmap.model.glossary import GlossaryFile
from qualmap.model.plan import Plan
from qualmap.model.qualification import Qualification

KINDS: Final[dict[str, type]] = {
    "country": Country,
    "framework": Framework,
    "glossary": GlossaryFile,
    "plan": Plan,
    "qualification": Qualification,
}

MESSAGES: Final[dict[str, str]] = {
    "missing": "missing key {name!r}",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
    "dict_type": "must be a list of `language: text`",
    "dataclass_type": "must be a list of `key: value`",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
    "literal_error": "{value!r} is not one of {expected}",
    "string_pattern_mismatch": "{value!r} does not have the form {pattern}",
    "bool_parsing": "{value!r} is neither true nor false",
    "bool_type": "must be true or false",
    "float_parsing": "{value!r} is not a number",
}


@cache
def _adapter(kind: str) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(KINDS[kind])


def build(document: YamlDocument, kind: str = "") -> Any:
    """Return the model value that the document describes.

    QualmapError with all faults and their places, or if the document is not of `kind`.
    """
    from pydantic import ValidationError

    found = _kind_of(document)
    if kind and found != kind:
        raise faulty(
            [
                document.fault(
                    ("kind",),
                    f"a {found}, where a {kind} is needed",
                    f"name a file with `kind: {kind}`",
                )
            ]
        )
    try:
        return _adapter(found).validate_python(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise faulty([fault for *_, fault in _faults(document, KINDS[found], details)]) from None


def shape_faults(document: YamlDocument, kind: str) -> list[tuple[Path_, str, Fault]]:
    """Return what is wrong with the form of a document: way in it, type of error, fault.

    QualmapError if the document is not of `kind` at all.
    """
    from pydantic import ValidationError

    if (found := _kind_of(document)) != kind:
        raise faulty([document.fault(("kind",), f"a {found}, where a {kind} is needed")])
    try:
        _adapter(kind).validate_python(document.data)
    except ValidationError as error:
        return _faults(document, KINDS[kind], error.errors(include_url=False))
    return []


def _kind_of(document: YamlDocument) -> str:
    known = ", ".join(sorted(KINDS))
    if not isinstance(document.data, dict):
        raise faulty(
            [
                document.fault(
                    (), "not a qualmap file: it has no keys", f"start with `kind:` ({known})"
                )
            ]
        )
    kind = document.data.get("kind")
    if kind is None:
        raise faulty([document.fault((), "missing key 'kind'", f"known kinds: {known}")])
    if kind not in KINDS:
        near = get_close_matches(str(kind), KINDS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known kinds: {known}"
        raise faulty([document.fault(("kind",), f"unknown kind {kind!r}", hint)])
    return str(kind)


def _faults(
    document: YamlDocument, shape: type, details: list[Any]
) -> list[tuple[Path_, str, Fault]]:
    """One fault a place: a union (`text or list`) reports each of its branches otherwise."""
    faults: dict[Path_, tuple[Path_, str, Fault]] = {}
    for detail in details:
        way = _way(document.data, detail["loc"])
        if detail["type"] == "too_short" and _at(document.data, way):
            continue  # its members are at fault, and each is reported itself
        faults.setdefault(way, (way, detail["type"], _fault(document, way, shape, detail)))
    return list(faults.values())


def _way(data: Any, location: tuple[Any, ...]) -> Path_:
    """Drop what pydantic adds to a location (names of union branches)."""
    way: list[str | int] = []
    for position, step in enumerate(location):
        last = position == len(location) - 1
        if _has(data, step):
            data = data[step]
        elif not (last and isinstance(data, dict)):
            continue
        way.append(step)
    return tuple(way)


def _has(data: Any, step: Any) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _at(data: Any, way: Path_) -> Any:
    for step in way:
        data = data[step]
    return data


def _fault(document: YamlDocument, way: Path_, shape: type, detail: Any) -> Fault:
    name = str(way[-1]) if way else ""
    where = ".".join(str(step) for step in way)
    if detail["type"] == "unexpected_keyword_argument":
        known = keys_at(shape, way[:-1])
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        return document.fault(way, f"unknown key {name!r}", hint)
    context = detail.get("ctx", {})
    template = MESSAGES.get(detail["type"], detail["msg"].replace("{", "{{").replace("}", "}}"))
    message = template.format(
        name=name,
        value=detail.get("input"),
        expected=context.get("expected", ""),
        pattern=context.get("pattern", ""),
    )
    return document.fault(way, message if detail["type"] == "missing" else f"{where}: {message}")


def keys_at(shape: type, way: Path_) -> list[str]:
    """Return the keys that a mapping at `way` may have, as they are written in files."""
    schema = json_schema_of(shape)
    node = schema
    for step in way:
        node = _resolve(schema, node)
        node = (
            node.get("items", {})
            if isinstance(step, int)
            else (node.get("properties", {}).get(step) or node.get("additionalProperties") or {})
        )
    return sorted(_resolve(schema, node).get("properties", {}))


def _resolve(schema: dict[str, Any], node: Any) -> dict[str, Any]:
    node = node if isinstance(node, dict) else {}
    for branch in node.get("anyOf", ()):
        if "$ref" in branch:
            node = branch
    reference = node.get("$ref")
    return dict(schema["$defs"][reference.rsplit("/", 1)[1]]) if reference else node


@cache
def json_schema_of(shape: type) -> dict[str, Any]:
    """Return the JSON Schema of a shape."""
    kind = next(kind for kind, known in KINDS.items() if known is shape)
    return dict(_adapter(kind).json_schema(by_alias=True))


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file, for completion in editors."""
    if kind not in KINDS:
        raise QualmapError(
            f"unknown kind {kind!r}", hint=f"known kinds: {', '.join(sorted(KINDS))}"
        )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **json_schema_of(KINDS[kind]),
    }
    schema["title"] = schema.get("title") or f"qualmap {kind}"
    return schema
