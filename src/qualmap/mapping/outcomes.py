"""Outcomes against outcomes: score the candidates, choose the best overall, split and merge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.mapping.assign import assign
from qualmap.model.mapping import Evidence, OutcomeMapping, Relation
from qualmap.scoring.candidates import candidates
from qualmap.scoring.facing import Facing
from qualmap.scoring.nearest import Indexes
from qualmap.scoring.pairs import Pairs
from qualmap.scoring.reasons import explain, extent
from qualmap.scoring.recipe import Recipe
from qualmap.scoring.relation import relations, signs

UNION_GAIN: Final = 0.02
"""Cosine that a second part must add to the first for the whole to be split or merged."""


@dataclass(frozen=True, slots=True)
class Scored:
    """All candidate pairs of two lists with their features and probabilities."""

    pairs: Pairs
    recipe: Recipe
    values: NDArray[np.float32]
    scores: NDArray[np.float64]
    signs: NDArray[np.float64]
    covering: list[Relation]

    @classmethod
    def of(cls, pairs: Pairs, recipe: Recipe, values: NDArray[np.float32]) -> Scored:
        """Return the pairs with what a recipe makes of their features."""
        scores = recipe.probabilities(values)
        found = signs(pairs, scores)
        return cls(pairs, recipe, values, scores, found, relations(recipe.relations, found, scores))

    def reasons(self, row: int) -> tuple[Evidence, ...]:
        """Return the evidence of a pair: what its score comes from, then its relation."""
        a, b = int(self.i[row]), int(self.j[row])
        because = explain(self.recipe, self.facing, a, b, self.values[row])
        return (*because, extent(self.signs[row]))

    @property
    def facing(self) -> Facing:
        """The two lists."""
        return self.pairs.facing

    @property
    def i(self) -> Indexes:
        """The left text of each pair."""
        return self.pairs.i

    @property
    def j(self) -> Indexes:
        """The right text of each pair."""
        return self.pairs.j

    def matrix(self) -> NDArray[np.float64]:
        """Return the probabilities as (left, right); zero where no channel proposed the pair."""
        table = np.zeros((len(self.facing.left), len(self.facing.right)))
        table[self.i, self.j] = self.scores
        return table


def score(facing: Facing, recipe: Recipe) -> Scored:
    """Return every candidate pair with its probability."""
    pairs = Pairs(facing, *candidates(facing))
    return Scored.of(pairs, recipe, recipe.values(pairs))


def propose(scored: Scored, names: tuple[list[str], list[str]]) -> list[OutcomeMapping]:
    """Return the proposals for two lists of outcomes, whose ids are `names`.

    Covering pairs first by best overall assignment, then further parts of a split or merge, then
    pairs of the same topic that cover nothing.
    """
    table = scored.matrix()
    chosen = _assign(table, scored.recipe.threshold)
    parts = dict.fromkeys(chosen, "one-to-one") | _further_parts(scored, table, chosen)
    parts |= _same_topic(scored, table, parts)
    return [_mapping(scored, pair, part, names) for pair, part in sorted(parts.items())]


def _assign(table: NDArray[np.float64], threshold: float) -> list[tuple[int, int]]:
    return assign(np.where(table >= threshold, table, 0.0))


def _further_parts(
    scored: Scored, table: NDArray[np.float64], chosen: list[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """Left-over outcomes that complete a pair: together they meet the whole clearly better."""
    left, right = scored.facing.vectors
    by_left, by_right = dict(chosen), {b: a for a, b in chosen}
    found: dict[tuple[int, int], str] = {}
    for a, b in np.argwhere(table >= scored.recipe.threshold).tolist():
        if a not in by_left and b in by_right and table[a].argmax() == b:
            first, gain = (by_right[b], b), _gain(left[by_right[b]], left[a], right[b])
            part = "merge"
        elif b not in by_right and a in by_left and table[:, b].argmax() == a:
            first, gain = (a, by_left[a]), _gain(right[by_left[a]], right[b], left[a])
            part = "split"
        else:
            continue
        if gain >= UNION_GAIN:
            found |= {(a, b): part, first: part}
    return found


def _gain(
    first: NDArray[np.float32], second: NDArray[np.float32], whole: NDArray[np.float32]
) -> float:
    both = first + second
    return float(both @ whole / (np.linalg.norm(both) or 1) - first @ whole)


def _same_topic(
    scored: Scored, table: NDArray[np.float64], parts: dict[tuple[int, int], str]
) -> dict[tuple[int, int], str]:
    """The best candidate of an outcome that nothing covers, where it is at least related."""
    lefts, rights = {a for a, _ in parts}, {b for _, b in parts}
    found = {}
    for a, b in zip(scored.i, scored.j, strict=True):
        a, b = int(a), int(b)
        best_of = (a not in lefts and table[a].argmax() == b) or (
            b not in rights and table[:, b].argmax() == a
        )
        if best_of and scored.recipe.related <= table[a, b] and (a, b) not in parts:
            found[a, b] = "related"
    return found


def best_rejected(
    scored: Scored, index: int, side: int, names: tuple[list[str], list[str]]
) -> OutcomeMapping | None:
    """Return the best candidate of an outcome that has no counterpart, or None without any."""
    mine = np.flatnonzero((scored.i, scored.j)[side] == index)
    if not len(mine):
        return None
    best = mine[np.argmax(scored.scores[mine])]
    return _mapping(scored, (int(scored.i[best]), int(scored.j[best])), "rejected", names)


def _mapping(
    scored: Scored, pair: tuple[int, int], part: str, names: tuple[list[str], list[str]]
) -> OutcomeMapping:
    a, b = pair
    row = int(np.flatnonzero((scored.i == a) & (scored.j == b))[0])
    chance = float(scored.scores[row])
    found = scored.recipe.relation(chance, scored.covering[row])
    if part == "related":
        part, found = "one-to-one", "related"
    elif part == "rejected":
        found = "none"
    return OutcomeMapping(
        left=names[0][a],
        right=names[1][b],
        score=round(chance, 3),
        relation=found,
        evidence=scored.reasons(row),
        part=part,  # type: ignore[arg-type]
    )
