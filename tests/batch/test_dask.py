"""The same bytes from a Dask cluster of separate worker processes, one of which is killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from plans import results, run_batch, write_pairs, write_plan

from qualmap.batch.engines import engine_maker
from qualmap.batch.plan import read_plan
from qualmap.batch.run import Options, Watch, run_plan
from qualmap.errors import QualmapError


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_cluster_loses_a_worker_and_nothing_else(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    runs = write_pairs(tmp_path, 5)
    path = write_plan(tmp_path, "runs:", *runs, "  - {id: all, left: left, right: right}")
    run_batch(path, tmp_path / "local")
    plan = read_plan(path)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        pids = [nanny.pid for nanny in cluster.workers.values()]
        killed: list[int] = []

        def kill_one(done: int, total: int, finished: int) -> None:
            if done and not killed:
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        maker = engine_maker("dask", jobs=2, scheduler=cluster.scheduler_address)
        found = run_plan(
            plan, plan.runs, Options(tmp_path / "out"), maker, Watch(progress=kill_one)
        )
    assert killed and all(result.fine for result in found)
    assert results(tmp_path / "out") == results(tmp_path / "local")


def test_a_scheduler_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("qualmap.batch.cluster.CONNECT", "1s")
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 1))
    maker = engine_maker("dask", jobs=1, scheduler="tcp://127.0.0.1:9")
    with pytest.raises(QualmapError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        run_batch(path, tmp_path / "out", maker=maker)


def test_without_the_extra_the_command_to_install_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 1))
    with pytest.raises(QualmapError, match="needs the extra `batch`") as raised:
        run_batch(path, tmp_path / "out", maker=engine_maker("dask", jobs=1))
    assert raised.value.hint == 'pip install "qualmap[batch]"'
