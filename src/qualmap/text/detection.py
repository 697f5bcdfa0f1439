"""Which of our languages a text is in.

Alphabets exclude, function words and endings decide; py3langid, limited to the languages left, is
asked only about texts of some words, and may be missing. A single word rarely tells a language
(diplom, bakalavr): its confidence is low.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from qualmap.text.fold import fold_key
from qualmap.text.languages import LANGUAGES, Language
from qualmap.text.scripts import letters_outside, script_of
from qualmap.text.tables import table
from qualmap.text.tokens import tokens

__all__ = ["SURE", "Detected", "detect_language"]

How = Literal["none", "rules", "langid"]

# py3langid on single words is right in 20 to 90 of 100 cases, from four words on nearly always.
LANGID_WORDS: Final = 4
# An ending tells less than a function word: neighbours share many.
ENDING_WEIGHT: Final = 0.4
# A letter or spelling that a language does not have tells more than any word.
FOREIGN_WEIGHT: Final = 1.5
# Below this the rules have seen little: one function word more than the next language.
SURE: Final = 0.6
LONGEST_ENDING: Final = 6


@dataclass(frozen=True, slots=True)
class Detected:
    """The likeliest language, how sure that is (0 to 1), and what told."""

    tag: str
    confidence: float
    how: How


@lru_cache(maxsize=1 << 12)
def detect_language(text: str) -> Detected:
    """The language of a text among those with a row.

    >>> detect_language("Oʻquv jarayonini rejalashtiradi va natijalarni baholaydi").tag
    'uz-Latn'
    >>> detect_language("Оқу нәтижелерін бағалайды").tag, detect_language("диплом").confidence < 0.5
    ('kk', True)
    """
    words = [token.text for token in tokens(text)]
    scores = [(_score(row, text, words), row) for row in _of_same_script(text)]
    ranked = sorted(scores, key=lambda pair: -pair[0])
    if not ranked:
        return Detected("", 0.0, "none")
    (best, row), (second, _) = ranked[:2]
    found = Detected(row.tag, round(1 - 0.5 ** (best - second), 3), "rules")
    if found.confidence >= SURE or len(words) < LANGID_WORDS:
        return found
    return (
        _by_langid(text, [row for score, row in ranked if score > best - FOREIGN_WEIGHT]) or found
    )


def _of_same_script(text: str) -> list[Language]:
    script = script_of(text)
    if script.name in ("none", "other"):
        return []
    name = "Latin" if script.latin > script.cyrillic else "Cyrillic"
    return [row for row in LANGUAGES.values() if row.script == name]


def _score(row: Language, text: str, words: list[str]) -> float:
    """Function words and endings that speak for the language, less what it does not have."""
    foreign = len(letters_outside(text, row.tag))
    if row.foreign:
        foreign += len(re.findall(row.foreign, text, re.IGNORECASE))
    return sum(_weight(word, row) for word in words) - FOREIGN_WEIGHT * foreign


@lru_cache(maxsize=1 << 15)
def _weight(word: str, row: Language) -> float:
    function_words, endings = _signs(row)
    key = fold_key(word, row.tag)
    if key in function_words:
        return 1.0
    lengths = range(2, min(len(key), LONGEST_ENDING))
    return ENDING_WEIGHT if any(key[-length:] in endings for length in lengths) else 0.0


@lru_cache(maxsize=32)
def _signs(row: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Function words and endings, folded, so that both scripts of Uzbek share them."""
    data = table(row.table)
    return (
        frozenset(fold_key(word, row.tag) for word in data.words),
        frozenset(fold_key(ending, row.tag) for ending in data.endings),
    )


def _by_langid(text: str, rows: list[Language]) -> Detected | None:
    """What py3langid says, limited to these languages; None where it cannot tell."""
    by_macro = {row.macro: row.tag for row in rows}
    identifier = _identifier()
    if identifier is None or len(by_macro) < 2 or "" in by_macro:
        return None
    identifier.set_languages(list(by_macro))
    macro, probability = identifier.classify(text)
    return Detected(by_macro[macro], round(float(probability), 3), "langid")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """The identifier of py3langid, or None where the package is not installed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
