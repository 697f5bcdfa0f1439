"""Worker processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Final

from qualmap.batch.chunk import Answer, Chunk, Equipments, Supply, perform
from qualmap.cores import multiply_on_one_core
from qualmap.errors import QualmapError
from qualmap.messages import _

AHEAD: Final = 2
"""Chunks under way for each worker: one in work, one in its hands when that is done."""

MAX_DEATHS: Final = 3
"""Times that workers may die without a chunk done between them."""

_equipments: Equipments = {}


def _start(packed: Path) -> None:
    """Make a process a worker: it leaves Ctrl-C to the parent, and ends when the parent does."""
    global _equipments  # what all chunks of this process are worked with
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _equipments = pickle.loads(packed.read_bytes())


def _end_with_parent() -> None:
    """A killed parent cannot say goodbye, and its workers would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _perform(chunk: Chunk) -> list[Answer]:
    return perform(chunk, _equipments)


class Pool:
    """Some worker processes; one that dies is replaced and its work done again."""

    def __init__(self, equipments: Equipments, jobs: int) -> None:
        # In a file: a worker that dies before it has read a megabyte from the pipe that it is
        # started by leaves its parent writing for ever (CPython, `popen_spawn_posix`).
        handle, name = tempfile.mkstemp(prefix="qualmap-tools-")
        self._packed = Path(name)
        with os.fdopen(handle, "wb") as stream:
            pickle.dump(dict(equipments), stream)
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def work(self, supply: Supply) -> Iterator[Answer]:
        """Yield the answers as they come; QualmapError if workers die again and again."""
        under_way: dict[Future[list[Answer]], Chunk] = {}
        deaths = 0
        while True:
            while len(under_way) < AHEAD * self._jobs and (chunk := supply()):
                under_way[self._submit(chunk)] = chunk
            if not under_way:
                return
            done, _rest = wait(under_way, return_when=FIRST_COMPLETED)
            lost = [f for f in done if isinstance(f.exception(), BrokenProcessPool)]
            if lost:
                deaths = self._count(deaths)
                done, under_way = self._again(under_way)
            for future in done:
                deaths = 0
                under_way.pop(future, None)
                yield from future.result()

    def _submit(self, chunk: Chunk) -> Future[list[Answer]]:
        if self._pool is None:
            self._pool = self._fresh()
        try:
            return self._pool.submit(_perform, chunk)
        except BrokenProcessPool as error:  # a worker died a moment ago
            lost: Future[list[Answer]] = Future()
            lost.set_exception(error)
            return lost

    def _fresh(self) -> ProcessPoolExecutor:
        multiply_on_one_core()  # a process a core is enough
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, context, _start, (self._packed,))

    def _count(self, deaths: int) -> int:
        if deaths + 1 >= MAX_DEATHS:
            raise QualmapError(
                _("worker processes died {count} times in a row").format(count=deaths + 1),
                hint=_("there may be too little memory for {jobs}: try --jobs 1").format(
                    jobs=self._jobs
                ),
            )
        return deaths + 1

    def _again(
        self, under_way: dict[Future[list[Answer]], Chunk]
    ) -> tuple[set[Future[list[Answer]]], dict[Future[list[Answer]], Chunk]]:
        """Return what was done before the pool broke, and the rest given to a new pool."""
        wait(under_way)
        fine = {future for future in under_way if future.exception() is None}
        lost = [chunk for future, chunk in under_way.items() if future not in fine]
        self._end()
        return fine, {self._submit(chunk): chunk for chunk in lost}

    def close(self) -> None:
        """End the workers at once; what they have under way is lost."""
        self._end()
        self._packed.unlink(missing_ok=True)

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            workers = list((getattr(pool, "_processes", None) or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.join()
