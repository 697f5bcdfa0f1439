"""summary.md: what a batch did, short enough for the page of a job or a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from qualmap.batch.index import totals
from qualmap.batch.junit import allowed
from qualmap.batch.result import CoverageRange, RunResult
from qualmap.errors import Fault
from qualmap.messages import _
from qualmap.reports.difference_pages import calls_nobody
from qualmap.reports.markdown import table
from qualmap.reports.wording import percent

MAX_NAMED: Final = 3
MAX_TROUBLES: Final = 50
MAX_RUNS: Final = 200
"""A job's page takes 1 MB; nobody reads so far. index.html has them all."""


def render(results: Sequence[RunResult], folder: Path) -> dict[str, str | bytes]:
    """Return the summary: counts, what is wrong, then the runs, the longer lists cut and said."""
    return {"summary.md": "\n".join(_lines(results)) + "\n"}


def _lines(results: Sequence[RunResult]) -> Iterator[str]:
    yield f"## {_('qualmap batch')}"
    yield ""
    yield counts(results)
    yield ""
    if found := troubles(results):
        yield from _table((_("run"), _("what"), _("where")), found, MAX_TROUBLES)
    if results:
        yield f"<details><summary>{_('All runs')}</summary>"
        yield ""
        heads = (_("run"), _("pairs"), _("outcomes"), _("left found in right"),
                 _("right found in left"), _("unreviewed"), _("stale"))  # fmt: skip
        yield from _table(heads, [_row(result) for result in results], MAX_RUNS)
        yield "</details>"


def counts(results: Iterable[RunResult]) -> str:
    """Return what all runs add up to, in one line."""
    found = totals(results)
    words = (
        (_("runs"), "runs"), (_("could not run"), "failed"), (_("gates failed"), "failures"),
        (_("faults in files"), "faults"), (_("pairs of qualifications"), "pairs"),
        (_("proposed pairs of outcomes"), "outcomes"), (_("unreviewed"), "unreviewed"),
        (_("stale decisions"), "stale"),
    )  # fmt: skip
    return " · ".join(f"{word}: {found[name]}" for word, name in words)


def troubles(results: Iterable[RunResult]) -> list[tuple[str, str, str]]:
    """Return what is wrong: run, what, where; a file that breaks many runs is named once."""
    results = list(results)
    told = [entry for result in results for entry in _failed(result)]
    faults: dict[Fault, list[str]] = {}
    for result in results:
        for fault in result.faults:
            faults.setdefault(fault, []).append(result.id)
    for fault, runs in sorted(faults.items()):
        hint = f" ({fault.hint})" if fault.hint else ""
        told.append((_named(runs), f"{fault.message}{hint}", fault.place))
    return [(allowed(run), allowed(what), allowed(where)) for run, what, where in told]


def _failed(result: RunResult) -> Iterator[tuple[str, str, str]]:
    for failure in result.failures:
        place = f"{failure.path}:{failure.line}" if failure.line else failure.path
        yield result.id, f"{failure.gate}: {failure.message}", place
    if result.status == "failed" and not result.faults:
        yield result.id, _("could not run"), ""


def _named(runs: list[str]) -> str:
    shown = ", ".join(runs[:MAX_NAMED])
    if (rest := len(runs) - MAX_NAMED) <= 0:
        return shown
    return _("{names} and {count} more").format(names=shown, count=rest)


def share(found: CoverageRange) -> str:
    """Return the mean share of a run and its lowest, in words."""
    if found.mean is None:
        return percent(None)
    return _("{mean} (lowest {lowest})").format(mean=percent(found.mean), lowest=percent(found.min))


def _row(result: RunResult) -> tuple[str, ...]:
    if result.status == "failed":
        return (allowed(result.id), _("could not run"), "", "", "", "", "")
    figures = (result.pairs, result.outcomes)
    shares = (share(result.coverage.left), share(result.coverage.right))
    return (
        allowed(result.id),
        *map(str, figures),
        *shares,
        str(result.unreviewed),
        str(result.stale),
    )


def _table(heads: Sequence[str], rows: Sequence[tuple[str, ...]], limit: int) -> Iterator[str]:
    yield from map(calls_nobody, table(heads, rows[:limit]))
    if (rest := len(rows) - limit) > 0:
        yield _("… and {count} more").format(count=rest)
        yield ""
