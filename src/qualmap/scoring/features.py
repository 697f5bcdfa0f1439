"""What is compared in a pair of readings. Each feature is a claim; its number says how true it is.

A feature takes `Facing` and the indexes of pairs and returns one number a pair, NaN where there
is no information. The docstring is the claim, printed by `qualmap show recipe`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.scoring.facing import NEIGHBOURS, Facing, Indexes
from qualmap.text.verbs import actions_in_words

Numbers = NDArray[np.float32]
Feature = Callable[[Facing, Indexes, Indexes], Numbers]

FEATURES: Final[dict[str, Feature]] = {}
LADDER_RUNGS: Final = 8


def feature(function: Feature) -> Feature:
    """Enter a feature into the table under its name."""
    name = function.__name__
    if name in FEATURES:
        raise ValueError(f"feature {name} is defined twice")
    FEATURES[name] = function
    return function


def cosine(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Cosine of the vectors of meaning."""
    left, right = facing.vectors
    return np.asarray(np.einsum("nd,nd->n", left[i], right[j]), dtype=np.float32)


@feature
def meaning(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """The texts lie closer in meaning than unrelated texts of these two languages do."""
    mean, spread = facing.by_language(i, j, facing.encoder.background)
    return np.asarray((cosine(facing, i, j) - mean) / spread, dtype=np.float32)


@feature
def standing_out(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """The texts lie closer to each other than either lies to its other neighbours."""
    left, right = facing.crowding
    return np.asarray(2 * cosine(facing, i, j) - left[i] - right[j], dtype=np.float32)


@feature
def mutual_rank(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Each text is among the nearest of the other."""
    score = standing_out(facing, i, j) + 0.3 * spelling(facing, i, j)
    return np.asarray((1 / _rank(i, score) + 1 / _rank(j, score)) / 2, dtype=np.float32)


def _rank(group: Indexes, score: Numbers) -> Numbers:
    """Rank of each pair among the pairs of the same text, from 1."""
    order = np.lexsort((-score, group))
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(group) else order
    lengths = np.diff(np.r_[starts, len(group)])
    ranks = np.empty(len(group), dtype=np.float32)
    ranks[order] = np.arange(1, len(group) + 1) - np.repeat(starts, lengths)
    return ranks


@feature
def wording(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """The texts share more of their wording than either shares with its other candidates."""
    from rapidfuzz import fuzz, process

    left = [" ".join(reading.tokens) for reading in facing.left]
    right = [" ".join(reading.tokens) for reading in facing.right]
    ratios = process.cpdist(
        [left[n] for n in i], [right[n] for n in j], scorer=fuzz.token_sort_ratio, workers=-1
    )
    return _above_others(i, j, np.asarray(ratios / 100, dtype=np.float32))


def _above_others(i: Indexes, j: Indexes, score: Numbers) -> Numbers:
    """Twice the score, less the mean of the best scores that either text of a pair reaches."""
    crowded = [_best_mean(group, score)[group] for group in (i, j)]
    return np.asarray(2 * score - crowded[0] - crowded[1], dtype=np.float32)


def _best_mean(group: Indexes, score: Numbers) -> Numbers:
    best = _rank(group, score) <= NEIGHBOURS
    counts = np.bincount(group[best])
    return np.asarray(np.bincount(group[best], score[best]) / np.maximum(counts, 1), np.float32)


def spelling(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Return the likeness of spelling: shared rare runs of letters, as in loan words and names."""
    left, right = facing.letters
    return np.asarray(np.einsum("nd,nd->n", left[i], right[j]), dtype=np.float32)


@feature
def words_less(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Even on the side that meets less, most words meet a word of like meaning on the other."""
    return np.minimum(*word_shares(facing, i, j))


@feature
def words_more(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """On the side that meets more, most words meet a word of like meaning on the other."""
    return np.maximum(*word_shares(facing, i, j))


PAIRS_AT_A_TIME: Final = 2000
"""Pairs whose words are multiplied together: 2,000 pairs of 12 by 12 words take about 50 MB."""


def word_shares(facing: Facing, i: Indexes, j: Indexes) -> tuple[Numbers, Numbers]:
    """Return how well the words of each left text are met on the right, and the reverse.

    The mean over words of the best cosine with a word of the other text, weighted by rarity.
    """
    left, right = facing.words
    shares = np.full((2, len(i)), np.nan, dtype=np.float32)
    for start in range(0, len(i), PAIRS_AT_A_TIME):
        part = slice(start, start + PAIRS_AT_A_TIME)
        cosines = facing.word_cosines(i[part], j[part])
        both = (~left.missing(i[part])).any(axis=1) & (~right.missing(j[part])).any(axis=1)
        for side, words, rows in ((0, left, i[part]), (1, right, j[part])):
            weights = words.weights(rows)
            met = (cosines.max(axis=2 - side) * weights).sum(axis=1)
            with np.errstate(invalid="ignore", divide="ignore"):
                shares[side, part] = np.where(both, met / weights.sum(axis=1), np.nan)
    return shares[0], shares[1]


@feature
def shared_less(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Even on the side that shares less, the glossary concepts are found on the other side."""
    return np.minimum(*concept_shares(facing, i, j))


@feature
def shared_more(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """On the side that shares more, the glossary concepts are found on the other side."""
    return np.maximum(*concept_shares(facing, i, j))


def concept_shares(facing: Facing, i: Indexes, j: Indexes) -> tuple[Numbers, Numbers]:
    """Return the share of each left text's concepts found on the right, and the reverse."""
    pairs = [(facing.left[a], facing.right[b]) for a, b in zip(i, j, strict=True)]
    return (
        np.array([facing.share(one, other) for one, other in pairs], dtype=np.float32),
        np.array([facing.share(other, one) for one, other in pairs], dtype=np.float32),
    )


@feature
def same_action(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Both texts ask for the same action."""
    left, right = _texts(facing, "action")
    return _known(left[i] == right[j], (left[i] != "") & (right[j] != ""))


@feature
def action_steps(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """The actions stand on the same step of the ladder from recall to creating."""
    left = np.array([reading.step for reading in facing.left])[i]
    right = np.array([reading.step for reading in facing.right])[j]
    near = 1 - np.abs(left - right) / (LADDER_RUNGS - 1)
    return _known(near, (left > 0) & (right > 0))


@feature
def like_action(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """The actions are alike in meaning: understanding a drawing is like reading it."""
    left, right = _texts(facing, "action")
    known = (left[i] != "") & (right[j] != "")
    words = actions_in_words()
    names = sorted(words)
    vectors = facing.encoder.encode([words[name] for name in names])
    place = {name: n for n, name in enumerate(names)} | {"": 0}
    rows = np.array([place[name] for name in left], dtype=np.intp)[i]
    columns = np.array([place[name] for name in right], dtype=np.intp)[j]
    return _known(np.einsum("nd,nd->n", vectors[rows], vectors[columns]), known)


@feature
def same_domain(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Both texts describe knowledge, or both skills, or both responsibility and autonomy."""
    left, right = _texts(facing, "domain")
    return _known(left[i] == right[j], (left[i] != "") & (right[j] != ""))


@feature
def same_particulars(facing: Facing, i: Indexes, j: Indexes) -> Numbers:
    """Numbers, negation, supervision and independence do not contradict each other."""
    return np.array(
        [1.0 - 0.5 * len(contradictions(facing, a, b)) for a, b in zip(i, j, strict=True)],
        dtype=np.float32,
    )


def contradictions(facing: Facing, a: int, b: int) -> list[str]:
    """Return in words what the particulars of two texts contradict each other in."""
    left, right = facing.left[a].particulars, facing.right[b].particulars
    found = []
    if left.numbers and right.numbers and not set(left.numbers) & set(right.numbers):
        found.append(f"numbers {', '.join(left.numbers)} against {', '.join(right.numbers)}")
    if (left.supervised and right.independent) or (left.independent and right.supervised):
        found.append("under supervision against independently")
    if left.negated != right.negated:
        found.append("only one side denies something")
    if left.partial != right.partial:
        found.append("only one side merely takes part")
    return found


def _texts(facing: Facing, name: str) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    return (
        np.array([getattr(reading, name) for reading in facing.left], dtype=str),
        np.array([getattr(reading, name) for reading in facing.right], dtype=str),
    )


def _known(value: NDArray[np.generic], known: NDArray[np.bool_]) -> Numbers:
    return np.where(known, value.astype(np.float32), np.nan).astype(np.float32)
