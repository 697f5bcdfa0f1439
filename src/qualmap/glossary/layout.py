"""One layout for glossary files: concepts by id, keys and languages in one order, comments kept.

A comment on lines of its own belongs to what follows it, one behind something to that. What stands
inside a list in brackets moves above the line that the list becomes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.files import parse_yaml
from qualmap.shapes import build

KEYS: Final = ("id", "domain", "terms", "definition", "broader", "related", "matches", "source",
               "note", "lint")  # fmt: skip
"""The keys of a concept in their order."""

LANGUAGES: Final = ("en", "ru", "uz-Latn", "uz-Cyrl", "kk", "ky", "tg", "tk")
"""Languages in the order of our own glossary; others follow by tag."""

TERM_KEYS: Final = ("text", "status", "use", "kind", "note")
QUOTED: Final = frozenset(("text", "use", "note", "source", "reason", "definition"))
"""Keys whose values are words of people: always in double quotes."""

BLOCKS: Final = ("terms", "definition")
"""Parts with a line for each language."""

PLAIN: Final = re.compile(r"[A-Za-z][\w-]*\Z", re.ASCII)
NOT_TEXT: Final = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
COMMENT: Final = re.compile(r"(?<!\S)#[^\n]*")
BOM: Final = "\ufeff"


@dataclass(slots=True)
class _Part:
    """A key with its value, or a concept: from `start` to `end` of the text.

    `above` and `behind` are the comments that belong to it.
    """

    start: int
    end: int
    name: str = ""
    value: Any = None
    parts: list[_Part] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    behind: str = ""

    def walk(self) -> Iterator[_Part]:
        """Yield the part and all below it, in the order of the file."""
        yield self
        for part in self.parts:
            yield from part.walk()


def lay_out(text: str, shown: str) -> str:
    """Return the text of a glossary file in our layout; laid out twice it is the same.

    QualmapError if it is no well-formed glossary file.
    """
    text = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    document = parse_yaml(text, shown)
    build(document, "glossary")
    node = _compose(text)
    root = _root(node)
    comments = _comments(text, node)
    after = [comment for place, comment in comments if not _attach(place, comment, root, text)]
    laid = "\n".join([*_lines(root), *after]) + "\n"
    if not _same(document.data, comments, laid, shown):
        raise QualmapError(
            f"{shown}: cannot be laid out without a loss", hint="it is left as it is"
        )
    return laid


def quoted(value: str) -> str:
    """Return a value in double quotes, as YAML reads it.

    >>> quoted('oʻquv "dasturi"')
    '"oʻquv \\\\"dasturi\\\\""'
    """
    body = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", body)


def _compose(text: str) -> Any:
    import yaml

    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _root(node: Any) -> _Part:
    root = _Part(-1, _end(node))
    for key, value in node.value:
        part = _part(key, value)
        if key.value == "concepts":
            part.parts = [_concept(item) for item in value.value]
        root.parts.append(part)
    return root


def _concept(node: Any) -> _Part:
    part = _Part(node.start_mark.index, _end(node))
    for key, value in node.value:
        inner = _part(key, value)
        if key.value in BLOCKS:
            inner.parts = [_part(tag, texts) for tag, texts in value.value]
        if key.value == "id":
            part.name = value.value
        part.parts.append(inner)
    return part


def _part(key: Any, value: Any) -> _Part:
    return _Part(key.start_mark.index, _end(value), key.value, value)


def _end(node: Any) -> int:
    """Where a node really ends: a block reaches up to what comes next."""
    while not isinstance(node.value, str) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def _comments(text: str, node: Any) -> list[tuple[int, str]]:
    """The comments with their places: a # in a scalar is none."""
    scalars = iter(sorted(_scalars(node)) if "#" in text else ())
    start, end = next(scalars, (len(text), len(text)))
    found = []
    match = COMMENT.search(text)
    while match:
        while end <= match.start() and end < len(text):
            start, end = next(scalars, (len(text), len(text)))
        if match.start() < start:
            found.append((match.start(), match[0].rstrip()))
            end_of_match = match.end()
        else:
            end_of_match = end
        match = COMMENT.search(text, end_of_match)
    return found


def _scalars(node: Any) -> Iterator[tuple[int, int]]:
    if isinstance(node.value, str):
        yield node.start_mark.index, node.end_mark.index
        return
    for item in node.value:
        for part in item if isinstance(item, tuple) else (item,):
            yield from _scalars(part)


def _attach(place: int, comment: str, root: _Part, text: str) -> bool:
    """Hang a comment on its part; False if nothing follows it."""
    parts = list(root.walk())[1:]
    alone = not text[text.rfind("\n", 0, place) + 1 : place].strip(" \t-")
    before = [part for part in parts if part.start < place]
    within = before and not before[-1].parts and place < before[-1].end
    if not alone and before and not before[-1].behind:
        before[-1].behind = comment
    elif within or (not alone and before):
        before[-1].above.append(comment)
    elif following := next((part for part in parts if part.start > place), None):
        following.above.append(comment)
    else:
        return False
    return True


def _lines(root: _Part) -> Iterator[str]:
    for part in sorted(root.parts, key=lambda part: part.name != "kind"):
        yield from part.above
        if part.name != "concepts":
            yield _line(part, "")
            continue
        yield _behind(f"{part.name}:" if part.parts else f"{part.name}: []", part)
        for concept in sorted(part.parts, key=lambda concept: (concept.name, concept.start)):
            yield from _concept_lines(concept)


def _concept_lines(concept: _Part) -> Iterator[str]:
    yield from (f"  {comment}" for comment in concept.above)
    lead = "  - "
    for part in sorted(concept.parts, key=lambda part: _rank(part.name, KEYS)):
        yield from (f"{'  ' if lead.strip() else '    '}{comment}" for comment in part.above)
        if not part.parts:
            yield _line(part, lead)
        else:
            yield _behind(f"{lead}{part.name}:", part)
            for text in sorted(part.parts, key=lambda text: _rank(text.name, LANGUAGES)):
                yield from (f"      {comment}" for comment in text.above)
                yield _line(text, "      ", within=part.name)
        lead = "    "


def _rank(name: str, order: tuple[str, ...]) -> tuple[int, str]:
    return (order.index(name), "") if name in order else (len(order), name)


def _line(part: _Part, lead: str, *, within: str = "") -> str:
    return _behind(
        f"{lead}{_scalar(part.name, '')}: {_flow(part.value, within or part.name)}", part
    )


def _behind(line: str, part: _Part) -> str:
    return f"{line}  {part.behind}" if part.behind else line


def _flow(node: Any, name: str) -> str:
    """A value on one line."""
    if isinstance(node.value, str):
        return _scalar(node.value, name)
    if node.id == "sequence":
        return f"[{', '.join(_flow(item, name) for item in node.value)}]"
    pairs = sorted(node.value, key=lambda pair: _rank(pair[0].value, TERM_KEYS))
    inner = (f"{_scalar(key.value, '')}: {_flow(value, key.value)}" for key, value in pairs)
    return f"{{{', '.join(inner)}}}"


def _scalar(value: str, name: str) -> str:
    plain = name not in QUOTED and PLAIN.match(value) and value.lower() not in NOT_TEXT
    return value if plain else quoted(value)


def _same(data: Any, comments: list[tuple[int, str]], laid: str, shown: str) -> bool:
    """Whether the layout says the same, and every comment is there once."""
    again = parse_yaml(laid, shown).data
    kept = Counter(comment for _, comment in _comments(laid, _compose(laid)))
    return _by_id(again) == _by_id(data) and kept == Counter(comment for _, comment in comments)


def _by_id(data: Any) -> Any:
    concepts = sorted(data.get("concepts") or (), key=lambda concept: str(concept["id"]))
    return {**data, "concepts": concepts}
