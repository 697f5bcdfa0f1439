"""Broken off at any moment, the same command goes on and ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from plans import results, run_batch, write_pairs, write_plan

from qualmap.batch.chunk import InProcess
from qualmap.batch.journal import Entry, Journal
from qualmap.batch.kept import Kept
from qualmap.batch.lock import locked
from qualmap.errors import QualmapError

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


class Stopped(Exception):
    """What a test ends a batch with, wherever it is."""


def stopping(after: int):  # type: ignore[no-untyped-def]
    """An engine that breaks off after some answers."""

    class Engine(InProcess):
        def work(self, supply):  # type: ignore[no-untyped-def]
            for count, answer in enumerate(super().work(supply)):
                if count == after:
                    raise Stopped
                yield answer

    return lambda equipments, pairs: Engine(equipments)


def test_broken_off_after_every_step_it_ends_with_the_same_bytes(tmp_path: Path) -> None:
    runs = write_pairs(tmp_path, 2)
    path = write_plan(tmp_path, "runs:", *runs, "  - {id: all, left: left, right: right}")
    run_batch(path, tmp_path / "whole")
    told: list[str] = []
    for after in (0, 1, 3, 2):
        with pytest.raises(Stopped):
            run_batch(path, tmp_path / "out", maker=stopping(after), tell=told.append)
    found = run_batch(path, tmp_path / "out", tell=told.append)
    assert any(result.reused for result in found) and all(result.fine for result in found)
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert "was broken off here; going on from there" in told[0]


@posix
def test_killed_at_random_moments_by_the_system(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 12))
    run_batch(path, tmp_path / "whole")
    words = [sys.executable, "-m", "qualmap", "batch", str(path), "--out", str(tmp_path / "out")]
    moments = random.Random(1)
    for _ in range(2):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        journal, before = tmp_path / "out/.qualmap/journal.jsonl", _size(tmp_path)
        give_up = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < give_up and _size(tmp_path) == before:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.05))
        process.kill()
        process.wait()
        assert journal.parent.is_dir()
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def _size(folder: Path) -> int:
    return sum(1 for _ in (folder / "out").rglob("*")) if (folder / "out").exists() else 0


@posix
def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 60))
    words = [sys.executable, "-m", "qualmap", "batch", str(path), "--jobs", "2"]
    process = subprocess.Popen(
        words, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    cache = tmp_path / "qualmap-out" / "t" / ".qualmap" / "cache"
    give_up = time.monotonic() + 60
    while not cache.exists() and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from here" in err and "Traceback" not in err


def test_damaged_results_are_told_of_and_computed_again(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 2))
    run_batch(path, tmp_path / "out")
    before = results(tmp_path / "out")
    entries = sorted((tmp_path / "out" / ".qualmap" / "cache").rglob("*.gz"))
    assert len(entries) == 4
    for n, entry in enumerate(entries):
        raw = bytearray(entry.read_bytes())
        raw[len(raw) // 2] ^= 0xFF
        entry.write_bytes(bytes(raw) if n % 2 else bytes(raw[: len(raw) // 2]))
    (tmp_path / "out" / "runs" / "run-0" / "mapping.json").unlink()
    (tmp_path / "out" / "runs" / "run-1" / "mapping.json").write_text("{}", "utf-8")
    told: list[str] = []
    found = run_batch(path, tmp_path / "out", tell=told.append)
    assert not any(result.reused for result in found)
    assert results(tmp_path / "out") == before
    assert len(told) == 4 and all("is damaged: it is computed again" in text for text in told)


@pytest.mark.parametrize("tail", ['{"run": "run-1", "key": "x', "\0\0\0", '[1]\n{"run": 3}\n', "é"])
def test_a_torn_line_in_the_journal_does_no_harm(tmp_path: Path, tail: str) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    first = Entry("a", "k", "a", {"mapping.json": "0"}, ("p",), 3, 1.5)
    journal.add(first)
    with journal.path.open("ab") as stream:
        stream.write(tail.encode("cp1251", "replace"))
    again = Journal(journal.path)
    second = Entry("b", "k", "b", {})
    again.add(second)
    assert Journal(journal.path).entries == {"a": first, "b": second}
    assert again.seconds_a_pair() == 0.5
    again.compact()
    assert Journal(journal.path).entries == {"a": first, "b": second}


def test_two_batches_in_one_folder(tmp_path: Path) -> None:
    told: list[str] = []
    with (
        locked(tmp_path, told.append),
        pytest.raises(QualmapError, match="another batch is running in this folder"),
        locked(tmp_path, told.append),
    ):
        pass
    assert told == []
    (tmp_path / "running").write_text("12345\n", "utf-8")
    with locked(tmp_path, told.append):
        pass
    assert told == ["process 12345 was broken off here; going on from there"]


def test_kept_entries_come_back_or_not_at_all(tmp_path: Path) -> None:
    told: list[str] = []
    kept = Kept(tmp_path, told.append)
    kept.put("aa11", b"x" * 1000)
    kept.put("bb22", b"")
    assert (kept.get("aa11"), kept.get("bb22"), kept.get("cc33")) == (b"x" * 1000, b"", None)
    assert kept.keep_only({"bb22"}) == 1 and kept.get("aa11") is None
    assert not told


@posix
def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    import resource

    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 2))
    run_batch(path, tmp_path / "whole")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, before[1]))  # as if no more fitted
    try:
        with pytest.raises(QualmapError, match="File too large") as raised:
            run_batch(path, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "what is finished stays" in raised.value.hint
    assert not results(tmp_path / "out")
    assert len(run_batch(path, tmp_path / "out")) == 2
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 1))
    (tmp_path / "file").touch()
    with pytest.raises(QualmapError, match="cannot write the output folder"):
        run_batch(path, tmp_path / "file" / "out")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "runs").touch()
    with pytest.raises(QualmapError, match=r"cannot write mapping\.json"):
        run_batch(path, tmp_path / "out")
