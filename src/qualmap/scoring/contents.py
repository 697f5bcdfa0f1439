"""What stands in many texts at once, as flat arrays: their words, and their concepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.model.reading import Reading
from qualmap.scoring.nearest import Indexes, Vectors

MOST_WORDS: Final = 40
"""Words of a text that are compared one by one; outcomes have 5 to 20."""

BROADER_SHARE: Final = 0.5
"""What a concept counts for when the other side names only its broader or narrower concept."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a list of texts: their numbers one after another, and where each text starts."""

    numbers: Indexes
    starts: Indexes
    lengths: Indexes
    all_vectors: Vectors
    all_rarities: Vectors

    @classmethod
    def of(
        cls,
        texts: Sequence[Sequence[str]],
        numbers: Mapping[str, int],
        vectors: Vectors,
        rare: Vectors,
    ) -> Words:
        """Return the words of `texts`, whose numbers, vectors and rarities are given."""
        lengths = np.array([min(len(words), MOST_WORDS) for words in texts], dtype=np.intp)
        flat = [numbers[word] for words in texts for word in words[:MOST_WORDS]]
        starts = np.cumsum(lengths) - lengths
        return cls(np.array(flat, dtype=np.intp), starts, lengths, vectors, rare)

    def vectors(self, row: int) -> Vectors:
        """Return the vectors of the words of one text, shape (words, dimensions)."""
        start = self.starts[row]
        return self.all_vectors[self.numbers[start : start + self.lengths[row]]]

    def together(self, rows: Indexes) -> tuple[Indexes, Indexes]:
        """Return the numbers of the words of some texts one after another, and where each text
        starts among them.
        """
        lengths = self.lengths[rows]
        starts = np.cumsum(lengths) - lengths
        places = np.repeat(self.starts[rows] - starts, lengths) + np.arange(lengths.sum())
        return self.numbers[places], starts


def shares_met(left: Words, row: int, right: Words, rows: Indexes) -> tuple[Vectors, Vectors]:
    """Return how well the words of a left text are met by each of some right texts, and how well
    theirs are met by it: the mean of each word's best cosine, weighted by rarity.

    None of the texts may be without words.
    """
    start = left.starts[row]
    mine = left.numbers[start : start + left.lengths[row]]
    theirs, starts = right.together(rows)
    cosines = left.all_vectors[mine] @ right.all_vectors[theirs].T
    weights, other_weights = left.all_rarities[mine], right.all_rarities[theirs]
    met = weights @ np.maximum.reduceat(cosines, starts, axis=1) / weights.sum()
    others_met = np.add.reduceat(cosines.max(axis=0) * other_weights, starts)
    others = others_met / np.add.reduceat(other_weights, starts)
    return met, np.asarray(others, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ConceptTable:
    """The concepts of two lists of texts: numbers, padded with the last one, which counts nothing.

    `credits` tells in hundredths what having the second concept counts for the first.
    """

    numbers: tuple[Indexes, Indexes]
    weights: Vectors
    credits: NDArray[np.int8]

    @classmethod
    def of(
        cls,
        sides: tuple[Sequence[Reading], Sequence[Reading]],
        *,
        weights: Mapping[str, float],
        broader: Mapping[str, tuple[str, ...]],
    ) -> ConceptTable:
        """Return the table of the concepts in two lists of readings."""
        place = {concept: n for n, concept in enumerate(sorted(weights))}
        credit = np.zeros((len(place) + 1, len(place) + 1), dtype=np.int8)
        for concept, n in place.items():
            near = [place[other] for other in broader.get(concept, ()) if other in place]
            credit[n, near] = round(100 * BROADER_SHARE)
            credit[n, n] = 100
        rare = np.array([*(weights[concept] for concept in place), 0.0], dtype=np.float32)
        left, right = (_padded([sorted(r.concept_ids) for r in side], place) for side in sides)
        return cls((left, right), rare, credit)

    def shares(self, i: Indexes, j: Indexes) -> tuple[Vectors, Vectors]:
        """Return the share of each left text's concepts found on the right, and the reverse.

        Weighted by rarity; NaN where either text has no concept.
        """
        mine, theirs = self.numbers[0][i], self.numbers[1][j]
        return self._share(mine, theirs), self._share(theirs, mine)

    def _share(self, mine: Indexes, theirs: Indexes) -> Vectors:
        found = self.credits[mine[:, :, None], theirs[:, None, :]].max(axis=2) / np.float32(100)
        weights = self.weights[mine]
        known = (weights.sum(axis=1) > 0) & (self.weights[theirs].sum(axis=1) > 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = (found * weights).sum(axis=1) / weights.sum(axis=1)
        return np.where(known, share, np.float32(np.nan))


def _padded(texts: Sequence[Sequence[str]], place: Mapping[str, int]) -> Indexes:
    longest = max((len(concepts) for concepts in texts), default=0)
    table = np.full((len(texts), max(longest, 1)), len(place), dtype=np.intp)
    for row, concepts in enumerate(texts):
        table[row, : len(concepts)] = [place[concept] for concept in concepts]
    return table
