"""The key under which spellings of one word meet, whatever the script.

`romanise` keeps what a reader would miss; the fold key drops more, to meet variants: it proposes
candidates, and the words as written decide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from qualmap.text.languages import language as language_row
from qualmap.text.romanise import romanise

__all__ = ["fold_key"]

# Spellings vary between budjet and byudjet, proyekt and proekt. A y after a vowel is a consonant
# of the word (joyi, loyiha) and stays.
_SOFT_Y: Final = re.compile("(?<=[bcdfghjklmnpqrstvxzğ])y(?=[aeou])|(?<=[aeiouö])y(?=e)")


@lru_cache(maxsize=1 << 15)
def fold_key(word: str, language: str = "") -> str:
    """The spelling-neutral key of a word.

    >>> fold_key("oʻquv") == fold_key("ўқув") == fold_key("O'quv")
    True
    >>> fold_key("лицензия", "ru"), fold_key("lisenziya"), fold_key("obyekt")
    ('lisenziya', 'lisenziya', 'obekt')
    >>> fold_key("учёт", "ru") == fold_key("учет", "ru")
    True
    """
    lowered = word.lower()
    for old, new in language_row(language).folds:
        lowered = lowered.replace(old, new)
    return _SOFT_Y.sub("", romanise(lowered).replace("ts", "s"))
