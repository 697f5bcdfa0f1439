"""Two lists of readings held against each other, with everything that is computed once a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from qualmap.model.encoder import Encoder
from qualmap.model.reading import Reading
from qualmap.scoring.contents import MOST_WORDS, ConceptTable, Words
from qualmap.scoring.nearest import Indexes, Nearest, Vectors, nearest
from qualmap.scoring.sketch import rarity, runs, sketch

NEIGHBOURS = 5
"""How many nearest texts make up the local scale of a text (CSLS; Conneau et al. 2018 use 10,
for vocabularies; our lists are often 15 to 20 outcomes long)."""

LIKE_WORDS = 0.5
"""Cosine from which two words are shown as meeting; only for display."""

LETTERS = 256
CONCEPTS = 256
"""Widths of the sketches of spelling and of concepts. 1,024 columns for spelling gave the same
accuracy on outcomes (F1 0.735 and 0.738 on the constructed alignments) at four times the work."""

FEW, MANY = 12, 8
"""Candidates a text and channel, in short lists and in long ones. On lists of 15 outcomes 12 keep
0.99 of the true pairs and 8 keep 0.97; in long lists each one more costs time for every text."""

LONG = 1000
"""Texts from which a list is long."""


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

    @cached_property
    def concept_table(self) -> ConceptTable:
        """The concepts of each text as numbers, and what one concept counts for another."""
        return ConceptTable.of(
            (self.left, self.right), weights=self.concept_weights, broader=self.broader
        )

    @cached_property
    def words(self) -> tuple[Words, Words]:
        """The words of each text as they stand, one value a side."""
        return self._as_vectors([[r.romanised.split() for r in s] for s in (self.left, self.right)])

    @cached_property
    def stems(self) -> tuple[Words, Words]:
        """The stems or dictionary forms of the words of each text, one value a side."""
        return self._as_vectors([[r.tokens for r in side] for side in (self.left, self.right)])

    def _as_vectors(self, sides: Sequence[Sequence[Sequence[str]]]) -> tuple[Words, Words]:
        """Return the words with their vectors of meaning and their rarity over both lists."""
        weights = rarity([*sides[0], *sides[1]])
        distinct = sorted(weights)
        vectors = np.asarray(self.encoder.encode(distinct), dtype=np.float32)
        rare = np.array([weights[word] for word in distinct], dtype=np.float32)
        numbers = {word: n for n, word in enumerate(distinct)}
        left, right = (Words.of(side, numbers, vectors, rare) for side in sides)
        return left, right

    @cached_property
    def units(self) -> tuple[tuple[Vectors, Indexes], tuple[Vectors, Indexes]]:
        """For each side the vectors of its unit titles, and the title of each text; -1: none."""
        left, right = (self._titles([r.unit for r in side]) for side in (self.left, self.right))
        return left, right

    def _titles(self, units: Sequence[str]) -> tuple[Vectors, Indexes]:
        titles = sorted(set(units) - {""})
        place = {title: n for n, title in enumerate(titles)} | {"": -1}
        vectors = np.asarray(self.encoder.encode(titles), dtype=np.float32)
        return vectors, np.array([place[unit] for unit in units], dtype=np.intp)

    def met_words(self, a: int, b: int) -> list[tuple[str, str]]:
        """Return the words of two texts that are each other's nearest in meaning, nearest first."""
        one, other = self.left[a].words[:MOST_WORDS], self.right[b].words[:MOST_WORDS]
        if not one or not other:
            return []
        cosines = self.words[0].vectors(a) @ self.words[1].vectors(b).T
        pairs = [
            (float(cosines[m, n]), m, n)
            for m, n in enumerate(cosines.argmax(axis=1).tolist())
            if cosines[:, n].argmax() == m and cosines[m, n] >= LIKE_WORDS
        ]
        return [(one[m], other[n]) for _cosine, m, n in sorted(pairs, reverse=True)]

    @property
    def is_long(self) -> bool:
        """Whether either list is long."""
        return max(len(self.left), len(self.right)) >= LONG

    @property
    def per_channel(self) -> int:
        """How many candidates each channel proposes for a text."""
        return MANY if self.is_long else FEW

    @cached_property
    def closest(self) -> tuple[Nearest, Nearest]:
        """The nearest in meaning of each left text on the right, and of each right text."""
        left, right = self.vectors
        return nearest(left, right, self.per_channel), nearest(right, left, self.per_channel)

    @cached_property
    def crowding(self) -> tuple[Vectors, Vectors]:
        """Mean cosine of each text with its nearest texts on the other side (CSLS)."""
        return self.closest[0].mean_of(NEIGHBOURS), self.closest[1].mean_of(NEIGHBOURS)

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
