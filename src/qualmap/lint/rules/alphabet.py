"""GS005: letters that the alphabet of a language lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from unicodedata import normalize

from qualmap.lint.concepts import Concept
from qualmap.lint.mixed import MARK, SCRIPTS, no_uzbek_c, other_script
from qualmap.lint.rule import Context, Hit, rule, unsafe
from qualmap.lint.rules.uzbek import APOSTROPHE, REFORM_LETTERS
from qualmap.lint.written import Text, changed, changes, odd_letters, texts_of
from qualmap.messages import _
from qualmap.model.finding import Fix
from qualmap.text.languages import language as language_row
from qualmap.text.scripts import letters_outside


class Own(NamedTuple):
    """Letters that are typed for those of a language: of a neighbour, or of an old typeface."""

    typed: str
    meant: str


OWN: Final = {
    "kk": Own("əѳҳќѓҥїɵ", "әөһқғңіө"),
    "ky": Own("ѳҥұɵ", "өңүө"),
    "uz-Cyrl": Own("ӯһќѓ", "ўҳқғ"),
    # The typefaces of the nineties put ҳ, ҷ, ӣ where Serbian and Ukrainian have њ, љ, ї.
    "tg": Own("ўһќѓњљї", "ӯҳқғҳҷӣ"),
    "tk": Own("ÿñș", "ýňş"),
}  # fmt: skip
MEANT: Final = {
    tag: dict(zip(own.typed + own.typed.upper(), own.meant + own.meant.upper(), strict=True))
    for tag, own in OWN.items()
}
# A foreign word may be quoted in a definition; an address has the letters it has.
QUOTED: Final = re.compile(r"\([^)]*\)|«[^»]*»|“[^”]*”|\"[^\"]*\"|\S+[.@]\w\S*")
NONE: Final[frozenset[str]] = frozenset()
GREEK_OR_SIGN: Final = re.compile("[\u0370-\u03ffµªº\u2100-\u214f]")
ANY_WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARK}])*")


@rule("GS005", "letter-outside-alphabet", "error", fix="unsafe")
def letter_outside_alphabet(concept: Concept, context: Context) -> Iterator[Hit]:
    """A word has a letter that the alphabet of its language lacks.

    Names with a capital letter in a language written in Latin letters, accents in English, and
    what a definition quotes are left alone.

    Why:
        Tajik ӯ and Uzbek ў, Kazakh һ and Uzbek ҳ look alike, keyboards offer one for the other,
        and what is typed with the wrong one is not found.
    Bad:
        tg: [{text: "ўҳдадорӣ"}]
    Good:
        tg: [{text: "ӯҳдадорӣ"}]
    Fix:
        Unsafe: the letter of the language that is meant, where that is known.
    """
    odd = odd_letters(concept, context)
    for tag in {*odd, *concept.terms} - {""}:
        row = language_row(tag)
        if not row.letters or not row.script:
            continue
        strange = any(letter.isalpha() for letter in odd.get(tag, NONE) - APOSTROPHE)
        if not strange and not row.uzbek_apostrophes:
            continue
        for text in texts_of(concept, tag):
            if strange or no_uzbek_c(text.value, tag):
                yield from _strange_words(text, row.script)


def _strange_words(text: Text, script: str) -> Iterator[Hit]:
    value = text.value
    if text.kind == "definition":
        value = QUOTED.sub(lambda match: " " * len(match[0]), value)
    elif "." in value or "@" in value:
        value = re.sub(r"\S+[.@]\w\S*", lambda match: " " * len(match[0]), value)
    for match in ANY_WORD.finditer(value):
        if letters := _strangers(match[0], text.language, script):
            tag = text.language
            yield text.hit(
                _("{word}: {letters} is no letter of {language}").format(
                    word=match[0], letters=", ".join(letters), language=language_row(tag).name
                ),
                match.span(),
                fix=_with_own(text, match.span(), letters),
            )


def _strangers(word: str, tag: str, script: str) -> list[str]:
    """The letters of a word that its alphabet lacks; those of the other script are for GS004."""
    latin = script == "Latin"
    if latin and not word.islower() and not set(word) & set(MEANT.get(tag, ())):
        return []
    found = [
        letter
        for letter in letters_outside(word, tag)
        if letter not in REFORM_LETTERS or not _uzbek(tag)
    ]
    if no_uzbek_c(word, tag):
        found.append("c")
    return [one for one in found if one in MEANT.get(tag, ()) or _counts(one, tag, script)]


def _counts(letter: str, tag: str, script: str) -> bool:
    if SCRIPTS[other_script(script)].match(letter) or GREEK_OR_SIGN.match(letter):
        return False
    # résumé and façade are English.
    return tag != "en" or not normalize("NFD", letter)[0].isascii()


def _uzbek(tag: str) -> bool:
    return language_row(tag).uzbek_apostrophes


def _with_own(text: Text, span: tuple[int, int], letters: list[str]) -> Fix | None:
    meant = MEANT.get(text.language, {})
    if any(letter not in meant for letter in letters):
        return None
    start, end = span
    wanted = [
        (place, place + 1, meant[text.value[place]])
        for place in range(start, end)
        if text.value[place] in meant
    ]
    after = changed(text.value[:end], wanted)[start:]
    return unsafe(_("write {word}").format(word=after), *changes(text.words, wanted))
