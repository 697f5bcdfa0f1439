"""XML from strangers: no entities of its own, nothing fetched, and a limit to nesting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qualmap.errors import Fault, QualmapError, faulty

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_DEPTH: Final = 100
"""A TBX file nests about ten levels."""


def parse(content: bytes, shown: str) -> Element:
    """Return the root of the document.

    QualmapError with the place if it is not well formed, declares an entity (those can grow
    without end, or name a file), or nests beyond measure. A bare DOCTYPE is passed over.
    """
    from xml.etree.ElementTree import TreeBuilder
    from xml.parsers import expat

    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    guard = _Guard(parser, builder, shown)
    parser.buffer_text = True
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = guard.refuse_entity
    parser.SkippedEntityHandler = guard.refuse_entity
    parser.ExternalEntityRefHandler = guard.refuse_entity
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        message = str(error).split(":", 1)[0]
        raise guard.fault(f"not well-formed XML: {message}") from None
    root: Element = builder.close()
    return root


class _Guard:
    def __init__(self, parser: Any, builder: Any, shown: str) -> None:
        self.parser = parser
        self.builder = builder
        self.shown = shown
        self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fault(f"nested more than {MAX_DEPTH} deep")
        self.builder.start(_qualified(name), {_qualified(k): v for k, v in attributes.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_qualified(name))

    def refuse_entity(self, name: str, *_rest: Any) -> int:
        raise self.fault(f"declares the entity {name!r}", "write the text out where it is used")

    def fault(self, message: str, hint: str = "") -> QualmapError:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return faulty([Fault(self.shown, line, column, message, hint)])


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name
