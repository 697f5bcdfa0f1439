"""One plain lower-case Latin for every language of ours, so that like words look alike.

Uzbek in Latin and in Cyrillic letters comes out the same; cognates and loan words of the other
languages come close. No language tag is needed: one table serves all, and English is left alone.

Order of the steps: lower case, the Cyrillic spellings that depend on a neighbour (``ц``, ``е``),
the table, the apostrophes, the word-initial ``ye``.
"""

import re
from typing import Final
from unicodedata import is_normalized, normalize

__all__ = ["APOSTROPHES", "CYRILLIC", "romanise"]

#: Every code point met in Uzbek texts as the mark of oʻ and gʻ or as the tutuq belgisi.
APOSTROPHES: Final = "'\u2018\u2019`\u00b4\u02bb\u02bc\u02b9\u2032\u02bd\uff07\u201b\u02be\u02bf"

# х and ҳ stay apart because Uzbek tells them apart and English needs its x; ы and і meet in i
# because the same vowel is written i in Uzbek (қызмет, xizmat).
CYRILLIC: Final = dict(zip("абвгдзиклмнопрстуфэйыхж", "abvgdziklmnoprstufeyixj", strict=True)) | {
    "е": "e", "ё": "yo", "ю": "yu", "я": "ya", "ц": "s", "ч": "ch", "ш": "sh", "щ": "sh",
    "ъ": "", "ь": "", "ў": "ö", "қ": "q", "ғ": "ğ", "ҳ": "h", "ә": "a", "ң": "ng", "ө": "ö",
    "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ӣ": "iy", "ӯ": "ö", "ҷ": "j",
}  # fmt: skip

# Turkmen, and the Latin alphabets drafted for Kazakh and Uzbek.
_LATIN: Final = {
    "ä": "a", "ž": "j", "ň": "ng", "ñ": "ng", "ş": "sh", "ç": "ch", "ý": "y", "ı": "i",
    "õ": "ö", "ö": "ö", "ğ": "ğ", "ǵ": "ğ", "æ": "ae", "œ": "oe", "ß": "ss",
}  # fmt: skip

# Other accents are dropped, also those on their own: U+0301 marks stress in Russian and U+0307 is
# what lower() leaves behind of the dotted capital İ.
_ACCENTED: Final = {chr(c): normalize("NFD", chr(c))[0] for c in range(0xC0, 0x250)}
_COMBINING: Final = {chr(c): "" for c in range(0x300, 0x370)}
_APOSTROPHE: Final = dict.fromkeys(APOSTROPHES, "'")

# ASCII stands in the table too: a letter that translate() does not find costs it an exception.
_TABLE: Final = str.maketrans(
    {chr(c): chr(c) for c in range(0x80)} | _ACCENTED | _COMBINING | _LATIN | CYRILLIC | _APOSTROPHE
)

# 1995 rules of Uzbek: ц is ts after a vowel or й, otherwise s (лицензия litsenziya, цирк sirk).
_TS: Final = re.compile("(?<=[аеёиоуўэюяыйәөүұіӣӯ])ц")
# After a vowel or a sign е is ye (проект proyekt, объект obyekt); elsewhere the neutral e, since
# a word-initial ye is Uzbek only (етакчи) and would part ереже, еңбек from their cognates.
_YE: Final = re.compile("(?<=[аеёиоуўэюяыъьәөүұіӣӯ])е")
# Uzbek yetakchi is etakchi here, as in Cyrillic; English year, yes, yellow keep their y.
_INITIAL_YE: Final = re.compile(r"\bye(?!a|s(?!h)|ll)")
# The quote that closes 'training' is no gʻ: no Uzbek word ends in ngʻ.
_G_APOSTROPHE: Final = re.compile(r"(?<!n)g'|g'(?=\w)")
_INNER_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")


def romanise(text: str) -> str:
    """The text in plain lower-case Latin; digits, spaces and punctuation stay.

    >>> romanise("Oʻquv jarayoni, 5-daraja") == romanise("Ўқув жараёни, 5-даража")
    True
    >>> romanise("Билим беру мекемесі"), romanise("Квалификация")
    ('bilim beru mekemesi', 'kvalifikatsiya')
    """
    plain = text.lower()
    if not plain.isascii():
        plain = _to_latin(plain)
    if "'" in plain or "`" in plain:
        plain = _without_apostrophes(plain)
    return _INITIAL_YE.sub("e", plain) if "ye" in plain else plain


def _to_latin(lowered: str) -> str:
    if not is_normalized("NFC", lowered):
        lowered = normalize("NFC", lowered)
    if "ц" in lowered:
        lowered = _TS.sub("тс", lowered)
    if "е" in lowered:
        lowered = _YE.sub("йе", lowered)
    # batalyon, and the two month names that the 1995 rules write without y.
    lowered = lowered.replace("ьо", "йо").replace("тябр", "табр")
    return lowered.translate(_TABLE)


def _without_apostrophes(plain: str) -> str:
    plain = plain.replace("`", "'").replace("o'", "ö")
    plain = _G_APOSTROPHE.sub("ğ", plain)
    return _INNER_APOSTROPHE.sub("", plain)
