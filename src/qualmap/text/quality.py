"""What `data/quality.yaml` knows of each language: weak verbs, subjects, vague words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from qualmap.cache import shipped_data
from qualmap.text.languages import language as language_row
from qualmap.text.phrases import PhraseIndex

__all__ = ["NEVER", "QualityWords", "quality_words"]

NEVER: Final = "(?!)"


@dataclass(frozen=True, slots=True)
class QualityWords:
    """The row of a language, ready to be looked up; an empty one finds nothing."""

    weak: PhraseIndex
    topic: re.Pattern[str]
    verb: re.Pattern[str]
    vague: re.Pattern[str]
    forms: tuple[re.Pattern[str], ...]
    joining: frozenset[str]
    apart: re.Pattern[str]


@lru_cache(maxsize=32)
def quality_words(tag: str) -> QualityWords:
    """Return the row of a language; Uzbek in Cyrillic letters has that of its Latin table."""
    row: dict[str, Any] = shipped_data("quality.yaml")["languages"].get(language_row(tag).table, {})
    return QualityWords(
        weak=PhraseIndex(row.get("weak", ()), tag),
        topic=_pattern(row, "topic"),
        verb=_pattern(row, "verb"),
        vague=re.compile("|".join(row.get("vague", ())) or NEVER, re.IGNORECASE),
        forms=tuple(re.compile(form) for form in row.get("forms", ())),
        joining=frozenset(row.get("joining", ())),
        apart=_pattern(row, "apart"),
    )


def _pattern(row: dict[str, Any], name: str) -> re.Pattern[str]:
    return re.compile(row.get(name, NEVER))
