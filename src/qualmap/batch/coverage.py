"""The coverage of a run: that of its pairs, from the lowest to the mean."""

from __future__ import annotations

from collections.abc import Sequence

from qualmap.batch.result import CoverageRange, RunCoverage
from qualmap.model.document import PairDocument


def coverage_of(pairs: Sequence[PairDocument]) -> RunCoverage:
    """Return the firm coverage of both sides over all pairs of a run."""
    return RunCoverage(
        _range([pair.left_covered.firm for pair in pairs]),
        _range([pair.right_covered.firm for pair in pairs]),
    )


def _range(shares: Sequence[float | None]) -> CoverageRange:
    known = [share for share in shares if share is not None]
    if not known:
        return CoverageRange()
    return CoverageRange(min(known), round(sum(known) / len(known), 3))
