"""Many texts read at once, by several processes where it pays: a text takes a third of a
millisecond to understand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from qualmap.glossary.kept import Question
from qualmap.model.glossary import Glossary
from qualmap.model.reading import Reading

if TYPE_CHECKING:
    from qualmap.glossary.annotate import Annotator

WORTH_IT: Final = 8_000
"""Texts from which further processes pay: each takes a second to start and to warm up."""

AT_ONCE: Final = 500
"""Texts read, and kept, at a time: what a run that is broken off loses at most, per process."""

_mine: list[Annotator] = []
"""The annotator of a worker process."""


def read_together(
    annotator: Annotator, questions: Sequence[Question]
) -> Iterator[dict[Question, Reading]]:
    """Yield the texts with their readings, a few hundred at a time, in order."""
    parts = [questions[start : start + AT_ONCE] for start in range(0, len(questions), AT_ONCE)]
    processes = _processes_for(len(questions))
    if processes == 1:
        yield from map(annotator.understand, parts)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Started afresh everywhere, because a fork of a process with threads may hang.
    with ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_prepare, initargs=(annotator.glossary,)
    ) as pool:
        yield from pool.map(_understand, parts)


def _processes_for(count: int) -> int:
    """One within a worker process: who started that has shared out the machine already."""
    from multiprocessing import parent_process

    if count < WORTH_IT or parent_process() is not None:
        return 1
    return min(os.cpu_count() or 1, 2 * count // WORTH_IT)


def _prepare(glossary: Glossary) -> None:
    from qualmap.glossary.annotate import Annotator

    _mine[:] = [Annotator(glossary)]


def _understand(questions: Sequence[Question]) -> dict[Question, Reading]:
    return _mine[0].understand(questions)
