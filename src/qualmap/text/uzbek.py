"""Uzbek spelling: apostrophes, Cyrillic to Latin, and a first draft of Latin to Cyrillic.

The Latin spelling is that of 1995: oʻ and gʻ with U+02BB, the tutuq belgisi with U+02BC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Final

from qualmap.text.romanise import APOSTROPHES, CYRILLIC
from qualmap.text.tables import table

__all__ = ["TURNED_COMMA", "TUTUQ", "apostrophe_edits", "apostrophes", "to_cyrillic", "to_latin"]

TURNED_COMMA: Final = "\u02bb"
TUTUQ: Final = "\u02bc"

_MARK: Final = f"[{re.escape(APOSTROPHES)}]"
_ANY_MARK: Final = re.compile(_MARK)
_WORD: Final = re.compile(rf"{_MARK}?(?!{_MARK})[^\W\d_](?:[^\W\d_]|{_MARK})*")
# O'Reilly: a capital O, a mark, a capital and small letters. OʻZBEKISTON has no small ones.
_SURNAME: Final = re.compile(rf"O{_MARK}[A-Z][a-z]")


def apostrophe_edits(text: str) -> Iterator[tuple[int, int, str]]:
    """The places where an Uzbek apostrophe is not the proper letter: (start, end, letter)."""
    for word in _WORD.finditer(text):
        if _ANY_MARK.search(word[0]) and not _SURNAME.match(word[0]):
            yield from _word_edits(word[0], word.start())


def _word_edits(word: str, offset: int) -> Iterator[tuple[int, int, str]]:
    letters = [place for place, char in enumerate(word) if char not in APOSTROPHES]
    first, last = letters[0], letters[-1]
    for place in range(first + 1, last + 1 if _closes_quotation(word, last) else last + 2):
        if place < len(word) and word[place] in APOSTROPHES:
            proper = TURNED_COMMA if word[place - 1] in "oOgG" else TUTUQ
            if word[place] != proper and (proper == TURNED_COMMA or place < last):
                yield offset + place, offset + place + 1, proper


def _closes_quotation(word: str, last: int) -> bool:
    """A mark at the end closes a quotation after ng, since no Uzbek word ends in ngʻ, or if the
    word began with a mark: 'bog' is bog in quotation marks.
    """
    return word[0] in APOSTROPHES or word[: last + 1].lower().endswith("ng")


def apostrophes(text: str) -> str:
    """The text with proper Uzbek apostrophes; quotation marks and names are left alone.

    >>> apostrophes("O'quv ta`lim, mas’ul, O'Reilly, 'bog'")
    "Oʻquv taʼlim, masʼul, O'Reilly, 'bog'"
    """
    letters = list(text)
    for start, end, letter in apostrophe_edits(text):
        letters[start:end] = [letter]
    return "".join(letters)


Rule = tuple[re.Pattern[str], str]


def _rules(*rows: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in rows)


def _apply(rules: tuple[Rule, ...], text: str) -> str:
    for pattern, new in rules:
        text = pattern.sub(partial(_cased, new), text)
    return text


def _cased(new: str, match: re.Match[str]) -> str:
    """`new` in the case of what it replaces: Ш is SH among capitals, Sh before small letters."""
    old = match[0]
    if not old[:1].isupper():
        return new
    if old.isupper() and (len(old) > 1 or _among_capitals(match)):
        return new.upper()
    return new[:1].upper() + new[1:]


def _among_capitals(match: re.Match[str]) -> bool:
    text, start, end = match.string, *match.span()
    after = text[end : end + 1]
    return after.isupper() if after.isalpha() else text[max(start - 1, 0) : start].isupper()


_VOWEL: Final = "аеёиоуўэюяы"
_CONSONANT: Final = "бвгджзклмнпрстфхқғҳчш"

# The rules of 1995 that look at a neighbour, in order; the rest is letter by letter.
_NEIGHBOURS: Final = _rules(
    ("тябр", "табр"),  # sentabr, oktabr
    ("(?<=ў)ъ", ""),  # мўъжиза moʻjiza
    (f"(?<=[{_CONSONANT}])ъ(?=е)", "й"),  # объект obyekt
    (f"(?<=[{_CONSONANT}])ъ(?=[ёюя])", ""),  # исъён isyon
    (r"ъ\b", ""),  # no tutuq at the end of a word
    ("(?<=с)(?=ҳ)", "ъ"),  # Исҳоқ Isʼhoq, otherwise read sh
    ("ь(?=[оие])", "й"),  # батальон batalyon, ателье atelye
    (rf"(?:\b|(?<=[{_VOWEL}ъ]))е", "йе"),  # етакчи yetakchi, поезд poyezd
    (f"(?<=[{_VOWEL}йь])ц", "тс"),  # лицензия litsenziya, but цирк sirk
)
_LATIN: Final = CYRILLIC | {
    "ў": "o" + TURNED_COMMA, "ғ": "g" + TURNED_COMMA, "ъ": TUTUQ, "ц": "s",
}  # fmt: skip
_LATIN_TABLE: Final = str.maketrans(_LATIN)
_CYRILLIC_LETTER: Final = re.compile("[\u0400-\u04ff]")


def to_latin(text: str) -> str:
    """Uzbek Cyrillic in the Latin spelling of 1995; text in Latin letters is left as it is.

    >>> to_latin("Ўқув жараёни: таълим, объект, ШАҲАР, Шаҳар, мўъжиза, Исҳоқ")
    'Oʻquv jarayoni: taʼlim, obyekt, SHAHAR, Shahar, moʻjiza, Isʼhoq'
    """
    text = _apply(_NEIGHBOURS, text)
    if text.islower():  # nothing to keep in its case: much faster
        return text.translate(_LATIN_TABLE)
    return _CYRILLIC_LETTER.sub(partial(_letter, _LATIN), text)


def _letter(letters: dict[str, str], match: re.Match[str]) -> str:
    return _cased(letters.get(match[0].lower(), match[0]), match)


# Loan words keep their Russian spelling in Cyrillic, as far as a pattern tells.
_SOUNDS: Final = _rules(
    (f"s{TUTUQ}h", "сҳ"),
    ("(?<=[bdk])ye", "ъе"),  # obyekt
    (f"o{TURNED_COMMA}", "ў"), (f"g{TURNED_COMMA}", "ғ"),
    ("sh", "ш"), ("ch", "ч"), ("ye", "е"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"),
    ("tsi", "ци"), ("(?<=[knpr])siя", "ция"), (f"(?<=[aeiou{_VOWEL}])ts(?=[aeiou])", "ц"),
    (f"(?:\\b|(?<=[aeiou{_VOWEL}]))e", "э"),
)  # fmt: skip
_FROM_LATIN: Final = dict(
    zip(f"abvgdejziyklmnoprstufxqhc{TUTUQ}", "абвгдежзийклмнопрстуфхқҳцъ", strict=True)
)
_CYRILLIC_TABLE: Final = str.maketrans(_FROM_LATIN)
_LATIN_LETTER: Final = re.compile(f"[a-z{TUTUQ}]", re.IGNORECASE)


def to_cyrillic(text: str) -> str:
    """A first draft in Uzbek Cyrillic, to be read by a person.

    The way back is ambiguous: s is с or ц, e is е or э, the soft sign is not written. Frequent
    loan words and patterns are known; others come out by rule.

    >>> to_cyrillic("Oʻquv jarayoni, kompetensiya, etika, yetakchi, sement")
    'Ўқув жараёни, компетенция, этика, етакчи, цемент'
    """
    text = _apply(_loans(), apostrophes(text))
    text = _apply(_SOUNDS, text)
    if text.islower():
        return text.translate(_CYRILLIC_TABLE)
    return _LATIN_LETTER.sub(partial(_letter, _FROM_LATIN), text)


@lru_cache(maxsize=1)
def _loans() -> tuple[Rule, ...]:
    loans = table("uz-Cyrl").loans
    longest_first = sorted(loans, key=lambda word: (-len(word), word))
    return _rules(*((rf"\b{word}", loans[word]) for word in longest_first))
