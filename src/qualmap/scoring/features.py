"""What is compared in a pair of readings. Each feature is a claim; its number says how true it is.

A feature takes `Pairs` and returns one number a pair, NaN where there is no information. The
docstring is the claim, printed by `qualmap show recipe`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.model.encoder import Encoder
from qualmap.scoring.facing import NEIGHBOURS, Facing
from qualmap.scoring.nearest import Indexes
from qualmap.scoring.pairs import Pairs
from qualmap.text.verbs import actions_in_words

Numbers = NDArray[np.float32]
Feature = Callable[[Pairs], Numbers]

FEATURES: Final[dict[str, Feature]] = {}
LADDER_RUNGS: Final = 8


def feature(function: Feature) -> Feature:
    """Enter a feature into the table under its name."""
    name = function.__name__
    if name in FEATURES:
        raise ValueError(f"feature {name} is defined twice")
    FEATURES[name] = function
    return function


@feature
def meaning(pairs: Pairs) -> Numbers:
    """The texts lie closer in meaning than unrelated texts of these two languages do."""
    facing = pairs.facing
    mean, spread = facing.by_language(pairs.i, pairs.j, facing.encoder.background)
    return np.asarray((pairs.cosine - mean) / spread, dtype=np.float32)


@feature
def mutual_rank(pairs: Pairs) -> Numbers:
    """Each text is among the nearest of the other."""
    score = pairs.standing_out + 0.3 * pairs.spelling
    return np.asarray((1 / _rank(pairs.i, score) + 1 / _rank(pairs.j, score)) / 2, np.float32)


def _rank(group: Indexes, score: Numbers) -> Numbers:
    """Rank of each pair among the pairs of the same text, from 1."""
    order = np.lexsort((-score, group))
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(group) else order
    lengths = np.diff(np.r_[starts, len(group)])
    ranks = np.empty(len(group), dtype=np.float32)
    ranks[order] = np.arange(1, len(group) + 1) - np.repeat(starts, lengths)
    return ranks


def _above_others(pairs: Pairs, score: Numbers) -> Numbers:
    """Twice the score, less the mean of the best scores that either text of a pair reaches."""
    crowded = [_best_mean(group, score)[group] for group in (pairs.i, pairs.j)]
    return np.asarray(2 * score - crowded[0] - crowded[1], dtype=np.float32)


def _best_mean(group: Indexes, score: Numbers) -> Numbers:
    best = _rank(group, score) <= NEIGHBOURS
    counts = np.bincount(group[best])
    return np.asarray(np.bincount(group[best], score[best]) / np.maximum(counts, 1), np.float32)


@feature
def stems_less(pairs: Pairs) -> Numbers:
    """Even on the side that meets less, most stems meet a stem of like meaning on the other."""
    return np.minimum(*pairs.stem_shares)


@feature
def stems_more(pairs: Pairs) -> Numbers:
    """On the side that meets more, most stems meet a stem of like meaning on the other."""
    return np.maximum(*pairs.stem_shares)


@feature
def stems_above(pairs: Pairs) -> Numbers:
    """The stems of the texts meet better than those of either text and its other candidates."""
    return _above_others(pairs, np.nan_to_num(np.add(*pairs.stem_shares) / 2))


@feature
def same_unit(pairs: Pairs) -> Numbers:
    """The units that the outcomes stand in have titles of like meaning."""
    (left, rows), (right, columns) = pairs.facing.units
    known = (rows[pairs.i] >= 0) & (columns[pairs.j] >= 0)
    if not known.any():
        return np.full(len(pairs), np.nan, dtype=np.float32)
    return _known((left @ right.T)[rows[pairs.i], columns[pairs.j]], known)


@feature
def words_less(pairs: Pairs) -> Numbers:
    """Even on the side that meets less, most words meet a word of like meaning on the other."""
    return np.minimum(*pairs.word_shares)


@feature
def words_more(pairs: Pairs) -> Numbers:
    """On the side that meets more, most words meet a word of like meaning on the other."""
    return np.maximum(*pairs.word_shares)


@feature
def shared_less(pairs: Pairs) -> Numbers:
    """Even on the side that shares less, the glossary concepts are found on the other side."""
    return np.minimum(*pairs.concept_shares)


@feature
def shared_more(pairs: Pairs) -> Numbers:
    """On the side that shares more, the glossary concepts are found on the other side."""
    return np.maximum(*pairs.concept_shares)


@feature
def like_action(pairs: Pairs) -> Numbers:
    """The actions are alike in meaning: understanding a drawing is like reading it."""
    # Encoders are told apart by identity, which a protocol cannot say.
    place, likeness = _actions(pairs.facing.encoder)  # type: ignore[arg-type]
    rows = np.array([place[r.action] for r in pairs.facing.left], dtype=np.intp)[pairs.i]
    columns = np.array([place[r.action] for r in pairs.facing.right], dtype=np.intp)[pairs.j]
    return _known(likeness[rows, columns], (rows >= 0) & (columns >= 0))


@lru_cache(maxsize=2)
def _actions(encoder: Encoder) -> tuple[dict[str, int], Numbers]:
    """The place of each action, and how alike every two are."""
    words = actions_in_words()
    names = sorted(words)
    vectors = np.asarray(encoder.encode([words[name] for name in names]), dtype=np.float32)
    return {name: n for n, name in enumerate(names)} | {"": -1}, vectors @ vectors.T


@feature
def same_domain(pairs: Pairs) -> Numbers:
    """Both texts describe knowledge, or both skills, or both responsibility and autonomy."""
    left, right = _texts(pairs, "domain")
    return _known(left == right, (left != "") & (right != ""))


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


def _texts(pairs: Pairs, name: str) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """What each pair has under a name, left and right."""
    left = np.array([getattr(reading, name) for reading in pairs.facing.left], dtype=str)
    right = np.array([getattr(reading, name) for reading in pairs.facing.right], dtype=str)
    return left[pairs.i], right[pairs.j]


def _known(value: NDArray[np.generic], known: NDArray[np.bool_]) -> Numbers:
    return np.where(known, value.astype(np.float32), np.nan).astype(np.float32)
