"""The engines by name, and how many workers a batch is worth."""

from __future__ import annotations

import os
from math import ceil
from typing import Final

from qualmap.batch.chunk import Engine, Equipments, InProcess
from qualmap.batch.run import MakeEngine
from qualmap.errors import QualmapError
from qualmap.messages import _

ENGINES: Final = ("local", "dask")

PAIRS_A_WORKER: Final = 40
"""From this many pairs on a worker pays: it starts in 1.5 s, and 40 pairs take about as long."""


def engine_maker(name: str, *, jobs: int, scheduler: str = "") -> MakeEngine:
    """Return what makes an engine; QualmapError for an unknown name or a scheduler without use."""
    if name not in ENGINES:
        raise QualmapError(
            _("unknown engine {name!r}").format(name=name),
            hint=_("known engines: {names}").format(names=", ".join(ENGINES)),
        )
    if name == "dask":
        return lambda equipments, pairs: _cluster(equipments, scheduler, jobs)
    if scheduler:
        raise QualmapError(
            _("--scheduler needs --engine dask"), hint=_("add it, or leave out --scheduler")
        )
    return lambda equipments, pairs: _local(equipments, min(jobs, ceil(pairs / PAIRS_A_WORKER)))


def default_jobs() -> int:
    """Return the number of processor cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _local(equipments: Equipments, jobs: int) -> Engine:
    if jobs <= 1:
        return InProcess(equipments)
    from qualmap.batch.pool import Pool

    return Pool(equipments, jobs)


def _cluster(equipments: Equipments, address: str, jobs: int) -> Engine:
    from qualmap.batch.cluster import Cluster

    return Cluster(equipments, address, jobs)
