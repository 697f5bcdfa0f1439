"""The term commands, run as a user runs them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml
from running import Run

OUTCOME = "O'quv natijasi va o'qitish natijasini ta'lim natijasi deymiz"
MESSY = "kind: glossary\nconcepts:\n- terms: {en: [{text: b}]}  # why\n  id: b-two\n"
TIDY = 'kind: glossary\nconcepts:\n  - id: b-two\n    terms:\n      en: [{text: "b"}]  # why\n'


def test_find_in_words_files_and_standard_input(run: Run, tmp_path: Path) -> None:
    done = run("glossary", "find", "Taʼlim natijalarini yozadi", "--format", "json")
    body = json.loads(done.stdout)
    assert (done.returncode, body["schema_version"], body["source"]) == (0, "1", "text")
    assert body["hits"][0] == {
        "matched": "Taʼlim natijalarini", "start": 0, "end": 19, "concept": "learning-outcome",
        "term": "taʼlim natijasi", "status": "preferred", "how": "inflected",
        "language": "uz-Latn",
    }  # fmt: skip
    (tmp_path / "a.txt").write_text("Сварные швы проверяет.\n", "utf-8")
    rows = list(csv.reader(run("glossary", "find", "a.txt", "--format", "tsv").stdout.splitlines(),
                           delimiter="\t"))  # fmt: skip
    assert rows[0][:4] == ["matched", "start", "end", "concept"]
    assert [row[3] for row in rows[1:]] == ["weld-seam", "action-inspect"]
    lines = run("glossary", "find", "-", "--format", "jsonl", stdin="Read a skill").stdout
    assert [json.loads(line)["how"] for line in lines.splitlines()] == ["case", "exact"]


def test_find_for_people(run: Run) -> None:
    done = run("glossary", "find", "квалефикация", "--lang", "ru", "--fuzzy")
    assert "квалефикация" in done.stdout and "fuzzy" in done.stdout
    nothing = run("glossary", "find", "квалефикация", "--lang", "ru")
    assert nothing.returncode == 0 and "no term of the glossary found" in nothing.stderr


def test_normalise_marks_and_replaces(run: Run, tmp_path: Path) -> None:
    done = run("glossary", "normalise", OUTCOME)
    assert done.stdout.startswith("[O'quv natijasi](learning-outcome) va [o'qitish")
    done = run("glossary", "normalise", OUTCOME, "--replace", "--output", "new.txt")
    assert done.stdout == ""
    assert (tmp_path / "new.txt").read_text("utf-8") == (
        "Taʼlim natijasi va taʼlim natijasini ta'lim natijasi deymiz"
    )
    assert "1:1: O'quv natijasi → Taʼlim natijasi" in done.stderr
    assert "replaced 2 terms, left 0" in done.stderr


def test_normalise_check_speaks_the_formats_of_the_linter(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"\n{OUTCOME}\n", "utf-8")
    check = ("glossary", "normalise", "a.txt", "--check")
    done = run(*check)
    assert done.returncode == 1 and "2 findings" in done.stderr
    assert " --> a.txt:2:1" in done.stdout and "^^^^^^^^^^^^^^" in done.stdout
    done = run(*check, "--format", "github")
    assert done.stdout.startswith(
        "::warning title=GU002 inconsistent-term,file=a.txt,line=2,col=1,"
    )
    for name in ("json", "sarif", "gitlab", "rdjson"):
        assert json.loads(run(*check, "--format", name).stdout)
    for name in ("concise", "junit", "jsonl", "markdown"):
        assert "GU002" in run(*check, "--format", name).stdout
    clean = run("glossary", "normalise", "Taʼlim natijasi", "--check", "--format", "concise")
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, "", "no findings\n")


def test_show(run: Run) -> None:
    done = run("glossary", "show", "таълим натижалари")
    assert done.returncode == 0 and done.stdout.startswith("learning-outcome")
    body = json.loads(run("glossary", "show", "learning-outcome", "--format", "json").stdout)
    (concept,) = body["concepts"]
    assert concept["terms"]["ru"][0]["status"] == "preferred"
    assert "expected-learning-outcome" in concept["narrower"]
    unknown = run("glossary", "show", "learning-outcome-x")
    assert unknown.returncode == 2 and "did you mean 'learning-outcome'" in unknown.stderr


def test_stats(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(TIDY, "utf-8")
    body = json.loads(run("glossary", "stats", "--format", "json").stdout)
    assert body["concepts"] > 1000 and body["growth"] is None
    assert {"domain", "concepts", "defined", "coverage"} == set(body["domains"][0])
    done = run("glossary", "stats", "old.yaml", "--since", "old.yaml")
    assert "1 concepts, 1 terms" in done.stdout and "0 concepts more, 0 gone" in done.stdout


def test_suggest_from_plain_text_lists_and_descriptions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Знает режим плавки металла.\n" * 2, "utf-8")
    (tmp_path / "b.csv").write_text("id,text,lang\n1,Подбирает режимы плавки металла,ru\n", "utf-8")
    body = json.loads(run("glossary", "suggest", ".", "--format", "json").stdout)
    assert (body["suggestions"][0]["phrase"], body["suggestions"][0]["count"]) == (
        "режим плавки металла", 3,
    )  # fmt: skip
    draft = yaml.safe_load(run("glossary", "suggest", "a.txt", "--format", "yaml").stdout)
    assert draft["concepts"][0]["terms"]["ru"][0]["status"] == "candidate"
    assert "phrase" in run("glossary", "suggest", "a.txt", "--format", "tsv").stdout
    assert "режим плавки" in run("glossary", "suggest", "a.txt").stdout


def test_fmt(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    path = folder / "a.yaml"
    path.write_text(MESSY, "utf-8")
    done = run("glossary", "fmt", "--check")
    assert done.returncode == 1 and "would lay out glossary/a.yaml" in done.stderr
    done = run("glossary", "fmt", "--diff")
    assert done.returncode == 1 and "+  - id: b-two\n" in done.stdout
    assert path.read_text("utf-8") == MESSY
    assert run("glossary", "fmt").returncode == 0 and path.read_text("utf-8") == TIDY
    assert run("glossary", "fmt", "--check").returncode == 0
    (folder / "b.yaml").write_text("kind: glossary\nconcept: []\n", "utf-8")
    path.write_text(MESSY, "utf-8")
    broken = run("glossary", "fmt")
    assert broken.returncode == 2 and "b.yaml:2:1" in broken.stderr
    assert path.read_text("utf-8") == MESSY


def test_a_glossary_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(TIDY.replace('"b"', '"melt"'), "utf-8")
    done = run("glossary", "find", "It melts", "--glossary", "own.yaml", "--format", "tsv")
    assert done.stdout.splitlines()[1].split("\t")[3] == "b-two"


@pytest.mark.parametrize(
    "words",
    [
        ("find", "nothere.txt"),
        ("find", "x", "--format", "xml"),
        ("find", "x", "--glossary", "nothere"),
        ("normalise", "x", "--check", "--replace"),
        ("normalise", "x", "y"),
        ("normalise", "x", "--check", "--format", "xml"),
        ("show", "x", "--format", "xml"),
        ("stats", "nothere"),
        ("suggest", "nothere.txt"),
        ("suggest", "."),
        ("fmt",),
    ],
)
def test_what_cannot_run_says_why(run: Run, words: tuple[str, ...]) -> None:
    done = run("glossary", *words)
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith("qualmap: ") and "hint: " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_same_input_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Знает режим плавки металла и цену товара.\n" * 3, "utf-8")
    for words in (("find", "a.txt", "--format", "json"), ("suggest", "a.txt", "--format", "yaml")):
        one, other = (run("glossary", *words, PYTHONHASHSEED=seed).stdout for seed in "12")
        assert one == other
