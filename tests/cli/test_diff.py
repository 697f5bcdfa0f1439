"""`qualmap diff` as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from results import batch_folder, decided, decisions_file, plain, save
from running import REPOSITORY, Run


def worse(data: Any) -> None:
    data["pairs"][0]["outcomes"][0].update(relation="related", covers=False, score=0.3)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    save(tmp_path / "old")
    save(tmp_path / "new", worse)
    return tmp_path


def test_the_same_twice(run: Run, two: Path) -> None:
    done = run("diff", "old", "old/mapping.json", "--fail-on", "any")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no differences\n", "")


def test_a_gate_in_a_pull_request(run: Run, two: Path) -> None:
    done = run("diff", "old", "new", "--format", "markdown", "--fail-on", "worse")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("### What changes in the mapping\n")
    assert "⚠ same → same topic only" in done.stdout
    assert run("diff", "old", "new", "--fail-on", "level").returncode == 0


def test_decisions_and_those_who_disagree(run: Run, two: Path) -> None:
    first, second = plain()["pairs"][0]["outcomes"][:2]
    decisions_file(
        two / "decisions" / "a.tsv",
        decided(first, "accepted"),
        decided(second, "accepted"),
        decided(second, "rejected", reviewer="Dilnoza"),
    )
    save(two / "new", worse, lambda data: data["pairs"][0]["outcomes"].pop(0))
    words = ("diff", "old", "new", "--decisions", "decisions", "--fail-on", "decision")
    done = run(*words)
    assert done.returncode == 1
    assert "accepted, is proposed no more" in done.stdout
    assert "Aigul, 2026-02-01, decisions/a.tsv:3" in done.stdout
    assert "reviewers disagree on 1 record; nothing counts as decided there:" in done.stderr
    assert "Dilnoza rejected (decisions/a.tsv:5)" in done.stderr
    data = json.loads(run(*words, "--format", "json").stdout)
    assert data["counts"]["decision"] == 1 and str(two) not in json.dumps(data)


def test_two_batches(run: Run, tmp_path: Path) -> None:
    batch_folder(tmp_path / "night 1")
    batch_folder(tmp_path / "night 2")
    save(tmp_path / "night 2" / "runs" / "туризм-1", worse)
    done = run("diff", "night 1", "night 2")
    assert done.returncode == 0, done.stderr
    assert "[туризм-1]" in done.stdout and "1 difference (" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["old", "none"], ["no such file: none"]),
        (["old", "empty"], ["no mapping.json in empty", "qualmap compare"]),
        (["old", "broken.json"], ["broken.json:1:", "not valid JSON"]),
        (["old", "new", "--format", "html"], ["unknown format 'html'", "markdown"]),
        (["old", "new", "--fail-on", "all"], ["unknown kind 'all'", "worse", "coverage"]),
        (["old", "new", "--decisions", "none"], ["no such folder: none"]),
        (["old", "new", "--tolerance", "2"], ["--tolerance"]),
    ],
)
def test_a_mistake_is_told_in_words(run: Run, two: Path, words: list[str], told: list[str]) -> None:
    (two / "empty").mkdir()
    (two / "broken.json").write_text('{"schema_version": ', "utf-8")
    done = run("diff", *words)
    assert done.returncode == 2 and not done.stdout
    assert all(part in done.stderr for part in told), done.stderr
    assert "Traceback" not in done.stderr


PLAN = """
kind: plan
id: nightly
runs:
  - {id: bakers, left: aa, right: zz, qualification: [aa-baker, zz-baker]}
"""


def test_what_a_changed_standard_changes(run: Run, tmp_path: Path) -> None:
    """The pull request of the example workflows: map, change a standard, map, compare."""
    shutil.copytree(REPOSITORY / "examples" / "workspace", tmp_path, dirs_exist_ok=True)
    (tmp_path / "plans" / "nightly.yaml").write_text(PLAN, "utf-8")
    standard = tmp_path / "countries" / "aa" / "aa-baker.yaml"
    for out in ("old", "new"):
        done = run("batch", "plans/nightly.yaml", "--jobs", "1", "--out", out)
        assert done.returncode == 0, done.stderr
        words = standard.read_text("utf-8")
        standard.write_text(words.replace("Знать свойства", "Чинить погрузчик,"), "utf-8")
    done = run("diff", "old", "new", "--fail-on", "any")
    assert done.returncode == 1, done.stderr
    assert "aa-baker/A3 ↔ zz-baker/N1-3  [bakers]" in done.stdout
    assert "left words changed" in done.stdout and "left: Чинить погрузчик," in done.stdout
