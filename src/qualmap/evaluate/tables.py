"""An alignment with its candidate pairs and their features: computed once, used in every fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.evaluate.gold import Alignment
from qualmap.evaluate.metrics import Counts, Floats, Truths
from qualmap.mapping.assign import assign
from qualmap.mapping.outcomes import Scored, propose
from qualmap.mapping.tools import Tools
from qualmap.mapping.words import Worded, word
from qualmap.messages import _
from qualmap.model.mapping import OutcomeMapping
from qualmap.model.reading import Reading
from qualmap.scoring.candidates import candidates
from qualmap.scoring.features import FEATURES
from qualmap.scoring.pairs import Pairs
from qualmap.scoring.recipe import Recipe

Names = tuple[list[str], list[str]]

BETWEEN: Final = " – "


@dataclass(frozen=True, slots=True)
class Table:
    """An alignment, its candidate pairs, all features of each, and which of them are right."""

    gold: Alignment
    sides: tuple[Worded, Worded]
    pairs: Pairs
    columns: tuple[str, ...]
    features: NDArray[np.float32]
    right: Truths
    languages: str

    @property
    def names(self) -> Names:
        """The ids of the outcomes that can be compared, left and right."""
        return self.sides[0].names, self.sides[1].names

    @property
    def lost(self) -> int:
        """Gold pairs that no channel proposed, so that they were never scored."""
        return len(self.gold.accepted) - int(self.right.sum())

    def values(self, recipe: Recipe) -> NDArray[np.float32]:
        """Return the features of a recipe, in its order."""
        return self.features[:, [self.columns.index(item.feature) for item in recipe.features]]

    def chances(self, recipe: Recipe) -> Floats:
        """Return the probability of each candidate pair."""
        return recipe.probabilities(self.values(recipe))

    def proposals(self, recipe: Recipe) -> list[OutcomeMapping]:
        """Return what qualmap proposes with a recipe: the same steps as in a comparison."""
        return propose(Scored.of(self.pairs, recipe, self.values(recipe)), self.names)

    def one_to_one(self, chances: Floats, threshold: float) -> Counts:
        """Return the counts of the best assignment alone, without splits and merges: quick."""
        shape = (len(self.names[0]), len(self.names[1]))
        gains, truth = np.zeros(shape), np.zeros(shape, dtype=bool)
        gains[self.pairs.i, self.pairs.j] = np.where(chances >= threshold, chances, 0.0)
        truth[self.pairs.i, self.pairs.j] = self.right
        chosen = assign(gains)
        return Counts(
            sum(int(truth[pair]) for pair in chosen), len(chosen), len(self.gold.accepted)
        )


def table(gold: Alignment, tools: Tools) -> Table:
    """Return the table of an alignment with the value of every feature there is."""
    one, other = word(gold.left, gold.right, tools)
    facing = tools.facing(one.readings, other.readings)
    pairs = Pairs(facing, *candidates(facing))
    names = one.names, other.names
    ids = [(names[0][a], names[1][b]) for a, b in zip(pairs.i, pairs.j, strict=True)]
    accepted = gold.accepted
    return Table(
        gold,
        (one, other),
        pairs,
        tuple(FEATURES),
        np.stack([feature(pairs) for feature in FEATURES.values()], axis=1),
        np.array([pair in accepted for pair in ids], dtype=bool),
        BETWEEN.join(sorted((_language(one.readings), _language(other.readings)))),
    )


def tables(golds: Sequence[Alignment], tools: Tools) -> list[Table]:
    """Return the table of each alignment, telling how far it is."""
    found = []
    for n, gold in enumerate(golds, 1):
        found.append(table(gold, tools))
        tools.progress(_("alignments"), n, len(golds))
    return found


def _language(readings: Sequence[Reading]) -> str:
    """The language of most readings."""
    counts = Counter(reading.language for reading in readings)
    return min(counts, key=lambda tag: (-counts[tag], tag)) if counts else ""
