"""The number and the case of a term, as far as they can be told without guessing.

Russian: the readings of pymorphy3. The others: a term is a plural only if without the ending it is
a word that the glossary has, so that `мастер` and `dollar` are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final, Literal

from qualmap.text.tokens import tokens

__all__ = ["Form", "form_of", "number_neutral", "rough_stem"]

Form = Literal["singular", "plural", "oblique", "verb", ""]
"""Of the head of a term; empty where it cannot be told."""

# What makes a plural of the last word, whosever it is (natijalari); in Tajik, of the first.
PLURALS: Final = {
    "uz-Latn": re.compile("lari?$"),
    "uz-Cyrl": re.compile("лари?$"),
    "kk": re.compile("[лдт](?:ар(?:ы)?|ер(?:і)?)$"),
    "ky": re.compile("[лдт](?:ар(?:ы)?|[ео]р(?:[иу])?|өр(?:ү)?)$"),
    "tg": re.compile("ҳои?$"),
}
SHORTEST_STEM: Final = 4
"""Below this, Kyrgyz астар (lining) would be a plural of ас."""
HEAD_FIRST: Final = frozenset(("tg",))

# After these words an English term only says more about its head: outcome of learning.
_BEHIND_HEAD: Final = re.compile(r" (?:of|for|in|on|to|at|by|with|from|and|or) ")
# In the plural these mean something of their own, or are hardly used otherwise.
_BASICALLY_PLURAL: Final = frozenset((
    "goods", "news", "studies", "works",
    "воды", "данные", "деньги", "знания", "правила", "сведения", "средства", "условия",
))  # fmt: skip
_NO_PLURAL: Final = re.compile("(?:ss|us|is|ics|[^aeiou]as)$")
_CYRILLIC: Final = re.compile("[а-яё]+")


def form_of(value: str, language: str, known: Collection[str]) -> Form:
    """Return the form of a term's head; empty where it cannot be told.

    `known` are the words of the glossary in this language, in lower case.

    >>> form_of("learning outcomes", "en", {"outcome"}), form_of("навыками", "ru", ())
    ('plural', 'oblique')
    >>> form_of("malakalar", "uz-Latn", {"malaka"}), form_of("dollar", "uz-Latn", {"malaka"})
    ('plural', '')
    """
    lowered = value.lower()
    if language == "ru":
        return _russian_form(lowered)
    words = (
        _BEHIND_HEAD.split(lowered, maxsplit=1)[0].split() if language == "en" else lowered.split()
    )
    if not words or (language != "en" and language not in PLURALS):
        return ""
    head = words[0 if language in HEAD_FIRST else -1]
    stem = english_singular(head) if language == "en" else PLURALS[language].sub("", head)
    if stem == head:
        return "singular"
    sure = stem in known and len(stem) >= SHORTEST_STEM and head not in _BASICALLY_PLURAL
    return "plural" if sure else ""


def english_singular(word: str) -> str:
    """Return an English word without the ending of the plural, if it may be one.

    >>> [english_singular(word) for word in ("skills", "bodies", "processes", "basis", "gas")]
    ['skill', 'body', 'process', 'basis', 'gas']
    """
    if len(word) < 4 or not word.endswith("s") or _NO_PLURAL.search(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


_RUSSIAN_ENDING: Final = re.compile("(?:[аеёиоуыэюяйь]|[аеоя]м|[ая]ми|[ая]х|[ое]в)+$")


def rough_stem(word: str, language: str) -> str:
    """Return what words that may differ in number only have in common; fast, and too generous.

    >>> rough_stem("квалификаций", "ru"), rough_stem("квалификация", "ru")
    ('квалификац', 'квалификац')
    """
    if language == "ru":
        return _RUSSIAN_ENDING.sub("", word.lower()) or word.lower()
    return number_neutral(word, language)


@lru_cache(maxsize=1 << 16)
def number_neutral(word: str, language: str) -> str:
    """Return a word as it is in the singular, in English and Russian; else as it is.

    >>> number_neutral("Skills", "en"), number_neutral("квалификаций", "ru")
    ('skill', 'квалификация')
    """
    lowered = word.lower()
    if language == "en":
        return english_singular(lowered)
    if language != "ru" or not _CYRILLIC.fullmatch(lowered):
        return lowered
    reading = _readings(lowered)[0]
    return str(reading.normal_form) if reading.tag.POS == "NOUN" else lowered


def _russian_form(value: str) -> Form:
    """Whether the first noun may be a nominative singular, or is in the plural, or neither."""
    for token in tokens(value):
        readings = _readings(token.text) if _CYRILLIC.fullmatch(token.text) else ()
        if not readings or not readings[0].is_known:
            return ""
        kinds = {reading.tag.POS for reading in readings}
        if "INFN" in kinds:
            return "verb"
        if not kinds & {"ADJF", "PRTF"}:  # лесной might be a noun, but one comes behind it
            nouns = [reading.tag for reading in readings if reading.tag.POS == "NOUN"]
            plural_by_use = token.text in _BASICALLY_PLURAL
            return _noun_form(nouns) if nouns and not plural_by_use else ""
    return ""


def _noun_form(tags: list[Any]) -> Form:
    if any(tag.case == "nomn" and (tag.number == "sing" or "Pltm" in tag) for tag in tags):
        return "singular"
    return "plural" if any(tag.case == "nomn" for tag in tags) else "oblique"


@lru_cache(maxsize=1 << 16)
def _readings(word: str) -> tuple[Any, ...]:
    return tuple(_russian().parse(word))


@lru_cache(maxsize=1)
def _russian() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
