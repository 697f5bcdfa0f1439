"""Words that signal a level ("under supervision", "at the forefront"), found in inflected text.

The table is ours: `training/levels/words.tsv` by hand, its stages and weights adjusted to our level
statements and summaries of frameworks by `training/fit_levels.py`. Stages are those of the EQF.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Any, Final

from qualmap.cache import Words, code_state
from qualmap.files import data_path
from qualmap.text.inflection import WordIndex
from qualmap.text.languages import language as language_row
from qualmap.text.phrases import PhraseHit, PhraseIndex, longest_apart
from qualmap.text.tokens import Token, tokens

__all__ = ["Cue", "WordTable", "find_cues", "kept_cues", "languages", "level_words", "read_table"]

# "Some theory" is less than theory: a word that makes little of a high one brings it half-way
# down to what a beginner has.
LITTLE: Final[dict[str, tuple[str, ...]]] = {
    "en": ("some", "little", "limited", "restricted", "basic", "partly", "partial", "partially",
           "certain", "few", "elementary", "small", "simple", "modest", "measure", "slight",
           "initial", "slightly"),
    "ru": ("некоторый", "ограниченный", "частичный", "частично", "отдельный", "элемент",
           "базовый", "начальный", "небольшой"),
    "uz-Latn": ("ayrim", "baʼzi", "cheklangan", "qisman", "maʼlum", "biroz"),
    "kk": ("кейбір", "шектеулі", "ішінара", "біраз"),
}  # fmt: skip
LITTLE_REACH: Final = 2
HIGH: Final = 4.0
BEGINNER: Final = 2.0

# Snowball puts "comprehension" and "comprehensive", "directed" and "directions" together; only
# these endings make a form of the same word.
_ENGLISH_ENDINGS: Final = frozenset(
    ("", "s", "es", "d", "ed", "ing", "e", "y", "ies", "ied", "ying", "ning", "ned", "ly", "ting",
     "ted")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A level word found in a text: as written, the element of complexity, its stage and weight.

    `phrase` is the entry of the table that was found, `words` what stands in the text.
    """

    words: str
    element: str
    stage: float
    weight: float = 1.0
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class WordTable:
    """The level words of one language, ready to be looked up."""

    tag: str
    cues: dict[str, Cue]
    phrases: PhraseIndex
    little: WordIndex


def find_cues(text: str, table: WordTable | None) -> tuple[Cue, ...]:
    """Return the level words of a text by place; a longer phrase hides those within it.

    >>> [cue.words for cue in find_cues("Does simple tasks under supervision", level_words("en"))]
    ['simple tasks', 'under supervision']
    """
    if table is None:
        return ()
    words = tokens(text)
    chosen = longest_apart(_best(words, text, table))
    hits = sorted(chosen, key=lambda hit: hit.first)
    return tuple(_cue(hit, words, text, table) for hit in hits)


def _best(words: Sequence[Token], text: str, table: WordTable) -> Iterator[PhraseHit]:
    """One hit a span: the phrase that stands there letter for letter, else the first by name."""
    spans: dict[tuple[int, int], list[PhraseHit]] = {}
    for hit in table.phrases.find(words):
        if _is_form(hit, words, table.tag):
            spans.setdefault((hit.first, hit.last), []).append(hit)
    for (first, last), hits in spans.items():
        written = text[words[first].start : words[last].end].lower()
        yield min(hits, key=lambda hit: (hit.phrase != written, hit.phrase))


def _is_form(hit: PhraseHit, words: Sequence[Token], tag: str) -> bool:
    if language_row(tag).inflection != "stems":
        return True
    parts = (token.text.lower() for token in tokens(hit.phrase))
    return all(_same_stem(part, words[hit.first + n].text.lower()) for n, part in enumerate(parts))


def _same_stem(known: str, written: str) -> bool:
    same = next(
        (n for n, (a, b) in enumerate(zip(known, written, strict=False)) if a != b),
        min(len(known), len(written)),
    )
    return known[same:] in _ENGLISH_ENDINGS and written[same:] in _ENGLISH_ENDINGS


def _cue(hit: PhraseHit, words: Sequence[Token], text: str, table: WordTable) -> Cue:
    cue = table.cues[hit.phrase]
    start, stage = hit.first, cue.stage
    before = range(max(0, hit.first - LITTLE_REACH), hit.first)
    small = [n for n in before if table.little.look_up(words[n].text)]
    if stage >= HIGH and small:
        start, stage = small[0], (stage + BEGINNER) / 2
    written = text[words[start].start : words[hit.last].end]
    return Cue(" ".join(written.split()), cue.element, stage, cue.weight, hit.phrase)


def languages() -> frozenset[str]:
    """Return the tables that have level words; uz-Cyrl is read with that of uz-Latn."""
    return frozenset(row["language"] for row in _rows())


@lru_cache(maxsize=16)
def level_words(tag: str) -> WordTable | None:
    """Return the level words for a language, or None where we have none."""
    table = language_row(tag).table
    cues = {
        row["phrase"]: Cue(row["phrase"], row["element"], float(row["stage"]), float(row["weight"]))
        for row in _rows()
        if row["language"] == table
    }
    return read_table(cues.values(), tag) if cues else None


def read_table(cues: Iterable[Cue], tag: str) -> WordTable:
    """Return a table of these cues for texts in the language `tag`."""
    known = {cue.words: cue for cue in cues}
    little = WordIndex(LITTLE.get(language_row(tag).table, ()), tag)
    return WordTable(tag, known, PhraseIndex(known, tag), little)


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, Any]]:
    with data_path("levels", "phrases.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def kept_cues(text: str, tag: str) -> list[Cue]:
    """Return the cues that `find_cues` finds with the table of a language, now or in earlier runs.

    Finding them in the levels of a framework takes longer than all else about levels.
    """
    kept = _kept()
    question = f"{tag} {text}"
    if (rows := kept.get(question)) is None:
        rows = [json.dumps(astuple(cue)) for cue in find_cues(text, level_words(tag))]
        kept.put(question, rows)
    return [Cue(*json.loads(row)) for row in rows]


@lru_cache(maxsize=1)
def _kept() -> Words:
    return Words("level-cues", code_state("text", "scoring", "data/levels", "data/languages"))
