"""Files in and out: text with limits, YAML with positions, writing that is whole or not at all."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from qualmap.errors import Fault, QualmapError, faulty

MAX_TEXT_BYTES: Final = 10_000_000
"""A hand-written description stays far below 1 MB; ten times that is a mistake or an attack."""

MAX_DEPTH: Final = 40
"""Our deepest file kind nests 9 levels."""

PLAIN_TAGS: Final = frozenset(
    ("bool", "float", "int", "merge", "null", "str", "timestamp", "value")
)
"""What YAML resolves by itself; any other tag was written to make something else of a value."""

SURROGATES: Final = re.compile(
    r"(?<!\\)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)

Path_ = tuple[str | int, ...]
"""A way through a document: keys and list indexes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A parsed file: plain data (every scalar a string or None) and the place of every part."""

    path: str
    text: str
    sha256: str
    data: Any
    places: dict[Path_, Place] = field(repr=False)

    def place(self, way: Path_) -> Place:
        """Return the place of the part at `way`, or of the nearest part above it."""
        for length in range(len(way), -1, -1):
            if (found := self.places.get(way[:length])) is not None:
                return found
        return Place(1, 1)

    def fault(self, way: Path_, message: str, hint: str = "") -> Fault:
        """Return a fault at the place of the part at `way`."""
        place = self.place(way)
        return Fault(self.path, place.line, place.column, message, hint)


def read_bytes(path: Path, shown: str, *, limit: int = MAX_TEXT_BYTES) -> bytes:
    """Return the content of a file; a QualmapError if it is missing, empty, or over `limit`."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise QualmapError(
                f"{shown}: {size / 1e6:.0f} MB, more than the limit of {limit / 1e6:.0f} MB",
                hint="split the file; qualification files are a few kilobytes",
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise QualmapError(f"no such file: {shown}", hint="check the path") from None
    except IsADirectoryError:
        raise QualmapError(f"{shown} is a folder", hint="name a file in it") from None
    except OSError as error:
        raise QualmapError(f"cannot read {shown}: {error.strerror}") from None
    if not content.strip():
        raise QualmapError(f"{shown} is empty", hint="see `qualmap init` for a working example")
    return content


def decode(content: bytes, shown: str) -> str:
    """Return `content` as text; a QualmapError with the place of the first byte not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise QualmapError(f"{shown}: UTF-16 text", hint="save the file as UTF-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = len(content[content.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        binary = b"\x00" in content[:1000]
        message = "binary content, not text" if binary else "not UTF-8 text"
        hint = "name a text file" if binary else "save the file as UTF-8 (it may be windows-1251)"
        raise faulty([Fault(shown, line, column, message, hint)]) from None


def as_json(value: Any, levels: int) -> str:
    """Return JSON text with one entry a line down to some levels; what lies deeper is one line.

    To read, to compare line by line, and much faster than by indenting all, which Python's json
    does without its C code.
    """
    return "".join(_json_lines(value, levels, "\n")) + "\n"


def _json_lines(value: Any, levels: int, end: str) -> Iterator[str]:
    if not levels or not value or not isinstance(value, (dict, list)):
        yield json.dumps(value, ensure_ascii=False, default=list)
        return
    named = isinstance(value, dict)
    yield "{" if named else "["
    for n, key in enumerate(value):
        yield ("," if n else "") + end + " "
        if named:
            yield json.dumps(key, ensure_ascii=False) + ": "
        yield from _json_lines(value[key] if named else key, levels - 1, end + " ")
    yield end + ("}" if named else "]")


def sha256(content: bytes) -> str:
    """Return the hexadecimal SHA-256 of `content`."""
    return hashlib.sha256(content).hexdigest()


def read_yaml(path: Path, shown: str = "") -> YamlDocument:
    """Return a YAML or JSON file as plain data with positions; faults as one QualmapError.

    No value is interpreted: `no`, `1.10` and dates stay strings, `null` and `~` become None.
    Aliases, anchors, tags, duplicate keys and several documents are faults.
    """
    shown = shown or path.as_posix()
    content = read_bytes(path, shown)
    return parse_yaml(decode(content, shown), shown, sha256(content))


def parse_yaml(text: str, shown: str, digest: str = "") -> YamlDocument:
    """Return the document in `text`; see `read_yaml`. A name ending in .json says it is JSON."""
    import yaml

    if shown.endswith(".json"):
        text = SURROGATES.sub(_one_escape, text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
        extras = _anchors(text, shown, loader) if "&" in text or "*" in text else []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = error.problem or str(error.context)
        raise faulty([Fault(shown, *place, f"not valid YAML: {message}")]) from None
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise faulty([Fault(shown, 1, 1, f"not valid YAML: {reason}")]) from None
    if root is None:
        raise QualmapError(f"{shown} is empty", hint="see `qualmap init` for a working example")
    if extras:
        raise faulty(extras)
    reader = _NodeReader(shown)
    data = reader.read(root, ())
    if reader.faults:
        raise faulty(reader.faults)
    return YamlDocument(shown, text, digest or sha256(text.encode()), data, reader.places)


def _one_escape(pair: re.Match[str]) -> str:
    """JSON escapes a rare character as two surrogates, YAML as one long escape."""
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _anchors(text: str, shown: str, loader: Any) -> list[Fault]:
    """Anchors and aliases are refused: they hide who says what, and they can explode."""
    import yaml

    hint = "write the value out where it is needed"
    marks: list[Any] = [
        event.start_mark
        for event in yaml.parse(text, Loader=loader)
        if getattr(event, "anchor", None)
    ]
    message = "anchors and aliases are not allowed"
    return [Fault(shown, mark.line + 1, mark.column + 1, message, hint) for mark in marks]


class _NodeReader:
    """Turns YAML nodes into plain data, gathering places and faults on the way."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.places: dict[Path_, Place] = {}
        self.faults: list[Fault] = []

    def read(self, node: Any, way: Path_) -> Any:
        mark = node.start_mark
        self.places.setdefault(way, Place(mark.line + 1, mark.column + 1))
        if len(way) > MAX_DEPTH:
            self._fault(node, f"nested more than {MAX_DEPTH} deep")
            return None
        if node.id == "mapping":
            return self._mapping(node, way)
        if node.id == "sequence":
            return [self.read(item, (*way, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: Any, way: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            if key.id != "scalar":
                self._fault(key, "a key must be a plain word")
            elif key.value in data:
                self._fault(key, f"duplicate key {key.value!r}", "keep one of the two")
            else:
                here = (*way, key.value)
                mark = key.start_mark
                self.places[here] = Place(mark.line + 1, mark.column + 1)
                data[key.value] = self.read(value, here)
        return data

    def _scalar(self, node: Any) -> str | None:
        if node.tag == "tag:yaml.org,2002:null" and node.value in ("", "~", "null", "Null", "NULL"):
            return None
        if node.tag.removeprefix("tag:yaml.org,2002:") not in PLAIN_TAGS:
            self._fault(node, f"tag {node.tag!r} is not allowed", "remove the tag")
        return str(node.value)

    def _fault(self, node: Any, message: str, hint: str = "") -> None:
        mark = node.start_mark
        self.faults.append(Fault(self.shown, mark.line + 1, mark.column + 1, message, hint))


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write the file whole or not at all: to a temporary neighbour first, then rename.

    Text is UTF-8 with `\\n` line ends. QualmapError where the folder cannot be written.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise QualmapError(
            f"cannot write {path.name}: {error.strerror}",
            hint="name another folder with --out",
        ) from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def data_path(*parts: str) -> Path:
    """Return the path of a file of the package's own data."""
    return Path(__file__).parent.joinpath("data", *parts)


def shipped_path(packaged: str, in_checkout: str) -> Path:
    """Return a folder that stands at the top of a checkout and in the wheel as package data."""
    path = data_path(packaged)
    return path if path.exists() else Path(__file__).parents[2].joinpath(in_checkout)


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML and JSON files below `folder` in a stable order, hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in (".yaml", ".yml", ".json") and path.is_file() and not hidden:
            yield path
