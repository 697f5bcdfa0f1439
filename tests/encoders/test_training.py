"""The training recipe: its own text is clean, and its leakage check finds what leaks."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from qualmap.encoders.bench import bench_texts
from qualmap.files import data_path

TRAINING = Path(__file__).parents[2] / "training"
GLOSSARY = TRAINING.parent / "glossary"
OTHER_USE = {"level_words"}
OWN = sorted(p for p in (TRAINING / "own").glob("*.tsv") if p.stem not in OTHER_USE)
COLUMNS = {"en", "ru", "uz-Latn", "kk", "ky", "tg", "tk", "ru_near"}
CYRILLIC = {"ru", "kk", "ky", "tg", "ru_near"}
LABELS = {"isco", "domain"}


def _check(gold: Path, *own: Path) -> subprocess.CompletedProcess[str]:
    script = TRAINING / "check_leakage.py"
    command = [sys.executable, str(script), "--evaluation", str(gold), "--own", *map(str, own)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("trained", "code"),
    [
        ("wall painter\tмаляр по стенам", 0),
        ("tile layer\tплиточник", 1),
        ("facing worker\tПлиточник.", 1),
        ("facing worker|Tile  LAYER!\tоблицовщик", 1),
    ],
)
def test_the_leakage_check_fails_if_an_evaluation_text_is_trained_on(
    tmp_path: Path, trained: str, code: int
) -> None:
    gold, own = tmp_path / "gold.tsv", tmp_path / "own.tsv"
    gold.write_text("id\ten\tru\n1\tTile layer\tПлиточник\n", encoding="utf-8")
    own.write_text(f"en\tru\n{trained}\n", encoding="utf-8")
    found = _check(gold, own)
    assert found.returncode == code, found.stderr


def test_there_is_text_of_our_own() -> None:
    assert len(OWN) >= 6


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_our_own_text_is_clean(path: Path) -> None:
    content = path.read_bytes()
    text = content.decode("utf-8")
    assert b"\r" not in content
    assert unicodedata.is_normalized("NFC", text)
    assert not set("\u2018\u2019`") & set(text)
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert set(rows[0]) <= COLUMNS | LABELS
    for row in rows:
        texts = {c: cell for c, cell in row.items() if c not in LABELS and cell}
        assert len(texts) > 1, row
        for column, cell in texts.items():
            assert cell == cell.strip()
            assert column == "en" or "'" not in cell
            if column in CYRILLIC:
                assert any("\u0400" <= letter <= "\u04ff" for letter in cell), cell
            else:
                assert not any("\u0400" <= letter <= "\u04ff" for letter in cell), cell


def test_the_texts_of_the_bench_count_as_evaluation_though_nobody_names_them(
    tmp_path: Path,
) -> None:
    gold, own = tmp_path / "gold.tsv", tmp_path / "own.tsv"
    gold.write_text("id\ten\tru\n1\tTile layer\tПлиточник\n", encoding="utf-8")
    text = bench_texts()
    own.write_text(f"en\tru\n{text['en'][3].upper()}\tне то\n", encoding="utf-8")
    found = _check(gold, own)
    assert found.returncode == 1
    assert len(found.stdout.splitlines()) == 1


def test_no_text_of_the_bench_stands_in_our_own_text_or_the_glossary(tmp_path: Path) -> None:
    found = _check(data_path("models", "bench.tsv"), TRAINING / "own", GLOSSARY)
    assert found.returncode == 0, found.stdout


def test_same_seed_same_bytes() -> None:
    """Two whole runs in fresh processes on a small sample."""
    for library in ("torch", "tokenizers", "safetensors", "sentencepiece"):
        pytest.importorskip(library, reason="training needs training/requirements.txt")
    command = [sys.executable, str(TRAINING / "check_same.py")]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 0, found.stdout + found.stderr[-2000:]
    assert len(found.stdout.splitlines()) == 5
