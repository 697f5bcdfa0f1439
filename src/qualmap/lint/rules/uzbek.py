"""GS001, GS002, GS010, GS011, GS016, GS017: how Uzbek is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qualmap.lint.concepts import Concept, Term
from qualmap.lint.edits import part
from qualmap.lint.rule import Context, Hit, hit, rule, safe, unsafe
from qualmap.lint.written import Change, Text, called, changes, suspects, texts_of, words_at
from qualmap.messages import _
from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.romanise import APOSTROPHES
from qualmap.text.tokens import tokens
from qualmap.text.uzbek import TURNED_COMMA, TUTUQ, apostrophe_edits, apostrophes, to_latin

LATIN: Final = "uz-Latn"
CYRILLIC: Final = "uz-Cyrl"

MARKS: Final = {
    "modifier": (TURNED_COMMA, TUTUQ),
    "quote": ("\u2018", "\u2019"),
    "ascii": ("'", "'"),
}
"""The mark of oʻ and gʻ and the tutuq belgisi, by the option `uz.apostrophe`."""

APOSTROPHE: Final = frozenset(APOSTROPHES)
# No mark of them is proper, so that `apostrophe_edits` names every place.
# Where a look is worth while: another mark, or one of the two in the place of the other.
MISPLACED: Final = re.compile(
    f"(?<![oOgG]){TURNED_COMMA}|(?<=[oOgG]){TUTUQ}|[{TURNED_COMMA}{TUTUQ}]{{2}}"
    f"|[{re.escape(''.join(mark for mark in APOSTROPHES if mark not in (TURNED_COMMA, TUTUQ)))}]"
)
ANONYMOUS: Final = str.maketrans(dict.fromkeys(APOSTROPHES, "`"))
# Moody's: a name with an English ending.
ENGLISH_NAME: Final = re.compile(r"\b[A-Z]\w*`s\b")


def _misspelt(text: Text, context: Context, *, of_letters: bool) -> Iterator[Change]:
    """The changes that marks need: those of oʻ and gʻ, or the tutuq belgisi.

    A mark after a mark is one too many (moʻʼjiza is written moʻjiza), whatever it is.
    """
    if not language_row(text.language).uzbek_apostrophes:
        return
    style = context.options.uz.apostrophe
    if style == "modifier" and not MISPLACED.search(text.value):
        return
    wanted = MARKS[style][0 if of_letters else 1]
    value = text.value.translate(ANONYMOUS)
    names = [match.span() for match in ENGLISH_NAME.finditer(value)]
    for start, end, proper in apostrophe_edits(value):
        if (proper == TURNED_COMMA) != of_letters:
            continue
        doubled = value[start - 1] == "`"
        named = any(first <= start < last for first, last in names)
        if not named and (doubled or text.value[start] != wanted):
            yield start, end, "" if doubled else wanted


@rule("GS001", "uzbek-apostrophe", "warning", fix="safe")
def uzbek_apostrophe(concept: Concept, context: Context) -> Iterator[Hit]:
    """The mark of oʻ and gʻ is not the letter ʻ (U+02BB).

    Why:
        Keyboards offer ', ‘, ’ and `, and every seventh Uzbek word has such a mark. All but the
        proper one are punctuation to a program, which cuts the word in two there.
    Bad:
        uz-Latn: [{text: "o'quv dasturi"}]
    Good:
        uz-Latn: [{text: "oʻquv dasturi"}]
    Options:
        uz.apostrophe: `modifier` (ʻ and ʼ, default), `quote` (‘ and ’) or `ascii` (').
    Fix:
        Safe: the mark is replaced. Quotation marks and names such as O'Reilly are left alone.
    """
    for text in suspects(concept, context, APOSTROPHE):
        if wanted := list(_misspelt(text, context, of_letters=True)):
            message = _("{words}: the mark of oʻ and gʻ should be {letter}")
            yield _marked(text, wanted, message)


@rule("GS002", "tutuq-belgisi", "warning", fix="safe")
def tutuq_belgisi(concept: Concept, context: Context) -> Iterator[Hit]:
    """The tutuq belgisi is not the letter ʼ (U+02BC), or follows oʻ, where it is not written.

    Why:
        As with the mark of oʻ: a word with another mark is cut in two, and found by nobody who
        writes it well. The spelling of 1995 writes moʻjiza and moʻtadil with one mark.
    Bad:
        uz-Latn: [{text: "ta'lim"}]
    Good:
        uz-Latn: [{text: "taʼlim"}]
    Options:
        uz.apostrophe: `modifier` (ʻ and ʼ, default), `quote` (‘ and ’) or `ascii` (').
    Fix:
        Safe: the mark is replaced. Unsafe: the second of two marks is taken away.
    """
    for text in suspects(concept, context, APOSTROPHE):
        found = list(_misspelt(text, context, of_letters=False))
        if wanted := [change for change in found if change[2]]:
            yield _marked(text, wanted, _("{words}: the tutuq belgisi should be {letter}"))
        if doubled := [change for change in found if not change[2]]:
            words = words_at(text.value, (start for start, *_x in doubled))
            message = _("{words}: no tutuq belgisi is written after oʻ").format(words=words)
            fix = unsafe(_("take it away"), *changes(text.words, doubled))
            yield text.hit(message, doubled[0][:2], fix=fix)


def _marked(text: Text, wanted: list[Change], message: str) -> Hit:
    words = words_at(text.value, (start for start, *_x in wanted))
    letter = wanted[0][2]
    fix = safe(_("write {letter}").format(letter=letter), *changes(text.words, wanted))
    return text.hit(message.format(words=words, letter=called(letter)), wanted[0][:2], fix=fix)


@rule("GS010", "uz-latin-cyrillic-mismatch", "warning")
def uz_latin_cyrillic_mismatch(concept: Concept, context: Context) -> Iterator[Hit]:
    """An Uzbek term in Cyrillic letters is no Uzbek term of the concept in Latin letters.

    Spellings that only differ by the rules of the two alphabets (ц and s, е and ye) agree.

    Why:
        It is one language: readers of both alphabets must find the same word. A difference is a
        misprint in one of them, or one was changed and the other forgotten.
    Bad:
        uz-Latn: [{text: "taʼlim natijasi"}]
        uz-Cyrl: [{text: "таълим мақсади"}]
    Good:
        uz-Latn: [{text: "taʼlim natijasi"}]
        uz-Cyrl: [{text: "таълим натижаси"}]
    """
    latin, cyrillic = concept.terms.get(LATIN), concept.terms.get(CYRILLIC)
    if not latin or not cyrillic:
        return
    written = {term.value for term in latin}
    keys: dict[str, Term] = {}
    for term in cyrillic:
        if to_latin(term.value) in written:
            continue  # most are so, letter for letter
        keys = keys or {_key(term): term for term in latin}
        same = keys.get(_key(term))
        if term.retired or (same is not None and _agree(term.value, same.value)):
            continue
        near = same or concept.preferred(LATIN) or latin[0]
        yield hit(
            term,
            _("{cyrillic!r} is not {latin!r}").format(cyrillic=term.value, latin=near.value),
            hint=_("in Latin letters it is {latin}").format(latin=to_latin(term.value)),
        )


def _key(term: Term) -> str:
    return fold_key(" ".join(term.value.split()), term.language)


def _agree(cyrillic: str, latin: str) -> bool:
    """The key leaves out the tutuq belgisi, which tells sheʼr from sher."""
    if TUTUQ not in latin and "ъ" not in cyrillic.lower():
        return True
    return to_latin(cyrillic).count(TUTUQ) == apostrophes(latin).count(TUTUQ)


# Letters of the drafts of 2018 to 2023.
REFORM: Final = {
    "ş": "sh", "ç": "ch", "ö": "o", "õ": "o", "ó": "o", "ğ": "g", "ǵ": "g", "ñ": "ng",
}  # fmt: skip
REFORM_LETTERS: Final = frozenset("".join(REFORM) + "".join(REFORM).upper())


@rule("GS011", "reform-letters", "warning", fix="unsafe")
def reform_letters(concept: Concept, context: Context) -> Iterator[Hit]:
    """Uzbek is written with letters of a draft alphabet: ş, ç, ö, õ, ğ and others.

    Why:
        The alphabet of 1995, with sh, ch, oʻ and gʻ, is the one that documents are written in.
    Bad:
        uz-Latn: [{text: "öquv dasturi"}]
    Good:
        uz-Latn: [{text: "oʻquv dasturi"}]
    Options:
        uz.alphabet: `1995` (default), or `any`, which allows these letters.
    Fix:
        Unsafe, since a foreign name may be meant to have them: the letters of 1995 are written.
    """
    if context.options.uz.alphabet == "any":
        return
    for text in suspects(concept, context, REFORM_LETTERS):
        if text.language != LATIN:
            continue
        mark = MARKS[context.options.uz.apostrophe][0]
        wanted = [
            (place, place + 1, _of_1995(text.value, place, mark))
            for place, letter in enumerate(text.value)
            if letter in REFORM_LETTERS
        ]
        if wanted:
            words = words_at(text.value, (start for start, *_x in wanted))
            yield text.hit(
                _("{words}: not in the letters of 1995").format(words=words),
                wanted[0][:2],
                fix=unsafe(_("write them"), *changes(text.words, wanted)),
            )


def _of_1995(value: str, place: int, mark: str) -> str:
    """SH among capitals, Sh before small letters."""
    letter = value[place]
    new = REFORM[letter.lower()]
    if letter.isupper():
        near = value[place + 1 : place + 2] or value[max(place - 1, 0) : place]
        new = new.upper() if near.isupper() else new.capitalize()
    return new + mark if len(new) == 1 else new


DIGIT: Final = re.compile(r"\d")
_MONTHS: Final = "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|oktabr|noyabr|dekabr"
_ORDINALS: Final = "daraja|sinf|kurs|razryad|toifa|bosqich|bob|modda|band|ilova|shakl"
# 1995 yil is the year, 5 yil are five years; 24 avgust can only be the day.
YEAR_OR_DAY: Final = re.compile(
    rf"(?<![\w.,-])(?:[12]\d\d\d(?= ?yil(?!lik))|[0-3]?\d(?= ?(?:{_MONTHS})))( ?)(?=[a-z])"
)
# 6 -daraja, 6–daraja: a hyphen, and nothing around it.
LOOSE_HYPHEN: Final = re.compile(
    rf"(?<![\w.,])\d+( -| ?[\u2013\u2011]|- )(?=(?:yil|{_MONTHS}|{_ORDINALS})(?!lik))"
)
# Whether 6 daraja is the sixth or six of them, only a term tells that ends there.
LEVEL: Final = re.compile(rf"(?<![\w.,-])\d{{1,2}}( )(?:{_ORDINALS})(?:si)?\Z")


@rule("GS016", "uz-numeral-hyphen", "warning", fix="safe", preview=True)
def uz_numeral_hyphen(concept: Concept, context: Context) -> Iterator[Hit]:
    """An Uzbek ordinal in Arabic digits has no hyphen: 1995 yil, 6 daraja.

    Why:
        The spelling of 1995 writes 1995-yil and 6-daraja. Without the hyphen the number counts:
        5 daraja are five levels.
    Bad:
        uz-Latn: [{text: "malakaning 6 darajasi"}]
    Good:
        uz-Latn: [{text: "malakaning 6-darajasi"}]
    Fix:
        Safe: years, days and a hyphen with a space at its side. Unsafe: a number that may count.
    """
    for text in texts_of(concept, LATIN):
        if not DIGIT.search(text.value):
            continue
        for pattern in (YEAR_OR_DAY, LOOSE_HYPHEN, LEVEL)[: 3 if text.kind == "term" else 2]:
            for match in pattern.finditer(text.value):
                make = unsafe if pattern is LEVEL else safe
                yield text.hit(
                    _("a hyphen belongs after {number}").format(
                        number=match[0][: match.start(1) - match.start()]
                    ),
                    match.span(),
                    fix=make(_("write a hyphen"), part(text.words, *match.span(1), "-")),
                )


FINAL_TUTUQ: Final = re.compile(rf"{TUTUQ}(?!\w)")


@rule("GS017", "word-final-tutuq", "info", preview=True)
def word_final_tutuq(concept: Concept, context: Context) -> Iterator[Hit]:
    """An Uzbek word ends in a tutuq belgisi.

    Why:
        The spelling of 1995 writes none at the end of a word: jome, sham.
    Bad:
        uz-Latn: [{text: "shamʼ"}]
    Good:
        uz-Latn: [{text: "sham"}]
    """
    for text in suspects(concept, context, APOSTROPHE):
        if text.language != LATIN or not FINAL_TUTUQ.search(text.value):
            continue
        for token in tokens(text.value):
            bare, last = token.text[:-1], token.text[-1:]
            # ʼ around a word are quotation marks, after o and g the mark of oʻ and gʻ (GS001).
            if last == TUTUQ and bare[-1:] not in "oOgG" and bare[0] != TUTUQ:
                message = _("{word}: no tutuq belgisi at the end").format(word=token.text)
                yield text.hit(message, (token.end - 1, token.end))
