"""LQ007, LQ008: outcomes that say the same twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

from qualmap.lint.quality.bench import Bench
from qualmap.lint.quality.rule import quality
from qualmap.lint.quality.subject import Described, Statement
from qualmap.lint.rule import Hit
from qualmap.messages import _
from qualmap.model.reading import Reading
from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.tables import table
from qualmap.text.tokens import tokens

ALIKE: Final = 60
"""Below this likeness of spelling (rapidfuzz, 0 to 100) two outcomes are not looked at further."""

FEWEST: Final = 2
"""A single word shared says little: "checks" and "inspects"."""


@quality("LQ007", "duplicate-outcome", "warning")
def duplicate_outcome(item: Described, bench: Bench) -> Iterator[Hit]:
    """Two outcomes of a qualification have the same words, but for case, signs and spelling.

    Why:
        It counts twice, in assessment and in every comparison.
    Bad:
        - {id: A1, text: {en: "Checks the weld"}}
        - {id: B4, text: {en: "checks the weld."}}
    Good:
        - {id: A1, text: {en: "Checks the weld"}}
        - {id: B4, text: {en: "Grinds the weld"}}
    """
    first: dict[tuple[str, str], Statement] = {}
    for one in item.statements:
        earlier = first.setdefault((one.tag, _folded(one)), one)
        if earlier.outcome.id != one.outcome.id:
            yield one.hit(_same(earlier, _("outcome {id} has the same words")))


def _same(other: Statement, message: str) -> str:
    return message.format(id=other.outcome.id)


def _folded(one: Statement) -> str:
    return " ".join(fold_key(token.text, one.tag) for token in one.tokens)


@quality("LQ008", "near-duplicate-outcome", "warning")
def near_duplicate_outcome(item: Described, bench: Bench) -> Iterator[Hit]:
    """Two outcomes of a qualification ask for the same in other words.

    The action is of the same kind, and the words are the same but for their order, endings, small
    words and synonyms of the glossary. Numbers, negation and supervision tell outcomes apart.

    Why:
        It counts twice, in assessment and in every comparison.
    Bad:
        - {id: A1, text: {en: "Checks the quality of welds"}}
        - {id: B4, text: {en: "Inspects weld quality"}}
    Good:
        - {id: A1, text: {en: "Checks the quality of welds"}}
        - {id: B4, text: {en: "Checks the quality of paint"}}
    """
    for one, other in _close(item):
        meant = _meant(bench.read(one))
        if len(meant) >= FEWEST and meant == _meant(bench.read(other)):
            yield other.hit(_same(one, _("outcome {id} asks for the same in other words")))


def _close(item: Described) -> Iterator[tuple[Statement, Statement]]:
    """Pairs in one language, with one action and the same particulars, that are spelt alike."""
    from rapidfuzz import fuzz

    groups: dict[Hashable, list[tuple[Statement, str]]] = {}
    for one in item.statements:
        key = one.tag, one.lead.id if one.lead else "", one.particulars
        groups.setdefault(key, []).append((one, _folded(one)))
    for group in groups.values():
        for (one, left), (other, right) in combinations(group, 2):
            differs = left != right and one.outcome.id != other.outcome.id
            if differs and fuzz.token_sort_ratio(left, right) >= ALIKE:
                yield one, other


def _meant(reading: Reading) -> frozenset[str]:
    """The action, the concepts, and the other words of a text, small ones left out."""
    ignored = _small(reading.language) | {
        fold_key(token.text, reading.language) for token in tokens(reading.action_words)
    }
    words = {
        key
        for token, key in zip(tokens(reading.tidy), reading.tokens, strict=False)
        if not any(hit.start <= token.start < hit.end for hit in reading.concepts)
        and fold_key(token.text, reading.language) not in ignored
    }
    return frozenset({*words, *reading.concept_ids, reading.action})


@lru_cache(maxsize=16)
def _small(tag: str) -> frozenset[str]:
    """Function words, and verbs of ability behind a verb (tekshira olish)."""
    known = table(language_row(tag).table)
    return frozenset(fold_key(word, tag) for word in (*known.words, *known.auxiliaries))
