"""From the document of a run to its result: figures, decisions, gates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from qualmap.batch import decisions, gates
from qualmap.batch.coverage import coverage_of
from qualmap.batch.names import folder_name
from qualmap.batch.plan import PlanFile
from qualmap.batch.result import RunResult
from qualmap.batch.settings import Run
from qualmap.errors import Fault
from qualmap.sources.mappings import find_mappings, parse_mapping


@dataclass(slots=True)
class Assessor:
    """Holds results against the plan; decisions and baselines are read once, when it is made.

    QualmapError if a folder of decisions or a baseline cannot be read.
    """

    plan: PlanFile
    tolerance: float | None = None
    _decisions: dict[str, Any] = field(init=False)
    _demands: gates.Demands = field(init=False)

    def __post_init__(self) -> None:
        self._decisions = self._read_decisions()
        places = self.plan.places
        named = {run.gates.no_drop_against for run in self.plan.runs} - {None}
        baselines = {name: find_mappings(places.within(name)) for name in named if name}
        self._demands = gates.Demands(self.plan, baselines, self.tolerance)

    def done(self, run: Run, mapping: bytes, *, reused: bool, faults: Iterable[Fault]) -> RunResult:
        """Return the result of a run from its `mapping.json`."""
        document = parse_mapping(mapping, f"{run.id}: mapping.json")
        tally = decisions.tally(document, self._decisions)
        return RunResult(
            id=run.id,
            left=run.left,
            right=run.right,
            status="done",
            folder=folder_name(run.id),
            reused=reused,
            pairs=len(document.pairs),
            outcomes=sum(len(pair.outcomes) for pair in document.pairs),
            coverage=coverage_of(document.pairs),
            unreviewed=tally.unreviewed,
            stale=tally.stale,
            failures=gates.failures(run, document, tally, self._demands),
            faults=tuple(sorted(set(faults))),
        )

    def failed(self, run: Run, faults: Iterable[Fault]) -> RunResult:
        """Return the result of a run that could not be done."""
        placed = {self._placed(run, fault) for fault in faults}
        return RunResult(
            id=run.id,
            left=run.left,
            right=run.right,
            status="failed",
            folder=folder_name(run.id),
            faults=tuple(sorted(placed)),
        )

    def _placed(self, run: Run, fault: Fault) -> Fault:
        """A fault of no file belongs to the run's place in the plan."""
        if fault.path:
            return fault
        return replace(fault, path=self.plan.path, line=self.plan.line(run.way), column=1)

    def _read_decisions(self) -> dict[str, Any]:
        places, named = self.plan.places, self.plan.plan.decisions
        if named:
            return dict(decisions.read(places.within(named)))
        own = places.workspace / "decisions" if places.workspace else None
        return dict(decisions.read(own)) if own and own.is_dir() else {}
