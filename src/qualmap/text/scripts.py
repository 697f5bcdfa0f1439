"""Which script and which alphabet a text is written in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from unicodedata import normalize

from qualmap.text.languages import language
from qualmap.text.romanise import APOSTROPHES

__all__ = ["Script", "letters_outside", "script_of"]

# A Cyrillic text may quote a standard or a brand in Latin letters ("ISO стандарти"): a tenth of
# foreign letters does not make it mixed. By feel; lint looks at single words instead.
FOREIGN_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Script:
    """The script of a text and the shares of its letters."""

    name: Literal["Latin", "Cyrillic", "mixed", "other", "none"]
    latin: float = 0.0
    cyrillic: float = 0.0
    other: float = 0.0


def script_of(text: str) -> Script:
    """The script of a text.

    >>> script_of("Oʻquv dasturi").name, script_of("Ўқув дастури").name, script_of("36 (5)").name
    ('Latin', 'Cyrillic', 'none')
    >>> script_of("IT-мутахассис")
    Script(name='mixed', latin=0.1667, cyrillic=0.8333, other=0.0)
    """
    counts = Counter(map(_script, filter(str.isalpha, text)))
    counts.pop("", None)
    total = counts.total()
    if not total:
        return Script("none")
    latin, cyrillic, other = (
        round(counts[name] / total, 4) for name in ("Latin", "Cyrillic", "other")
    )
    return Script(_name(latin, cyrillic, other), latin, cyrillic, other)


@lru_cache(maxsize=1 << 10)
def _script(letter: str) -> str:
    if letter in APOSTROPHES:
        return ""
    if letter < "\u0250" or "\u1e00" <= letter < "\u1f00":
        return "Latin"
    return "Cyrillic" if "\u0400" <= letter < "\u0530" else "other"


def _name(
    latin: float, cyrillic: float, other: float
) -> Literal["Latin", "Cyrillic", "mixed", "other"]:
    most = max(latin, cyrillic, other)
    if most < 1 - FOREIGN_SHARE:
        return "mixed"
    if most == other:
        return "other"
    return "Latin" if most == latin else "Cyrillic"


def letters_outside(text: str, tag: str) -> tuple[str, ...]:
    """The letters of a text that the alphabet of the language lacks, in order of appearance.

    A language without a row has no alphabet here, and nothing is outside it.

    >>> letters_outside("ўқитувчи щётка", "uz-Cyrl"), letters_outside("où", "fr")
    (('щ',), ())
    """
    alphabet = _alphabet(tag)
    if not alphabet:
        return ()
    letters = dict.fromkeys(normalize("NFC", text.lower()))
    return tuple(letter for letter in letters if letter not in alphabet and letter.isalpha())


@lru_cache(maxsize=64)
def _alphabet(tag: str) -> frozenset[str]:
    """The letters of a language; apostrophes are no stranger than a misprint anywhere."""
    letters = language(tag).letters
    return frozenset(letters + APOSTROPHES) if letters else frozenset()
