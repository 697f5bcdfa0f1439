"""GS003, GS004: words and texts in the wrong script, or in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qualmap.lint.concepts import Concept
from qualmap.lint.mixed import (
    A_CYRILLIC,
    A_LATIN,
    SCRIPTS,
    WORD,
    in_one_script,
    name_with_ending,
    other_script,
    prevailing,
    script_for,
)
from qualmap.lint.rule import Context, Hit, rule
from qualmap.lint.written import Text, odd_letters, texts_of
from qualmap.messages import _
from qualmap.text.languages import language as language_row
from qualmap.text.romanise import APOSTROPHES
from qualmap.text.scripts import script_of
from qualmap.text.uzbek import TURNED_COMMA, apostrophes, to_cyrillic, to_latin

PROSE_LETTERS: Final = 3
"""Fewer letters may be a unit or a sign (km, pH)."""


def _with_foreign(concept: Concept, context: Context) -> Iterator[Text]:
    """The texts of languages in which letters of both scripts occur, or of the wrong one."""
    for tag, odd in odd_letters(concept, context).items():
        letters = "".join(odd)
        script = script_for(tag)
        foreign = A_LATIN if script == "Cyrillic" else A_CYRILLIC
        if foreign.search(letters):
            yield from texts_of(concept, tag)


@rule("GS003", "mixed-script-word", "error", fix="safe")
def mixed_script_word(concept: Concept, context: Context) -> Iterator[Hit]:
    """A word mixes Latin and Cyrillic letters.

    A name in capitals with an ending (SMSлар) is left alone, and so are words with a hyphen
    (IT-мутахассис).

    Why:
        Latin o and Cyrillic о look the same, and a program sees two letters: the word is found by
        nobody.
    Bad:
        ru: [{text: "к\\u006fмпетенция"}]  # with a Latin o
    Good:
        ru: [{text: "компетенция"}]
    Fix:
        Safe where the letter looks the same in the right script and the word then has only letters
        of its language; unsafe where letters look a little different (k and к).
    """
    for text in _with_foreign(concept, context):
        for match in WORD.finditer(text.value):
            word = match[0]
            if (
                A_LATIN.search(word)
                and A_CYRILLIC.search(word)
                and not name_with_ending(word, text.language)
            ):
                script = script_for(text.language) or prevailing(word)
                strange = "".join(dict.fromkeys(SCRIPTS[other_script(script)].findall(word)))
                yield text.hit(
                    _("{word} mixes scripts: {letters} is {script}").format(
                        word=word, letters=strange, script=other_script(script)
                    ),
                    match.span(),
                    fix=in_one_script(text.words, match.span(), text.language, script),
                )


@rule("GS004", "wrong-script-for-tag", "error")
def wrong_script_for_tag(concept: Concept, context: Context) -> Iterator[Hit]:
    """A text is not in the script of the language it is given for.

    Names (Scrum, Wi-Fi), abbreviations, and a single word that stands so in another language of
    the concept, too, are left alone; a definition counts as a whole.

    Why:
        A term in the wrong place is offered to the wrong readers, and its own language lacks it.
    Bad:
        uz-Latn: [{text: "ўқув дастури"}]
    Good:
        uz-Cyrl: [{text: "ўқув дастури"}]
    """
    for text in _with_foreign(concept, context):
        wrong = other_script(script_for(text.language))
        if wrong and (span := _wrong_words(text, wrong)):
            yield text.hit(
                _("{text!r} is not in {script} letters").format(
                    text=text.value[slice(*span)], script=other_script(wrong)
                ),
                span,
                hint=_in_right_script(text),
            )


def _wrong_words(text: Text, wrong: str) -> tuple[int, int] | None:
    """From where to where a text is in the wrong script, None where it is not or may be."""
    whole = script_of(text.value).name == wrong
    if text.term is not None and text.term.kind == "abbreviation":
        return None
    if (text.kind == "definition" or wrong == "Latin") and not whole:
        return _uzbek_words(text) if text.kind == "term" else None
    found = [
        match.span()
        for match in WORD.finditer(text.value)
        if (match[0].islower() or (wrong == "Cyrillic" and not match[0].isupper()))
        and len(match[0]) >= PROSE_LETTERS
        and not SCRIPTS[other_script(wrong)].search(match[0])
    ]
    if not found or (" " not in text.value and _shared(text)):
        return None
    return found[0][0], found[-1][1]


def _uzbek_words(text: Text) -> tuple[int, int] | None:
    """Words with oʻ or gʻ in a Cyrillic term are Uzbek ones that nobody put into its letters."""
    if language_row(text.language).macro != "uz" or script_for(text.language) != "Cyrillic":
        return None
    value = apostrophes(text.value)
    found = re.search(f"[a-z]*[og]{TURNED_COMMA}[a-z{re.escape(APOSTROPHES)}]*", value)
    return found.span() if found and not A_CYRILLIC.search(found[0]) else None


def _shared(text: Text) -> bool:
    """Whether a term stands in another language of its concept, letter for letter."""
    return text.kind == "term" and any(
        term.value == text.value
        for term in text.concept.all_terms
        if term.language != text.language
    )


def _in_right_script(text: Text) -> str:
    """For Uzbek, the words in the other alphabet; by rule into Latin, a draft into Cyrillic."""
    if language_row(text.language).macro != "uz":
        return ""
    into = to_latin if script_for(text.language) == "Latin" else to_cyrillic
    return _("in its letters: {text}").format(text=into(text.value))
