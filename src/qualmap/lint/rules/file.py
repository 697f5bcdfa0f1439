"""GF: the file as such: syntax, shape, encoding, order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.files import Path_, Place, YamlDocument
from qualmap.lint.concepts import Concept
from qualmap.lint.document import BOM, SourceFile
from qualmap.lint.edits import quoted
from qualmap.lint.rule import Context, Hit, hit, rule, safe
from qualmap.lint.tree import Items, Keys, Node, Words, end_of
from qualmap.messages import _
from qualmap.model.finding import Fix, TextEdit
from qualmap.shapes import shape_faults

# Other readers of YAML 1.1 (and, for true and null, of 1.2) make something else of these.
BOOLEANS: Final = frozenset(
    form
    for word in ("y", "n", "yes", "no", "true", "false", "on", "off")
    for form in (word, word.capitalize(), word.upper())
)
NUMBER: Final = re.compile(
    r"[-+]?(0b[01_]+|0x[\da-fA-F_]+|0o?[0-7_]+|\d[\d_]*(:[0-5]?\d)*(\.\d*)?([eE][-+]?\d+)?"
    r"|\.\d+([eE][-+]?\d+)?|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)
DATE: Final = re.compile(r"\d{4}-\d\d?-\d\d?([Tt\s].*)?")

# Rules of their own report these, with more to say.
REPORTED_ELSEWHERE: Final = {
    ("id", "string_pattern_mismatch"),
    ("status", "literal_error"),
    ("text", "string_too_short"),
    ("terms", "too_short"),
    ("terms", "missing"),
}


def _problems(file: SourceFile, code: str) -> Iterator[Hit]:
    for problem in file.problems:
        if problem.code == code:
            yield hit((file, problem.start, problem.end), problem.message, hint=problem.hint)


@rule("GF001", "yaml-syntax", "error", scope="file")
def yaml_syntax(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A file cannot be read: it is no YAML, no UTF-8, empty, too large or nested too deep.

    Why:
        Nothing of the file is known, so none of its concepts is used or checked.
    Bad:
        en: [{text: "level"}
    Good:
        en: [{text: "level"}]
    """
    yield from _problems(file, "GF001")


@rule("GF002", "duplicate-key", "error", scope="file")
def duplicate_key(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A key stands twice in one mapping.

    Why:
        Most readers keep the last one and drop the first in silence; we keep the first. Either way
        words are lost.
    Bad:
        definition: {en: "what is known", ru: "…", en: "what a learner knows"}
    Good:
        definition: {en: "what a learner knows", ru: "…"}
    """
    yield from _problems(file, "GF002")


@rule("GF003", "schema-violation", "error", scope="file")
def schema_violation(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A key is unknown or missing, or a value has not the form that its key asks for.

    Anchors, aliases and tags are refused, too: they hide who says what.

    Why:
        A misspelt key is not used, and nobody notices. `qualmap schema glossary` prints what is
        allowed, for completion in an editor.
    Bad:
        defintion: {en: "what a learner knows"}
    Good:
        definition: {en: "what a learner knows"}
    """
    yield from _problems(file, "GF003")
    if file.root is None or file.broken:
        return
    try:
        faults = shape_faults(_Document(file), "glossary")
    except QualmapError as error:
        for fault in error.faults:
            start = file.line_starts[fault.line - 1] + fault.column - 1
            yield hit((file, start, start), fault.message, hint=fault.hint)
        return
    for way, kind, fault in faults:
        if (str(way[-1] if way else ""), kind) not in REPORTED_ELSEWHERE:
            yield hit(_pointed(file, way, kind), fault.message, hint=fault.hint)


def _pointed(file: SourceFile, way: Path_, kind: str) -> Node:
    """The key where it is the key that is wrong or lacks something below it, else the value."""
    above = file.node_at(way[:-1])
    if isinstance(above, Keys) and way and (key := above.key(str(way[-1]))) is not None:
        value = above.get(str(way[-1]))
        return value if isinstance(value, Words) and kind != "unexpected_keyword_argument" else key
    node = file.node_at(way) or file.root
    assert node is not None
    return node if isinstance(node, Words) else Words(file, *_first_word(file, node), "", "")


def _first_word(file: SourceFile, node: Node) -> tuple[int, int]:
    found = re.compile(r"[^\s\[\]{},]*").match(file.text, node.start)
    return node.start, found.end() if found else node.start


class _Document(YamlDocument):
    """The file as validation wants to see it; places are looked up only where there is a fault."""

    def __init__(self, file: SourceFile) -> None:
        super().__init__(file.path, "", "", file.data, {})
        object.__setattr__(self, "_file", file)

    def place(self, way: Path_) -> Place:
        node = self._file.node_at(way)  # type: ignore[attr-defined]
        return Place(*self._file.place(node.start)) if node else Place(1, 1)  # type: ignore[attr-defined]


@rule("GF004", "implicit-yaml-type", "warning", scope="file", fix="safe")
def implicit_yaml_type(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A text without quotes that other YAML readers take for a number, a date or a yes or no.

    Why:
        qualmap reads every value as text, but an editor, a script or a translation tool may turn
        `no` into false, `1.10` into 1.1 and a date into something else, and write that back.
    Bad:
        en: [{text: no}]
    Good:
        en: [{text: "no"}]
    Fix:
        Safe: the text is put in quotes, as it stands.
    """
    for words in file.suspicious:
        if _means_something(words.value):
            message = _("{value} without quotes is no text to other YAML readers")
            edit = TextEdit(words.start, words.end, quoted(words.value))
            yield hit(
                words, message.format(value=words.value), fix=safe(_("put it in quotes"), edit)
            )


def _means_something(value: str) -> bool:
    first = value[:1]
    if first.isdigit() or first in ("-", "+", "."):
        return bool(NUMBER.fullmatch(value) or DATE.fullmatch(value))
    return value in BOOLEANS


@rule("GF005", "encoding-bom-crlf", "warning", scope="file", fix="safe")
def encoding_bom_crlf(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A file starts with a byte order mark, or its lines do not end in LF.

    Why:
        The mark is invisible and breaks tools that look at the first word; with two kinds of line
        ends every line of a file shows as changed.
    Bad:
        kind: glossary␍␊
    Good:
        kind: glossary␊
    Options:
        line-ends: `lf` (default) or `any`, which allows CRLF.
    Fix:
        Safe: the mark and the carriage returns are taken away.
    """
    if file.text.startswith(BOM):
        fix = safe(_("remove the mark"), TextEdit(0, 1, ""))
        yield hit((file, 0, 1), _("the file starts with a byte order mark"), fix=fix)
    if "\r" not in file.text or context.options.line_ends == "any" or file.broken:
        return
    ends = [match.start() for match in re.finditer("\r\n?", file.text)]
    edits = [
        TextEdit(end, end + 1, "" if file.text[end + 1 : end + 2] == "\n" else "\n") for end in ends
    ]
    yield hit(
        (file, ends[0], ends[0]),
        _("lines end in CRLF or CR, not LF"),
        fix=safe(_("end lines in LF"), *edits),
    )


@rule("GF008", "unsorted-concepts", "info", default=False, scope="file", fix="safe")
def unsorted_concepts(file: SourceFile, context: Context) -> Iterator[Hit]:
    """The concepts of a file are not in the order of their ids.

    Why:
        In order, a concept is found at once, two people add to different places, and changes are
        easy to read.
    Bad:
        concepts:
          - id: skill
          - id: level
    Good:
        concepts:
          - id: level
          - id: skill
    Fix:
        Safe: the concepts move as they are, with the comments above them.
    """
    for before, after in pairwise(file.concepts):
        if after.name < before.name:
            message = _("{after} stands after {before}")
            yield hit(
                after, message.format(after=after.name, before=before.name), fix=_sorted(file)
            )
            return


def _sorted(file: SourceFile) -> Fix | None:
    """The fix that puts the concepts in order, None where two of them share a line."""
    starts = [_block_start(file, concept) for concept in file.concepts]
    if any(start is None for start in starts) or len(set(starts)) < len(starts):
        return None
    firsts: list[Any] = list(starts)
    members = file.root.get("concepts") if isinstance(file.root, Keys) else None
    if not isinstance(members, Items) or members.flow or len(members.items) != len(firsts):
        return None
    end = _after_last(file, file.concepts[-1])
    newline = "\r\n" if "\r\n" in file.text else "\n"
    blocks = [file.text[first:last] for first, last in pairwise([*firsts, end])]
    blocks = [block if block.endswith(("\n", "\r")) else block + newline for block in blocks]
    order = sorted(range(len(blocks)), key=lambda place: file.concepts[place].name)
    return safe(_("sort them"), TextEdit(firsts[0], end, "".join(blocks[n] for n in order)))


def _after_last(file: SourceFile, concept: Concept) -> int:
    end = end_of(concept.node)
    line, column = file.place(end)
    if column == 1:
        return end  # a block scalar takes its line end with it
    starts = file.line_starts
    return starts[line] if line < len(starts) else len(file.text)


def _block_start(file: SourceFile, concept: Concept) -> int | None:
    """The start of the line of a concept, or of the first line of comments above it."""
    line, _column = file.place(concept.node.start)
    if file.line(line).lstrip()[:1] != "-":
        return None
    while line > 1 and file.line(line - 1).lstrip().startswith("#"):
        line -= 1
    return file.line_starts[line - 1]
