"""Reads a YAML file into parts with exact places, gathering what is wrong on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qualmap.files import MAX_DEPTH, PLAIN_TAGS
from qualmap.lint.tree import Items, Keys, Node, Words

if TYPE_CHECKING:
    from qualmap.lint.document import SourceFile

__all__ = ["BOM", "Problem", "Reader", "Stop"]

BOM: Final = "\ufeff"
TAG: Final = "tag:yaml.org,2002:"

SUSPICIOUS: Final = frozenset("0123456789+-.yYnNtTfFoO")
"""How numbers, dates, yes and no begin (GF004)."""

# JSON writes a rare character as two escapes, which YAML does not know.
PAIR: Final = re.compile(r"(?<!\\)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a file from being read as it should: the code of its rule, place, words."""

    code: str
    start: int
    end: int
    message: str
    hint: str = ""


class Stop(Exception):
    """Reading cannot go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Reader:
    """Turns YAML events into parts.

    An own loop over events: `compose` takes twice the time, and a walk over its nodes once more.
    """

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.base = 1 if file.text.startswith(BOM) else 0
        self.body = file.text[self.base :]
        self.pairs: list[int] = []
        if file.path.endswith(".json"):
            self.pairs = [match.end() for match in PAIR.finditer(self.body)]
            self.body = PAIR.sub(_one_escape, self.body)
        self.open: list[Items | Keys] = []
        self.keys: list[Words | None] = []

    def read(self) -> None:
        """Put the parts and problems into the file; `Stop` where it is no YAML."""
        import yaml

        try:
            self._read(yaml)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._stop(mark.index if mark else 0, error.problem or str(error.context))
        except yaml.reader.ReaderError as error:
            self._stop(
                _place_of(error, self.body),
                f"character U+{_code(error):04X} is not allowed",
                "remove it",
            )
        except (yaml.YAMLError, ValueError) as error:
            self._stop(0, str(error).splitlines()[0])
        if self.file.root is None:
            self._stop(0, "no content, only comments")

    def _read(self, yaml: Any) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.body)
        handlers: dict[type, Any] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: _nothing,
            yaml.StreamStartEvent: _nothing,
        }
        get, last = loader.get_event, yaml.StreamEndEvent
        try:
            while (kind := type(event := get())) is not last:
                handlers[kind](event)
        finally:
            loader.dispose()

    def _offset(self, index: int) -> int:
        """An offset of the body as an offset of the file."""
        if self.pairs:  # each pair of escapes was two characters longer
            for number, end in enumerate(self.pairs):
                if index + 2 * number < end:
                    return index + 2 * number + self.base
            index += 2 * len(self.pairs)
        return index + self.base

    def _stop(self, index: int, message: str, hint: str = "") -> None:
        offset = min(self._offset(index), len(self.file.text))
        raise Stop(Problem("GF001", offset, offset, f"not valid YAML: {message}", hint))

    def _fault(self, event: Any, message: str, hint: str = "") -> None:
        start, end = self._offset(event.start_mark.index), self._offset(event.end_mark.index)
        self.file.problems.append(Problem("GF003", start, end, message, hint))

    def _document(self, event: Any) -> None:
        if self.file.root is not None:
            self._stop(
                event.start_mark.index, "a second document in one file", "make it a file of its own"
            )

    def _scalar(self, event: Any) -> None:
        file, keys = self.file, self.keys
        start, end = event.start_mark.index + self.base, event.end_mark.index + self.base
        if self.pairs:
            start, end = self._offset(start - self.base), self._offset(end - self.base)
        style = event.style or ""
        words = Words(file, start, end, event.value, style)
        file.scalar_starts.append(start)
        file.scalar_ends.append(end)
        if not style and words.value[:1] in SUSPICIOUS:
            file.suspicious.append(words)
        if event.anchor or event.tag:
            self._decorated(event)
        # What `_place` does, for the most frequent part of all.
        if not keys:
            file.root = words
        elif (parent := self.open[-1]).__class__ is Items:
            parent.items.append(words)
        elif (key := keys[-1]) is None:
            keys[-1] = words
        else:
            parent.pairs.append((key, words))  # type: ignore[union-attr]
            keys[-1] = None

    def _mapping(self, event: Any) -> None:
        self._enter(
            Keys(self.file, self._offset(event.start_mark.index), bool(event.flow_style)), event
        )

    def _sequence(self, event: Any) -> None:
        self._enter(
            Items(self.file, self._offset(event.start_mark.index), bool(event.flow_style)), event
        )

    def _enter(self, node: Items | Keys, event: Any) -> None:
        if event.anchor or event.tag:
            self._decorated(event)
        self._place(node, event)
        self.open.append(node)
        self.keys.append(None)
        if len(self.open) > MAX_DEPTH:
            self._stop(event.start_mark.index, f"nested more than {MAX_DEPTH} deep")

    def _end(self, event: Any) -> None:
        node = self.open.pop()
        self.keys.pop()
        node.end = self._offset(event.end_mark.index)
        # Most mappings are a term with its text alone, and have nothing to repeat.
        if (
            isinstance(node, Keys)
            and len(node.pairs) > 1
            and len({key.value for key, _ in node.pairs}) < len(node.pairs)
        ):
            self._duplicates(node)

    def _alias(self, event: Any) -> None:
        self._fault(
            event, "anchors and aliases are not allowed", "write the value out where it is needed"
        )
        start, end = self._offset(event.start_mark.index), self._offset(event.end_mark.index)
        self._place(Words(self.file, start, end, "", ""), event)

    def _decorated(self, event: Any) -> None:
        if event.anchor:
            self._fault(
                event,
                "anchors and aliases are not allowed",
                "write the value out where it is needed",
            )
        if event.tag and event.tag.removeprefix(TAG) not in PLAIN_TAGS:
            self._fault(event, f"tag {event.tag!r} is not allowed", "remove the tag")

    def _place(self, node: Node, event: Any) -> None:
        """Put a part where it belongs: the key or value of the mapping, the list, or the root."""
        if not self.open:
            self.file.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
        elif (key := self.keys[-1]) is not None:
            parent.pairs.append((key, node))
            self.keys[-1] = None
        else:
            if not isinstance(node, Words):
                self._fault(event, "a key must be a plain word")
                node = Words(self.file, node.start, node.start, "", "")
            self.keys[-1] = node

    def _duplicates(self, node: Keys) -> None:
        first: dict[str, int] = {}
        for key, _value in node.pairs:
            start = first.setdefault(key.value, key.start)
            if start != key.start:
                line, _column = self.file.place(start)
                self.file.problems.append(
                    Problem(
                        "GF002",
                        key.start,
                        key.end,
                        f"duplicate key {key.value!r}",
                        f"line {line} has it too; keep one of the two",
                    )
                )


def _nothing(event: Any) -> None:
    """The start and end of a stream say nothing."""


def _one_escape(pair: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _code(error: Any) -> int:
    character = error.character
    return ord(character) if isinstance(character, str) else int(character)


def _place_of(error: Any, body: str) -> int:
    """The C reader counts bytes, the other one characters."""
    if isinstance(error.character, str):
        return int(error.position)
    return len(body.encode("utf-8")[: error.position].decode("utf-8", "ignore"))
