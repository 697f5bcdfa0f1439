"""The table of formats, JSON, CSV, Markdown, HTML and XLSX on the sample."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from samples import COMPARISON, ELECTRICIANS, KZ_ELECTRICIAN, LEVELS

from qualmap.errors import QualmapError
from qualmap.model.mapping import Comparison
from qualmap.model.qualification import Outcome, Unit
from qualmap.reports.build import build
from qualmap.reports.csv_ import guard
from qualmap.reports.formats import FORMATS, check_formats, default_formats, write
from qualmap.reports.html import style_hash
from qualmap.reports.json_ import level_entry

HERE = Path(__file__).parent


def test_defaults_and_terminal() -> None:
    assert check_formats(None) == ["html", "xlsx", "json", "sssom", "markdown"]
    assert check_formats(["terminal"]) == []
    assert check_formats(["csv", "html", "csv"]) == ["html", "csv"]


def test_an_unknown_format_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(QualmapError, match="unknown report format 'docx'") as caught:
        write(COMPARISON, tmp_path / "out", ["json", "docx"])
    assert "html, xlsx, json, sssom, markdown, csv" in caught.value.hint
    assert not (tmp_path / "out").exists()


def test_every_format_writes_its_file(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        entry.file_name for entry in FORMATS.values()
    )


def test_same_bytes_under_another_hash_seed(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from samples import COMPARISON; "
        "from qualmap.reports.formats import FORMATS, write; "
        "write(COMPARISON, Path(sys.argv[1]), list(FORMATS))"
    )
    for seed in ("0", "4711"):
        target = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", code, str(target)],
            check=True,
            timeout=120,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(HERE), *filter(None, sys.path)]),
            },
        )
        for entry in FORMATS.values():
            one, other = folder / entry.file_name, target / entry.file_name
            assert one.read_bytes() == other.read_bytes(), entry.name


def test_no_report_holds_a_path_of_the_machine(tmp_path: Path) -> None:
    left = replace(COMPARISON.left, name="/home/somebody/kz.yaml")
    for path in write(replace(COMPARISON, left=left), tmp_path, list(FORMATS)):
        assert b"/home/" not in path.read_bytes(), path.name


def test_empty_comparison_can_be_written(tmp_path: Path) -> None:
    empty = replace(COMPARISON, pairs=(), levels=(), cautions=(), right_unpaired=())
    assert len(write(empty, tmp_path, list(FORMATS))) == len(FORMATS)
    assert "No qualifications were compared" in (tmp_path / "report.html").read_text("utf-8")


# the view


def test_what_was_not_compared_is_never_nought() -> None:
    plumbers = build(COMPARISON).pairs[1]
    assert plumbers.left_found.firm.text == "not compared"
    assert plumbers.left_found.counts == "1 not looked at"
    assert plumbers.uncovered == ()
    assert [row.outcome.id for row in plumbers.not_looked_at] == ["1.1", "1.1"]


def test_order_of_rows() -> None:
    pair = build(COMPARISON).pairs[0]
    assert [(row.left.id, row.right.id) for row in pair.outcomes] == [
        ("TF1-1", "A.1"),
        ("TF1-2", "A.2"),
        ("TF1-2", "A.3"),
        ("TF2-1", "B.1"),
        ("TF2-3", "B.3"),
    ]
    assert [row.outcome.id for row in pair.uncovered] == ["TF2-2", "TF2-3", "TF1-3", "B.2", "B.3"]
    assert [row.name for row in pair.differences] == ["learning outcomes", "workload"]
    assert pair.uncovered[3].candidate is not None
    assert pair.uncovered[3].candidate.id == "TF2-2"


def test_levels_in_words() -> None:
    rows = build(COMPARISON).levels[0].rows
    assert [row.right for row in rows] == ["below 1", "1", "3", "4", "above 4"]
    assert [row.interval for row in rows] == ["", "1–2", "3", "3–4", ""]
    assert rows[2].disagrees and rows[2].declared == "3 (official)" and rows[2].computed == "2"


def test_status_says_who_decided() -> None:
    assert build(COMPARISON).status == "proposed by qualmap, not decided"
    accepted = replace(ELECTRICIANS, review="accepted")
    view = build(replace(COMPARISON, pairs=(accepted,)))
    assert view.status.startswith("partly reviewed")
    assert view.pairs[0].status == "accepted by a reviewer"


def test_every_source_has_its_caution() -> None:
    cautions = {row.id: row.caution for row in build(COMPARISON).sources}
    assert cautions["kz-nqf"].startswith("Never checked against the official text")
    assert cautions["uz-tour-guide"].startswith("Written as an illustration")


# JSON


def test_json_is_complete(folder: Path) -> None:
    data = json.loads((folder / "mapping.json").read_text("utf-8"))
    assert data["schema_version"] == "1"
    pair = data["pairs"][0]
    assert [entry["right"] for entry in pair["outcomes"]] == ["A.1", "A.3", "A.2", "B.1", "B.3"]
    assert pair["outcomes"][0]["evidence"][0]["weight"] == pytest.approx(1.729)
    assert pair["left_covered"]["uncovered"][0]["best"]["score"] == 0.204
    assert data["pairs"][1]["left_covered"]["firm"] is None
    assert data["right"]["qualifications"][0]["classification"]["isco-08"] == "7411"
    assert "oʻqiy" in (folder / "mapping.json").read_text("utf-8")  # not escaped


def test_level_entry_has_the_documented_keys() -> None:
    entry = level_entry(LEVELS.alignments[0])
    assert entry["right"] is None and entry["beyond"] == "below" and entry["declared"] is None
    assert entry["evidence"][0]["name"] == "position"


def test_json_keys_are_documented(folder: Path) -> None:
    page = (HERE.parents[1] / "docs" / "json.md").read_text("utf-8")
    data = json.loads((folder / "mapping.json").read_text("utf-8"))
    pair, level = data["pairs"][0], data["levels"][0]["alignments"][0]
    keys = {
        *data,
        *pair,
        *level,
        *pair["outcomes"][0],
        *pair["left_covered"],
        *data["left"],
        *data["made"],
        *pair["left_covered"]["uncovered"][0],
        *level["evidence"][0],
    }
    assert not {key for key in keys if f"`{key}`" not in page and f'"{key}"' not in page}


# CSV


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert guard(text) == f"'{text}"


def with_words(words: str) -> Comparison:
    outcome = Outcome("TF1-1", {"ru": words}, "skills", True)
    first, *units = KZ_ELECTRICIAN.units
    unit = Unit(first.id, first.title, (outcome, *first.outcomes[1:]))
    left = replace(KZ_ELECTRICIAN, units=(unit, *units))
    return replace(COMPARISON, pairs=(replace(ELECTRICIANS, left=left),))


def test_csv_reads_back(folder: Path) -> None:
    raw = (folder / "mapping.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0]["left_text"].startswith("Читать рабочие чертежи") and rows[0]["score"] == "0.998"
    assert [row["relation_in_words"] for row in rows].count("not looked at") == 3
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_csv_guards_words_of_a_file(tmp_path: Path) -> None:
    [path] = write(with_words("=HYPERLINK(1)"), tmp_path, ["csv"])
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[0]["left_text"] == "'=HYPERLINK(1)"


# HTML and Markdown


def test_html_escapes_what_a_file_says(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script> \"onload='x'"
    page = write(with_words(bad), tmp_path, ["html"])[0].read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page


def test_html_needs_no_network_and_no_script(folder: Path) -> None:
    page = (folder / "report.html").read_text("utf-8")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style and f"style-src '{style_hash(style[1])}'" in page
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(|\sstyle=", page)
    assert 'lang="uz-Latn"' in page and 'lang="uz-Cyrl"' in page and 'lang="ru"' in page


def test_html_links_only_to_the_web(tmp_path: Path) -> None:
    first, *rest = COMPARISON.left.sources
    bad = replace(first, origin=replace(first.origin, url="javascript:alert(1)"))
    left = replace(COMPARISON.left, sources=(bad, *rest))
    page = write(replace(COMPARISON, left=left), tmp_path, ["html"])[0].read_text("utf-8")
    assert "javascript:" not in page


def test_markdown_escapes_and_names_what_is_missing(folder: Path, tmp_path: Path) -> None:
    page = (folder / "summary.md").read_text("utf-8")
    assert "*proposed by qualmap, not decided*" in page
    assert "**TF2-2**" in page and r"\<оформлять\>" in page
    assert "not compared" in page and "Tour guide" in page


# XLSX


def sheet(path: Path, name: str) -> list[list[Any]]:
    from openpyxl import load_workbook

    return [list(row) for row in load_workbook(path)[name].iter_rows(values_only=True)]


def test_xlsx_reads_back(folder: Path) -> None:
    from openpyxl import load_workbook

    path = folder / "report.xlsx"
    assert load_workbook(path).sheetnames == [
        "Summary",
        "Levels",
        "Outcomes",
        "Uncovered",
        "Not compared",
        "Sources",
    ]
    summary = sheet(path, "Summary")
    assert summary[1][4] == 0.545 and summary[2][4] == "not compared"
    outcomes = sheet(path, "Outcomes")
    assert outcomes[1][8] == 0.998 and outcomes[1][7] == "same"
    assert outcomes[4][10].startswith("Тақсимлаш шчитини")
    assert [row[8] for row in sheet(path, "Uncovered")[1:]].count("not looked at") == 3
    page = load_workbook(path)["Outcomes"]
    assert page.freeze_panes == "A2" and page.auto_filter.ref


def test_xlsx_has_no_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    [path] = write(with_words("=HYPERLINK(1)"), tmp_path, ["xlsx"])
    cell = load_workbook(path)["Outcomes"]["D2"]
    assert cell.value == "=HYPERLINK(1)" and cell.data_type == "s"


def test_formats_load_their_libraries_late() -> None:
    code = (
        "import sys, qualmap.reports.formats; "
        "assert not {'jinja2', 'xlsxwriter', 'rich', 'numpy'} & set(sys.modules)"
    )
    path = os.pathsep.join(filter(None, sys.path))
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": path})
    assert default_formats()
