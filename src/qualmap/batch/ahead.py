"""What a batch would do, without doing it: `--dry-run`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qualmap.batch.folders import Folders
from qualmap.batch.journal import Journal
from qualmap.batch.plan import PlanFile
from qualmap.batch.prepare import Prepared, Preparer
from qualmap.batch.run import INSIDE, Options
from qualmap.batch.settings import Run

SECONDS_A_PAIR: Final = 0.05
"""Of processor time, for two standards of 17 outcomes, until a journal knows better: measured with
`benchmarks/batch.py` on one core."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What each run would need, and how long all of it may take."""

    runs: tuple[Prepared, ...]
    seconds: float
    measured: bool

    @property
    def pairs(self) -> tuple[int, int]:
        """Pairs of qualifications to compare, at least and at most."""
        open_ = [prepared.pairs for prepared in self.runs if prepared.task is not None]
        return sum(entry.least for entry in open_), sum(entry.most for entry in open_)


def look_ahead(plan: PlanFile, runs: tuple[Run, ...], options: Options) -> Ahead:
    """Return what would be done; nothing is written. QualmapError for an unknown model."""
    journal = Journal(options.out / INSIDE / "journal.jsonl")
    preparer = Preparer(plan, options.formats, journal, Folders(options.out / "runs"))
    prepared = tuple(preparer.prepare(run) for run in runs)
    known = journal.seconds_a_pair()
    rate = SECONDS_A_PAIR if known is None else known
    most = sum(entry.pairs.most for entry in prepared if entry.task is not None)
    return Ahead(prepared, most * rate / options.jobs, known is not None)
