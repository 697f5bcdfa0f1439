"""Latin and Cyrillic letters in one word: names with an ending, and letters that look alike."""

from __future__ import annotations

import re
from typing import Final

from qualmap.lint.rule import safe, unsafe
from qualmap.lint.tree import Words
from qualmap.lint.written import changed, changes
from qualmap.messages import _
from qualmap.model.finding import Fix
from qualmap.text.languages import language as language_row
from qualmap.text.romanise import APOSTROPHES
from qualmap.text.scripts import letters_outside

__all__ = [
    "A_CYRILLIC",
    "A_LATIN",
    "MARK",
    "SCRIPTS",
    "WORD",
    "in_one_script",
    "name_with_ending",
    "no_uzbek_c",
    "other_script",
    "prevailing",
    "script_for",
]

_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CYRILLIC: Final = "\u0400-\u052f"
MARK: Final = f"{re.escape(APOSTROPHES)}\u0300-\u036f"
A_LATIN: Final = re.compile(f"[{_LATIN}]")
A_CYRILLIC: Final = re.compile(f"[{_CYRILLIC}]")
WORD: Final = re.compile(f"[{_LATIN}{_CYRILLIC}](?:[{_LATIN}{_CYRILLIC}]|[{MARK}])*")
SCRIPTS: Final = {"Latin": A_LATIN, "Cyrillic": A_CYRILLIC}

# Letters that look the same in most typefaces: Cyrillic, then Latin.
LOOK_ALIKE: Final = dict(
    zip("аеорсухіјһѕԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijhsqwABEKMHOPCTYXIJS", strict=True)
)
# These are told apart by a close look, and mean the same.
SOUND_ALIKE: Final = dict(zip("кмт", "kmt", strict=True))
ALIKE: Final = {
    "Latin": LOOK_ALIKE | SOUND_ALIKE,
    "Cyrillic": {latin: own for own, latin in (LOOK_ALIKE | SOUND_ALIKE).items()},
}


def script_for(tag: str) -> str:
    """The script that a language is written in, empty where the tag does not tell."""
    named = {"latn": "Latin", "cyrl": "Cyrillic"}
    subtags = (named[subtag] for subtag in tag.lower().split("-") if subtag in named)
    return language_row(tag).script or next(subtags, "")


def other_script(script: str) -> str:
    """Return Cyrillic for Latin, Latin for Cyrillic, nothing for nothing."""
    return {"Latin": "Cyrillic", "Cyrillic": "Latin"}.get(script, "")


def name_with_ending(word: str, tag: str) -> bool:
    """Whether a word is a foreign name with an ending: SMSлар, ГОСТlar, PhDга.

    A name that could be written in the letters of the language (OTM) was mistyped instead.
    """
    for script, own in SCRIPTS.items():
        name = re.match(f"(?:{own.pattern})+", word)
        if name and len(name[0]) > 1 and len(word) > name.end() + 1:
            ending = word[name.end() :]
            doubles = ALIKE[other_script(script)]
            double = "".join(doubles.get(letter, "?") for letter in name[0])
            foreign = "?" in double or letters_outside(double, tag or "ru")
            return bool(foreign) and not name[0].islower() and not own.search(ending)
    return False


def prevailing(word: str) -> str:
    """The script of most letters of a word."""
    return "Latin" if len(A_LATIN.findall(word)) > len(A_CYRILLIC.findall(word)) else "Cyrillic"


def in_one_script(words: Words, span: tuple[int, int], tag: str, script: str) -> Fix | None:
    """The fix that writes a word in the script of its language, None where that is not possible."""
    start, end = span
    foreign, doubles = SCRIPTS[other_script(script)], ALIKE[script]
    places = [place for place in range(start, end) if foreign.match(words.value[place])]
    if not tag or any(words.value[place] not in doubles for place in places):
        return None
    wanted = [(place, place + 1, doubles[words.value[place]]) for place in places]
    after = changed(words.value[:end], wanted)[start:]
    if letters_outside(after, tag) or no_uzbek_c(after, tag):
        return None
    exact = all(new not in SOUND_ALIKE and new not in SOUND_ALIKE.values() for *_x, new in wanted)
    make = safe if exact else unsafe
    return make(_("write {word}").format(word=after), *changes(words, wanted))


LONE_C: Final = re.compile("c(?!h)", re.IGNORECASE)


def no_uzbek_c(word: str, tag: str) -> bool:
    """Uzbek has c in ch only."""
    row = language_row(tag)
    return row.uzbek_apostrophes and row.script == "Latin" and bool(LONE_C.search(word))
