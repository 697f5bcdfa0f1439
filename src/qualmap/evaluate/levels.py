"""Task `levels`: frameworks against their declared references, from descriptors and structure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qualmap.errors import QualmapError
from qualmap.evaluate.metrics import interval, mean
from qualmap.evaluate.result import Cell, Figure, Section
from qualmap.mapping.levels import align
from qualmap.mapping.tools import Tools
from qualmap.messages import _
from qualmap.model.framework import Framework, Level
from qualmap.scoring.complexity import LevelModel

TARGET = "eqf"
EIGHT = 8
"""Frameworks with another number of levels cannot be aligned by counting."""

ModelFor = Callable[[Framework], LevelModel | None]
"""Which level model a framework is aligned with; None stands for the one that comes with qualmap.
`benchmarks/levels.py` gives one that was fitted without the framework."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How far each referenced level of a framework came out from its reference."""

    framework: Framework
    distances: tuple[int, ...]
    held: tuple[bool, ...]

    def exact(self) -> list[float]:
        """Whether each level is where it was declared."""
        return [float(distance == 0) for distance in self.distances]

    def near(self) -> list[float]:
        """Whether each level is at most one off."""
        return [float(distance <= 1) for distance in self.distances]


def shipped(_framework: Framework) -> None:
    """Every framework is aligned with the level model that comes with qualmap."""


def measure(
    frameworks: Sequence[Framework],
    target: Framework,
    tools: Tools,
    *,
    seed: int = 1,
    model_for: ModelFor = shipped,
) -> tuple[list[Figure], list[Section]]:
    """Return figures and tables; QualmapError if no level is referenced to the target.

    The references play no part in the alignment. A level with several counts by the nearest.
    """
    others = [one for one in frameworks if one.id != target.id]
    placed = [_place(one, target, tools, model_for(one)) for one in others]
    known = [one for one in placed if one.distances]
    if not known:
        raise QualmapError(
            _("no level has a reference to {target}").format(target=target.id),
            hint="name framework files whose levels have `references`",
        )
    own = [one for one in known if len(one.framework.levels) != EIGHT]
    return _figures(known, own, seed), [_table(known)]


def _place(one: Framework, target: Framework, tools: Tools, model: LevelModel | None) -> Placed:
    order = {level.id: n for n, level in enumerate(target.levels)}
    found = align(one, target, encoder=tools.encoder, use_declared=False, model=model)
    distances, held = [], []
    for level, entry in zip(one.levels, found.alignments, strict=True):
        wanted = _references(level, target, order)
        if not wanted:
            continue
        outside = -1 if entry.beyond == "below" else len(order)
        at = order[entry.right] if entry.right is not None else outside
        ends = (order.get(entry.right_low or "", at), order.get(entry.right_high or "", at))
        distances.append(min(abs(at - place) for place in wanted))
        held.append(any(ends[0] <= place <= ends[1] for place in wanted))
    return Placed(one, tuple(distances), tuple(held))


def _references(level: Level, target: Framework, order: dict[str, int]) -> list[int]:
    return [
        order[r.level] for r in level.references if r.framework == target.id and r.level in order
    ]


def _figures(known: Sequence[Placed], own: Sequence[Placed], seed: int) -> list[Figure]:
    found = []
    for label, some in (("", known), ("-other-than-eight", own)):
        if some:
            found += [
                _share(f"exact{label}", some, Placed.exact, seed),
                _share(f"within-one{label}", some, Placed.near, seed),
            ]
    held = [float(h) for one in known for h in one.held]
    return [*found, Figure("interval-holds", mean(held))]


def _share(
    name: str, some: Sequence[Placed], values: Callable[[Placed], list[float]], seed: int
) -> Figure:
    def share(chosen: Sequence[Placed]) -> float:
        return mean([value for one in chosen for value in values(one)])

    return Figure(name, share(some), *interval(some, share, seed))


def _table(known: Sequence[Placed]) -> Section:
    rows: list[tuple[Cell, ...]] = [
        (one.framework.id, len(one.distances), mean(one.exact()), mean(one.near()),
         float(np.mean(one.held)), max(one.distances))
        for one in known
    ]  # fmt: skip
    columns = ("framework", "levels", "exact", "within-one", "interval-holds", "furthest")
    return Section("by framework", columns, tuple(rows))
