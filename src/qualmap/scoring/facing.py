"""Two lists of readings held against each other, with everything that is computed once a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qualmap.model.encoder import Encoder
from qualmap.model.reading import Reading
from qualmap.scoring.sketch import rarity, runs, sketch

Vectors = NDArray[np.float32]
Indexes = NDArray[np.intp]

NEIGHBOURS = 5
"""How many nearest texts make up the local scale of a text (CSLS; Conneau et al. 2018 use 10,
for vocabularies; our lists are often 15 to 20 outcomes long)."""

LIKE_WORDS = 0.5
"""Cosine from which two words are shown as meeting; only for display."""

LETTERS = 1024
CONCEPTS = 256
"""Widths of the sketches of spelling and of concepts."""

BROADER_SHARE = 0.5
"""What a concept counts for when the other side names only its broader or narrower concept."""


MOST_WORDS = 40
"""Words of a text that are compared one by one; outcomes have 5 to 20."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a list of texts: numbers of words, padded with -1, and what stands behind."""

    numbers: NDArray[np.intp]
    all_vectors: Vectors
    all_rarities: Vectors

    @classmethod
    def of(
        cls, texts: list[list[str]], numbers: dict[str, int], vectors: Vectors, rare: Vectors
    ) -> Words:
        """Return the words of `texts`, whose numbers, vectors and rarities are given."""
        longest = max((len(words) for words in texts), default=0)
        table = np.full((len(texts), max(1, min(longest, MOST_WORDS))), -1, dtype=np.intp)
        for row, words in enumerate(texts):
            found = [numbers[word] for word in words[:MOST_WORDS]]
            table[row, : len(found)] = found
        return cls(table, vectors, rare)

    def vectors(self, rows: Indexes) -> NDArray[np.float32]:
        """Return the vectors of the words of some texts, shape (texts, words, dimensions)."""
        return self.all_vectors[self.numbers[rows]]

    def missing(self, rows: Indexes) -> NDArray[np.bool_]:
        """Return where a text has no further word, shape (texts, words)."""
        return self.numbers[rows] < 0

    def weights(self, rows: Indexes) -> NDArray[np.float32]:
        """Return the rarity of each word, zero where there is none, shape (texts, words)."""
        return np.where(self.missing(rows), np.float32(0), self.all_rarities[self.numbers[rows]])


class Facing:
    """Left and right readings, their vectors, and the scales between them."""

    def __init__(
        self,
        left: Sequence[Reading],
        right: Sequence[Reading],
        *,
        encoder: Encoder,
        broader: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.left = tuple(left)
        self.right = tuple(right)
        self.encoder = encoder
        self.broader = broader or {}

    @cached_property
    def vectors(self) -> tuple[Vectors, Vectors]:
        """Unit vectors of meaning, one array a side."""
        texts = [reading.tidy for reading in (*self.left, *self.right)]
        both = np.asarray(self.encoder.encode(texts), dtype=np.float32)
        return both[: len(self.left)], both[len(self.left) :]

    @cached_property
    def letters(self) -> tuple[Vectors, Vectors]:
        """Sketches of spelling, one array a side."""
        sides = [
            [
                tuple(run for word in reading.romanised.split() for run in runs(word))
                for reading in side
            ]
            for side in (self.left, self.right)
        ]
        weights = rarity(sides[0] + sides[1])
        return sketch(sides[0], weights, LETTERS), sketch(sides[1], weights, LETTERS)

    @cached_property
    def concepts(self) -> tuple[Vectors, Vectors]:
        """Sketches of the glossary concepts, one array a side."""
        sides = [
            [tuple(sorted(reading.concept_ids)) for reading in side]
            for side in (self.left, self.right)
        ]
        weights = self.concept_weights
        return sketch(sides[0], weights, CONCEPTS), sketch(sides[1], weights, CONCEPTS)

    @cached_property
    def concept_weights(self) -> dict[str, float]:
        """Concept → inverse document frequency over both lists: what all share says little."""
        return rarity(tuple(reading.concept_ids) for reading in (*self.left, *self.right))

    def share(self, one: Reading, other: Reading) -> float:
        """Return the share of one text's concepts found in the other, weighted by rarity.

        A concept whose broader or narrower concept is there counts in part; NaN without concepts.
        """
        mine, theirs = one.concept_ids, other.concept_ids
        if not mine or not theirs:
            return float("nan")
        found = total = 0.0
        for concept in mine:
            weight = self.concept_weights[concept]
            total += weight
            if concept in theirs:
                found += weight
            elif any(near in theirs for near in self.broader.get(concept, ())):
                found += weight * BROADER_SHARE
        return found / total

    @cached_property
    def words(self) -> tuple[Words, Words]:
        """The words of each text, as vectors of meaning with their rarity, one value a side."""
        texts = [
            [reading.romanised.split() for reading in side] for side in (self.left, self.right)
        ]
        weights = rarity(texts[0] + texts[1])
        distinct = sorted(weights)
        vectors = np.asarray(self.encoder.encode(distinct), dtype=np.float32)
        rare = np.array([weights[word] for word in distinct], dtype=np.float32)
        numbers = {word: n for n, word in enumerate(distinct)}
        return (
            Words.of(texts[0], numbers, vectors, rare),
            Words.of(texts[1], numbers, vectors, rare),
        )

    def word_cosines(self, i: Indexes, j: Indexes) -> NDArray[np.float32]:
        """Return the cosines between all words of each pair, shape (pairs, words, words).

        Places without a word hold -1, less than any cosine that matters.
        """
        left, right = self.words
        cosines = np.matmul(left.vectors(i), right.vectors(j).transpose(0, 2, 1))
        missing = left.missing(i)[:, :, None] | right.missing(j)[:, None, :]
        return np.where(missing, np.float32(-1), cosines)

    def met_words(self, a: int, b: int) -> list[tuple[str, str]]:
        """Return the words of two texts that are each other's nearest in meaning, nearest first."""
        one, other = self.left[a].words[:MOST_WORDS], self.right[b].words[:MOST_WORDS]
        if not one or not other:
            return []
        cosines = self.word_cosines(np.array([a]), np.array([b]))[0][: len(one), : len(other)]
        pairs = [
            (float(cosines[m, n]), m, n)
            for m, n in enumerate(cosines.argmax(axis=1).tolist())
            if cosines[:, n].argmax() == m and cosines[m, n] >= LIKE_WORDS
        ]
        return [(one[m], other[n]) for _cosine, m, n in sorted(pairs, reverse=True)]

    @cached_property
    def crowding(self) -> tuple[Vectors, Vectors]:
        """Mean cosine of each text with its nearest texts on the other side (CSLS)."""
        left, right = self.vectors
        return _crowding(left, right), _crowding(right, left)

    def by_language(
        self, i: Indexes, j: Indexes, value: Callable[[str, str], tuple[float, float]]
    ) -> tuple[Vectors, Vectors]:
        """Return two numbers per pair that depend on the languages of its texts alone."""
        first = np.zeros(len(i), dtype=np.float32)
        second = np.ones(len(i), dtype=np.float32)
        lefts = np.array([reading.language for reading in self.left])[i]
        rights = np.array([reading.language for reading in self.right])[j]
        for one in np.unique(lefts):
            for other in np.unique(rights):
                here = (lefts == one) & (rights == other)
                first[here], second[here] = value(str(one), str(other))
        return first, second


def _crowding(one: Vectors, other: Vectors, block: int = 2048) -> Vectors:
    count = min(NEIGHBOURS, len(other))
    means = np.zeros(len(one), dtype=np.float32)
    if not count:
        return means
    for start in range(0, len(one), block):
        cosines = one[start : start + block] @ other.T
        nearest = np.partition(cosines, -count, axis=1)[:, -count:]
        means[start : start + block] = nearest.mean(axis=1)
    return means
