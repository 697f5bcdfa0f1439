"""Every rule on learning outcomes against its cases, and `qualmap validate --quality` itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from running import REPOSITORY, Run

from qualmap.catalogue import load
from qualmap.lint.document import open_file
from qualmap.lint.formats import FORMATS, render
from qualmap.lint.pages import page_of
from qualmap.lint.quality.bench import Bench
from qualmap.lint.quality.job import MALFORMED, check, page, settings_for, table
from qualmap.lint.quality.subject import Described
from qualmap.lint.report import Report
from qualmap.lint.select import Layer
from qualmap.model.finding import Finding
from qualmap.model.qualification import Qualification
from qualmap.sources.native import read

HERE = Path(__file__).parent
CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(HERE.glob("LQ*.yaml"))
}
EVERY = [
    pytest.param(code, case, id=f"{code}: {case['case']}")
    for code, content in CASES.items()
    for case in (*content["bad"], *content["good"])
]
HEAD = """\
kind: qualification
id: case
country: UZ
title: {en: "Case"}
status: illustrative
source: {title: "a case"}
framework: eqf
"""
FRAME = "units:\n  - id: u\n    outcomes:\n"
BAD = '- {id: a1, domain: skills, text: {en: "Uses drills, etc."}}\n'


def file_text(outcomes: str, level: str | None) -> str:
    head = HEAD + f'level: "{level}"\n' if level else HEAD.replace("framework: eqf\n", "")
    return head + FRAME + "".join(f"      {line}\n" for line in outcomes.splitlines())


def look(path: Path, code: str) -> list[Finding]:
    item = read(path, path.name).value
    entry = load().find("eqf", "framework") if item.framework else None
    described = Described(open_file(path, path.name), item, entry.value if entry else None)
    return check([described], settings_for(Layer((code,))), Bench())


@pytest.mark.parametrize(("code", "case"), EVERY)
def test_case(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    text = file_text(case["outcomes"], case.get("level"))
    path.write_text(text, "utf-8")
    first = text.split(FRAME)[0].count("\n") + FRAME.count("\n")
    found = look(path, code)
    expected = case.get("findings", [])
    places = [(one["line"], one["column"]) for one in expected]
    lines = [_counted(one.line - first) for one in found]
    assert list(zip(lines, [one.column for one in found], strict=True)) == places, found
    for finding, one in zip(found, expected, strict=True):
        assert finding.code == code and one["message"] in finding.message
        assert (finding.end_line, finding.end_column) > (finding.line, finding.column)


def _counted(line: int) -> int:
    """The head ends with `units:`, two lines above the first outcome; it is line 0."""
    return line if line > 0 else line + FRAME.count("\n") - 1


@pytest.mark.parametrize("code", sorted(set(table()) - {MALFORMED}))
def test_a_rule_has_cases_and_a_page(code: str) -> None:
    described = page_of(table()[code])
    assert CASES[code]["rule"] == code
    assert len(CASES[code]["bad"]) >= 2 and len(CASES[code]["good"]) >= 2
    assert all(case["findings"] for case in CASES[code]["bad"])
    assert described.summary.endswith(".") and {"Why", "Bad", "Good"} <= set(described.sections)


def test_catalogue_and_page_are_up_to_date() -> None:
    assert sorted(CASES) == sorted(set(table()) - {MALFORMED})
    written = (REPOSITORY / "docs" / "quality.md").read_text("utf-8")
    assert written == page("all"), "run: qualmap validate --explain all > docs/quality.md"
    names = [rule.name for rule in table().values()]
    assert len(names) == len(set(names))


def test_our_own_qualifications_have_known_findings_only() -> None:
    """No rule finds what is none; two actions in one there really are, and "понимание"."""
    items = []
    for path in sorted((REPOSITORY / "src/qualmap/data/countries").rglob("*.yaml")):
        value = read(path, path.name).value
        if isinstance(value, Qualification):
            entry = load().find(value.framework, "framework")
            items.append(
                Described(open_file(path, path.name), value, entry.value if entry else None)
            )
    assert len(items) > 20
    codes = {one.code for one in check(items, settings_for(Layer()), Bench())}
    assert codes <= {"LQ002", "LQ003"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(file_text(BAD, None), "utf-8")
    return tmp_path


def test_findings_and_exit_codes(run: Run, folder: Path) -> None:
    assert run("validate", "a.yaml").returncode == 0
    done = run("validate", "--quality", "a.yaml", "--format", "concise")
    assert done.returncode == 1
    assert done.stdout == "a.yaml:10:59: LQ011 'etc.' leaves open what is meant\n"
    assert done.stderr == "1 finding (1 warning)\n"
    full = run("validate", "--quality", "a.yaml").stdout
    assert full.startswith("LQ011 'etc.' leaves open") and "^^^^" in full
    for words in (["--exit-zero"], ["--ignore", "LQ011"]):
        assert run("validate", "--quality", "a.yaml", *words).returncode == 0


@pytest.mark.parametrize(("words", "message"), [
    (["--quality", "a.yaml", "--select", "LQ999"], "unknown rule 'LQ999'"),
    (["--quality", "a.yaml", "--format", "xml"], "unknown format 'xml'"),
    (["a.yaml", "--select", "LQ011"], "belong to --quality"),
    (["--quality"], "name files or folders"),
    (["--explain", "GC001"], "unknown rule 'GC001'"),
])  # fmt: skip
def test_what_cannot_run_is_exit_code_2(
    run: Run, folder: Path, words: list[str], message: str
) -> None:
    done = run("validate", *words)
    assert done.returncode == 2 and message in done.stderr and not done.stdout


def test_every_format(folder: Path) -> None:
    file = open_file(folder / "a.yaml", "a.yaml")
    settings = settings_for(Layer())
    found = check([Described(file, read(folder / "a.yaml").value)], settings, Bench())
    report = Report(tuple(found), {"a.yaml": file}, settings.rules, "1")
    shown = {name: render(report, name) for name in FORMATS}
    assert all("LQ011" in text and "a.yaml" in text for text in shown.values())
    assert json.loads(shown["json"])["findings"][0]["concept_id"] == "case/a1"
    schema = json.loads((HERE.parent / "sarif.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(shown["sarif"]), schema)


def test_faults_are_findings_and_comments_let_pass(run: Run, folder: Path) -> None:
    text = file_text(BAD, None)
    (folder / "b.yaml").write_text(text.replace("domain", "domian"), "utf-8")
    done = run("validate", "--quality", "b.yaml", "--format", "concise", "--ignore", "ALL")
    assert done.returncode == 1 and "b.yaml:10:18: LQ000" in done.stdout
    (folder / "b.yaml").write_bytes(b"\xff\xfe\x00")
    done = run("validate", "--quality", "b.yaml")
    assert done.returncode == 1 and "LQ000" in done.stdout and "Traceback" not in done.stderr
    for comment in ("# qualmap: ignore[LQ011]  as the act says", "# qualmap: ignore[vague-words]"):
        (folder / "a.yaml").write_text(text.replace('etc."}}', f'etc."}}}}  {comment}'), "utf-8")
        assert look(folder / "a.yaml", "LQ011") == []


def test_a_rule_is_explained(run: Run) -> None:
    assert run("validate", "--explain", "LQ011").stdout.startswith("# LQ011 vague-words\n")
