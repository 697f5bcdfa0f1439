"""Clean a text without losing the way back to the words as written.

Each step names its edits, so that a report can say what was changed and lint can offer the fix.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import category, is_normalized, normalize

from qualmap.text.detection import SURE, detect_language
from qualmap.text.languages import language as language_row
from qualmap.text.romanise import APOSTROPHES
from qualmap.text.uzbek import apostrophe_edits

__all__ = ["STEPS", "Tidied", "tidy"]

Edit = tuple[int, int, str]
"""Replace the characters from start to end by these."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """A clean text, the steps that changed it, and where each character stands as written."""

    text: str
    steps: tuple[str, ...]
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as written that became `text[start:end]`.

        >>> tidied = tidy("  oʻquv   dasturi")
        >>> tidied.text[6:13], tidied.original_span(6, 13)
        ('dasturi', (10, 17))
        """
        if start >= end:
            place = (*self.offsets, *self.ends[-1:], 0)[start]
            return place, place
        return self.offsets[start], self.ends[end - 1]


def tidy(text: str, language: str = "") -> Tidied:
    """The text in NFC, without invisible characters and stray spaces, Uzbek with its apostrophes.

    Without a language, apostrophes are touched only where the text is clearly Uzbek.

    >>> tidy("o'quv  dasturi", "uz-Latn").text, tidy("the 'ring' master's", "").steps
    ('oʻquv dasturi', ())
    >>> tidy("o'quv  dasturi", "uz-Latn").steps
    ('whitespace', 'uzbek-apostrophes')
    """
    used = []
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    for name, step in STEPS.items():
        if edits := list(step(text, language)):
            used.append(name)
            starts = _edited(starts, edits, [starts[start] for start, _, _ in edits])
            ends = _edited(ends, edits, [ends[end - 1] for _, end, _ in edits])
            text = _replaced(text, edits)
    return Tidied(text, tuple(used), tuple(starts), tuple(ends))


def _replaced(text: str, edits: list[Edit]) -> str:
    parts = []
    done = 0
    for start, end, new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _edited(places: list[int], edits: list[Edit], new_places: list[int]) -> list[int]:
    """What replaces several characters stands for all of them."""
    edited: list[int] = []
    done = 0
    for (start, end, new), place in zip(edits, new_places, strict=True):
        edited += places[done:start]
        edited += [place] * len(new)
        done = end
    return edited + places[done:]


Step = Callable[[str, str], Iterable[Edit]]


def _replace(pattern: str, new: str) -> Step:
    compiled = re.compile(pattern)

    def edits(text: str, language: str) -> Iterator[Edit]:
        return ((*match.span(), new) for match in compiled.finditer(text))

    return edits


def _compose(text: str, language: str) -> Iterator[Edit]:
    """й written as и and a breve becomes one letter."""
    if is_normalized("NFC", text):
        return
    starts = [place for place, char in enumerate(text) if not place or not _continues(char)]
    for start, end in pairwise([*starts, len(text)]):
        cluster = text[start:end]
        if (composed := normalize("NFC", cluster)) != cluster:
            yield start, end, composed


def _continues(char: str) -> bool:
    """Marks, and the vowels and finals of Korean syllables, compose with what stands before."""
    return category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def _uzbek_apostrophes(text: str, language: str) -> Iterable[Edit]:
    return apostrophe_edits(text) if _is_uzbek(text, language) else ()


def _is_uzbek(text: str, language: str) -> bool:
    if not any(mark in text for mark in APOSTROPHES):
        return False
    if language:
        return language_row(language).uzbek_apostrophes
    found = detect_language(text)
    return language_row(found.tag).uzbek_apostrophes and found.confidence >= SURE


# Characters that no reader sees come first: one of them may keep a letter and its mark apart.
STEPS: Final[dict[str, Step]] = {
    "invisible": _replace("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]", ""),
    "nfc": _compose,
    "spaces": _replace("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", " "),
    "margins": _replace(r"\A\s+|\s+\Z", ""),
    "whitespace": _replace(r"(?! \S)\s+", " "),
    "hyphens": _replace("[\u2010\u2011]", "-"),
    "uzbek-apostrophes": _uzbek_apostrophes,
}
"""The steps of `tidy`, in their order."""
