"""GS006 to GS009, GS013: characters that are not what they look like, or not to be seen at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import is_normalized

from qualmap.lint.concepts import Concept
from qualmap.lint.rule import Context, Hit, rule, safe
from qualmap.lint.written import (
    Text,
    called,
    changed,
    changes,
    odd_letters,
    suspects,
    texts_of,
    words_at,
)
from qualmap.messages import _
from qualmap.text.scripts import script_of
from qualmap.text.tidy import STEPS

CONTROLS: Final = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
_RARE: Final = "".join(map(chr, (*range(0xA0, 0x3001), 0xFEFF)))
INVISIBLE: Final = CONTROLS | {_RARE[start] for start, *_x in STEPS["invisible"](_RARE, "")}
JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f")
"""Arabic and Persian need them."""

SPACES: Final = frozenset("\u2028\u2029") | {
    _RARE[start] for start, *_x in STEPS["spaces"](_RARE, "")
}
# 5 % and 36 ч: a number must not be parted from its unit.
UNIT_SPACE: Final = re.compile("(?<=\\d)[\u00a0\u2009\u202f](?=\\S)")

BLOCK: Final = ("|", ">")
BLANKS: Final = re.compile(r"\A[ \t\r\n]+|[ \t\r\n]+\Z|[ \t\r\n]{2,}|[\t\r\n]")
# A definition may have lines, and what is indented in it is so on purpose.
BLANKS_IN_LINES: Final = re.compile(
    r"\A[ \t\r\n]+|[ \t\r\n]+\Z|[ \t\r]+(?=\n)|(?<=\S)(?:[ \t\r]{2,}|[\t\r])"
)


@rule("GS006", "not-nfc", "warning", fix="safe")
def not_nfc(concept: Concept, context: Context) -> Iterator[Hit]:
    """A letter is written as a bare letter and a mark, though there is one character for it.

    Why:
        й and и with a breve look alike, yet a search for one does not find the other. Text copied
        from a PDF or a file name of macOS is often so.
    Bad:
        ru: [{text: "учебныи\\u0306"}]  # й in two parts
    Good:
        ru: [{text: "учебный"}]
    Fix:
        Safe: letter and mark become one character (Unicode NFC); nothing that is seen changes.
    """
    for tag in odd_letters(concept, context):
        for text in texts_of(concept, tag):
            if not is_normalized("NFC", text.value):
                wanted = list(STEPS["nfc"](text.value, ""))
                message = _("{words}: letter and mark should be one character (NFC)")
                yield text.hit(
                    message.format(words=words_at(text.value, (start for start, *_x in wanted))),
                    wanted[0][:2],
                    fix=safe(_("write one character"), *changes(text.words, wanted)),
                )


@rule("GS007", "invisible-character", "error", fix="safe")
def invisible_character(concept: Concept, context: Context) -> Iterator[Hit]:
    """A text holds characters that nobody sees: soft hyphens, zero-width spaces, controls.

    The joiners of Arabic and Persian text are left alone.

    Why:
        A word with one inside is another word to every search, and marks that turn the direction
        of writing can make a text look like what it is not.
    Bad:
        en: [{text: "learn\\u00ading outcome"}]
    Good:
        en: [{text: "learning outcome"}]
    Fix:
        Safe: they are taken away.
    """
    for text in suspects(concept, context, INVISIBLE):
        wanted = [
            (place, place + 1, "")
            for place, letter in enumerate(text.value)
            if letter in INVISIBLE and not _needed(letter, text)
        ]
        if wanted:
            letters = [text.value[start] for start, *_x in wanted]
            left = changed(text.value, wanted)
            fix = safe(_("take them away"), *changes(text.words, wanted)) if left.strip() else None
            message = _("characters that nobody sees: {letters}")
            yield text.hit(message.format(letters=called(letters)), wanted[0][:2], fix=fix)


def _needed(letter: str, text: Text) -> bool:
    return letter in JOINERS and script_of(text.value).other > 0


@rule("GS008", "non-standard-space", "warning", fix="safe")
def non_standard_space(concept: Concept, context: Context) -> Iterator[Hit]:
    """A space is not the usual one but a no-break, thin or other one.

    In definitions and remarks a no-break or thin space may stand between a number and its unit.

    Why:
        A term with one is not found by who types a plain space, and two terms that look alike
        count as two.
    Bad:
        en: [{text: "learning\\u00a0outcome"}]
    Good:
        en: [{text: "learning outcome"}]
    Fix:
        Safe: it becomes a plain space.
    """
    for text in suspects(concept, context, SPACES):
        allowed = set()
        if text.kind != "term":
            allowed = {match.start() for match in UNIT_SPACE.finditer(text.value)}
        wanted = [
            (place, place + 1, " ")
            for place, letter in enumerate(text.value)
            if letter in SPACES and place not in allowed
        ]
        if wanted:
            letters = [text.value[start] for start, *_x in wanted]
            yield text.hit(
                _("not a plain space: {letters}").format(letters=called(letters)),
                wanted[0][:2],
                fix=safe(_("write a plain space"), *changes(text.words, wanted)),
            )


@rule("GS009", "stray-whitespace", "warning", fix="safe")
def stray_whitespace(concept: Concept, context: Context) -> Iterator[Hit]:
    """A text starts or ends with a space, or has two in a row, a tab, or in a term a line end.

    Why:
        What looks like one term is two to a program, and exports carry the space on.
    Bad:
        en: [{text: "learning  outcome "}]
    Good:
        en: [{text: "learning outcome"}]
    Fix:
        Safe: spaces around are taken away, those inside become one. The lines of a definition in
        block style stay.
    """
    for term in concept.all_terms:
        if _suspicious(term.value):
            yield from _blanks(Text(term.text, term.language, "term", concept, term))
    for tag, words in concept.definitions.items():
        if _suspicious(words.value):
            yield from _blanks(Text(words, tag, "definition", concept))


def _suspicious(value: str) -> bool:
    return "  " in value or value.strip() != value or not value.isprintable()


def _blanks(text: Text) -> Iterator[Hit]:
    """A block ends in a line end by the rules of YAML, which is no fault of its author."""
    value = text.value.rstrip("\r\n") if text.words.style in BLOCK else text.value
    pattern = BLANKS if text.kind == "term" else BLANKS_IN_LINES
    spans = [match.span() for match in pattern.finditer(value)] if value.strip() else []
    wanted = [
        (start, end, " " if start > 0 and end < len(value) and value[end] != "\n" else "")
        for start, end in spans
    ]
    if wanted:
        fix = safe(_("tidy it"), *changes(text.words, wanted))
        yield text.hit(_("spaces too many, or a tab or line end"), wanted[0][:2], fix=fix)


# What UTF-8 looks like when it was read as windows-1251 (таълим as С‚Р°СЉ…) or windows-1252.
_SECOND_1251: Final = re.escape(bytes({*range(0x80, 0xC0)} - {0x98}).decode("cp1251"))
AS_1251: Final = re.compile(f"(?:[РСТУ][{_SECOND_1251}]){{2,}}")
_SECOND_1252: Final = re.escape(
    bytes({*range(0x80, 0xC0)} - {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode("cp1252")
    + "\x81\x8d\x8f\x90\x9d"
)
AS_1252: Final = re.compile(f"(?:[ÂÃÅÐÑÒÓÊ][{_SECOND_1252}]|â[\u20ac\x80][{_SECOND_1252}])+")
LOST: Final = re.compile(r"\ufffd+|(?<=[^\W\d_])\?+(?=[^\W\d_])|\?{3,}")
GARBLED: Final = frozenset("\ufffd?ÂÃÅÐÑÒÓÊâ")
# Second bytes that no alphabet of ours has; Cyrillic garbage always holds some of them.
GARBLED_1251: Final = frozenset("ЂЃ‚ѓ„…†‡€‰ЉЊЌЋЏђ•™љ›њќћџ¤¦§©®°±µ¶·ЎўЈҐЄЇєјЅѕї«»‹“”‘’\u00a0\u00ad¬")


@rule("GS013", "mojibake", "error")
def mojibake(concept: Concept, context: Context) -> Iterator[Hit]:
    """A text was read in a wrong encoding somewhere, or letters of it were lost.

    Why:
        Nobody can read it, and no search finds it. It happens when a table is opened or saved in
        the encoding of a country; the text must be taken from its source again.
    Bad:
        ru: [{text: "СѓСЂРѕРІРµРЅСЊ"}]
        uz-Latn: [{text: "ta?lim"}]
    Good:
        ru: [{text: "уровень"}]
        uz-Latn: [{text: "taʼlim"}]
    """
    for text in suspects(concept, context, GARBLED | GARBLED_1251):
        for pattern, encoding in ((AS_1251, "cp1251"), (AS_1252, "cp1252")):
            if match := pattern.search(text.value):
                yield text.hit(
                    _("{text!r} was read in a wrong encoding").format(text=match[0]),
                    match.span(),
                    hint=_meant(text.value, encoding),
                )
                break
        else:
            if "://" not in text.value and (match := LOST.search(text.value)):
                yield text.hit(_("letters of this text were lost"), match.span())


def _meant(value: str, encoding: str) -> str:
    """The hint with the text as it was, where all of it can be read again."""
    try:
        was = value.encode(encoding).decode("utf-8")
    except UnicodeError:
        return _("take the text from its source again")
    return _("it was: {text}").format(text=was)
