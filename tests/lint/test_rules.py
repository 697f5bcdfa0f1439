"""Every rule against its cases, and the four places where rules are named against each other."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from qualmap.lint.config import _options
from qualmap.lint.document import SourceFile, open_file
from qualmap.lint.fixes import fix_all
from qualmap.lint.linted import Linted
from qualmap.lint.pages import all_pages, page_of
from qualmap.lint.run import Settings, check
from qualmap.lint.select import Layer, choose, table
from qualmap.model.finding import Finding

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(HERE.glob("G*.yaml"))
}
BAD = [
    pytest.param(code, case, id=f"{code}: {case['case']}")
    for code, content in CASES.items()
    for case in content["bad"]
]
GOOD = [
    pytest.param(code, case, id=f"{code}: {case['case']}")
    for code, content in CASES.items()
    for case in content["good"]
]
CODES = sorted(table())


class Bench:
    """A case laid out in a folder, and the linter set up for its rule."""

    def __init__(self, folder: Path, code: str, case: dict[str, Any]) -> None:
        self.code = code
        self.folder = folder / "glossary"
        self.beside = dict.fromkeys(case.get("beside", ()))
        options = _options(case.get("options", {}), folder / "qualmap.toml")
        chosen = choose([Layer((code, *CASES[code].get("also", ())))], preview=True)
        self.settings = Settings(tuple(chosen), options)
        files = {"a.yaml": case["text"], **case.get("files", {})}
        self._history(case, files)
        self._write(files)
        self.files = {name: open_file(self.folder / name, name) for name in sorted(files)}

    def _write(self, files: dict[str, str]) -> None:
        self.folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (self.folder / name).write_bytes(text.encode("utf-8"))

    def _history(self, case: dict[str, Any], files: dict[str, str]) -> None:
        commits = list(case.get("history", ()))
        if commits and "date" in case:
            commits.append({"date": case["date"], "files": files})
        for number, commit in enumerate(commits):
            self._write(commit["files"])
            if not number:
                self._git("init", "--quiet")
            self._git("add", "--all")
            date = f"{commit['date']}T12:00:00Z"
            self._git("commit", "--quiet", "--message", "a commit", date=date)

    def _git(self, *words: str, date: str = "") -> None:
        own = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}
        subprocess.run(
            [
                "git",
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@example.org",
                "-c",
                "core.autocrlf=false",
                *words,
            ],
            cwd=self.folder,
            check=True,
            env={**os.environ, **own, "GIT_CONFIG_GLOBAL": os.devnull},
        )

    def look(self, files: Any) -> list[Finding]:
        linted = Linted(list(files.values()), lambda: self.beside, self.folder)
        return [one for one in check(linted, self.settings) if one.code == self.code]

    def fixed(self, files: dict[str, SourceFile]) -> dict[str, SourceFile]:
        return fix_all(files, self.look, frozenset(("safe", "unsafe"))).files


@pytest.mark.parametrize(("code", "case"), BAD)
def test_bad(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    bench = Bench(tmp_path, code, case)
    found = bench.look(bench.files)
    assert [(f.path, f.line, f.column) for f in found] == [
        (e.get("file", "a.yaml"), e["line"], e["column"]) for e in case["findings"]
    ], found
    for finding, expected in zip(found, case["findings"], strict=True):
        assert expected.get("message", "") in finding.message
        assert (finding.end_line, finding.end_column) >= (finding.line, finding.column)


@pytest.mark.parametrize(("code", "case"), BAD)
def test_fixed(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    bench = Bench(tmp_path, code, case)
    once = bench.fixed(bench.files)
    expected = {
        "a.yaml": case.get("fixed", case["text"]),
        **case.get("files", {}),
        **case.get("fixed_files", {}),
    }
    assert {name: file.text for name, file in once.items()} == expected
    twice = bench.fixed(once)
    assert {n: f.text for n, f in twice.items()} == {n: f.text for n, f in once.items()}


@pytest.mark.parametrize(("code", "case"), GOOD)
def test_good(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    bench = Bench(tmp_path, code, case)
    assert bench.look(bench.files) == []


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_cases_and_a_page(code: str) -> None:
    rule = table()[code]
    page = page_of(rule)
    assert code in CASES, f"tests/lint/{code}.yaml is missing"
    assert CASES[code]["rule"] == code
    assert len(CASES[code]["bad"]) >= 2 and len(CASES[code]["good"]) >= 2
    assert page.summary.endswith(".")
    assert {"Why", "Bad", "Good"} <= set(page.sections)
    assert ("Fix" in page.sections) == (rule.fix != "none")
    fixed = [c for c in CASES[code]["bad"] if "fixed" in c or "fixed_files" in c]
    assert bool(fixed) == (rule.fix in ("safe", "unsafe"))


def test_no_case_is_of_a_rule_that_is_not_there() -> None:
    assert sorted(CASES) == CODES


def test_the_page_of_all_rules_is_up_to_date() -> None:
    written = (REPOSITORY / "docs" / "rules.md").read_text("utf-8")
    assert written == all_pages(), "run: qualmap glossary rule --all > docs/rules.md"


def test_names_are_in_kebab_case_and_defaults_are_sound() -> None:
    for rule in table().values():
        assert rule.name == rule.name.lower() and " " not in rule.name
        assert not (rule.preview and rule.default)
        assert not (rule.severity == "info" and rule.default), rule.code
