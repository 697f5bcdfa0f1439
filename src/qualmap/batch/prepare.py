"""What has to be done for each run: nothing, everything, or it cannot be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from qualmap.batch import keys
from qualmap.batch.equipment import Equipment, equipment
from qualmap.batch.flow import Task
from qualmap.batch.folders import Folders
from qualmap.batch.journal import Journal
from qualmap.batch.plan import PlanFile
from qualmap.batch.settings import Run
from qualmap.batch.sides import ReadSide, Sides
from qualmap.errors import Fault, QualmapError
from qualmap.model.mapping import Side

UNIT_GROUP: Final = 4
"""Digits of an ISCO-08 unit group, within which all qualifications are compared."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many pairs of qualifications a run has: `least` for certain, likeness may add."""

    least: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run to be computed has a task, one to be reused its mapping, a failed one only faults."""

    run: Run
    task: Task | None = None
    mapping: bytes | None = None
    faults: tuple[Fault, ...] = ()
    pairs: Estimate = Estimate()


@dataclass(slots=True)
class Preparer:
    """Reads the inputs of runs and compares them with what the output folder was made from."""

    plan: PlanFile
    formats: tuple[str, ...]
    journal: Journal
    folders: Folders
    equipments: dict[str, Equipment] = field(default_factory=dict)
    _by_name: dict[tuple[str, str, bool], str] = field(default_factory=dict)
    _sides: Sides = field(init=False)

    def __post_init__(self) -> None:
        self._sides = Sides(self.plan.places)

    def prepare(self, run: Run) -> Prepared:
        """Return what has to be done; QualmapError for an unknown model alone."""
        tools = self._tools(run)
        try:
            left = self._sides.side(run.left, run.filters)
            right = self._sides.side(run.right, run.filters)
        except QualmapError as error:
            return Prepared(run, faults=error.faults or (_fault(error),))
        return self._compare(run, tools, left, right)

    def _compare(self, run: Run, tools: str, left: ReadSide, right: ReadSide) -> Prepared:
        formats = self._formats(run)
        opening = keys.opening_key(tools, left.side, right.side)
        key = keys.run_key(opening, formats)
        faults = tuple(sorted({*left.faults, *right.faults}))
        pairs = estimate(left.side, right.side)
        entry = self.journal.entries.get(run.id)
        if entry and entry.key == key and (mapping := self.folders.unchanged(entry)) is not None:
            return Prepared(run, mapping=mapping, faults=faults, pairs=pairs)
        task = Task(run, left.side, right.side, tools, opening, key, formats, faults)
        return Prepared(run, task=task, faults=faults, pairs=pairs)

    def _formats(self, run: Run) -> tuple[str, ...]:
        from qualmap.reports.formats import check_formats

        return tuple(check_formats(["json", *(self.formats or run.formats)]))

    def _tools(self, run: Run) -> str:
        name = run.recipe, run.model, run.use_declared
        if name not in self._by_name:
            made = equipment(
                self.plan.places.workspace,
                recipe=run.recipe,
                model=run.model,
                use_declared=run.use_declared,
                language=self.plan.plan.language,
            )
            self._by_name[name] = made.key
            self.equipments[made.key] = made
        return self._by_name[name]


def estimate(left: Side, right: Side) -> Estimate:
    """Return how many pairs two sides have.

    All that share an ISCO-08 unit group, and as many more as are left over and may be alike.
    """
    lefts, rights = (
        Counter(item.classification.isco_08 for item in side.qualifications)
        for side in (left, right)
    )
    common = {code for code in lefts.keys() & rights.keys() if len(code) == UNIT_GROUP}
    least = sum(lefts[code] * rights[code] for code in common)
    over = [sum(side[code] for code in side if code not in common) for side in (lefts, rights)]
    if lefts.total() == rights.total() == 1:
        return Estimate(1, 1)
    return Estimate(least, least + min(over))


def _fault(error: QualmapError) -> Fault:
    return Fault("", 0, 0, error.message, error.hint)
