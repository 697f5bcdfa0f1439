"""Small words that change what an outcome asks for: numbers, negation, supervision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qualmap.cache import shipped_data
from qualmap.model.reading import Particulars
from qualmap.text.detection import detect_language
from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.phrases import PhraseIndex, longest_apart
from qualmap.text.tokens import tokens

__all__ = ["cues", "particulars"]

_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cue phrases of one language and the word endings, each with its cues."""

    tag: str
    phrases: dict[str, frozenset[str]]
    index: PhraseIndex
    endings: tuple[tuple[str, str], ...]


def particulars(text: str, language: str = "") -> Particulars:
    """The numbers and cues of a text.

    >>> particulars("Performs up to 5 tasks under supervision", "en")
    Particulars(numbers=('5',), negated=False, supervised=True, independent=False, partial=False)
    """
    found = cues(text, language)
    return Particulars(
        numbers=tuple(number.replace(",", ".") for number in _NUMBER.findall(text)),
        negated="negation" in found,
        supervised="supervised" in found,
        independent="independent" in found,
        partial="partial" in found,
    )


def cues(text: str, language: str = "") -> frozenset[str]:
    """The names of the cues found; a longer phrase hides those within it.

    >>> sorted(cues("Works without supervision", "en"))
    ['independent']
    """
    known = _cues(language or detect_language(text).tag)
    words = tokens(text)
    hits = longest_apart(known.index.find(words))
    covered = {place for hit in hits for place in range(hit.first, hit.last + 1)}
    found = {cue for hit in hits for cue in known.phrases[hit.phrase]}
    for place, word in enumerate(words):
        if place not in covered:
            found |= _by_ending(word.text, known)
    return frozenset(found)


def _by_ending(word: str, known: _Cues) -> set[str]:
    """Cues in the ending of a word: buzmasdan, without breaking. A bare ending is no word."""
    key = fold_key(word, known.tag)
    return {
        cue for ending, cue in known.endings if key.endswith(ending) and len(key) > len(ending) + 1
    }


@lru_cache(maxsize=16)
def _cues(tag: str) -> _Cues:
    row = language_row(tag)
    table = shipped_data("cues.yaml")["cues"]
    phrases: dict[str, set[str]] = {}
    endings = []
    for cue, by_language in table.items():
        for phrase in by_language.get(row.table) or ():
            if phrase.startswith("-"):
                endings.append((fold_key(phrase[1:], row.tag), cue))
            else:
                phrases.setdefault(phrase, set()).add(cue)
    frozen = {phrase: frozenset(names) for phrase, names in phrases.items()}
    return _Cues(row.tag, frozen, PhraseIndex(frozen, row.tag), tuple(endings))
