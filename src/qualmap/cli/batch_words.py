"""What a batch says on the terminal: before it runs, and when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from qualmap.batch.result import RunResult
from qualmap.cli.meter import duration
from qualmap.messages import _, plural

if TYPE_CHECKING:
    from qualmap.batch.ahead import Ahead
    from qualmap.batch.prepare import Prepared

SHOWN: Final = 30
"""Runs listed when all is fine; beyond, only those that need a look (`--verbose` lists all)."""


def result_words(results: Sequence[RunResult], *, verbose: bool = False) -> str:
    """Return a line a run, what is wrong with it below, and the sums."""
    from qualmap.batch.summary import counts

    listed = [r for r in results if verbose or len(results) <= SHOWN or not r.fine]
    lines = [line for result in listed for line in _run_lines(result)]
    if hidden := len(results) - len(listed):
        lines.append(
            plural("… and {count} run that is fine", "… and {count} runs that are fine", hidden)
        )
    lines.append(counts(results))
    lines.append(_reused(results))
    return "".join(f"{line}\n" for line in lines)


def _run_lines(result: RunResult) -> Iterator[str]:
    if result.status == "failed":
        yield _("{id}: could not run").format(id=_plain(result.id))
    else:
        text = _("{id}: {pairs}, left {left}, right {right}{reused}")
        yield text.format(
            id=_plain(result.id),
            pairs=plural("{count} pair", "{count} pairs", result.pairs),
            left=_share(result.coverage.left.mean),
            right=_share(result.coverage.right.mean),
            reused=_(" (unchanged)") if result.reused else "",
        )
    for failure in result.failures:
        place = f"{failure.path}:{failure.line}" if failure.line else failure.path
        yield f"  {place}: {failure.gate}: {_plain(failure.message)}"
    for fault in result.faults:
        yield f"  {_plain(str(fault))}"


def _share(share: float | None) -> str:
    return _("not known") if share is None else f"{share:.0%}"


def _plain(text: str) -> str:
    """A line stays a line, whatever stands in an id."""
    return "".join(char if char.isprintable() else "?" for char in text)


def _reused(results: Sequence[RunResult]) -> str:
    count = sum(result.reused for result in results)
    return _("{count} of {all} runs unchanged since the last time, and reused").format(
        count=count, all=len(results)
    )


def ahead_words(ahead: Ahead) -> str:
    """Return what would run, how many pairs, and how long it may take."""
    lines = [_prepared(entry) for entry in ahead.runs]
    least, most = ahead.pairs
    span = str(most) if least == most else _("{least} to {most}").format(least=least, most=most)
    text = _("{runs} to compute, {pairs} pairs of qualifications, about {time}{basis}")
    lines.append(
        text.format(
            runs=plural("{count} run", "{count} runs", sum(e.task is not None for e in ahead.runs)),
            pairs=span,
            time=duration(ahead.seconds),
            basis="" if ahead.measured else _(" (a guess: nothing was measured here yet)"),
        )
    )
    return "".join(f"{line}\n" for line in lines)


def _prepared(entry: Prepared) -> str:
    name = _plain(entry.run.id)
    if entry.mapping is not None:
        return _("{id}: unchanged").format(id=name)
    if entry.task is None:
        return _("{id}: cannot run: {why}").format(id=name, why=entry.faults[0])
    least, most = entry.pairs.least, entry.pairs.most
    if least == most:
        return f"{name}: " + plural("{count} pair", "{count} pairs", most)
    return _("{id}: {least} to {most} pairs").format(id=name, least=least, most=most)
