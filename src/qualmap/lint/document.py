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
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qualmap.errors import QualmapError
from qualmap.files import read_bytes
from qualmap.lint.reader import BOM, Problem, Reader, Stop
from qualmap.lint.tree import Items, Keys, Node, Words, plain

if TYPE_CHECKING:
    from qualmap.lint.concepts import Concept

__all__ = ["BOM", "Problem", "SourceFile", "from_text", "nearest", "no_collecting", "open_file"]

LINE_END: Final = re.compile(r"\r\n|\n|\r")
MAX_BYTES: Final = 50_000_000
"""Ten thousand concepts in five languages with definitions take 15 MB."""


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
            Reader(file).read()
        except Stop as stop:
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


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the question that helps with a misspelt word, or the list of what is known."""
    known = sorted(known)
    near = get_close_matches(word, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
