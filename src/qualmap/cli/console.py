"""How commands speak: results to stdout, everything else to stderr, both built late."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualmap.errors import QualmapError

if TYPE_CHECKING:
    from rich.console import Console

    from qualmap.mapping.tools import Progress

SHOWN_FAULTS = 20
"""Faults printed in full; the rest are counted (`--verbose` prints all)."""


@dataclass(slots=True)
class Voice:
    """What the user asked for with --quiet, --verbose and --no-color."""

    quiet: bool = False
    verbose: bool = False
    no_color: bool = False


voice = Voice()


def out() -> Console:
    """Return a console for results."""
    return _console(stderr=False)


def err() -> Console:
    """Return a console for everything that is no result."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    plain = voice.no_color or bool(os.environ.get("NO_COLOR"))
    return Console(stderr=stderr, no_color=plain, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """Print a remark on stderr, unless --quiet."""
    if not voice.quiet:
        print(text, file=sys.stderr)


def write(text: str) -> None:
    """Print a result on stdout, exactly as it is, in UTF-8 whatever the terminal's code page."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def complain(error: QualmapError) -> None:
    """Print an error: what, where, what to do."""
    print(f"qualmap: {error.message}", file=sys.stderr)
    shown = error.faults if voice.verbose else error.faults[:SHOWN_FAULTS]
    for fault in shown:
        print(f"  {fault}", file=sys.stderr)
    if len(error.faults) > len(shown):
        print(
            f"  … and {len(error.faults) - len(shown)} more (--verbose shows all)", file=sys.stderr
        )
    if error.hint:
        print(f"hint: {error.hint}", file=sys.stderr)


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a function that shows progress on stderr; silent when quiet or not on a terminal."""
    if voice.quiet or not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err(), transient=True) as bar:
        tasks: dict[str, int] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield show
