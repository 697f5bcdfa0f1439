"""The SSSOM table against sssom-py, which drops bad rows in silence: the rows are counted too."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from samples import COMPARISON, ELECTRICIANS, KZ_ELECTRICIAN, PROPOSED, UZ_ELECTRICIAN

from qualmap.model.qualification import Outcome, Unit
from qualmap.reports.formats import write
from qualmap.reports.identity import outcome_curie, record_id


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter="\t"))


def read_with_sssom_py(path: Path) -> Any:
    parsers = pytest.importorskip("sssom.parsers")
    validators = pytest.importorskip("sssom.validators")
    found = parsers.parse_sssom_table(str(path))
    for report in validators.validate(found).values():
        assert report.results == []
    return found


def test_sssom_py_reads_and_validates(folder: Path) -> None:
    path = folder / "mapping.sssom.tsv"
    found = read_with_sssom_py(path)
    assert len(found.df) == len(rows(path)) == 10
    assert found.metadata["mapping_set_title"] == "Kazakhstan and Uzbekistan compared"
    assert found.metadata["comment"].startswith("proposed by qualmap, not decided.")


def test_rows(folder: Path) -> None:
    found = rows(folder / "mapping.sssom.tsv")
    first = found[0]
    assert first["subject_id"] == "qm:kz-building-electrician/TF1-1"
    assert first["object_id"] == "qm:uz-building-electrician/A.1"
    assert first["predicate_id"] == "skos:exactMatch" and first["confidence"] == "0.998"
    assert first["object_label"] == "Elektr taʼminoti sxemasi va montaj chizmalarini oʻqiy olish"
    assert "glossary concepts: in both: drawing" in first["comment"]
    missing = [row for row in found if "sssom:NoTermFound" in row.values()]
    assert [row["subject_id"].rpartition("/")[2] for row in missing[:3]] == [
        "TF1-3",
        "TF2-2",
        "TF2-3",
    ]
    assert not any("TF2-4" in row["subject_id"] for row in found)  # not looked at
    assert len({row["record_id"] for row in found}) == len(found)


def test_strange_ids_and_words_still_validate(tmp_path: Path) -> None:
    strange = Outcome("Б|1 «a»".replace(" ", ""), {"ru": '"Читать"\tи\nписать'}, "skills", True)
    left = replace(KZ_ELECTRICIAN, id="кз#1", units=(Unit("1", {}, (strange,)),))
    pair = replace(
        ELECTRICIANS,
        left=left,
        outcomes=(replace(PROPOSED[0], left=strange.id),),
        left_covered=replace(ELECTRICIANS.left_covered, uncovered=()),
        right_covered=replace(ELECTRICIANS.right_covered, uncovered=()),
    )
    [path] = write(replace(COMPARISON, pairs=(pair,)), tmp_path, ["sssom"])
    found = read_with_sssom_py(path)
    assert list(found.df["subject_label"]) == ['"Читать" и писать']
    assert found.df["subject_id"][0] == "qm:%D0%BA%D0%B7%231/%D0%91%7C1%C2%ABa%C2%BB"


def test_a_rejected_pair_is_negated(tmp_path: Path) -> None:
    rejected = replace(PROPOSED[0], review="rejected")
    pair = replace(ELECTRICIANS, outcomes=(rejected,))
    [path] = write(replace(COMPARISON, pairs=(pair,)), tmp_path, ["sssom"])
    assert rows(path)[0]["predicate_modifier"] == "Not"
    read_with_sssom_py(path)


def test_record_id_follows_the_words_and_nothing_else() -> None:
    found = PROPOSED[0]
    before = record_id(ELECTRICIANS, found)
    assert record_id(ELECTRICIANS, replace(found, score=0.6, relation="close")) == before
    for texts, same in (
        ({"uz-Latn": "Boshqa matn"}, False),
        ({**next(iter(UZ_ELECTRICIAN.outcomes)).text, "ru": "перевод"}, True),
    ):
        first, *rest = UZ_ELECTRICIAN.units[0].outcomes
        unit = replace(UZ_ELECTRICIAN.units[0], outcomes=(replace(first, text=texts), *rest))
        right = replace(UZ_ELECTRICIAN, units=(unit, UZ_ELECTRICIAN.units[1]))
        assert (record_id(replace(ELECTRICIANS, right=right), found) == before) is same


def test_curie_keeps_plain_ids_letter_for_letter() -> None:
    assert outcome_curie(KZ_ELECTRICIAN, "TF1-1.b_2~") == "qm:kz-building-electrician/TF1-1.b_2~"
