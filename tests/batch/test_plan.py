"""A plan: its shape, its faults and their places, its runs, the folders they are given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import standard, write_plan
from running import Run

from qualmap.batch.names import folder_name
from qualmap.batch.plan import choose, read_plan
from qualmap.errors import QualmapError

FAULTY = {
    "nothing to run": (["title: Nothing"], ["1:1: a plan without runs"]),
    "unknown country, recipe, format": (
        ["runs:", "  - {id: a, left: kz, right: qq, recipe: none, formats: [json, docx]}"],
        ["4:23: unknown country", "4:34: unknown recipe", "4:64: unknown report format 'docx'"],
    ),
    "twice the same id, but for case": (
        ["runs:", "  - {id: A, left: kz, right: uz}", "  - {id: a, left: kz, right: kg}"],
        ["5:6: duplicate run id 'a' (first used in line 4)"],
    ),
    "a run that the matrix makes too": (
        ["matrix: {countries: [kz, uz]}", "runs: [{id: kz-uz, left: kz, right: uz}]"],
        ["3:1: duplicate run id 'kz-uz'"],
    ),
    "a matrix of one country": (["matrix: {countries: [kz]}"], ["3:10: a matrix needs two"]),
    "outside": (
        ["runs: [{id: a, left: ../../etc, right: kz}]", "decisions: ../d"],
        ["3:16: '../../etc' lies outside", "4:1: '../d' lies outside"],
    ),
    "half an expectation": (
        ["runs: [{id: a, left: kz, right: uz, expect: [{left: a/b, relation: exact}]}]"],
        ["3:46: an expected relation needs `left:` and `right:`"],
    ),
    "both ways": (
        [
            "runs: [{id: a, left: kz, right: uz, expect: "
            "[{left: a/b, right: c/d, relation: exact, not: close}]}]"
        ],
        ["either `relation:` or `not:`"],
    ),
    "half a level": (
        ["runs: [{id: a, left: kz, right: uz, expect: [{level_left: '4'}]}]"],
        ["needs both frameworks and levels"],
    ),
    "shape": (
        ["runs: [{id: a, left: kz, right: uz, gates: {min_coverage: 2, min_cov: 1}}]"],
        ["3:45: runs.0.gates.min_coverage", "3:62: unknown key 'min_cov' (did you mean"],
    ),
}


@pytest.mark.parametrize("case", FAULTY)
def test_all_faults_of_a_plan_are_told_at_once_with_their_places(tmp_path: Path, case: str) -> None:
    lines, told = FAULTY[case]
    with pytest.raises(QualmapError) as raised:
        read_plan(write_plan(tmp_path, *lines))
    faults = "\n".join(map(str, raised.value.faults))
    for part in told:
        assert part in faults
    assert len(raised.value.faults) == len(told)


def test_runs_take_defaults_and_the_matrix_makes_more(tmp_path: Path) -> None:
    path = write_plan(
        tmp_path,
        "defaults: {sector: [it], formats: [html]}",
        "gates: {min_coverage: 0.5, max_stale: 0}",
        "matrix: {countries: [kz, uz, kg], sectors: [tourism, it]}",
        "runs:",
        "  - {id: own, left: kz, right: eu, sector: [], gates: {min_coverage: 0.1}}",
    )
    runs = {run.id: run for run in read_plan(path).runs}
    assert len(runs) == 7 and runs["kz-kg-it"].filters.sector == ("it",)
    assert runs["own"].filters.sector == () and runs["own"].formats == ("html",)
    assert (runs["own"].gates.min_coverage, runs["own"].gates.max_stale) == (0.1, 0)
    assert runs["uz-kg-tourism"].gates.min_coverage == 0.5
    assert [run.id for run in choose(tuple(runs.values()), ["*-it", "own"])] == [
        "own", "kz-uz-it", "kz-kg-it", "uz-kg-it",
    ]  # fmt: skip
    with pytest.raises(QualmapError, match="no run of the plan is called 'x\\*'"):
        choose(tuple(runs.values()), ["x*"])


def test_a_plan_may_look_into_its_workspace_but_not_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "qualmap.toml").touch()
    (tmp_path / "ws" / "a.yaml").write_text(standard("a", "en"), "utf-8")
    (tmp_path / "b.yaml").write_text(standard("b", "en"), "utf-8")
    inside = write_plan(tmp_path / "ws" / "plans", "runs: [{id: a, left: ../a.yaml, right: kz}]")
    assert read_plan(inside).runs
    (tmp_path / "ws" / "link.yaml").symlink_to(tmp_path / "b.yaml")
    for name in ("../../b.yaml", "../link.yaml", str(tmp_path / "b.yaml")):
        path = write_plan(tmp_path / "ws" / "plans", f"runs: [{{id: a, left: {name}, right: kz}}]")
        with pytest.raises(QualmapError) as raised:
            read_plan(path)
        assert "outside the plan's folder" in str(raised.value.faults[0])
        assert read_plan(path, allow_outside=True).runs


@given(st.text(min_size=1))
def test_folders_are_safe_whatever_the_id(name: str) -> None:
    folder = folder_name(name)
    assert folder == folder_name(folder) or folder != name
    assert 0 < len(folder) <= 80 and folder.isascii() and folder == folder.lower()
    assert not set(folder) & set('/\\:*?"<>| ') and not folder.startswith(".")
    assert folder not in ("con", "nul", "aux", "prn")


def test_folders_differ_where_ids_do() -> None:
    ids = ["a", "A", "a ", "a/b", "a b", "..", ".", "../a", "туризм", "туризм-", "con", "con.x"]
    assert len({folder_name(name) for name in ids}) == len(ids)


def test_validate_and_schema_know_plans(run: Run, tmp_path: Path) -> None:
    write_plan(tmp_path, "runs: [{id: a, left: kz, rigth: uz}]")
    done = run("validate", "plan.yaml")
    assert done.returncode == 1 and "unknown key 'rigth' (did you mean 'right'?)" in done.stdout
    schema = json.loads(run("schema", "plan").stdout)
    assert "ignore-declared" in schema["$defs"]["PlannedRun"]["properties"]
