"""What we know of each language, as a row; a language without a row gets a neutral one.

Adding a language is adding a row here, a table in `data/languages/` and a file of cases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

__all__ = ["LANGUAGES", "Language", "language", "neighbours"]

Inflection = Literal["suffixes", "lemmas", "stems", "none"]
VerbPlace = Literal["first", "last", "any"]

_ENGLISH: Final = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@dataclass(frozen=True, slots=True)
class Language:
    """A language in one script: its letters, and which of our methods suit it.

    `table` names the file of suffixes and function words; `folds` are spellings made equal before
    the common table of `romanise` is applied; `macro` is the tag that py3langid knows; `foreign` is
    a pattern of spellings that the language does not have.
    """

    tag: str
    name: str
    script: Literal["Latin", "Cyrillic", ""]
    letters: str = ""
    inflection: Inflection = "none"
    verb_place: VerbPlace = "any"
    table: str = ""
    macro: str = ""
    uzbek_apostrophes: bool = False
    folds: tuple[tuple[str, str], ...] = ()
    foreign: str = ""


_ROWS: Final = (
    # Uzbek has q without u, and o and g with a mark before more letters (oʻquv, but o'clock).
    Language(
        "en", "English", "Latin", _ENGLISH, "stems", "first", "en", "en",
        foreign=r"q(?!u)|\b[og][\u02bb\u2018\u2019'`](?!clock)(?=[a-z])|g[\u02bb\u2018]",
    ),
    Language(
        "ru", "русский", "Cyrillic", _RUSSIAN, "lemmas", "first", "ru", "ru",
        folds=(("ё", "е"),),
    ),
    # Kazakh и is a vowel and a consonant: кәсіби is not кәсібі, and оқиды is оқы and йды.
    Language(
        "kk", "қазақша", "Cyrillic", _RUSSIAN + "әғқңөұүһі", "suffixes", "last", "kk", "kk",
        folds=(("и", "ий"),),
    ),
    Language("ky", "кыргызча", "Cyrillic", _RUSSIAN + "ңөү", "suffixes", "last", "ky", "ky"),
    Language(
        "tg", "тоҷикӣ", "Cyrillic", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя", "suffixes", "any",
        "tg", "tg",
    ),
    # In Turkmen y is the vowel that the neighbours write ы, and w is their v.
    Language(
        "tk", "türkmençe", "Latin", "abçdeäfghijžklmnňoöprsştuüwyýz", "suffixes", "last", "tk",
        folds=(("y", "ı"), ("w", "v")),
    ),
    Language(
        "uz-Latn", "oʻzbekcha", "Latin", "abcdefghijklmnopqrstuvxyz\u02bb\u02bc", "suffixes",
        "last", "uz-Latn", "uz", uzbek_apostrophes=True, foreign="c(?!h)|w|ee",
    ),
    # One table for both scripts: the fold key is the same.
    Language(
        "uz-Cyrl", "ўзбекча", "Cyrillic", "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ", "suffixes",
        "last", "uz-Latn", "uz",
    ),
)  # fmt: skip

LANGUAGES: Final[dict[str, Language]] = {row.tag: row for row in _ROWS}
"""Every language that has a row, by tag."""

# A tag without its script: for Uzbek both alphabets are in use, so neither can be assumed.
_WITHOUT_SCRIPT: Final = {
    "uz": replace(
        LANGUAGES["uz-Latn"],
        tag="uz",
        script="",
        letters=LANGUAGES["uz-Latn"].letters + LANGUAGES["uz-Cyrl"].letters,
        uzbek_apostrophes=True,
    )
}

_KNOWN: Final = {tag.lower(): row for tag, row in (LANGUAGES | _WITHOUT_SCRIPT).items()}
_SCRIPT_SUBTAGS: Final = {"latn": "Latin", "cyrl": "Cyrillic"}


@lru_cache(maxsize=256)
def language(tag: str) -> Language:
    """The row for a BCP 47 tag, or a neutral row for a language that has none.

    >>> language("uz-latn-UZ").tag, language("ru-RU").tag, language("uz").script
    ('uz-Latn', 'ru', '')
    >>> language("kk-Latn").inflection, language("fr").letters
    ('none', '')
    """
    parts = tag.lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        row = _KNOWN.get("-".join(parts[:length]))
        if row and _script_agrees(row, parts[length:]):
            return row
    return Language(tag, tag, "")


def _script_agrees(row: Language, subtags: list[str]) -> bool:
    """Kazakh in Latin letters is no Kazakh of our row."""
    named = {_SCRIPT_SUBTAGS[subtag] for subtag in subtags if subtag in _SCRIPT_SUBTAGS}
    return named <= {row.script}


def neighbours(tag: str) -> tuple[str, ...]:
    """The other languages of ours written in the same script, in the order of the rows.

    >>> neighbours("tg")
    ('ru', 'kk', 'ky', 'uz-Cyrl')
    """
    script = language(tag).script
    return tuple(row.tag for row in _ROWS if row.script == script and row.tag != tag)
