"""What a batch writes when its runs are done: one table of outputs, each from the same results."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from qualmap.batch.result import RunResult
from qualmap.errors import QualmapError
from qualmap.files import write_atomically
from qualmap.messages import _

JOB_SUMMARY: Final = "GITHUB_STEP_SUMMARY"
"""GitHub Actions names a file here; what is appended to it stands on the page of the job."""

Contents = dict[str, str | bytes]
"""File name → content."""


@dataclass(frozen=True, slots=True)
class Output:
    """An output: the module whose `render(results, folder)` returns its files, and its library."""

    name: str
    summary: str
    module: str
    needs: str = ""

    def render(self, results: Sequence[RunResult], folder: Path) -> Contents:
        """Return the files of this output; `folder` holds the documents of the runs."""
        contents: Contents = import_module(f"qualmap.batch.{self.module}").render(results, folder)
        return contents

    def is_possible(self) -> bool:
        """Whether the library that it needs is installed."""
        from importlib.util import find_spec

        return not self.needs or find_spec(self.needs) is not None


OUTPUTS: Final[dict[str, Output]] = {
    row.name: row
    for row in (
        Output("html", "index.html: all runs on one offline page", "index_page"),
        Output("json", "index.json: the same for programs", "index"),
        Output("parquet", "records.parquet and three more tables", "parquet", "pyarrow"),
        Output("junit", "junit.xml: a case a run and a gate, for test reports", "junit"),
        Output("markdown", "summary.md: for a job page or a pull request", "summary"),
        Output("gitlab", "gl-code-quality.json: Code Quality of GitLab", "gitlab"),
    )
}


def write(
    results: Sequence[RunResult],
    folder: Path,
    *,
    outputs: Sequence[str] | None = None,
    tell: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the outputs into `folder` and return their paths; all of them unless some are named.

    All is rendered before the first file is written. The summary also goes to the page of the
    job where GitHub Actions names one. QualmapError for an unknown output, one that was named
    and whose library is missing, or a folder that cannot be written.
    """
    contents: Contents = {}
    for output in _possible(outputs, tell or _to_stderr):
        contents |= output.render(results, folder)
    paths = [folder / name for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        write_atomically(path, content)
    if "summary.md" in contents:
        _append_job_summary(str(contents["summary.md"]))
    return paths


def _possible(names: Sequence[str] | None, tell: Callable[[str], None]) -> list[Output]:
    if unknown := [name for name in names or () if name not in OUTPUTS]:
        known = ", ".join(OUTPUTS)
        raise QualmapError(f"unknown output {unknown[0]!r}", hint=f"known outputs: {known}")
    chosen = [row for row in OUTPUTS.values() if names is None or row.name in names]
    for row in chosen:
        if not row.is_possible():
            _tell_missing(row, asked=names is not None, tell=tell)
    return [row for row in chosen if row.is_possible()]


def _tell_missing(row: Output, *, asked: bool, tell: Callable[[str], None]) -> None:
    install = "pip install 'qualmap[batch]'"
    message = _("{name} needs {library}").format(name=row.name, library=row.needs)
    if asked:
        raise QualmapError(message, hint=install)
    tell(_("left out: {message} ({install})").format(message=message, install=install))


def _to_stderr(text: str) -> None:
    print(text, file=sys.stderr)


def _append_job_summary(text: str) -> None:
    if not (name := os.environ.get(JOB_SUMMARY)):
        return
    try:
        with Path(name).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text + "\n")
    except OSError as error:
        raise QualmapError(
            f"cannot write the summary of the job: {error.strerror}", hint=f"see {JOB_SUMMARY}"
        ) from None
