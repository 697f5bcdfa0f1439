"""What a run of a batch is, once defaults, matrix and options of the command are worked in."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import TypeVar

from qualmap.catalogue import Filters
from qualmap.files import Path_
from qualmap.model.plan import Expectation, Gates, Matrix, Plan, PlannedRun, Settings

S = TypeVar("S", Settings, Gates)


@dataclass(frozen=True, slots=True)
class Run:
    """One comparison of a plan, everything settled; `way` leads to it in the plan."""

    id: str
    left: str
    right: str
    filters: Filters
    formats: tuple[str, ...]
    recipe: str
    model: str
    use_declared: bool
    gates: Gates
    expect: tuple[Expectation, ...]
    way: Path_


def settle(planned: PlannedRun, plan: Plan, way: Path_) -> Run:
    """Return a run with the plan's defaults in the places that it leaves open."""
    chosen = over(planned, plan.defaults)
    return Run(
        id=planned.id,
        left=planned.left,
        right=planned.right,
        filters=Filters(
            chosen.isco or (), chosen.sector or (), chosen.qualification or (), chosen.level or ()
        ),
        formats=chosen.formats or (),
        recipe=chosen.recipe or "",
        model=chosen.model or "",
        use_declared=not chosen.ignore_declared,
        gates=over(planned.gates, plan.gates),
        expect=planned.expect,
        way=way,
    )


def over(given: S, default: S) -> S:
    """Return `given`, its open places filled from `default`."""
    names = [item.name for item in fields(default)]
    return replace(
        given, **{name: getattr(default, name) for name in names if getattr(given, name) is None}
    )


def from_matrix(matrix: Matrix) -> list[PlannedRun]:
    """Return a run for every two countries and every sector.

    >>> [run.id for run in from_matrix(Matrix(("kz", "uz"), ("tourism", "it")))]
    ['kz-uz-tourism', 'kz-uz-it']
    """
    sectors: list[tuple[str, ...]] = [(name,) for name in matrix.sectors] or [()]
    return [
        PlannedRun(id="-".join((one, other, *sector)), left=one, right=other, sector=sector or None)
        for one, other in combinations(matrix.countries, 2)
        for sector in sectors
    ]
