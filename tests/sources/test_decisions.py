"""Decisions of reviewers as tables: what is read, and what is told with its place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results import HEADER, decided, decisions_file, plain

from qualmap.errors import QualmapError
from qualmap.reports.sssom import PREDICATES
from qualmap.sources.decisions import RELATIONS, read_decisions

FIRST, SECOND = plain()["pairs"][0]["outcomes"][:2]


def test_a_folder_of_tables(tmp_path: Path) -> None:
    decisions_file(tmp_path / "b.tsv", decided(FIRST, "accepted", relation="skos:closeMatch"))
    decisions_file(tmp_path / "sub" / "а.tsv", decided(SECOND, "rejected", reviewer="Dilnoza"))
    (tmp_path / "notes.txt").write_text("no table", "utf-8")
    found = read_decisions(tmp_path)
    one, other = (found.by_record[record["record_id"]] for record in (FIRST, SECOND))
    assert (one.decision, one.relation, one.comment) == ("accepted", "close", "fine")
    assert (one.left, one.right) == (
        ("kz-building-electrician", "TF1-1"),
        ("uz-building-electrician", "A.1"),
    )
    assert (other.reviewer, other.date, other.line) == ("Dilnoza", "2026-02-01", 3)
    assert other.path.endswith("а.tsv") and found.conflicts == ()


def test_an_empty_folder_decides_nothing(tmp_path: Path) -> None:
    assert read_decisions(tmp_path).by_record == {}


def test_relations_are_those_that_qualmap_writes() -> None:
    assert {predicate: name for name, predicate in PREDICATES.items()} == RELATIONS


def test_escaped_ids_are_read_as_they_were(tmp_path: Path) -> None:
    line = decided(FIRST, "unsure").replace("/A.1", "/%D0%91%7C1")
    [found] = read_decisions(decisions_file(tmp_path / "d.tsv", line)).by_record.values()
    assert found.right[1] == "Б|1"


def test_reviewers_who_disagree_decide_nothing(tmp_path: Path) -> None:
    lines = [decided(FIRST, word, reviewer=word.title()) for word in ("rejected", "accepted")]
    found = read_decisions(decisions_file(tmp_path / "d.tsv", *lines))
    assert found.by_record == {}
    assert [[entry.reviewer for entry in entries] for entries in found.conflicts] == [
        ["Accepted", "Rejected"]
    ]


def test_reviewers_who_agree_count_once(tmp_path: Path) -> None:
    lines = [decided(FIRST, "accepted", reviewer=name) for name in ("Aigul", "Dilnoza")]
    found = read_decisions(decisions_file(tmp_path / "d.tsv", *lines))
    assert [entry.reviewer for entry in found.by_record.values()] == ["Dilnoza"]


def test_one_reviewer_says_a_thing_once(tmp_path: Path) -> None:
    decisions_file(tmp_path / "a.tsv", decided(FIRST, "accepted"))
    decisions_file(tmp_path / "b.tsv", decided(FIRST, "accepted"))
    with pytest.raises(QualmapError) as caught:
        read_decisions(tmp_path)
    assert "b.tsv:3:1: Aigul has a second decision" in str(caught.value.faults[0])
    assert "a.tsv:3" in caught.value.faults[0].hint


FAULTS = {
    "record_id": ("95410a4e", "'95410a4e' is no record id"),
    "subject_id": ("kz/TF1", "'kz/TF1' is not the id of an outcome"),
    "object_id": ("sssom:NoTermFound", "is not the id of an outcome"),
    "decision": ("yes", "'yes' is not one of accepted, rejected, unsure"),
    "reviewer_label": ("", "a decision has a person who made it"),
    "review_date": ("1.2.2026", "'1.2.2026' is no date"),
    "predicate_id": ("skos:broad", "unknown 'skos:broad'"),
}


@pytest.mark.parametrize(("column", "value", "told"), [(k, *v) for k, v in FAULTS.items()])
def test_a_fault_is_told_with_its_place(tmp_path: Path, column: str, value: str, told: str) -> None:
    cells = decided(FIRST, "accepted").split("\t")
    cells[HEADER.index(column)] = value
    decisions_file(tmp_path / "d.tsv", decided(SECOND, "accepted"), "\t".join(cells))
    with pytest.raises(QualmapError) as caught:
        read_decisions(tmp_path)
    [fault] = caught.value.faults
    assert (fault.line, fault.path.endswith("d.tsv")) == (4, True)
    assert fault.message.startswith(f"{column}: ") and told in fault.message


def test_a_negated_pair_is_a_rejected_one(tmp_path: Path) -> None:
    head = "\t".join((*HEADER, "predicate_modifier"))
    for word, faults in (("rejected", 0), ("accepted", 1)):
        (tmp_path / "d.tsv").write_text(f"{head}\n{decided(FIRST, word)}\tNot\n", "utf-8")
        if faults:
            with pytest.raises(QualmapError, match="1 fault"):
                read_decisions(tmp_path)
        else:
            assert len(read_decisions(tmp_path).by_record) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"record_id\tsubject_id\n", "no column object_id, decision, reviewer_label"),
        (b"#only: metadata\n", "no column record_id"),
        (b"\xff\xfe\x00", "UTF-16"),
        ("комментарий".encode("cp1251"), "not UTF-8"),
        (b"\x00" * 20, "no column"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "d.tsv").write_bytes(content)
    with pytest.raises(QualmapError) as caught:
        read_decisions(tmp_path)
    assert told in " ".join(map(str, (caught.value, *caught.value.faults)))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(QualmapError, match="no such folder: none"):
        read_decisions(tmp_path / "none")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=9))
def test_no_table_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, comment: str, cells: list[str]
) -> None:
    """Every text comes back as it was or is told as a fault; nothing else is raised."""
    path = tmp_path_factory.mktemp("fuzz") / "d.tsv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerows([HEADER, [*decided(FIRST, "accepted").split("\t")[:-1], comment], cells])
    try:
        found = read_decisions(path).by_record
    except QualmapError as error:
        assert error.faults
    else:
        assert {entry.record_id for entry in found.values()} == {FIRST["record_id"]}


def test_sssom_py_reads_a_table_of_decisions(tmp_path: Path) -> None:
    parsers = pytest.importorskip("sssom.parsers")
    columns = ("record_id", "subject_id", "predicate_id", "object_id", "mapping_justification",
               "reviewer_label", "review_date", "decision")  # fmt: skip
    values = (FIRST["record_id"], "qm:kz-a/1", "skos:exactMatch", "qm:uz-b/2",
              "semapv:ManualMappingCuration", "Aigul", "2026-02-01", "accepted")  # fmt: skip
    path = tmp_path / "d.tsv"
    path.write_text(
        '#sssom_version: "1.1"\n#curie_map:\n#  qm: https://w3id.org/qualmap/\n'
        "#  qmr: https://w3id.org/qualmap-record/\n"
        "#mapping_set_id: https://w3id.org/qualmap-set/decisions\n"
        "#license: https://w3id.org/sssom/license/unspecified\n"
        "#extension_definitions:\n#  - slot_name: decision\n"
        "#    property: https://w3id.org/qualmap/decision\n" + "\t".join(columns) + "\n"
        "" + "\t".join(values) + "\n",
        "utf-8",
    )
    found = parsers.parse_sssom_table(str(path))
    assert list(found.df["reviewer_label"]) == ["Aigul"]
    assert len(read_decisions(path).by_record) == 1
