"""Cross-validation over occupations: whatever is measured was learned without its occupation.

For each fold the weights, the calibration and the threshold come from the other folds alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qualmap.evaluate.metrics import Floats
from qualmap.evaluate.tables import Table
from qualmap.mapping.tools import Progress, silent
from qualmap.messages import _
from qualmap.scoring.recipe import Recipe

Learner = Callable[[Sequence[Table]], Recipe]


@dataclass(frozen=True, slots=True)
class Held:
    """A table beside the recipe that it is measured with."""

    table: Table
    recipe: Recipe

    @property
    def chances(self) -> Floats:
        """The probability of each candidate pair."""
        return self.table.chances(self.recipe)


@dataclass(frozen=True, slots=True)
class Fold:
    """What is left out together: tables, and the strangers whose left side is among them."""

    held: tuple[Table, ...]
    strangers: tuple[Table, ...]
    rest: tuple[Table, ...]


def groups(tables: Sequence[Table]) -> list[set[str]]:
    """Return the occupations that stand or fall together, sorted.

    Two occupations that share a qualification are one: half of its texts would be known.
    """
    found: list[tuple[set[str], set[str]]] = []
    for t in tables:
        occupations, sides = {t.gold.occupation}, {t.gold.left.id, t.gold.right.id}
        for other in [o for o in found if o[0] & occupations or o[1] & sides]:
            found.remove(other)
            occupations, sides = occupations | other[0], sides | other[1]
        found.append((occupations, sides))
    return sorted((occupations for occupations, _sides in found), key=min)


def folds(
    tables: Sequence[Table], strangers: Sequence[Table] = (), count: int = 0
) -> Iterator[Fold]:
    """Yield one fold a group of occupations, or `count` folds of several groups each.

    Strangers that touch a fold on either side are not learned from in it.
    """
    every = groups(tables)
    count = min(count, len(every)) or len(every)
    for n in range(count):
        group = set[str]().union(*every[n::count])
        yield Fold(
            tuple(t for t in tables if t.gold.occupation in group),
            tuple(t for t in strangers if t.gold.occupation.split()[0] in group),
            tuple(t for t in tables if t.gold.occupation not in group)
            + tuple(t for t in strangers if not group & set(t.gold.occupation.split())),
        )


def hold_out(
    tables: Sequence[Table],
    learner: Learner,
    *,
    count: int = 0,
    progress: Progress = silent,
) -> tuple[list[Held], list[Held]]:
    """Return alignments and strangers, each with a recipe that saw nothing of its occupation."""
    held: list[Held] = []
    foreign: list[Held] = []
    known, strangers = apart(tables)
    every = list(folds(known, strangers, count))
    for n, fold in enumerate(every, 1):
        recipe = learner(fold.rest)
        held += [Held(t, recipe) for t in fold.held]
        foreign += [Held(t, recipe) for t in fold.strangers]
        progress(_("folds"), n, len(every))
    order = {id(t): n for n, t in enumerate(tables)}
    return sorted(held, key=lambda h: order[id(h.table)]), foreign


def apart(tables: Sequence[Table]) -> tuple[list[Table], list[Table]]:
    """Return the tables of alignments, and those of strangers (whose gold is empty)."""
    known = [t for t in tables if t.gold.relations]
    return known, [t for t in tables if not t.gold.relations]
