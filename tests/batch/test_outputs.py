"""What a batch writes: every output on the same three runs, one with a hostile name."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from results import HOSTILE, RESULTS, batch_folder
from running import REPOSITORY

from qualmap.batch.annotations import github
from qualmap.batch.outputs import OUTPUTS, write
from qualmap.batch.tables import TABLES
from qualmap.errors import QualmapError

FILES = {
    "index.html", "index.json", "junit.xml", "summary.md", "gl-code-quality.json",
    "records.parquet", "qualifications.parquet", "uncovered.parquet", "levels.parquet",
}  # fmt: skip
COLUMNS = REPOSITORY / "docs" / "columns.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = batch_folder(tmp_path_factory.mktemp("batch"))
    pytest.importorskip("pyarrow")
    write(RESULTS, target)
    return target


def test_all_files_and_no_other(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} - {"runs"} == FILES


def test_the_same_bytes_whether_reused_or_not(folder: Path, tmp_path: Path) -> None:
    batch_folder(tmp_path)
    write([replace(result, reused=not result.reused) for result in RESULTS], tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name
        assert str(folder).encode() not in (folder / name).read_bytes()


def test_no_runs_at_all(tmp_path: Path) -> None:
    names = [name for name in OUTPUTS if name != "parquet"]
    write([], tmp_path, outputs=names)
    assert json.loads((tmp_path / "index.json").read_text())["runs"] == []
    assert json.loads((tmp_path / "gl-code-quality.json").read_text()) == []


def test_index_json(folder: Path) -> None:
    data = json.loads((folder / "index.json").read_text("utf-8"))
    assert (data["schema_version"], data["kind"]) == ("1", "batch")
    assert data["totals"] == {
        "runs": 3, "done": 2, "failed": 1, "pairs": 4, "outcomes": 10, "unreviewed": 5,
        "stale": 1, "failures": 2, "faults": 1,
    }  # fmt: skip
    first, hostile, failed = data["runs"]
    assert first["coverage"] == {
        "left": {"min": 0.545, "mean": 0.545},
        "right": {"min": None, "mean": None},
    }
    assert hostile["id"] == HOSTILE and hostile["files"] == ["runs/туризм-1/mapping.json"]
    assert hostile["failures"][0] == {
        "gate": "min_coverage", "message": "0.3, at least 0.6 was asked for",
        "path": "plan.yaml", "line": 12,
    }  # fmt: skip
    assert (failed["status"], failed["files"]) == ("failed", [])
    assert "reused" not in first


class Page(HTMLParser):
    """The texts and links of a page, and every tag that could reach out of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, name: str) -> Iterator[dict[str, str | None]]:
        return (attributes for tag, attributes in self.tags if tag == name)


def test_index_page(folder: Path) -> None:
    page = Page((folder / "index.html").read_text("utf-8"))
    policy = next(a["content"] or "" for a in page.of("meta") if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not {tag for tag, _a in page.tags} & {"script", "img", "link", "iframe", "b x"}
    assert HOSTILE in page.texts and "nothing was compared" in page.texts
    links = [a["href"] or "" for a in page.of("a")]
    assert "runs/kz-uz/mapping.json" in links
    assert "runs/%D1%82%D1%83%D1%80%D0%B8%D0%B7%D0%BC-1/mapping.json" in links
    assert "not compared" in page.texts and "55 %" in page.texts


def test_junit(folder: Path) -> None:
    root = ElementTree.parse(folder / "junit.xml").getroot()
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "7", "failures": "2", "errors": "2", "skipped": "1",
    }  # fmt: skip
    good, hostile, failed = root
    assert [len(case) for case in good] == [0, 0]
    assert hostile.get("name") == HOSTILE.replace("\x07", "")
    assert [case.get("name") for case in hostile][1:] == [
        "min_coverage, line 12", "expect, line 20",
    ]  # fmt: skip
    assert (failed.findtext("testcase/error") or "").startswith("b.yaml:3:2: missing key 'id'")


def test_github_annotations() -> None:
    lines = github(RESULTS).splitlines()
    assert len(lines) == 3  # the fault of two runs is told once
    assert lines[0].startswith("::error title=fault in a file,file=b.yaml,line=3,col=2,")
    assert lines[1].startswith("::error title=min_coverage Туризм")
    assert "file=plan.yaml,line=12" in lines[1]
    assert "%0A]]>" in lines[2] and "\x07" not in lines[2]


def test_gitlab(folder: Path) -> None:
    found = json.loads((folder / "gl-code-quality.json").read_text("utf-8"))
    assert [(entry["check_name"], entry["location"]["path"]) for entry in found] == [
        ("fault", "b.yaml"), ("min_coverage", "plan.yaml"), ("expect", "plan.yaml"),
    ]  # fmt: skip
    assert len({entry["fingerprint"] for entry in found}) == 3


def test_summary(folder: Path) -> None:
    text = (folder / "summary.md").read_text("utf-8")
    assert "runs: 3 · could not run: 1 · gates failed: 2 · faults in files: 1" in text
    assert "@" not in text and "\x07" not in text
    assert r"Туризм \| \<b\>x\</b\>" in text and "| broken | could not run |" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4, 8}


def test_a_long_summary_is_cut_and_says_so(tmp_path: Path) -> None:
    runs = [replace(RESULTS[1], id=f"run-{n}", folder=f"r{n}") for n in range(320)]
    write(runs, tmp_path, outputs=["markdown"])
    text = (tmp_path / "summary.md").read_text("utf-8")
    assert "… and 591 more" in text and "… and 120 more" in text
    assert "run-0, run-1, run-2 and 317 more" not in text  # beyond the limit of 50 troubles
    assert len(text) < 100_000


def test_the_summary_goes_to_the_page_of_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "job.md"
    page.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    write([], tmp_path / "out", outputs=["markdown"])
    assert page.read_text("utf-8").startswith("before\n## qualmap batch\n")
    write([], tmp_path / "out", outputs=["json"])
    assert page.read_text("utf-8").count("## qualmap batch") == 1
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    with pytest.raises(QualmapError, match="cannot write the summary of the job"):
        write([], tmp_path / "out", outputs=["markdown"])


def test_without_pyarrow_parquet_is_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told: list[str] = []
    paths = write(RESULTS, tmp_path, tell=told.append)
    assert {path.name for path in paths} == {name for name in FILES if "parquet" not in name}
    assert told == ["left out: parquet needs pyarrow (pip install 'qualmap[batch]')"]
    write([], tmp_path)
    assert "parquet needs pyarrow" in capsys.readouterr().err
    with pytest.raises(QualmapError, match="parquet needs pyarrow") as caught:
        write([], tmp_path, outputs=["parquet"])
    assert "pip install" in caught.value.hint


def test_nothing_is_written_where_something_cannot_be(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(QualmapError, match="no such file"):
        write(RESULTS, tmp_path / "out")  # the documents of the runs are not there
    assert not (tmp_path / "out").exists()
    with pytest.raises(QualmapError, match="unknown output 'pdf'"):
        write([], tmp_path / "out", outputs=["pdf"])
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(QualmapError, match="cannot write"):
        write([], tmp_path / "file" / "out", outputs=["json"])


# Parquet, as docs/columns.md has it


def columns_in_docs() -> dict[str, dict[str, str]]:
    """Table → column → type, from the tables of the page."""
    found: dict[str, dict[str, str]] = {}
    for block in re.split(r"^### `", COLUMNS.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name = block.partition(".parquet`")[0]
        rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([\w<>, ]+) \|", block, flags=re.MULTILINE)
        found[name] = {
            column: kind for names, kind in rows for column in re.findall(r"`(\w+)`", names)
        }
    return found


def test_the_page_of_columns_has_them_all(folder: Path) -> None:
    import pyarrow.parquet as pq

    documented = columns_in_docs()
    assert documented == {
        table.name: {
            name: "list of reasons" if kind == "reasons" else kind
            for name, kind in table.columns.items()
        }
        for table in TABLES
    }
    for table in TABLES:
        schema = pq.read_schema(folder / f"{table.name}.parquet")
        assert schema.names == list(table.columns)
        assert schema.metadata[b"qualmap_schema_version"] == b"1"


def ask(folder: Path, question: str) -> list[Any]:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as connection:
        connection.execute("SET file_search_path = ?", [str(folder)])
        return list(connection.sql(question).fetchall())


def queries() -> list[str]:
    return re.findall(r"```sql\n(.*?)```", COLUMNS.read_text("utf-8"), flags=re.DOTALL)


def test_the_queries_of_the_page_run(folder: Path) -> None:
    answers = [ask(folder, query) for query in queries()]
    assert len(answers) >= 3 and all(answers)


def test_records_are_whole_sorted_and_exact(folder: Path) -> None:
    rows = ask(folder, "SELECT run, left_outcome, right_outcome, relation, score, covers, "
                       "proposed, part, left_text, left_essential "
                       "FROM 'records.parquet'")  # fmt: skip
    assert len(rows) == 12  # five proposals and one best candidate, in two runs
    assert rows == sorted(rows, key=lambda row: (row[0], row[1], row[2]))
    assert rows[0][1:8] == ("TF1-1", "A.1", "exact", 0.998, True, True, "one-to-one")
    best = next(row for row in rows if not row[6])
    assert best[1:8] == ("TF2-2", "B.2", "none", 0.204, False, False, "rejected")
    assert best[8].endswith("<оформлять> протоколы") and best[9] is True


def test_what_is_not_known_is_null(folder: Path) -> None:
    [row] = ask(folder, "SELECT left_firm, left_level, right_level, learning_outcomes "
                        "FROM 'qualifications.parquet' WHERE run = 'kz-uz' "
                        "AND left_qualification = 'kz-plumber'")  # fmt: skip
    assert row == (None, None, "4", "not enough information")
    rows = ask(folder, "SELECT left_level, right_level, beyond, agrees FROM 'levels.parquet' "
                       "WHERE run = 'kz-uz'")  # fmt: skip
    assert rows[0] == ("1", None, "below", None) and rows[2] == ("3", "3", None, False)
