"""`qualmap glossary export` and `import`, run as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import Run

OURS = """\
kind: glossary
concepts:
  - id: level  # a comment
    domain: framework
    terms: {en: [{text: "level"}], ru: [{text: "уровень"}]}
    related: [far]
    lint: {ignore: [GT001], reason: "x"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.yaml").write_bytes(OURS.encode())
    return tmp_path


def test_export_and_its_losses(run: Run, folder: Path) -> None:
    done = run("glossary", "export", "glossary")
    assert done.returncode == 0
    assert done.stdout.startswith("\ufeffconcept,domain,language,text,status,")
    assert "level,framework,ru,уровень,preferred," in done.stdout
    done = run("glossary", "export", "glossary", "--out", "g.tbx", "--loss", "loss.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "lost in the tbx file:\n  lint: is only for our linter (1: level)\n"
        "  related: leads out of the file (1: level)\n"
    )
    body = json.loads((folder / "loss.json").read_text("utf-8"))
    assert (body["schema_version"], body["direction"], body["format"]) == ("1", "export", "tbx")
    assert body["losses"][0] == {"field": "lint", "why": "is only for our linter", "count": 1,
                                 "concepts": ["level"]}  # fmt: skip


@pytest.mark.parametrize("name", ["g.xlsx", "g.ttl"])
def test_there_and_back_and_the_linter_reads_it(run: Run, folder: Path, name: str) -> None:
    assert run("glossary", "export", "glossary", "--out", name).returncode == 0
    same = run("glossary", "import", name)
    assert (same.returncode, same.stdout) == (0, "")
    assert "added 0 new concepts, 0 more values; 0 conflicts" in same.stderr
    assert (folder / "glossary" / "a.yaml").read_bytes() == OURS.encode()
    done = run("glossary", "import", name, "--into", "new")
    assert done.stdout == "+ level: new in new/g.yaml\n"
    lint = run("glossary", "lint", "--isolated", "new", "--select", "GF")
    assert (lint.returncode, lint.stdout) == (0, "")


def test_import_adds_contradicts_and_keeps(run: Run, folder: Path) -> None:
    (folder / "t.csv").write_text(
        "concept,domain,language,text,status\nlevel,scale,kk,деңгей,preferred\nstep,,en,step,\n",
        "utf-8",
    )
    ask = ("glossary", "import", "t.csv", "--loss", "loss.json")
    dry = run(*ask, "--dry-run")
    assert dry.returncode == 1 and not (folder / "glossary" / "t.yaml").exists()
    assert dry.stdout == (
        "+ step: new in glossary/t.yaml\n+ level: terms.kk: деңгей\n"
        "! level: domain: ours: framework; theirs: scale\n"
    )
    done = run(*ask)
    assert (done.returncode, done.stdout) == (1, dry.stdout)
    assert "added 1 new concept, 1 more value; 1 conflict" in done.stderr
    assert (folder / "glossary" / "a.yaml").read_text("utf-8") == OURS.replace(
        'ru: [{text: "уровень"}]', 'ru: [{text: "уровень"}], kk: [{text: "деңгей"}]'
    )
    assert "status: candidate" in (folder / "glossary" / "t.yaml").read_text("utf-8")
    body = json.loads((folder / "loss.json").read_text("utf-8"))
    assert body["conflicts"] == [
        {"concept": "level", "field": "domain", "ours": "framework", "theirs": "scale"}
    ]


@pytest.mark.parametrize(("words", "message"), [
    (["export", "--format", "xlsx"], "name a file with --out"),
    (["export", "--format", "doc"], "unknown format 'doc'"),
    (["export", "none"], "no such file or folder: none"),
    (["import", "none.csv"], "no such file: none.csv"),
    (["import", "glossary/a.yaml"], "tells no format"),
    (["import", "glossary/a.yaml", "--format", "tbx"], "not well-formed XML"),
])  # fmt: skip
def test_what_cannot_run(run: Run, folder: Path, words: list[str], message: str) -> None:
    done = run("glossary", *words)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr
    assert sorted(path.name for path in folder.rglob("*.*")) == ["a.yaml"]


def test_without_rdflib_the_extra_is_named(run: Run, folder: Path) -> None:
    (folder / "rdflib.py").write_text("raise ImportError\n", "utf-8")
    done = run("glossary", "export", "glossary", "--out", "g.ttl", PYTHONPATH=str(folder))
    assert done.returncode == 2 and 'pip install "qualmap[exchange]"' in done.stderr
