"""A glossary file opened for checking: its text, its parts with places, and what is wrong with it.

Nothing here raises for what a file holds: a broken file has problems, which the GF rules report.
"""

from __future__ import annotations

import gc
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qualmap.errors import QualmapError
from qualmap.files import MAX_DEPTH, PLAIN_TAGS, read_bytes
from qualmap.lint.tree import Items, Keys, Node, Words, plain

if TYPE_CHECKING:
    from qualmap.lint.concepts import Concept

__all__ = ["Problem", "SourceFile", "from_text", "no_collecting", "open_file"]

BOM: Final = "\ufeff"
LINE_END: Final = re.compile(r"\r\n|\n|\r")
MAX_BYTES: Final = 50_000_000
"""Ten thousand concepts in five languages with definitions take 15 MB."""

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


class SourceFile:
    """One file of a glossary; `root` is None where it is no YAML at all.

    `suspicious` are the scalars without quotes that may be more than text to other readers.
    """

    def __init__(self, path: str, text: str, disk: Path | None = None) -> None:
        self.path = path
        self.text = text
        self.disk = disk
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.suspicious: list[Words] = []
        self.scalar_starts = array("L")
        self.scalar_ends = array("L")

    @property
    def broken(self) -> bool:
        """Whether the file cannot be read as YAML, so that nothing is known of its concepts."""
        return any(problem.code == "GF001" for problem in self.problems)

    @cached_property
    def concepts(self) -> list[Concept]:
        """The concepts of the file, as far as they can be made out."""
        from qualmap.lint.concepts import concepts_of

        return [] if self.broken else concepts_of(self)

    @cached_property
    def data(self) -> Any:
        """The plain data of the file."""
        return None if self.root is None else plain(self.root)

    @property
    def kind(self) -> str:
        """What the file says it is, empty if it does not."""
        kind = self.root.words("kind") if isinstance(self.root, Keys) else None
        return kind.value if kind else ""

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of the first character of each line."""
        first = 1 if self.text.startswith(BOM) else 0
        return [first, *(match.end() for match in LINE_END.finditer(self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1 in characters."""
        line = max(bisect_right(self.line_starts, offset), 1)
        return line, max(offset - self.line_starts[line - 1], 0) + 1

    def line(self, number: int) -> str:
        """Return a line without its end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def in_scalar(self, offset: int) -> bool:
        """Whether a character belongs to a key or value (and not, say, to a comment)."""
        nearest = bisect_right(self.scalar_starts, offset) - 1
        return nearest >= 0 and offset < self.scalar_ends[nearest]

    def concept_at(self, offset: int) -> Concept | None:
        """Return the concept that a place lies in, or None."""
        nearest = bisect_right(self.concepts, offset, key=lambda concept: concept.node.start) - 1
        found = self.concepts[nearest] if nearest >= 0 else None
        return found if found and offset < found.node.end else None

    def node_at(self, way: Iterable[str | int]) -> Node | None:
        """Return the part at the end of a way of keys and indexes, or the last one on it."""
        node = self.root
        for step in way:
            inner: Node | None = None
            if isinstance(node, Keys) and isinstance(step, str):
                inner = node.get(step)
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
                inner = node.items[step]
            if inner is None:
                break
            node = inner
        return node


def open_file(disk: Path, path: str) -> SourceFile:
    """Return the file at `disk`, called `path` in reports; QualmapError only if it is not there."""
    try:
        content = read_bytes(disk, path, limit=MAX_BYTES)
    except QualmapError as error:
        if not disk.is_file():
            raise
        message = error.message.replace(path, "the file", 1).replace("the file: ", "")
        return _unreadable(SourceFile(path, "", disk), message, error.hint)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        start = len(content[: error.start].decode("utf-8"))
        return _unreadable(SourceFile(path, text, disk), *_encoding(content), start)
    return from_text(text, path, disk)


def _encoding(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16 text", "save the file as UTF-8"
    if b"\x00" in content[:1000]:
        return "binary content, not text", "name a text file"
    return "not UTF-8 text", "save the file as UTF-8 (it may be windows-1251)"


def _unreadable(file: SourceFile, message: str, hint: str = "", start: int = 0) -> SourceFile:
    file.problems.append(Problem("GF001", start, start, message, hint))
    return file


def from_text(text: str, path: str, disk: Path | None = None) -> SourceFile:
    """Return a file with this text, its parts and its problems."""
    file = SourceFile(path, text, disk)
    if not text.strip(BOM).strip():
        return _unreadable(file, "the file is empty", "see `qualmap init` for a working example")
    with no_collecting():
        try:
            _Reader(file).read()
        except _Stop as stop:
            file.problems.append(stop.problem)
    return file


@contextmanager
def no_collecting() -> Iterator[None]:
    """Do not look for garbage: of what a run makes nothing is, and looking takes half the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Stop(Exception):
    """Reading cannot go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Reader:
    """Turns YAML events into parts.

    An own loop over events: `compose` takes twice the time, and a walk over its nodes as much again.
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
        import yaml

        try:
            self._read(yaml)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._stop(mark.index if mark else 0, error.problem or str(error.context))
        except yaml.reader.ReaderError as error:
            self._stop(_place_of(error, self.body),
                       f"character U+{_code(error):04X} is not allowed", "remove it")
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
        raise _Stop(Problem("GF001", offset, offset, f"not valid YAML: {message}", hint))

    def _fault(self, event: Any, message: str, hint: str = "") -> None:
        start, end = self._offset(event.start_mark.index), self._offset(event.end_mark.index)
        self.file.problems.append(Problem("GF003", start, end, message, hint))

    def _document(self, event: Any) -> None:
        if self.file.root is not None:
            self._stop(event.start_mark.index, "a second document in one file",
                       "make it a file of its own")

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
            parent.items.append(words)  # type: ignore[union-attr]
        elif (key := keys[-1]) is None:
            keys[-1] = words
        else:
            parent.pairs.append((key, words))  # type: ignore[union-attr]
            keys[-1] = None

    def _mapping(self, event: Any) -> None:
        self._enter(Keys(self.file, self._offset(event.start_mark.index), bool(event.flow_style)),
                    event)

    def _sequence(self, event: Any) -> None:
        self._enter(Items(self.file, self._offset(event.start_mark.index), bool(event.flow_style)),
                    event)

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
        if isinstance(node, Keys) and len({key.value for key, _ in node.pairs}) < len(node.pairs):
            self._duplicates(node)

    def _alias(self, event: Any) -> None:
        self._fault(event, "anchors and aliases are not allowed",
                    "write the value out where it is needed")
        start, end = self._offset(event.start_mark.index), self._offset(event.end_mark.index)
        self._place(Words(self.file, start, end, "", ""), event)

    def _decorated(self, event: Any) -> None:
        if event.anchor:
            self._fault(event, "anchors and aliases are not allowed",
                        "write the value out where it is needed")
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
                self.file.problems.append(Problem(
                    "GF002", key.start, key.end, f"duplicate key {key.value!r}",
                    f"line {line} has it too; keep one of the two"))


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


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the question that helps with a misspelt word, or the list of what is known."""
    known = sorted(known)
    near = get_close_matches(word, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
