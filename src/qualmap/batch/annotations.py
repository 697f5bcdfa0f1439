"""Failed gates and files at fault as findings, which the linter's formats know how to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualmap.batch.junit import allowed
from qualmap.batch.result import RunResult
from qualmap.lint.formats import render
from qualmap.lint.report import Report
from qualmap.model.finding import Finding

FAULT = "fault"
"""The code of what could not be read; a failed gate has the gate's name."""

IN_A_FILE = "in a file"
"""Follows the code in titles, as the run does with a gate: a file may break twenty runs."""


def github(results: Iterable[RunResult]) -> str:
    """Return a workflow command of GitHub Actions for each finding, for standard output."""
    return as_findings(results, "github")


def as_findings(results: Iterable[RunResult], format: str) -> str:
    """Return what is wrong in a format of `qualmap glossary lint`."""
    return render(Report(tuple(findings(results))), format)


def findings(results: Iterable[RunResult]) -> list[Finding]:
    """Return failed gates and files at fault of all runs, each once, in the order of places."""
    return sorted({entry for result in results for entry in _of_run(result)})


def _of_run(result: RunResult) -> Iterator[Finding]:
    for failure in result.failures:
        place = (failure.path, max(failure.line, 1), 1)
        yield _finding(place, failure.gate, f"{result.id}: {failure.message}", result.id)
    for fault in result.faults:
        place = (fault.path, max(fault.line, 1), max(fault.column, 1))
        hint = f" ({fault.hint})" if fault.hint else ""
        yield _finding(place, FAULT, f"{fault.message}{hint}", IN_A_FILE)


def _finding(place: tuple[str, int, int], code: str, message: str, run: str) -> Finding:
    path, line, column = place
    message, run = allowed(message), allowed(run)
    return Finding(
        path, line, column, code, "error", message, name=run, concept=run, term=message,
        end_line=line, end_column=column,
    )  # fmt: skip
