"""What a batch knows of each of its runs when all is done; outputs and exit code come from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from qualmap.errors import Fault

FINE: Final = 0
GATE_FAILED: Final = 1
COULD_NOT_RUN: Final = 2


@dataclass(frozen=True, slots=True)
class GateFailure:
    """A gate or an expectation that a run does not meet, and where the plan asks for it.

    `gate` is the key in the plan (`min_coverage`, `expect`, …); `line` counts from 1, 0 where the
    demand does not stand in the plan.
    """

    gate: str
    message: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class CoverageRange:
    """Firm coverage of one side over the pairs of a run; None where nothing could be compared."""

    min: float | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class RunCoverage:
    """Firm coverage of both sides: two figures, never one."""

    left: CoverageRange = CoverageRange()
    right: CoverageRange = CoverageRange()


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run of a plan.

    `folder` is the name of its folder below `OUT/runs`; a failed run has no documents there.
    `reused` tells that nothing had to be computed. `pairs` counts pairs of qualifications,
    `outcomes` proposed pairs of outcomes. `faults` are files at fault: those of a failed run
    stopped it, those of a run that is done were left out. Paths of faults and failures are as
    seen from the working directory.
    """

    id: str
    left: str
    right: str
    status: Literal["done", "failed"]
    folder: str
    reused: bool = False
    pairs: int = 0
    outcomes: int = 0
    coverage: RunCoverage = RunCoverage()
    unreviewed: int = 0
    stale: int = 0
    failures: tuple[GateFailure, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether the run is done, without faults and without failures."""
        return self.status == "done" and not self.failures and not self.faults


def exit_code(results: Sequence[RunResult], *, keep_going: bool = False) -> int:
    """Return 0 where all is fine, 1 where a gate failed, 2 where something could not be read.

    With `keep_going`, what could not be read counts as a finding like any other.
    """
    if any(result.faults or result.status == "failed" for result in results):
        return GATE_FAILED if keep_going else COULD_NOT_RUN
    return GATE_FAILED if any(result.failures for result in results) else FINE
