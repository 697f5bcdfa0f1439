"""Reads a plan: its shape, then what a shape cannot say, then its runs with all settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Final

from qualmap.batch.places import Places
from qualmap.batch.settings import Run, from_matrix, settle
from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import Path_, YamlDocument, read_yaml
from qualmap.messages import _
from qualmap.model.plan import Expectation, Plan, Settings
from qualmap.scoring.recipe import load_recipe
from qualmap.shapes import build
from qualmap.sources.paths import shown

SHOWN_IDS: Final = 20
"""Ids of runs named in a hint."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan, where it lies and how it is called, and all its runs."""

    plan: Plan
    path: str
    places: Places
    runs: tuple[Run, ...]
    document: YamlDocument

    def line(self, *ways: Path_) -> int:
        """Return the line of the first of these parts that the plan has, 0 if it has none."""
        return next((self.document.places[w].line for w in ways if w in self.document.places), 0)


def read_plan(path: Path, *, allow_outside: bool = False) -> PlanFile:
    """Return the plan in a file; QualmapError with all its faults and their places.

    Files that runs name are not read here; that they lie where they may is checked.
    """
    document = read_yaml(path, shown(path))
    plan: Plan = build(document, "plan")
    places = Places.around(path, allow_outside=allow_outside)
    faults = [*_faults(plan, document, places)]
    runs = tuple(_runs(plan))
    faults += _repeated(runs, document)
    if faults:
        raise faulty(faults)
    return PlanFile(plan, document.path, places, runs, document)


def choose(runs: tuple[Run, ...], only: Sequence[str]) -> tuple[Run, ...]:
    """Return the runs whose ids match one of the globs, all if there is none.

    QualmapError if a glob matches nothing.
    """
    for pattern in only:
        if not any(fnmatchcase(run.id, pattern) for run in runs):
            known = ", ".join(run.id for run in runs[:SHOWN_IDS])
            raise QualmapError(
                _("no run of the plan is called {name!r}").format(name=pattern),
                hint=_("its runs: {known}").format(known=known + " …" * (len(runs) > SHOWN_IDS)),
            )
    return tuple(r for r in runs if not only or any(fnmatchcase(r.id, p) for p in only))


def _runs(plan: Plan) -> Iterator[Run]:
    for n, planned in enumerate(plan.runs):
        yield settle(planned, plan, ("runs", n))
    for planned in from_matrix(plan.matrix) if plan.matrix else ():
        yield settle(planned, plan, ("matrix",))


def _faults(plan: Plan, document: YamlDocument, places: Places) -> Iterator[Fault]:
    if not plan.runs and not plan.matrix:
        hint = _("add `runs:` or `matrix:`")
        yield document.fault((), _("a plan without runs"), hint)
    if plan.matrix and len(set(plan.matrix.countries)) < 2:
        yield document.fault(("matrix", "countries"), _("a matrix needs two countries"))
    for way, name in _sides(plan):
        yield from _tried(document, way, partial(places.check_side, name))
    for way, folder in _folders(plan):
        yield from _tried(document, way, partial(places.within, folder))
    yield from _setting_faults(plan.defaults, ("defaults",), document)
    for n, run in enumerate(plan.runs):
        yield from _setting_faults(run, ("runs", n), document)
        for e, wanted in enumerate(run.expect):
            if complaint := _complaint(wanted):
                yield document.fault(("runs", n, "expect", e), complaint, _WAYS)


def _sides(plan: Plan) -> Iterator[tuple[Path_, str]]:
    for n, run in enumerate(plan.runs):
        yield ("runs", n, "left"), run.left
        yield ("runs", n, "right"), run.right
    for n, name in enumerate(plan.matrix.countries if plan.matrix else ()):
        yield ("matrix", "countries", n), name


def _folders(plan: Plan) -> Iterator[tuple[Path_, str]]:
    if plan.decisions:
        yield ("decisions",), plan.decisions
    if plan.gates.no_drop_against:
        yield ("gates", "no_drop_against"), plan.gates.no_drop_against
    for n, run in enumerate(plan.runs):
        if run.gates.no_drop_against:
            yield ("runs", n, "gates", "no_drop_against"), run.gates.no_drop_against


def _tried(document: YamlDocument, way: Path_, check: Callable[[], object]) -> Iterator[Fault]:
    try:
        check()
    except QualmapError as error:
        yield document.fault(way, error.message, error.hint)


def _setting_faults(given: Settings, way: Path_, document: YamlDocument) -> Iterator[Fault]:
    from qualmap.reports.formats import check_formats

    if given.recipe:
        yield from _tried(document, (*way, "recipe"), partial(load_recipe, given.recipe))
    for n, name in enumerate(given.formats or ()):
        yield from _tried(document, (*way, "formats", n), partial(check_formats, [name]))


_WAYS = (
    "write `{left: QUALIFICATION/OUTCOME, right: …, relation: exact}`, the same with `not:`, or "
    "`{framework_left: …, level_left: …, framework_right: …, level_right: …}`"
)


def _complaint(wanted: Expectation) -> str:
    """What is wrong with an expectation, empty if nothing is."""
    ends, word = (wanted.left, wanted.right), (wanted.relation, wanted.never)
    levels = (
        wanted.framework_left,
        wanted.level_left,
        wanted.framework_right,
        wanted.level_right,
    )
    if any(levels):
        whole = all(levels) and not any((*ends, *word))
        return "" if whole else _("an expected level needs both frameworks and levels, and no more")
    if not all(end and end.count("/") == 1 for end in ends):
        return _("an expected relation needs `left:` and `right:`, each QUALIFICATION/OUTCOME")
    if sum(map(bool, word)) != 1:
        return _("an expected relation needs either `relation:` or `not:`")
    return ""


def _repeated(runs: tuple[Run, ...], document: YamlDocument) -> Iterator[Fault]:
    """Ids that differ in nothing but case are refused: some disks hold them for one."""
    first: dict[str, Run] = {}
    for run in runs:
        if (other := first.setdefault(run.id.casefold(), run)) is not run:
            hint = _("first used in line {line}").format(line=document.place(other.way).line)
            way = (*run.way, "id") if run.way[0] == "runs" else run.way
            yield document.fault(way, _("duplicate run id {id!r}").format(id=run.id), hint)
