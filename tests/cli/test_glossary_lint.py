"""`qualmap glossary lint` and `rule`, run as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml
from running import REPOSITORY, Run

GOOD = """\
kind: glossary
concepts:
  - id: level
    terms: {en: [{text: "level"}], ru: [{text: "уровень"}]}
    definition: {en: "step of a scale"}
"""
BAD = GOOD.replace("id: level", "id: no").replace("ru:", "kz:")
ISOLATED = ("glossary", "lint", "--isolated")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary").mkdir()
    put(tmp_path, GOOD)
    return tmp_path


def put(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / "glossary" / name
    path.write_bytes(text.encode("utf-8"))
    return path


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
                   cwd=folder, check=True, capture_output=True,
                   env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull})  # fmt: skip


def test_clean_findings_and_usage(run: Run, folder: Path) -> None:
    done = run("glossary", "lint")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no findings\n")
    put(folder, BAD)
    done = run("glossary", "lint", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "glossary/a.yaml:3:9: GF004 [*] no without quotes is no text to other YAML readers",
        "glossary/a.yaml:4:36: GC008 [-] there is no language 'kz'",
    ]
    assert done.stderr.splitlines() == [
        "2 findings (1 error, 1 warning)", "[*] 1 fixable with --fix",
        "[-] 1 fixable with --fix --unsafe-fixes",
    ]  # fmt: skip
    for words in (["--fail-on", "never"], ["--exit-zero"], ["--select", "GC001"]):
        assert run("glossary", "lint", *words).returncode == 0
    assert run("glossary", "lint", "--select", "GF004", "--fail-on", "error").returncode == 0


@pytest.mark.parametrize(("words", "message"), [
    (["none.yaml"], "no such file or folder: none.yaml"),
    (["--select", "GC0011"], "unknown rule 'GC0011'"),
    (["--format", "xml"], "unknown format 'xml'"),
    (["--fail-on", "fatal"], "unknown severity 'fatal'"),
    (["--config", "none.toml"], "no such file: none.toml"),
    (["--baseline", "none.json"], "no such file: none.json"),
    (["--since", "HEAD"], "not a git repository"),
    (["-", "--fix"], "standard input is checked alone and not fixed"),
])  # fmt: skip
def test_what_cannot_run_is_exit_code_2(
    run: Run, folder: Path, words: list[str], message: str
) -> None:
    done = run("glossary", "lint", *words)
    assert done.returncode == 2 and done.stdout == ""
    assert message in done.stderr and "Traceback" not in done.stderr


def test_nothing_to_lint_must_not_pass(run: Run, tmp_path: Path) -> None:
    assert run("glossary", "lint").returncode == 2
    (tmp_path / "glossary").mkdir()
    done = run("glossary", "lint")
    assert done.returncode == 2 and "nothing to lint" in done.stderr
    assert run("glossary", "lint", "--allow-empty").returncode == 0


def test_diff_changes_nothing_and_fix_does(run: Run, folder: Path) -> None:
    path = put(folder, BAD)
    done = run("glossary", "lint", "--diff")
    assert done.returncode == 1 and path.read_text("utf-8") == BAD
    assert '-  - id: no\n+  - id: "no"\n' in done.stdout and "kk" not in done.stdout
    done = run("glossary", "lint", "--fix", "--show-fixes", "--format", "concise")
    assert done.returncode == 1 and "GC008" in done.stdout and "GF004" not in done.stdout
    assert "fixed 1 finding in 1 file" in done.stderr
    assert "glossary/a.yaml: 1 × GF004 implicit-yaml-type" in done.stderr
    assert path.read_text("utf-8") == BAD.replace("no", '"no"', 1)
    done = run("glossary", "lint", "--fix-only", "--unsafe-fixes")
    assert (done.returncode, done.stdout) == (0, "")
    assert "kk:" in path.read_text("utf-8")
    assert run("glossary", "lint", "--diff").returncode == 0


def test_statistics(run: Run, folder: Path) -> None:
    put(folder, BAD)
    done = run("glossary", "lint", "--statistics")
    assert done.stdout == ("     1\tGC008\t[ ] invalid-language-tag\n"
                           "     1\tGF004\t[*] implicit-yaml-type\n")  # fmt: skip
    rows = json.loads(run("glossary", "lint", "--statistics", "--format", "json").stdout)
    assert rows["statistics"][1] == {"code": "GF004", "name": "implicit-yaml-type", "count": 1,
                                     "fixable": True}  # fmt: skip


def test_a_baseline_lets_old_findings_pass(run: Run, folder: Path) -> None:
    put(folder, BAD)
    done = run("glossary", "lint", "--baseline", "known.json", "--write-baseline")
    assert done.returncode == 0 and "wrote known.json: 2 findings" in done.stderr
    put(folder, f"# moved\n{BAD}")
    assert run("glossary", "lint", "--baseline", "known.json").returncode == 0
    (folder / "qualmap.toml").write_text('[glossary.lint]\nbaseline = "known.json"\n', "utf-8")
    assert run("glossary", "lint").returncode == 0
    log = json.loads(run("glossary", "lint", "--format", "sarif").stdout)
    assert all(one["suppressions"] for one in log["runs"][0]["results"])
    put(folder, GOOD)
    assert "2 stale entries" in run("glossary", "lint").stderr


def test_since_looks_at_what_changed(run: Run, folder: Path) -> None:
    two = GOOD + BAD.split("concepts:\n")[1]
    put(folder, two)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "first")
    assert run("glossary", "lint", "--since", "HEAD").returncode == 0
    put(folder, two.replace("step", "rung", 1))
    assert run("glossary", "lint", "--since", "HEAD").returncode == 0
    put(folder, two.replace("uровень", "x")[:-20] + 'another step"}\n')
    assert run("glossary", "lint", "--since", "HEAD").returncode == 1
    put(folder, BAD.replace("id: no", "id: off"), "new.yaml")
    done = run("glossary", "lint", "--since", "HEAD", "--format", "concise")
    assert "glossary/new.yaml" in done.stdout
    done = run("glossary", "lint", "--since", "no-such-branch")
    assert done.returncode == 2 and "unknown git revision" in done.stderr
    assert run("glossary", "lint", "--since", "--output=x").returncode == 2


def test_a_workspace_may_refer_to_what_ships(run: Run, folder: Path) -> None:
    (folder / "qualmap.toml").write_text("", "utf-8")
    put(folder, GOOD.replace("id: level", "id: competence"))
    done = run("glossary", "lint")
    assert done.returncode == 1 and "the glossary that ships has it" in done.stdout


def test_paths_choose_what_is_reported(run: Run, folder: Path) -> None:
    put(folder, GOOD, "b.yaml")
    done = run("glossary", "lint", "glossary/b.yaml", "--format", "concise")
    assert done.stdout.startswith("glossary/b.yaml:3:9: GC001")
    assert run("glossary", "lint", "glossary/a.yaml").returncode == 0
    done = run("glossary", "lint", "a.yaml", cwd=folder / "glossary")
    assert done.returncode == 0


def test_standard_input_and_output_file(run: Run, folder: Path) -> None:
    done = run(*ISOLATED, "-", "--format", "concise", stdin=BAD)
    assert done.returncode == 1 and done.stdout.startswith("stdin.yaml:3:9: GF004")
    done = run(*ISOLATED, "-", "--format", "json", "--output", "found.json", stdin=BAD)
    assert done.stdout == ""
    assert len(json.loads((folder / "found.json").read_text("utf-8"))["findings"]) == 2


def test_same_input_same_bytes(run: Run, folder: Path) -> None:
    put(folder, BAD)
    for name in ("sarif", "json", "full"):
        outputs = {run("glossary", "lint", "--format", name, PYTHONHASHSEED=seed).stdout
                   for seed in ("1", "2")}  # fmt: skip
        assert len(outputs) == 1


def test_a_rule_is_explained(run: Run) -> None:
    page = run("glossary", "rule", "duplicate-id").stdout
    assert page.startswith("# GC001 duplicate-id\n") and "**Why.**" in page
    body = json.loads(run("glossary", "rule", "GC001", "--format", "json").stdout)
    assert body["rules"][0]["severity"] == "error"
    every = json.loads(run("glossary", "rule", "--all", "--format", "json").stdout)
    assert len(every["rules"]) > 20
    for words in ([], ["GC001", "--all"], ["GC999"], ["GC"], ["GC001", "--format", "html"]):
        done = run("glossary", "rule", *words)
        assert done.returncode == 2 and "Traceback" not in done.stderr


def test_the_hooks_name_our_command() -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [one["id"] for one in hooks] == ["qualmap-glossary-lint", "qualmap-glossary-lint-fix"]
    assert all(one["entry"].startswith("qualmap glossary lint") for one in hooks)
    assert not any(one["pass_filenames"] for one in hooks)
