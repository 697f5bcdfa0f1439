"""Workers on other machines, through Dask: `--engine dask`.

Inputs travel as values, so workers share no disk with us. Dask does a task again whose worker has
gone; results come back here, and only this process writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from qualmap.batch.chunk import Answer, Chunk, Equipments, Supply, perform
from qualmap.batch.equipment import key_of
from qualmap.errors import QualmapError
from qualmap.messages import _

AHEAD: Final = 3
"""Chunks under way for each thread of the cluster: the post takes longer than on one machine."""

RETRIES: Final = 5
"""How often a chunk is tried again after trouble that is not in the chunk itself."""

CONNECT: Final = "20s"


class Cluster:
    """A Dask cluster by the address of its scheduler, or workers of its own on this machine."""

    def __init__(self, equipments: Equipments, address: str = "", jobs: int = 1) -> None:
        self._own = None if address else _workers(jobs)
        self._client = _connect(address or self._own)
        # A task rather than scattered data: it is made again where all its copies are lost.
        self._equipments = self._client.submit(
            dict, dict(equipments), key=f"qualmap-tools-{key_of(*sorted(equipments))}"
        )

    def work(self, supply: Supply) -> Iterator[Answer]:
        """Yield the answers as they come; QualmapError if the cluster gives up on a chunk."""
        arriving = _dask().as_completed()
        under_way = 0
        while True:
            while under_way < self._capacity() and (chunk := supply()):
                arriving.add(self._submit(chunk))
                under_way += 1
            if not under_way:
                return
            future = next(arriving)
            under_way -= 1
            yield from _answers(future)

    def _capacity(self) -> int:
        threads = sum(self._client.nthreads().values()) or 1
        return AHEAD * int(threads)

    def _submit(self, chunk: Chunk) -> Any:
        return self._client.submit(perform, chunk, self._equipments, pure=False, retries=RETRIES)

    def close(self) -> None:
        """Leave the cluster; workers of our own end."""
        self._client.close(timeout=5)
        if self._own is not None:
            self._own.close(timeout=5)


def _answers(future: Any) -> list[Answer]:
    try:
        answers: list[Answer] = future.result()
    except _dask().KilledWorker as error:
        raise QualmapError(
            _("the Dask cluster gave up: {why}").format(why=str(error).splitlines()[0]),
            hint=_("its workers may lack memory; the same command goes on from here"),
        ) from None
    return answers


def _dask() -> Any:
    """The library, without the types that it gives for half of itself."""
    try:
        return import_module("distributed")
    except ModuleNotFoundError:
        raise QualmapError(
            _("--engine dask needs the extra `batch`"), hint='pip install "qualmap[batch]"'
        ) from None


def _workers(jobs: int) -> Any:
    return _dask().LocalCluster(
        n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None
    )


def _connect(place: Any) -> Any:
    try:
        return _dask().Client(place, timeout=CONNECT)
    except (OSError, ValueError) as error:
        raise QualmapError(
            _("no Dask scheduler at {address}: {why}").format(address=place, why=error),
            hint=_("an address looks like tcp://10.0.0.5:8786"),
        ) from None
