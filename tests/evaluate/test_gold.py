"""Gold files: heads, columns, what is found in a folder, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualmap.errors import QualmapError
from qualmap.evaluate.gold import alignments, strangers
from qualmap.evaluate.goldfile import gold_files, read_gold
from qualmap.evaluate.run import find_gold, task_of
from qualmap.evaluate.textpairs import as_alignment, read_pairs

DATA = Path(__file__).parent / "data"
HEAD = "subject_id\tpredicate_id\tobject_id\n"


def said(error: QualmapError) -> str:
    return "\n".join([error.message, error.hint, *map(str, error.faults)])


def test_a_folder_is_searched_for_gold() -> None:
    found = alignments(gold_files([DATA / "trades"]))
    assert [(a.occupation, a.group, a.name) for a in found] == [
        (name, "trades", f"{name}.one-two") for name in ("baker", "tailor", "welder")
    ]
    assert found[0].accepted == {("A1", "B1"), ("A2", "B2"), ("A4", "B4")}
    assert found[1].relations == {("A1", "B2"): "exact", ("A2", "B1"): "related"}
    assert found[1].accepted == {("A1", "B2")}


def test_strangers_are_of_different_occupations() -> None:
    found = strangers(alignments(gold_files([DATA / "trades"])))
    assert [a.occupation for a in found] == ["baker tailor", "tailor welder", "welder baker"]
    assert not any(a.relations for a in found)
    assert strangers(alignments(gold_files([DATA / "trades" / "baker"]))) == []


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("rows.tsv", "retrieval"),
        ("relations.tsv", "relations"),
        ("crosswalk.csv", "crosswalk"),
        ("trades/baker/gold.one-two.tsv", "outcomes"),
    ],
)
def test_a_file_says_its_task_or_its_columns_do(name: str, task: str) -> None:
    assert task_of(read_gold(DATA / name)) == task
    assert find_gold([DATA / name]).task == task


def test_framework_files_are_levels(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kind: framework\n")
    assert find_gold([tmp_path]).task == find_gold([tmp_path / "a.yaml"]).task == "levels"


def test_texts_with_relations() -> None:
    found = as_alignment(read_pairs(read_gold(DATA / "relations.tsv")))
    assert [o.text for o in found.right.outcomes] == [
        {"en": "kneads dough by hand"},
        {"en": "irons finished garments"},
        {"en": "sings in a choir"},
    ]
    assert found.relations == {
        ("T1", "T1"): "exact",
        ("T2", "T2"): "exact",
        ("T3", "T3"): "related",
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEAD + "A1\tskos:nearMatch\tB1\n", "gold.one-two.tsv:2:1: unknown predicate"),
        (HEAD + "A9\tskos:exactMatch\tB1\n", ":2:1: baker-one has no outcome 'A9'"),
        (HEAD + "A1\tskos:exactMatch\tB1\tx\ty\n", ":2:1: more cells than columns"),
        ("# left: nosuch\n" + HEAD, ":1:1: no qualification 'nosuch'"),
    ],
)
def test_mistakes_have_places(tmp_path: Path, content: str, message: str) -> None:
    for side in ("one.yaml", "two.yaml"):
        text = (DATA / "trades" / "baker" / side).read_text("utf-8")
        (tmp_path / side).write_text(text, "utf-8")
    path = tmp_path / "gold.one-two.tsv"
    path.write_text(content, "utf-8")
    with pytest.raises(QualmapError) as caught:
        alignments(gold_files([path]))
    assert message in said(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", "x\ty\n1\t2\n", "a.tsv:1:1: columns of no known gold format"),
        ("a.tsv", "# task: guessing\nen\tru\n1\t2\n", "a.tsv:1:1: unknown task 'guessing'"),
        ("a.tsv", b"en\tru\n\xff\xfe\xfd\t2\n", "not UTF-8 text"),
        ("a.tsv", "", "is empty"),
        ("a.csv", "en,ru\n1,2\n", None),
    ],
)
def test_files_that_are_no_gold(
    tmp_path: Path, name: str, content: str | bytes, message: str | None
) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / name).write_bytes(raw)
    if message is None:
        assert find_gold([tmp_path / name]).task == "retrieval"
        return
    with pytest.raises(QualmapError) as caught:
        find_gold([tmp_path / name])
    assert message in said(caught.value)


def test_gold_of_several_tasks_asks_for_one() -> None:
    both = [DATA / "rows.tsv", DATA / "crosswalk.csv"]
    with pytest.raises(QualmapError, match="gold of several tasks: crosswalk, retrieval"):
        find_gold(both)
    assert [f.name for f in find_gold(both, "retrieval").files] == ["rows"]
    with pytest.raises(QualmapError, match="no gold for the task outcomes"):
        find_gold(both, "outcomes")
    with pytest.raises(QualmapError, match="unknown task 'guess'"):
        find_gold(both, "guess")


def test_an_unknown_relation_of_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("left\tpredicate\tright\na\tsame\tb\n")
    with pytest.raises(QualmapError) as caught:
        read_pairs(read_gold(path))
    assert ":2:1: unknown relation 'same'" in said(caught.value)
