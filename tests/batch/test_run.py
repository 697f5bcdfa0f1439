"""What a batch computes, reuses, leaves out and holds against its gates."""

from __future__ import annotations

import json
import os
from itertools import chain, repeat
from pathlib import Path

import pytest
from plans import results, run_batch, standard, write_pairs, write_plan

from qualmap.batch.chunk import Piece
from qualmap.batch.engines import engine_maker
from qualmap.batch.result import RunResult, exit_code
from qualmap.batch.stages import Compare
from qualmap.errors import QualmapError


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[RunResult]]:
    """Four runs of one pair each, one of a folder against a folder."""
    folder = tmp_path_factory.mktemp("done")
    runs = write_pairs(folder, 4)
    path = write_plan(folder, "runs:", *runs, "  - {id: all, left: left, right: right}")
    return path, run_batch(path, folder / "out")


def test_each_run_has_its_figures_and_its_document(done: tuple[Path, list[RunResult]]) -> None:
    path, found = done
    assert [result.id for result in found] == ["run-0", "run-1", "run-2", "run-3", "all"]
    assert all(result.fine and not result.reused for result in found)
    assert [result.pairs for result in found] == [1, 1, 1, 1, 16]
    for result in found:
        text = (path.parent / "out" / "runs" / result.folder / "mapping.json").read_text("utf-8")
        data = json.loads(text)
        assert len(data["pairs"]) == result.pairs
        assert str(path.parent) not in text and "left/" in text
        assert result.outcomes == result.unreviewed > 0
        left = [pair["left_covered"]["firm"] for pair in data["pairs"]]
        assert result.coverage.left.min == min(left)


def test_the_document_is_that_of_compare(
    done: tuple[Path, list[RunResult]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualmap.batch.equipment import equipment, tools
    from qualmap.catalogue import load
    from qualmap.mapping.compare import compare
    from qualmap.reports.build import build
    from qualmap.reports.formats import FORMATS

    path, _found = done
    monkeypatch.chdir(path.parent)
    catalogue = load()
    sides = catalogue.side("left"), catalogue.side("right")
    made = equipment(None, recipe="", model="", use_declared=True, language="en")
    text = FORMATS["json"].render(build(compare(*sides, tools(made))))
    assert (path.parent / "out" / "runs" / "all" / "mapping.json").read_text("utf-8") == text


def test_two_processes_give_the_same_bytes(
    done: tuple[Path, list[RunResult]], tmp_path: Path
) -> None:
    from qualmap.batch.pool import Pool

    path, _found = done
    run_batch(path, tmp_path, jobs=2, maker=lambda equipments, pairs: Pool(equipments, 2))
    assert results(tmp_path) == results(path.parent / "out")


def test_what_is_unchanged_is_not_computed_again(tmp_path: Path) -> None:
    runs = write_pairs(tmp_path, 3)
    path = write_plan(tmp_path, "runs:", *runs, "  - {id: all, left: left, right: right}")
    run_batch(path, tmp_path / "out")
    before = results(tmp_path / "out")
    assert all(result.reused for result in run_batch(path, tmp_path / "out"))
    assert results(tmp_path / "out") == before

    text = standard("left-1", "en", shift=2)
    (tmp_path / "left" / "1.yaml").write_text(text, "utf-8")
    asked: list[str] = []
    reused = {r.id: r.reused for r in run_batch(path, tmp_path / "out", maker=counting(asked))}
    assert reused == {"run-0": True, "run-1": False, "run-2": True, "all": False}
    # the changed standard against the three of the other side, and no pair twice
    assert asked.count("Compare") == 3 and asked.count("Open") == 2

    fresh = run_batch(path, tmp_path / "fresh")
    assert len(fresh) == 4 and results(tmp_path / "fresh") == results(tmp_path / "out")


def counting(asked: list[str]):  # type: ignore[no-untyped-def]
    """An engine that notes the pieces that it is given."""
    make = engine_maker("local", jobs=1)

    def maker(equipments, pairs):  # type: ignore[no-untyped-def]
        engine = make(equipments, pairs)
        whole = engine.work

        def work(supply):  # type: ignore[no-untyped-def]
            def noted():  # type: ignore[no-untyped-def]
                chunk = supply()
                asked.extend(type(piece.work).__name__ for piece in chunk)
                return chunk

            return whole(noted)

        engine.work = work
        return engine

    return maker


def test_a_new_gate_or_format_computes_no_pair(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 2))
    run_batch(path, tmp_path / "out")
    write_plan(tmp_path, "gates: {max_unreviewed: 0}", "runs:", *write_pairs(tmp_path, 2))
    found = run_batch(path, tmp_path / "out")
    assert all(result.reused and result.failures for result in found)
    asked: list[str] = []
    run_batch(path, tmp_path / "out", formats=("markdown", "csv"), maker=counting(asked))
    assert set(asked) == {"Finish"}
    assert {p.name for p in (tmp_path / "out/runs/run-0").iterdir()} == {
        "mapping.json", "summary.md", "mapping.csv",
    }  # fmt: skip
    run_batch(path, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out/runs/run-0").iterdir()] == ["mapping.json"]


def test_a_file_at_fault_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = write_pairs(tmp_path, 3)
    (tmp_path / "left" / "1.yaml").write_text("kind: qualification\nid: [\n", "utf-8")
    (tmp_path / "right" / "0.yaml").write_bytes(b"kind: \xff\n")
    more = [
        "  - {id: all, left: left, right: right}",
        "  - {id: gone, left: nowhere.yaml, right: right}",
        "  - {id: none, left: left, right: right, sector: [it]}",
    ]
    path = write_plan(tmp_path, "runs:", *runs, *more)
    monkeypatch.chdir(tmp_path)
    found = {result.id: result for result in run_batch(path, tmp_path / "out")}
    assert [name for name, result in found.items() if result.status == "failed"] == [
        "run-0", "run-1", "gone", "none",
    ]  # fmt: skip
    assert found["run-2"].fine
    assert found["all"].status == "done" and found["all"].pairs == 4
    assert [fault.path for fault in found["all"].faults] == ["left/1.yaml", "right/0.yaml"]
    assert str(found["run-1"].faults[0]).startswith("left/1.yaml:3:1: not valid YAML")
    assert str(found["gone"].faults[0]).startswith("plan.yaml:8:")
    assert "no such file" in found["gone"].faults[0].message
    assert exit_code(list(found.values())) == 2
    assert exit_code(list(found.values()), keep_going=True) == 1
    assert not (tmp_path / "out" / "runs" / "run-0").exists()


def test_a_run_that_fails_loses_its_old_result(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 2))
    run_batch(path, tmp_path / "out")
    good = (tmp_path / "left" / "0.yaml").read_text("utf-8")
    (tmp_path / "left" / "0.yaml").write_text("", "utf-8")
    assert [r.status for r in run_batch(path, tmp_path / "out")] == ["failed", "done"]
    assert sorted(results(tmp_path / "out")) == ["run-1/mapping.json"]
    (tmp_path / "left" / "0.yaml").write_text(good, "utf-8")
    assert all(result.fine for result in run_batch(path, tmp_path / "out"))


def test_countries_of_a_workspace_lose_only_their_bad_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "qualmap.toml").touch()
    folder = tmp_path / "countries" / "kz"
    folder.mkdir(parents=True)
    for n in range(3):
        text = standard(f"q{n}", "ru", shift=n, framework="kz-nqf", level='"4"')
        (folder / f"q{n}.yaml").write_text(text, "utf-8")
    (folder / "q1.yaml").write_text("kind: novel\n", "utf-8")
    bad = standard("q2", "ru", framework="kz-nqf", level='"44"')
    (folder / "q2.yaml").write_text(bad, "utf-8")
    path = write_plan(tmp_path / "plans", "runs: [{id: a, left: kz, right: uz, isco: ['7411']}]")
    monkeypatch.chdir(tmp_path)
    (found,) = run_batch(path, tmp_path / "out")
    assert found.status == "done" and found.pairs == 1
    assert sorted({fault.path for fault in found.faults}) == [
        "countries/kz/q1.yaml", "countries/kz/q2.yaml",
    ]  # fmt: skip


def test_gates_name_the_run_the_figure_and_the_line(tmp_path: Path) -> None:
    runs = write_pairs(tmp_path, 2)
    path = write_plan(tmp_path, "runs:", *runs)
    (first, _second) = run_batch(path, tmp_path / "base")
    text = (tmp_path / "right" / "0.yaml").read_text("utf-8")
    for words in ("читает электрические схемы", "измеряет сопротивление кабеля"):
        text = text.replace(words, "поёт песни на сцене")
    (tmp_path / "right" / "0.yaml").write_text(text, "utf-8")
    expectations = [
        "{left: left-0/A1, right: right-0/A1, relation: exact}",
        "{left: left-0/A3, right: right-0/A3, not: none}",
        "{left: left-0/A9, right: right-0/A1, not: exact}",
        "{framework_left: kz-nqf, level_left: '1', framework_right: uz-nqf, level_right: '8'}",
    ]
    path = write_plan(
        tmp_path,
        "gates: {no_drop_against: base, max_unreviewed: 0}",
        "runs:",
        "  - id: run-0",
        "    left: left/0.yaml",
        "    right: right/0.yaml",
        "    gates: {min_coverage: 0.9}",
        "    expect:",
        *(f"      - {line}" for line in expectations),
        runs[1],
        "  - id: levels",
        "    left: kz-nqf",
        "    right: uz-nqf",
        "    isco: ['7411']",
        f"    expect: [{expectations[-1]}]",
    )
    found = {r.id: r for r in run_batch(path, tmp_path / "out")}
    said = {(failure.gate, failure.line): failure.message for failure in found["run-0"].failures}
    assert first.coverage.left.mean is not None
    assert "fell from" in said["no_drop_against", 3]
    assert "no person decided on" in said["max_unreviewed", 3]
    assert "is below 0.9" in said["min_coverage", 8]
    assert said["expect", 10].startswith("left-0/A1 – right-0/A1 must be exact, and is")
    assert said["expect", 12] == "there is no outcome left-0/A9"
    assert said["expect", 13] == "kz-nqf and uz-nqf were not aligned"
    assert ("expect", 11) not in said
    assert [f.gate for f in found["run-1"].failures] == ["max_unreviewed"]
    assert "level 1 of kz-nqf must correspond to 8 of uz-nqf" in found["levels"].failures[1].message
    loose = run_batch(path, tmp_path / "out", tolerance=1.0)
    assert "no_drop_against" not in [f.gate for f in loose[0].failures]
    assert exit_code(loose) == 1


def test_fail_fast_stops_and_the_rest_is_done_later(tmp_path: Path) -> None:
    runs = write_pairs(tmp_path, 3)
    path = write_plan(tmp_path, "gates: {max_unreviewed: 0}", "runs:", *runs)
    found = run_batch(path, tmp_path / "out", fail_fast=True)
    assert len(found) < 3 and found[-1].failures
    assert len(run_batch(path, tmp_path / "out")) == 3


def test_ids_of_any_kind_stay_inside(tmp_path: Path) -> None:
    write_pairs(tmp_path / "in", 1)
    ids = ["../../up", "a/b", "Туризм и сервис", "..", "con", "A", "x" * 300, "\\\\host\\share"]
    quoted = [json.dumps(name, ensure_ascii=False) for name in ids]
    lines = [f"  - {{id: {name}, left: left/0.yaml, right: right/0.yaml}}" for name in quoted]
    found = run_batch(write_plan(tmp_path / "in", "runs:", *lines), tmp_path / "out" / "put")
    assert len({result.folder for result in found}) == len(ids)
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    assert {path.name for path in (tmp_path / "out/put/runs").iterdir()} == {
        result.folder for result in found
    }


def test_only_some_runs_leave_the_others_alone(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 3))
    run_batch(path, tmp_path / "out")
    (found,) = run_batch(path, tmp_path / "out", only=("run-1",))
    assert found.reused and len(results(tmp_path / "out")) == 3
    write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 2))
    run_batch(path, tmp_path / "out")
    assert sorted(results(tmp_path / "out")) == ["run-0/mapping.json", "run-1/mapping.json"]


def test_an_unknown_engine_model_or_baseline_is_told_at_once(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 1))
    with pytest.raises(QualmapError, match="unknown engine 'ray'"):
        engine_maker("ray", jobs=1)
    with pytest.raises(QualmapError, match="--scheduler needs"):
        engine_maker("local", jobs=1, scheduler="tcp://here:1")
    write_plan(tmp_path, "defaults: {model: none}", "runs:", *write_pairs(tmp_path, 1))
    with pytest.raises(QualmapError, match="unknown encoder 'none'"):
        run_batch(path, tmp_path / "out")
    write_plan(tmp_path, "gates: {no_drop_against: base}", "runs:", *write_pairs(tmp_path, 1))
    with pytest.raises(QualmapError, match="no such file"):
        run_batch(path, tmp_path / "out")


class Deadly:
    """An equipment that ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


def test_workers_that_die_again_and_again_are_told_of() -> None:
    from qualmap.batch.pool import Pool

    pool = Pool({"": Deadly()}, 2)  # type: ignore[dict-item]
    chunk = (Piece(0, "", Compare(*[None] * 4)),)  # type: ignore[arg-type]
    try:
        with pytest.raises(QualmapError, match="worker processes died 3 times in a row") as raised:
            list(pool.work(chain([chunk], repeat(())).__next__))
    finally:
        pool.close()
    assert "--jobs 1" in raised.value.hint
