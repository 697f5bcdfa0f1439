"""LQ009 to LQ012: the language of an outcome, its letters, vague words, and its length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qualmap.lint.mixed import (
    A_CYRILLIC,
    A_LATIN,
    WORD,
    in_one_script,
    name_with_ending,
    script_for,
)
from qualmap.lint.quality.bench import Bench
from qualmap.lint.quality.rule import quality
from qualmap.lint.quality.subject import Described, Statement
from qualmap.lint.rule import Hit
from qualmap.messages import _
from qualmap.text.detection import detect_language
from qualmap.text.languages import LANGUAGES
from qualmap.text.languages import language as language_row
from qualmap.text.quality import quality_words
from qualmap.text.scripts import letters_outside, script_of

SURE: Final = 0.7
"""So sure the detection must be that a text is in another language."""

FEWEST_TO_TELL: Final = 4
"""A few words are alike in many languages."""

LONGEST: Final = 40
"""Words. The longest of our 845 outcomes in five languages has 24."""

SHORTEST: Final = 2
"""A verb and what it is done to."""


@quality("LQ009", "wrong-language", "warning")
def wrong_language(item: Described, bench: Bench) -> Iterator[Hit]:
    """A text is in another language, or in other letters, than its tag says.

    Why:
        It is read by the grammar of the wrong language: its verb and its terms are not found.
    Bad:
        text: {uz-Latn: "Проверяет качество сварных швов"}
    Good:
        text: {ru: "Проверяет качество сварных швов"}
    """
    for one in item.statements:
        row = language_row(one.tag)
        script = script_of(one.text).name
        if row.script and script in ("Latin", "Cyrillic") and script != row.script:
            message = _("the text is not in {script} letters, as {tag} is")
            yield one.hit(message.format(script=row.script, tag=one.tag))
        elif row.tag in LANGUAGES and (tag := _other_language(one, row.tag)):
            message = _("the text is in {language}, not in {tag}")
            yield one.hit(message.format(language=tag, tag=one.tag))


def _other_language(one: Statement, tag: str) -> str:
    """The language of a text if it is another one of the same script, and that is sure."""
    found = detect_language(one.text)
    if found.tag in ("", tag) or len(one.tokens) < FEWEST_TO_TELL or found.confidence < SURE:
        return ""
    # By its letters the text must be possible in the language found.
    return "" if letters_outside(one.text, found.tag) else found.tag


@quality("LQ010", "mixed-script-in-outcome", "error")
def mixed_script(item: Described, bench: Bench) -> Iterator[Hit]:
    """A word mixes Latin and Cyrillic letters that look alike.

    A name in capitals with an ending (SMSлар) is left alone, and so are words with a hyphen.

    Why:
        Latin o and Cyrillic о look the same, and a program sees two letters: the word is found by
        nobody.
    Bad:
        text: {ru: "Пр\\u006fверяет шов"}  # with a Latin o
    Good:
        text: {ru: "Проверяет шов"}
    """
    for one in item.statements:
        for match in WORD.finditer(one.text):
            word = match[0]
            mixed = A_LATIN.search(word) and A_CYRILLIC.search(word)
            if mixed and not name_with_ending(word, one.tag):
                fix = in_one_script(one.words, match.span(), one.tag, script_for(one.tag))
                message = _("{word} mixes Latin and Cyrillic letters").format(word=word)
                yield one.hit(message, match.span(), fix.message if fix else "")


@quality("LQ011", "vague-words", "warning")
def vague_words(item: Described, bench: Bench) -> Iterator[Hit]:
    """An outcome leaves open what is meant: etc., and so on, «и т. д.», «va hokazo».

    Why:
        What is not written is not taught, not assessed, and not compared.
    Bad:
        text: {en: "Uses drills, grinders, etc."}
    Good:
        text: {en: "Uses drills and grinders"}
    """
    for one in item.statements:
        if match := quality_words(one.tag).vague.search(one.text):
            message = _("{words!r} leaves open what is meant").format(words=match[0])
            yield one.hit(message, match.span(), _("name all that counts"))


@quality("LQ012", "length", "warning")
def length(item: Described, bench: Bench) -> Iterator[Hit]:
    """An outcome is longer than forty words, or is a single one.

    Why:
        Forty words hold several outcomes, or conditions that belong into the assessment criteria;
        one word says no more than a heading.
    Bad:
        text: {en: "Welding"}
    Good:
        text: {en: "Welds steel plates up to 20 mm"}
    """
    for one in item.statements:
        count = len(one.tokens)
        if count > LONGEST:
            start = one.tokens[LONGEST].start
            message = _("{count} words").format(count=count)
            hint = _("make several outcomes, or move conditions into the criteria")
            yield one.hit(message, (start, len(one.text)), hint)
        elif count < SHORTEST:
            hint = _("say what is done, and to what")
            yield one.hit(_("a single word says too little"), None, hint)
