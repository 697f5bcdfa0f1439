"""SKOS in JSON-LD; contexts stand in the file, for nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import decode
from qualmap.glossary.exchange.gathered import Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.rdf import PREFIXES, parsed
from qualmap.glossary.exchange.skos_read import concepts_of
from qualmap.glossary.exchange.skos_write import graph_of
from qualmap.model.glossary import Concept


def write(concepts: Sequence[Concept], losses: Losses) -> bytes:
    """Return the concepts in JSON-LD, everything in it sorted."""
    graph = graph_of(concepts, losses)
    body = json.loads(graph.serialize(format="json-ld", context=dict(PREFIXES)))
    return (json.dumps(_sorted(body), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read(content: bytes, shown: str, losses: Losses) -> list[Gathered]:
    """Return the concepts of a JSON-LD file.

    QualmapError if it is malformed, or if a context has to be fetched.
    """
    text = decode(content, shown)
    try:
        body = json.loads(text)
    except json.JSONDecodeError as error:
        raise faulty([Fault(shown, error.lineno, error.colno, f"not JSON: {error.msg}")]) from None
    except RecursionError:
        raise QualmapError(f"{shown}: nested too deep") from None
    if address := next(_fetched(body), ""):
        raise QualmapError(
            f"{shown}: its @context {address!r} stands elsewhere, and nothing is fetched",
            hint="write the context into the file, or save it expanded",
        )
    return concepts_of(parsed(json.dumps(body), "json-ld", shown), losses)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda one: json.dumps(one, ensure_ascii=False))
    return value


def _fetched(value: Any) -> Iterator[str]:
    """Yield what a JSON-LD document would have fetched: contexts named by address."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, list):
            stack += part
        elif isinstance(part, dict):
            stack += part.values()
            given = part.get("@context")
            yield from (
                one for one in (given if isinstance(given, list) else [given])
                if isinstance(one, str)
            )  # fmt: skip
            if isinstance(part.get("@import"), str):
                yield part["@import"]
