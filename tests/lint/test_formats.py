"""Every form of output: well formed, complete, and safe whatever the words in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from lint.benches import FAULTY, look, report_of

from qualmap.errors import QualmapError
from qualmap.lint.baseline import Key, apply, key_of
from qualmap.lint.formats import FORMATS, render
from qualmap.lint.report import Report, exit_code

HERE = Path(__file__).parent
REPORT = report_of(a=FAULTY, b="kind: glossary\nconcepts: []\n")
EMPTY = report_of(b="kind: glossary\nconcepts: []\n")


def test_there_are_findings_of_all_sorts() -> None:
    codes = {finding.code for finding in REPORT.findings}
    assert {"GC002", "GC004", "GC008", "GC009", "GF003", "GF004"} <= codes


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_ends_its_last_line_and_steers_no_terminal(name: str) -> None:
    text = render(REPORT, name)
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "\x1b" not in text and "\r" not in text
    assert FORMATS[name].summary


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_still_well_formed(name: str) -> None:
    text = render(EMPTY, name)
    if name in ("json", "gitlab", "sarif", "rdjson"):
        json.loads(text)
    elif name == "junit":
        assert ElementTree.fromstring(text).get("failures") == "0"
    elif name != "markdown":
        assert text == ""


def test_concise_is_one_line_a_finding() -> None:
    lines = render(REPORT, "concise").splitlines()
    assert lines[0] == ("glossary/a.yaml:3:9: GC002 id 'Level' is not in lower-case kebab-case")
    assert len(lines) == len(REPORT.findings)
    assert all(re.match(r"glossary/a\.yaml:\d+:\d+: G[A-Z]\d{3} ", line) for line in lines)


def test_full_points_below_the_words_even_where_letters_are_wide() -> None:
    text = 'kind: glossary\nconcepts:\n  - {domain: 資格ё, id: Level, terms: {en: [{text: "x"}]}}\n'
    shown = render(report_of(a=text), "full").splitlines()
    line = next(one for one in shown if "資格" in one)
    mark = shown[shown.index(line) + 1]
    columns = sum(2 if char in "資格" else 1 for char in line[: line.index("Level")])
    assert mark.index("^") == columns and mark.count("^") == len("Level")


def test_full_shows_a_part_of_a_long_line_and_what_cannot_be_seen() -> None:
    words = "слово " * 60
    text = (
        f'kind: glossary\nconcepts:\n  - {{domain: "{words}\u200b", id: Level, '
        f'terms: {{en: [{{text: "x"}}]}}, note: "{words}"}}\n'
    )
    shown = render(report_of(a=text), "full")
    line = next(one for one in shown.splitlines() if "id: Level" in one)
    assert len(line) < 120 and "…" in line and "<U+200B>" in line


def test_colours_only_where_they_are_asked_for() -> None:
    report = Report(REPORT.findings, REPORT.files, REPORT.rules, color=True)
    assert "\x1b[31m" in render(report, "full")


def test_github_escapes_what_would_end_a_command() -> None:
    lines = render(REPORT, "github").splitlines()
    assert all(
        re.match(r"::(error|warning|notice) title=G\w+ [\w-]+,file=[^:,]+,line=\d+,", line)
        for line in lines
    )
    odd = next(line for line in lines if "a|b" in line)
    assert "%25" in odd


def test_gitlab_names_each_finding_once() -> None:
    entries = json.loads(render(REPORT, "gitlab"))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == len(REPORT.findings)
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "major"}
    assert entries[0]["location"]["positions"]["begin"] == {"line": 3, "column": 9}


def test_a_fingerprint_does_not_move_with_the_lines() -> None:
    moved = report_of(a=FAULTY.replace("concepts:", "# a comment\n\nconcepts:"))
    prints = [{e["fingerprint"] for e in json.loads(render(r, "gitlab"))} for r in (REPORT, moved)]
    assert prints[0] == prints[1]


def test_sarif_keeps_to_its_schema_and_marks_what_is_suppressed() -> None:
    schema = json.loads((HERE / "sarif.schema.json").read_text("utf-8"))
    known = apply(REPORT.findings, _counter(REPORT))[0]
    for findings in (REPORT.findings, tuple(known)):
        log = json.loads(render(Report(findings, REPORT.files, REPORT.rules, "1.2.3"), "sarif"))
        jsonschema.validate(log, schema)
        run = log["runs"][0]
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert ids == sorted(rule.code for rule in REPORT.rules)
        assert all(ids[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    assert all("suppressions" in one for one in run["results"])


def _counter(report: Report) -> Counter[Key]:
    return Counter(map(key_of, report.findings))


def test_junit_is_xml_whatever_the_words() -> None:
    root = ElementTree.fromstring(render(REPORT, "junit"))
    assert root.get("failures") == str(len(REPORT.findings))
    assert len(root.findall("testsuite/testcase/failure")) == len(REPORT.findings)


def test_json_says_all_there_is() -> None:
    body = json.loads(render(REPORT, "json"))
    assert body["schema_version"] == "1"
    assert body["summary"]["findings"] == len(REPORT.findings)
    quoting = next(one for one in body["findings"] if one["code"] == "GF004")
    assert quoting["concept_id"] == "Level"
    assert quoting["location"] == {"row": 5, "column": 19}
    assert quoting["end_location"] == {"row": 5, "column": 21}
    assert quoting["fix"] == {
        "applicability": "safe", "message": "put it in quotes",
        "edits": [{"content": '"no"', "location": {"row": 5, "column": 19},
                   "end_location": {"row": 5, "column": 21}}],
    }  # fmt: skip
    lines = [json.loads(line) for line in render(REPORT, "jsonl").splitlines()]
    assert lines == body["findings"]


def test_rdjson_counts_bytes() -> None:
    text = 'kind: glossary\nconcepts:\n  - {domain: "ёж", id: Level, terms: {en: [{text: no}]}}\n'
    found = json.loads(render(report_of(a=text), "rdjson"))["diagnostics"]
    assert found[0]["location"]["range"]["start"] == {"line": 3, "column": 26}  # ё and ж are four
    assert [one["suggestions"][0]["text"] for one in found if "suggestions" in one] == ['"no"']


def test_markdown_escapes_its_own_signs() -> None:
    rows = [line for line in render(REPORT, "markdown").splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "no findings" in render(EMPTY, "markdown")


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(QualmapError) as caught:
        render(REPORT, "sarf")
    assert "did you mean 'sarif'" in caught.value.hint and "rdjson" in caught.value.hint


@pytest.mark.parametrize(
    ("code", "fail_on", "expected"),
    [("GF004", "error", 0), ("GF004", "warning", 1), ("GC002", "error", 1), ("GC002", "never", 0),
     ("GC012", "warning", 0), ("GC012", "info", 1)],
)  # fmt: skip
def test_exit_code(code: str, fail_on: str, expected: int) -> None:
    findings = look(dict(REPORT.files), code)
    assert findings and exit_code(findings, fail_on) == expected  # type: ignore[arg-type]
