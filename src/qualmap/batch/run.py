"""A batch, from a plan to its results. Start reading here.

Each run of the plan is read; those whose inputs are as they were are taken from the output folder,
the others become tasks, flow through an engine and are written as they are finished. Gates are
held against all of them, whether computed or reused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from qualmap.batch.assess import Assessor
from qualmap.batch.chunk import Engine, Equipments
from qualmap.batch.flow import Flow, Made, Task
from qualmap.batch.folders import Folders
from qualmap.batch.journal import Entry, Journal
from qualmap.batch.kept import Kept
from qualmap.batch.lock import locked
from qualmap.batch.plan import PlanFile
from qualmap.batch.prepare import Prepared, Preparer
from qualmap.batch.result import RunResult
from qualmap.batch.settings import Run
from qualmap.errors import Fault

INSIDE: Final = ".qualmap"
"""Folder in the output folder for what resuming needs."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a plan is run; what the plan says is not here."""

    out: Path
    formats: tuple[str, ...] = ()
    jobs: int = 1
    fail_fast: bool = False
    tolerance: float | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told what goes on: a remark in words; pairs done, in all, and runs done."""

    remark: Callable[[str], None] = lambda text: None
    progress: Callable[[int, int, int], None] = lambda done, total, runs: None


MakeEngine = Callable[[Equipments, int], Engine]
"""Makes the engine for equipments and the number of workers that the work is worth."""


def run_plan(
    plan: PlanFile,
    runs: tuple[Run, ...],
    options: Options,
    make_engine: MakeEngine,
    watch: Watch = Watch(),  # a frozen value
) -> list[RunResult]:
    """Run these runs of a plan and return their results in the plan's order.

    QualmapError if another batch holds the folder, it cannot be written, or workers die for good;
    whatever was finished before stays, and the same call goes on from there.
    """
    with locked(options.out / INSIDE, watch.remark):
        batch = _Batch(plan, options, watch)
        results = {result.id: result for result in batch.results(runs, make_engine)}
        if options.whole and not batch.stopped:
            batch.tidy(runs)
    return [results[run.id] for run in runs if run.id in results]


@dataclass(slots=True)
class _Batch:
    plan: PlanFile
    options: Options
    watch: Watch
    journal: Journal = field(init=False)
    kept: Kept = field(init=False)
    folders: Folders = field(init=False)
    preparer: Preparer = field(init=False)
    assessor: Assessor = field(init=False)
    stopped: bool = False
    _pairs: dict[str, int] = field(default_factory=dict)
    _done: int = 0
    _runs: int = 0

    def __post_init__(self) -> None:
        inside = self.options.out / INSIDE
        self.journal = Journal(inside / "journal.jsonl")
        self.kept = Kept(inside / "cache", self.watch.remark)
        self.folders = Folders(self.options.out / "runs")
        self.preparer = Preparer(self.plan, self.options.formats, self.journal, self.folders)
        self.assessor = Assessor(self.plan, self.options.tolerance)

    def results(self, runs: tuple[Run, ...], make_engine: MakeEngine) -> Iterator[RunResult]:
        """Yield each result once: failed and reused runs first, the others as they are made."""
        waiting: list[Task] = []
        for prepared in map(self.preparer.prepare, runs):
            if prepared.task is not None:
                waiting.append(prepared.task)
                self._pairs[prepared.run.id] = prepared.pairs.most
            elif not self.stopped:
                yield self._at_once(prepared)
        if waiting and not self.stopped:
            yield from self._computed(waiting, make_engine)

    def _at_once(self, prepared: Prepared) -> RunResult:
        run = prepared.run
        if prepared.mapping is None:
            return self._failed(run, prepared.faults)
        return self._told(
            self.assessor.done(run, prepared.mapping, reused=True, faults=prepared.faults)
        )

    def _computed(self, waiting: list[Task], make_engine: MakeEngine) -> Iterator[RunResult]:
        total = sum(self._pairs.values())
        engine = make_engine(self.preparer.equipments, total)
        flow = Flow(iter(waiting), self.kept, self.options.jobs, self._count)
        self._show()
        try:
            for answer in engine.work(flow.supply):
                for made in flow.take(answer):
                    yield self._made(made)
                self._show(flow)
                flow.stopped = self.stopped
        finally:
            engine.close()

    def _count(self, task: Task, pairs: int) -> None:
        self._pairs[task.run.id] = pairs

    def _show(self, flow: Flow | None = None) -> None:
        done = flow.compared if flow else 0
        self.watch.progress(done, sum(self._pairs.values()), self._runs)

    def _made(self, made: Made) -> RunResult:
        task, run = made.task, made.task.run
        if made.files is None:
            return self._failed(run, (*made.trouble, *task.faults))
        digests = self.folders.write(run.id, made.files)
        self.journal.add(
            Entry(
                run.id, task.key, self.folders.of(run.id).name, digests,
                (task.opening_key, *task.parts), task.computed, round(task.seconds, 3),
            )
        )  # fmt: skip
        mapping = made.files["mapping.json"]
        return self._told(self.assessor.done(run, mapping, reused=False, faults=task.faults))

    def _failed(self, run: Run, faults: tuple[Fault, ...]) -> RunResult:
        self.folders.remove(run.id)
        return self._told(self.assessor.failed(run, faults))

    def _told(self, result: RunResult) -> RunResult:
        self._runs += 1
        if self.options.fail_fast and not result.fine:
            self.stopped = True
        return result

    def tidy(self, runs: tuple[Run, ...]) -> None:
        """Forget the runs that the plan has no more, and what only they were made of."""
        known = {run.id for run in runs}
        for gone in [name for name in self.journal.entries if name not in known]:
            self.folders.remove(gone)
            del self.journal.entries[gone]
        self.kept.keep_only({key for e in self.journal.entries.values() for key in e.parts})
        self.journal.compact()


__all__ = ["INSIDE", "MakeEngine", "Options", "Watch", "run_plan"]
