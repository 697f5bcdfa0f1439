"""The parts of a YAML file with their exact places, so that a fix changes nothing else.

Places are offsets into the text of the file as it is on the disk, byte order mark and line ends
included. Scalars are strings as written: `no` and `1.10` mean nothing else here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from qualmap.lint.document import SourceFile

__all__ = ["Items", "Keys", "Node", "Words", "end_of", "is_null", "parts_of", "plain"]

BLOCK: Final = "|>"
ESCAPE_LENGTHS: Final = {"x": 4, "u": 6, "U": 10}


class Node:
    """A part of a file, from `start` up to `end`."""

    __slots__ = ("end", "file", "start")

    def __init__(self, file: SourceFile, start: int, end: int) -> None:
        self.file = file
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        line, column = self.file.place(self.start)
        return f"<{type(self).__name__} at {self.file.path}:{line}:{column}>"


class Words(Node):
    """A scalar: its `value`, and how it is quoted (`style` is empty, ", ', | or >)."""

    __slots__ = ("style", "value")

    def __init__(self, file: SourceFile, start: int, end: int, value: str, style: str) -> None:
        self.file = file
        self.start = start
        self.end = end
        self.value = value
        self.style = style

    @property
    def raw(self) -> str:
        """The scalar as it stands in the file, quotes included."""
        return self.file.text[self.start : self.end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `value[start:end]` stands in the file; the whole scalar if none can tell.

        Escapes, doubled quotes and folded lines are seen through.
        """
        places = self.places()
        if places is None:
            return self.start, self.end
        if start == end:
            return places[start], places[start]
        # After a folded line the next letter stands behind the indentation.
        last = places[end] if self.style in ('"', "'") else places[end - 1] + 1
        return places[start], last

    def places(self) -> list[int] | None:
        """Return the place in the file of each character of the value and of its end, or None."""
        quote = 1 if self.style in ('"', "'") else 0
        first = self.start + quote
        inner = self.file.text[first : self.end - quote]
        if inner == self.value:
            return list(range(first, self.end - quote + 1))
        found = _escaped(inner, self.value, self.style) if quote else _folded(self.raw, self.value)
        return None if found is None else [first + place for place in found]


def _escaped(inner: str, value: str, style: str) -> list[int] | None:
    """The place of each character of a quoted scalar that stands on one line."""
    if "\n" in inner or "\r" in inner:
        return None
    places = []
    place = 0
    while place < len(inner):
        places.append(place)
        if style == "'":
            place += 2 if inner.startswith("''", place) else 1
        elif inner[place] == "\\":
            place += ESCAPE_LENGTHS.get(inner[place + 1 : place + 2], 2)
        else:
            place += 1
    return [*places, len(inner)] if len(places) == len(value) else None


def _folded(raw: str, value: str) -> list[int] | None:
    """The place of each character of a scalar whose lines are indented or folded."""
    place = 0
    if raw[:1] in BLOCK and raw[:1]:
        place = raw.find("\n") + 1
    places = []
    for letter in value:
        while place < len(raw) and raw[place] != letter and not _stands_for(raw[place], letter):
            if not raw[place].isspace():
                return None
            place += 1
        if place >= len(raw):
            return None
        places.append(place)
        place += 1
    return [*places, place]


def _stands_for(written: str, read: str) -> bool:
    """A line end may be read as a space, or, whatever its form, as a line end."""
    return written in "\r\n" and read in " \n"


class Items(Node):
    """A list; `flow` if it is written in brackets."""

    __slots__ = ("flow", "items")

    def __init__(self, file: SourceFile, start: int, flow: bool) -> None:
        super().__init__(file, start, start)
        self.flow = flow
        self.items: list[Node] = []

    def words(self) -> list[Words]:
        """Return the members that are scalars."""
        return [item for item in self.items if isinstance(item, Words)]


class Keys(Node):
    """A mapping, its pairs in the order of the file, duplicates included; `flow` if in braces."""

    __slots__ = ("flow", "pairs")

    def __init__(self, file: SourceFile, start: int, flow: bool) -> None:
        super().__init__(file, start, start)
        self.flow = flow
        self.pairs: list[tuple[Words, Node]] = []

    def get(self, name: str) -> Node | None:
        """Return the value of the first pair with this key, or None."""
        for key, value in self.pairs:
            if key.value == name:
                return value
        return None

    def key(self, name: str) -> Words | None:
        """Return the first key with this name, or None."""
        return next((key for key, _value in self.pairs if key.value == name), None)

    def words(self, name: str) -> Words | None:
        """Return the value of a key if it is a scalar with something in it."""
        value = self.get(name)
        return value if isinstance(value, Words) and not is_null(value) else None

    def texts(self, name: str) -> Iterator[tuple[Words, Words]]:
        """Yield the pairs of scalars of the mapping under a key, as in `en: text`."""
        value = self.get(name)
        if isinstance(value, Keys):
            for key, text in value.pairs:
                if isinstance(text, Words) and not is_null(text):
                    yield key, text

    def list(self, name: str) -> list[Words]:
        """Return the scalars of the list under a key."""
        value = self.get(name)
        return value.words() if isinstance(value, Items) else []


def parts_of(node: Items | Keys) -> list[Node]:
    """Return the members of a list, or the values of a mapping."""
    return node.items if isinstance(node, Items) else [value for _key, value in node.pairs]


def end_of(node: Node) -> int:
    """Return where a part really ends: YAML lets a block reach up to what comes next."""
    while isinstance(node, (Items, Keys)) and not node.flow:
        parts = parts_of(node)
        if not parts:
            return node.start
        node = parts[-1]
    return node.end


def is_null(words: Words) -> bool:
    """Whether a scalar stands for nothing at all."""
    return not words.style and words.value in ("", "~", "null", "Null", "NULL")


def plain(node: Node) -> Any:
    """Return the data of a part: dictionaries, lists, strings and None; of two keys the first."""
    kind = node.__class__
    if kind is Words:
        return None if is_null(node) else node.value  # type: ignore[attr-defined,arg-type]
    if kind is Items:
        return [plain(item) for item in node.items]  # type: ignore[attr-defined]
    return {
        key.value: plain(value)
        for key, value in reversed(node.pairs)  # type: ignore[attr-defined]
    }
