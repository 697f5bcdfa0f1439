"""`qualmap batch` as a user runs it: exit codes, what is said where, what is left behind."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from plans import write_pairs, write_plan
from running import REPOSITORY, Run

from qualmap.batch.result import RunResult
from qualmap.cli.app import main
from qualmap.cli.batch_words import result_words
from qualmap.cli.meter import Meter, progress_words

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run `qualmap batch …` in this process; return exit code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["qualmap", "batch", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def test_a_plan_is_looked_at_run_and_found_unchanged(run: Run, call: Call, tmp_path: Path) -> None:
    write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 2))
    code, ahead, _err = call("plan.yaml", "--dry-run")
    assert code == 0 and "run-0: 1 pair\n" in ahead
    assert "2 runs to compute, 2 pairs of qualifications, about 1 s (a guess" in ahead
    assert not (tmp_path / "qualmap-out").exists()

    first = run("batch", "plan.yaml", "--format", "markdown")
    assert first.returncode == 0, first.stderr
    assert "run-0: 1 pair, left 100%, right 100%\n" in first.stdout
    out = tmp_path / "qualmap-out" / "t"
    assert {path.name for path in (out / "runs" / "run-1").iterdir()} == {
        "mapping.json", "summary.md",
    }  # fmt: skip
    index = json.loads((out / "index.json").read_text("utf-8"))
    assert len(index["runs"]) == 2 and str(tmp_path) not in json.dumps(index)

    code, again, err = call("plan.yaml", "--format", "markdown", "--quiet")
    assert code == 0 and not err
    assert "2 of 2 runs unchanged since the last time, and reused" in again
    assert "run-0: unchanged" in call("plan.yaml", "--dry-run", "--format", "markdown")[1]


def test_exit_codes_of_faults_and_gates(call: Call, tmp_path: Path) -> None:
    runs = write_pairs(tmp_path, 2)
    write_plan(tmp_path, "gates: {max_unreviewed: 0}", "runs:", *runs)
    code, out, _err = call("plan.yaml", "--annotations", "github", "--only", "run-1")
    assert code == 1
    assert "plan.yaml:3: max_unreviewed: 3 proposals" in out
    assert "\n::error " in out and "file=plan.yaml,line=3" in out
    (tmp_path / "left" / "0.yaml").write_text("kind: qualification\n", "utf-8")
    code, out, err = call("plan.yaml")
    assert code == 2 and "Traceback" not in err
    assert "run-0: could not run\n  left/0.yaml:1:1: missing key" in out
    assert call("plan.yaml", "--keep-going")[0] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.yaml"], "no such file: nowhere.yaml"),
        (["plan.yaml", "--only", "x*"], "no run of the plan is called 'x*'"),
        (["plan.yaml", "--fail-fast", "--keep-going"], "contradict each other"),
        (["plan.yaml", "--engine", "ray"], "unknown engine 'ray'"),
        (["plan.yaml", "--annotations", "svn"], "unknown annotations 'svn'"),
        (["plan.yaml", "--format", "docx"], "unknown report format 'docx'"),
    ],
)
def test_what_cannot_be_asked(call: Call, tmp_path: Path, words: list[str], told: str) -> None:
    write_plan(tmp_path, "runs:", *write_pairs(tmp_path, 1))
    code, _out, err = call(*words)
    assert code == 2 and told in err
    assert not (tmp_path / "qualmap-out" / "t" / "runs").exists()


def test_the_example_plan_works(call: Call, tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "examples" / "plans" / "central-asia.yaml", tmp_path / "p.yaml")
    code, out, err = call("p.yaml", "--only", "levels-*", "--only", "kz-uz-textile")
    assert code == 0, out + err
    assert (tmp_path / "qualmap-out/central-asia/runs/kz-uz-textile/report.html").is_file()


def test_many_fine_runs_are_counted_and_those_with_trouble_listed() -> None:
    fine = [RunResult(f"run-{n}", "a", "b", "done", f"run-{n}") for n in range(50)]
    words = result_words([*fine, RunResult("bad\nid", "a", "b", "failed", "bad")])
    assert words.startswith("bad?id: could not run\n… and 50 runs that are fine\n")
    assert len(result_words(fine, verbose=True).splitlines()) == 52


def test_progress_has_a_rate_and_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert progress_words(0, 9, 0, 5.0) == "0 of about 9 pairs, 0 runs done"
    assert progress_words(30, 20, 1, 10).endswith("3.0 pairs a second, about 1 s left")
    with Meter() as meter:
        meter.show(1, 2, 0)
    assert capsys.readouterr().err == ""  # a log is told every fifteen seconds, not at once
