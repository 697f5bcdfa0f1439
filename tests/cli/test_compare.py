"""`qualmap compare` and its neighbours as a user runs them: real processes, real files."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from running import REPOSITORY, Run

WORKSPACE = REPOSITORY / "examples" / "workspace"
DEFAULTS = {"report.html", "report.xlsx", "mapping.json", "mapping.sssom.tsv", "summary.md"}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORKSPACE, tmp_path / "ws"))


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_kazakhstan_against_uzbekistan(run: Run, tmp_path: Path) -> None:
    done = run("compare", "kz", "uz")
    assert done.returncode == 0, done.stderr
    out = tmp_path / "qualmap-out" / "kz-uz"
    assert {path.name for path in out.iterdir()} == DEFAULTS
    assert "not decided" in done.stdout and "illustrative" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    data = json.loads((out / "mapping.json").read_text("utf-8"))
    assert data["schema_version"] == "1"
    text = json.dumps(data)
    assert str(tmp_path) not in text and "/" + "home" not in text


def test_every_score_has_its_reasons_and_every_source_its_status(run: Run, tmp_path: Path) -> None:
    run("compare", "kz", "uz", "--format", "json", "--sector", "tourism")
    data = json.loads((tmp_path / "qualmap-out" / "kz-uz" / "mapping.json").read_text("utf-8"))
    mappings = [m for pair in data["pairs"] for m in pair["outcomes"]]
    assert mappings
    assert all(
        m["evidence"] and 0 <= m["score"] <= 1 and m["review"] == "proposed" for m in mappings
    )
    sources = data["left"]["sources"] + data["right"]["sources"]
    assert all(s["status"] and s["origin"]["checked"] and len(s["sha256"]) == 64 for s in sources)
    assert data["cautions"]


def test_two_files_from_anywhere(run: Run, workspace: Path, tmp_path: Path) -> None:
    files = [workspace / "countries" / cc / f"{cc}-baker.yaml" for cc in ("aa", "zz")]
    done = run("compare", *map(str, files), "--out", "res", "--format", "sssom")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "res").iterdir()] == ["mapping.sssom.tsv"]
    found = rows(tmp_path / "res" / "mapping.sssom.tsv")
    subjects = {row["subject_id"] for row in found}
    assert any(subject.startswith("qm:aa-baker/") for subject in subjects)
    objects = {row["object_id"] for row in found}
    assert any(name.startswith("qm:zz-baker/") for name in objects)


def test_three_sides_give_every_pair_and_a_matrix(run: Run, tmp_path: Path) -> None:
    done = run("compare", "kz", "uz", "kg", "--isco", "5113", "--format", "markdown")
    assert done.returncode == 0, done.stderr
    folders = {path.name for path in (tmp_path / "qualmap-out").iterdir()}
    assert folders == {"kz-uz", "kz-kg", "uz-kg"}


def test_terminal_only_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("compare", "kz", "uz", "--isco", "5113", "--format", "terminal")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "qualmap-out").exists()


def test_the_same_input_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    outputs = []
    for seed in ("1", "2"):
        done = run(
            "compare",
            "kz",
            "uz",
            "--isco",
            "7411",
            "--out",
            f"o{seed}",
            PYTHONHASHSEED=seed,
            QUALMAP_CACHE="",
        )
        assert done.returncode == 0, done.stderr
        outputs.append({p.name: p.read_bytes() for p in (tmp_path / f"o{seed}").iterdir()})
    assert outputs[0].keys() == outputs[1].keys() == DEFAULTS
    for name, content in outputs[0].items():
        assert content == outputs[1][name], name


def test_a_workspace_is_found_from_inside(run: Run, workspace: Path) -> None:
    done = run("compare", "aa", "zz", "--format", "json", cwd=workspace)
    assert done.returncode == 0, done.stderr
    data = json.loads((workspace / "qualmap-out/aa-zz/mapping.json").read_text("utf-8"))
    assert [p["left"] for p in data["pairs"]] == ["aa-baker"]
    paths = {s["path"] for s in data["left"]["sources"]}
    assert "countries/aa/aa-baker.yaml" in paths


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["kz", "xx"], ["unknown country", "'xx'", "known countries", "kz", "uz", "eqf"]),
        (["kz"], ["compare needs two sides"]),
        (["kz", "tm"], ["nothing to compare for 'tm'", "Turkmenistan"]),
        (["kz", "missing.yaml"], ["no such file: missing.yaml"]),
        (["kz", "uz", "--sector", "space"], ["no qualification of kz passes", "tourism"]),
        (["kz", "uz", "--qualification", "x"], ["no side has the qualification x"]),
        (["kz", "uz", "--format", "docs"], ["unknown report format 'docs'", "html"]),
        (["kz", "uz", "--recipe", "none"], ["unknown recipe 'none'", "standard-1"]),
        (["kz", "uz", "--model", "none"], ["unknown encoder 'none'", "static"]),
        (["kz", "empty/"], ["no qualification or framework file in empty/"]),
        (["kz", "glossary.yaml"], ["no qualification or framework in glossary.yaml"]),
        (["kz", "level.yaml"], ["level.yaml:6:1", "uz-nqf has no level '99'", "1, 2, 3"]),
        (["kz", "*.none"], ["no qualification or framework file in *.none"]),
    ],
)
def test_a_mistake_is_told_in_words(
    run: Run, tmp_path: Path, words: list[str], told: list[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "glossary.yaml").write_text("kind: glossary\nconcepts: []\n", "utf-8")
    (tmp_path / "level.yaml").write_text(
        "kind: qualification\nid: x\ncountry: UZ\ntitle: {en: X}\nframework: uz-nqf\nlevel: 99\n"
        "status: illustrative\nsource: {}\nunits: [{id: U, outcomes: [{id: A, text: {en: do}}]}]\n",
        "utf-8",
    )
    done = run("compare", *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not done.stdout
    for part in told:
        assert part in done.stderr
    assert not (tmp_path / "qualmap-out").exists()


def test_a_folder_gathers_the_faults_of_all_its_files(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text(f"kind: qualification\nid: {name}\n", "utf-8")
    done = run("compare", "kz", "many")
    assert done.returncode == 2
    assert "many/a.yaml:1:1" in done.stderr and "many/b.yaml:1:1" in done.stderr


def test_an_unwritable_folder_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    done = run("compare", "kz", "uz", "--isco", "5113", "--out", "file/out")
    assert done.returncode == 2
    assert "cannot write" in done.stderr and "--out" in done.stderr


def test_in_a_checkout_the_glossary_is_not_read_twice(run: Run, tmp_path: Path) -> None:
    """`pip install . && qualmap compare kz uz`: the installed glossary and that of the checkout."""
    checkout = tmp_path / "checkout"
    (checkout / "src" / "qualmap").mkdir(parents=True)
    (checkout / "src" / "qualmap" / "__init__.py").touch()
    (checkout / "pyproject.toml").write_text("[tool.qualmap]\n", encoding="utf-8")
    shutil.copytree(REPOSITORY / "glossary", checkout / "glossary")
    done = run("compare", "kz", "uz", "--sector", "textile", "--format", "json", cwd=checkout)
    assert done.returncode == 0, done.stderr
