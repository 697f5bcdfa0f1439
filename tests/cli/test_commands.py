"""The other commands, run as processes: what they print, and their exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import REPOSITORY, Run

COUNTRIES = REPOSITORY / "src" / "qualmap" / "data" / "countries"


def test_version_and_help_load_nothing_heavy() -> None:
    heavy = [
        "numpy",
        "scipy",
        "torch",
        "tokenizers",
        "pymorphy3",
        "rapidfuzz",
        "jinja2",
        "xlsxwriter",
        "yaml",
    ]
    for words in (["--version"], ["--help"], ["compare", "--help"]):
        code = (
            f"import sys; sys.argv = ['qualmap', *{words!r}]\n"
            "from qualmap.cli.app import main\n"
            "try: main()\nexcept SystemExit: pass\n"
            f"sys.exit(','.join(sorted(set({heavy!r}) & set(sys.modules))) or 0)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_every_command_has_help_with_an_example(run: Run) -> None:
    top = run("--help")
    assert top.returncode == 0 and "Exit codes" in top.stdout
    commands = [
        ["compare"],
        ["levels"],
        ["match"],
        ["search"],
        ["validate"],
        ["schema"],
        ["init"],
        ["doctor"],
        *(
            ["show", name]
            for name in ("countries", "country", "framework", "qualification", "recipe")
        ),
    ]
    for words in commands:
        done = run(*words, "--help")
        assert done.returncode == 0, done.stderr
        assert f"Example: qualmap {' '.join(words)}" in " ".join(done.stdout.split()), words
        assert "--quiet" in done.stdout


def test_levels_as_json(run: Run) -> None:
    done = run("levels", "ee", "eqf", "--ignore-declared", "--format", "json")
    assert done.returncode == 0, done.stderr
    entries = json.loads(done.stdout)["alignments"]
    assert [entry["left"] for entry in entries] == list("12345678")
    keys = {"left", "right", "right_low", "right_high", "probability", "declared", "evidence"}
    for entry in entries:
        assert keys <= entry.keys()
        assert entry["declared"] is None and 0 <= entry["probability"] <= 1
        assert entry["evidence"]
    places = [int(e["right"]) for e in entries if e["right"]]
    assert places == sorted(places)


def test_declared_referencing_stands_beside_the_computed_level(run: Run) -> None:
    done = run("levels", "fr", "eqf", "--format", "json")
    entries = json.loads(done.stdout)["alignments"]
    assert [(e["left"], e["declared"]) for e in entries] == [(n, n) for n in "2345678"]
    assert all(e["right"] == e["declared"] and e["computed"] for e in entries)


def test_levels_explain_one(run: Run) -> None:
    done = run("levels", "kz", "eqf", "--explain", "5")
    assert done.returncode == 0, done.stderr
    wrong = run("levels", "kz", "eqf", "--explain", "55")
    assert wrong.returncode == 2 and "has no level '55'" in wrong.stderr


def test_levels_without_a_framework_says_so(run: Run) -> None:
    done = run("levels", "tm", "eqf")
    assert done.returncode == 2
    assert "no qualifications framework is known for 'tm'" in done.stderr


def test_match_prints_the_columns_promised(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Reads electrical drawings\nBakes bread\n", "utf-8")
    (tmp_path / "b.txt").write_text(
        "Non yopadi\nElektr chizmalarini oʻqiydi\nMijozlarga xizmat koʻrsatadi\n", "utf-8"
    )
    done = run(
        "match",
        "a.txt",
        "b.txt",
        "--left-lang",
        "en",
        "--right-lang",
        "uz-Latn",
        "--top",
        "3",
        "--format",
        "tsv",
    )
    assert done.returncode == 0, done.stderr
    head, *lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert head == ["left_row", "left_text", "right_row", "right_text", "rank", "score", "relation"]
    best = {(line[0], line[2]) for line in lines if line[4] == "1"}
    assert best == {("1", "2"), ("2", "1")}
    assert all(len(line) == 7 and 0 <= float(line[5]) <= 1 for line in lines)


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("csv", "id,text,lang\nx1,Bakes bread,en\nx2,Sells bread,en\n"),
        ("tsv", "text\tid\nBakes bread\tx1\nSells bread\tx2\n"),
        ("yaml", "- {id: x1, text: Bakes bread, lang: en}\n- {id: x2, text: Sells bread}\n"),
        ("json", '[{"id": "x1", "text": "Bakes bread"}, {"id": "x2", "text": "Sells bread"}]'),
        ("txt", "Bakes bread\n\nSells bread\n"),
    ],
)
def test_match_reads_lists_of_every_kind(
    run: Run, tmp_path: Path, suffix: str, content: str
) -> None:
    (tmp_path / f"a.{suffix}").write_text(content, "utf-8")
    (tmp_path / "b.txt").write_text("Sells loaves\n", "utf-8")
    done = run("match", f"a.{suffix}", "b.txt", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["left_text"] for f in found] == ["Bakes bread", "Sells bread"]
    assert all(f["evidence"] for f in found)
    if suffix != "txt":
        assert [f["left_id"] for f in found] == ["x1", "x2"]
    else:
        assert [f["left_row"] for f in found] == [1, 3]


def test_match_reads_a_workbook_and_standard_input(run: Run, tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([("id", "text"), (7, "Хлеб печёт"), (8, "Варит суп")]):
            sheet.write_row(row, 0, cells)
    done = run("match", "-", "b.xlsx", "--format", "sssom", stdin="Выпекает хлеб\n")
    assert done.returncode == 0, done.stderr
    done = run("match", "-", "b.xlsx", stdin="Выпекает хлеб\n")
    assert "Хлеб печёт" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"id,words\n1,x\n", "no column `text`"),
        ("a.doc", b"x", "unknown kind of list '.doc'"),
        ("a.xlsx", b"PK\x03\x04garbage", "not an XLSX workbook"),
        ("a.txt", b"\n \n", "is empty"),
        ("a.txt", "Пекарь\n".encode("cp1251"), "not UTF-8 text"),
        ("a.csv", b"text\n", "has no texts"),
    ],
)
def test_a_list_that_cannot_be_read(
    run: Run, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("match", name, name)
    assert done.returncode == 2
    assert told in done.stderr and "Traceback" not in done.stderr


def test_search_finds_across_languages(run: Run) -> None:
    done = run("search", "reads electrical drawings", "--format", "json", "--top", "5")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["results"]
    assert len(found) == 5
    assert any("electrician" in hit["qualification"] for hit in found)
    assert len({hit["language"] for hit in found}) > 1
    assert run("search", " ").returncode == 2


def test_shipped_files_are_valid(run: Run) -> None:
    done = run(
        "validate",
        str(COUNTRIES),
        str(REPOSITORY / "glossary"),
        str(REPOSITORY / "examples" / "workspace" / "countries"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stdout


def test_shipped_files_are_named_after_their_ids(run: Run) -> None:
    from qualmap.sources.native import read

    for path in COUNTRIES.rglob("*.yaml"):
        if path.stem != "country":
            assert read(path).ref.id == path.stem


def test_validate_reports_faults_and_exits_with_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kind: framework\nid: x\n", "utf-8")
    done = run("validate", "bad.yaml")
    assert done.returncode == 1
    assert "bad.yaml:1:1: missing key 'levels'" in done.stdout
    as_json = run("validate", "bad.yaml", "--format", "json")
    assert as_json.returncode == 1 and json.loads(as_json.stdout)["faults"]
    assert run("validate", "nothing.yaml").returncode == 2


def test_validate_checks_what_files_say_of_each_other(run: Run, tmp_path: Path) -> None:
    text = (
        "kind: qualification\nid: x\ncountry: UZ\ntitle: {en: X}\nframework: %s\nlevel: %s\n"
        "status: %s\nsource: {}\nunits: [{id: U, outcomes: [{id: A, text: {en: do}}]}]\n"
    )
    (tmp_path / "a.yaml").write_text(text % ("uz-nqf", "12", "illustrative"), "utf-8")
    (tmp_path / "b.yaml").write_text(text % ("no-nqf", "1", "official-summary"), "utf-8")
    told = run("validate", "a.yaml", "b.yaml").stdout
    for part in (
        "uz-nqf has no level '12'",
        "unknown framework 'no-nqf'",
        "duplicate id 'x'",
        "an official-summary without its act",
        "never checked",
    ):
        assert part in told


def test_schema_is_json(run: Run) -> None:
    for kind in ("framework", "qualification", "country", "glossary"):
        assert json.loads(run("schema", kind).stdout)["title"]
    wrong = run("schema", "novel")
    assert wrong.returncode == 2 and "known kinds" in wrong.stderr


def test_init_writes_a_workspace_that_works(run: Run, tmp_path: Path) -> None:
    assert run("init", "mine").returncode == 0
    inside = tmp_path / "mine"
    assert run("validate", "countries", cwd=inside).returncode == 0
    assert run("compare", "aa", "zz", cwd=inside).returncode == 0
    again = run("init", "mine")
    assert again.returncode == 2 and "nothing was written" in again.stderr


def test_doctor_is_content(run: Run) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    for part in ("data:", "glossary:", "encoder:", "recipe:", "extra transformers"):
        assert part in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["countries"],
        ["country", "uz"],
        ["country", "tm"],
        ["framework", "uz-nqf"],
        ["qualification", "kz-tour-guide"],
        ["recipe"],
    ],
)
def test_show_in_words_and_as_json(run: Run, words: list[str]) -> None:
    done = run("show", *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert json.loads(run("show", *words, "--format", "json").stdout)["content"]


@pytest.mark.parametrize("words", [["country", "xx"], ["framework", "x"], ["qualification", "x"]])
def test_show_names_what_is_known(run: Run, words: list[str]) -> None:
    done = run("show", *words)
    assert done.returncode == 2 and "known" in done.stderr


def test_no_colour_when_told_so(run: Run) -> None:
    for extra in ({"NO_COLOR": "1"}, {}):
        done = run("show", "countries", FORCE_COLOR="1", **extra)
        plain = run("show", "countries", "--no-color", FORCE_COLOR="1")
        assert "\x1b[3" not in plain.stdout
        assert ("\x1b[3" not in done.stdout) or not extra
