"""`qualmap evaluate` as a process, with the embedded encoder and the real glossary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from running import REPOSITORY, Run

DATA = REPOSITORY / "tests" / "evaluate" / "data"


def test_outcomes_then_what_changed(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", str(DATA / "trades"), "--format", "json", "--out", "a.json")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "" and "wrote a.json" in done.stderr
    data = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert data["task"] == "outcomes" and data["made"]["recipe"] == "standard-1"
    figures = {name: one["value"] for name, one in data["figures"].items()}
    # Equal texts are found: five of the six wanted (the sixth has other words), see the test of
    # figures by hand.
    assert figures["recall"] == pytest.approx(5 / 6, abs=1e-4)
    assert str(tmp_path) not in (tmp_path / "a.json").read_text("utf-8")
    words = ("--ablate", "meaning", "--ablate", "glossary", "--compare", "a.json")
    changed = run("evaluate", str(DATA / "trades"), "--format", "markdown", *words)
    assert changed.returncode == 0, changed.stderr
    assert "## changed figures" in changed.stdout and "were muted" in changed.stdout


def test_a_learned_recipe(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", str(DATA / "trades"), "--fit", "mine-1", "--write", "mine-1.yaml")
    assert done.returncode == 0, done.stderr
    assert "Cross-validated" in done.stdout and "f1-mean" in done.stdout
    text = (tmp_path / "mine-1.yaml").read_text("utf-8")
    recipe = yaml.safe_load(text)
    assert recipe["name"] == "mine-1" and recipe["related"] == recipe["threshold"] / 2
    assert 0 <= recipe["band"][0] <= recipe["band"][1] <= 1
    assert {"f1-mean", "coverage-error", "calibration-error"} <= recipe["figures"].keys()


def test_a_crosswalk_in_the_terminal(run: Run) -> None:
    done = run("evaluate", str(DATA / "crosswalk.csv"))
    assert done.returncode == 0, done.stderr
    assert "figures" in done.stdout and "Measured with a recipe" in done.stdout


def test_levels(run: Run) -> None:
    path = REPOSITORY / "src" / "qualmap" / "data" / "countries" / "fr" / "fr-nqf.yaml"
    done = run("evaluate", str(path), "--format", "json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["task"] == "levels" and 0 <= data["figures"]["exact"]["value"] <= 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nosuch"], "no such file: nosuch"),
        ([".", "--task", "guess"], "unknown task 'guess'"),
        ([".", "--format", "xml"], "unknown format 'xml'"),
        ([".", "--write", "x.yaml"], "--write without --fit"),
        ([".", "--fit", "../x"], "'../x' is no name for a recipe"),
        ([str(DATA / "trades"), "--ablate", "luck"], "unknown part 'luck'"),
        ([str(DATA / "rows.tsv"), "--fit", "x"], "a recipe is learned from gold alignments"),
        ([".", "--compare", "none.json"], "no such file: none.json"),
    ],
)
def test_mistakes(run: Run, words: list[str], message: str) -> None:
    done = run("evaluate", *words)
    assert done.returncode == 2
    assert message in done.stderr and "Traceback" not in done.stderr


def test_help_has_an_example(run: Run) -> None:
    done = run("evaluate", "--help")
    assert "Example: qualmap evaluate training/gold" in " ".join(done.stdout.split())
