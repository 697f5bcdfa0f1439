"""Edits of a glossary file that touch as few characters as can be.

What is written in a quoted or folded scalar is escaped as its style demands; where a plain scalar
cannot hold the new words, it is quoted.
"""

from __future__ import annotations

import json
import re
from typing import Final

from qualmap.lint.document import from_text
from qualmap.lint.tree import Items, Keys, Node, Words, end_of, parts_of
from qualmap.model.finding import TextEdit

__all__ = ["add_key", "append", "part", "quoted", "remove", "rename", "replace"]

BLOCK: Final = ("|", ">")
UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def quoted(value: str) -> str:
    """Return a value as a double-quoted scalar.

    >>> quoted('oʻquv "dasturi"')
    '"oʻquv \\\\"dasturi\\\\""'
    """
    body = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", body)


def replace(words: Words, new: str) -> TextEdit:
    """Return the edit after which the scalar reads as `new`; only what differs is touched."""
    old = words.value
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return part(words, start, len(old) - tail, new[start : len(new) - tail])


def part(words: Words, start: int, end: int, new: str) -> TextEdit:
    """Return the edit that puts `new` in the place of `value[start:end]`."""
    places = words.places()
    if places is not None:
        first, last = words.span(start, end)
        written = _escaped(new, words.style)
        edit = TextEdit(first, last, written)
        if _reads(words, edit, words.value[:start] + new + words.value[end:]):
            return edit
    return whole(words, words.value[:start] + new + words.value[end:])


def whole(words: Words, new: str) -> TextEdit:
    """Return the edit that writes the scalar anew, in double quotes."""
    ending = re.search(r"\s*\Z", words.raw) if words.style in BLOCK else None
    return TextEdit(words.start, words.end, quoted(new) + (ending[0] if ending else ""))


def _escaped(new: str, style: str) -> str:
    if style == '"':
        return quoted(new)[1:-1]
    return new.replace("'", "''") if style == "'" else new


def _reads(words: Words, edit: TextEdit, expected: str) -> bool:
    """Whether the scalar, so changed, reads as expected where it stands."""
    first, last = edit.start - words.start, edit.end - words.start
    raw = words.raw[:first] + edit.text + words.raw[last:]
    if words.style in ('"', "'"):
        return "\n" not in raw  # escaping took care of the rest
    if words.style in BLOCK:
        return "\n" not in edit.text and bool(expected.strip()) and expected[:1] not in " \n"
    trial = from_text(f"[{raw}]", "")
    return not trial.problems and trial.data == [expected]


def rename(key: Words, new: str) -> TextEdit:
    """Return the edit that gives a key another name."""
    return replace(key, new)


def remove(item: Node, container: Items | Keys) -> TextEdit:
    """Return the edit that takes a member out of a list, or a key and its value out of a mapping.

    `item` is the member, or the key. A list or mapping in brackets may become empty; of one in
    block style, the only member must not be removed: take the key above it instead.
    """
    starts = [node.start for node in _members(container)]
    ends = [end_of(node) for node in parts_of(container)]
    place = starts.index(item.start)
    text = item.file.text
    if container.flow:
        if place + 1 < len(starts):
            return TextEdit(starts[place], starts[place + 1], "")
        return TextEdit(ends[place - 1] if place else starts[place], ends[place], "")
    return TextEdit(*_lines(text, starts[place], ends[place], isinstance(container, Items)), "")


def _lines(text: str, start: int, end: int, in_list: bool) -> tuple[int, int]:
    """The whole lines of a member of a block, its dash and a comment behind it included."""
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    before = text[line_start:start].strip()
    stop = _line_end(text, end)
    if before in ("", "-") and (before == "-") == in_list:
        return line_start, stop
    # The member shares its line with what is above: `- id: x`, where id goes and the next key
    # takes its place.
    indent = re.compile(r"[ \t]*").match(text, stop)
    return start, indent.end() if indent else stop


def _line_end(text: str, end: int) -> int:
    """The start of the line after `end`; `end` itself where it stands at the start of one."""
    if end and text[end - 1] in "\r\n":
        return end
    found = re.compile(r"[^\r\n]*(\r\n|\n|\r|\Z)").match(text, end)
    return found.end() if found else end


def _members(container: Items | Keys) -> list[Node]:
    if isinstance(container, Items):
        return container.items
    return [key for key, _value in container.pairs]


def append(container: Items | Keys, yaml: str) -> TextEdit:
    """Return the edit that adds a member, given as YAML on one line, at the end."""
    text = container.file.text
    parts = parts_of(container)
    if container.flow:
        if not parts:
            return TextEdit(container.start + 1, container.start + 1, yaml)
        return TextEdit(end_of(parts[-1]), end_of(parts[-1]), f", {yaml}")
    first = _members(container)[0].start
    start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    lead = text[start:first]
    if isinstance(container, Keys):  # the first key may stand behind the dash of a list
        lead = re.sub(r"[^\s]", " ", lead)
    return _new_line(text, end_of(parts[-1]), f"{lead}{yaml}")


def add_key(keys: Keys, name: str, yaml: str, *, after: str = "") -> TextEdit:
    """Return the edit that adds a key with a value, given as YAML on one line.

    In block style it comes after the key `after`, else at the end.
    """
    value = keys.get(after) if after else None
    if keys.flow or value is None:
        return append(keys, f"{name}: {yaml}")
    text = keys.file.text
    first = keys.pairs[0][0].start
    start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    lead = re.sub(r"[^\s]", " ", text[start:first])
    return _new_line(text, end_of(value), f"{lead}{name}: {yaml}")


def _new_line(text: str, end: int, line: str) -> TextEdit:
    newline = "\r\n" if "\r\n" in text else "\n"
    place = _line_end(text, end)
    if place and text[place - 1] not in "\r\n":  # the last line of the file has no end
        return TextEdit(place, place, f"{newline}{line}")
    return TextEdit(place, place, f"{line}{newline}")
