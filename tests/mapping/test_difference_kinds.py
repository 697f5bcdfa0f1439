"""What differs between two results: each kind, on the sample with one thing changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results import Edit, as_document, decided, decisions_file, document, edited, plain

from qualmap.batch.decisions import tally
from qualmap.mapping.diff import diff
from qualmap.model.decision import Decision
from qualmap.model.difference import Difference
from qualmap.sources.decisions import read_decisions

LEFT, RIGHT = "kz-building-electrician", "uz-building-electrician"
OTHER_WORDS = "Совсем другие слова"


def changes(*edits: Edit, decisions: Any = (), tolerance: float = 0.05) -> tuple[Difference, ...]:
    old, new = {"": document()}, {"": document(*edits)}
    return diff(old, new, tolerance=tolerance, decisions=decisions).found


def outcome(number: int, **values: Any) -> Edit:
    """Change the record that stands at this place among the electricians' proposals."""
    return lambda data: data["pairs"][0]["outcomes"][number].update(values)


def pair(**values: Any) -> Edit:
    return lambda data: data["pairs"][0].update(values)


def drop(*way: Any) -> Edit:
    def edit(data: Any) -> None:
        *above, last = way
        for step in above:
            data = data[step]
        del data[last]

    return edit


def covered(side: str, **values: Any) -> Edit:
    return lambda data: data["pairs"][0][f"{side}_covered"].update(values)


def reworded(name: str) -> Edit:
    """Give a left outcome other words, and its records other ids, as a real run would."""

    def edit(data: Any) -> None:
        for unit in data["left"]["qualifications"][0]["units"]:
            for entry in unit["outcomes"]:
                if entry["id"] == name:
                    entry["text"] = {"ru": OTHER_WORDS}
        for record in records(data):
            if record["left"] == name:
                record["record_id"] = "qmr:" + "0" * 23 + name[-1]

    return edit


def records(data: Any) -> Iterator[Any]:
    for entry in data["pairs"]:
        yield from entry["outcomes"]
        for side in ("left_covered", "right_covered"):
            yield from filter(None, (missing["best"] for missing in entry[side]["uncovered"]))


def alignment(number: int, **values: Any) -> Edit:
    return lambda data: data["levels"][0]["alignments"][number].update(values)


def test_the_same_twice_differs_in_nothing() -> None:
    assert changes() == ()


CASES = {
    "relation": (
        [outcome(0, relation="close", score=0.8)],
        [("relation", "TF1-1", "A.1", "exact", "close", False)],
    ),
    "relation that covers no more": (
        [outcome(0, relation="related", covers=False)],
        [("relation", "TF1-1", "A.1", "exact", "related", True)],
    ),
    "score": ([outcome(1, score=0.5)], [("score", "TF1-2", "A.3", "narrow", "narrow", False)]),
    "score within the tolerance": ([outcome(1, score=0.641 - 0.05)], []),
    "score one thousandth beyond it": (
        [outcome(1, score=0.59)],
        [("score", "TF1-2", "A.3", "narrow", "narrow", False)],
    ),
    "gone": (
        [drop("pairs", 0, "outcomes", 0)],
        [("gone", "TF1-1", "A.1", "exact", "", True)],
    ),
    "words": (
        [reworded("TF1-1")],
        [("words", "TF1-1", "A.1", "exact", "exact", False)],
    ),
    "words and relation": (
        [reworded("TF1-1"), outcome(0, relation="close")],
        [("relation", "TF1-1", "A.1", "exact", "close", False)],
    ),
    "a whole pair": ([drop("pairs", 1)], [("gone", "", "", "", "", False)]),
    "a pair that covered": ([drop("pairs", 0)], [("gone", "", "", "", "", True)]),
    "coverage falls": (
        [covered("left", firm=0.4, covered=2)],
        [("coverage", "", "", "3 of 7", "2 of 7", True)],
    ),
    "coverage rises": (
        [covered("right", firm=0.8, covered=5)],
        [("coverage", "", "", "4 of 6", "5 of 6", False)],
    ),
    "coverage unknown": (
        [covered("left", firm=None)],
        [("coverage", "", "", "3 of 7", "3 of 7", True)],
    ),
    "verdict": (
        [lambda data: data["pairs"][0]["verdict"][0].update(finding="possibly substantial")],
        [("verdict", "", "", "no difference found", "possibly substantial", True)],
    ),
    "level": ([alignment(1, right="2")], [("level", "2", "", "1", "2", False)]),
    "level beyond": (
        [alignment(1, right=None, beyond="below")],
        [("level", "2", "", "1", "below", False)],
    ),
    "interval alone": ([alignment(1, right_high="3", probability=0.6)], []),
    "declared level": (
        [alignment(2, declared=None, declared_status=None)],
        [("level", "3", "", "3 (official)", "", False)],
    ),
    "a translation, a label, a reason": (
        [
            lambda data: data["left"].update(label="Kazakhstan, 2026"),
            lambda data: data["left"]["qualifications"][0]["title"].update(en="Electrician"),
            lambda data: data["pairs"][0]["outcomes"][0]["evidence"].clear(),
            lambda data: data.update(a_key_of_a_later_version=1),
        ],
        [],
    ),
}


@pytest.mark.parametrize(("edits", "told"), CASES.values(), ids=CASES)
def test_one_change_is_one_difference(edits: list[Edit], told: list[tuple[Any, ...]]) -> None:
    found = changes(*edits)
    assert [
        (entry.kind, entry.left[1], entry.right[1], entry.before, entry.after, entry.worse)
        for entry in found
    ] == told


def test_what_is_added_one_way_is_gone_the_other() -> None:
    whole, less = {"": document()}, {"": document(drop("pairs", 0, "outcomes", 3))}
    [gone], [added] = diff(whole, less).found, diff(less, whole).found
    assert (gone.kind, added.kind) == ("gone", "added")
    assert (gone.left, gone.before, gone.score_before) == (
        added.left, added.after, added.score_after,
    )  # fmt: skip
    assert gone.left_words == "Собирать и подключать распределительные щиты"


def test_the_words_of_what_is_gone_are_the_old_ones_and_it_says_why() -> None:
    def remove(data: Any) -> None:
        data["left"]["qualifications"][0]["units"][0]["outcomes"].pop(0)
        data["pairs"][0]["outcomes"].pop(0)

    [entry] = changes(remove)
    assert entry.left_words.startswith("Читать рабочие чертежи")
    assert entry.detail == "no such left outcome now"


def test_runs_are_held_together_by_name() -> None:
    old = {"a": document(), "b": document(), "c": document()}
    new = {"b": document(outcome(0, relation="close")), "c": document(), "d": document()}
    found = diff(old, new)
    assert (found.only_old, found.only_new, found.compared) == (("a",), ("d",), 2)
    assert [(entry.kind, entry.run) for entry in found.found if entry.run == "b"] == [
        ("relation", "b")
    ]
    assert {entry.kind for entry in found.found if entry.run in "ad"} >= {"gone", "added"}


def test_two_single_results_are_compared_whatever_their_names() -> None:
    assert diff({"kz-uz": document()}, {"": document()}).found == ()


Numbers = st.lists(st.floats(0, 1), min_size=5, max_size=5)


@settings(max_examples=30, deadline=None)
@given(Numbers, Numbers, st.floats(0, 1))
def test_differences_are_the_same_seen_from_the_other_end(
    one: list[float], other: list[float], tolerance: float
) -> None:
    documents = []
    for scores in (one, other):
        data = plain()
        for entry, score in zip(data["pairs"][0]["outcomes"], scores, strict=True):
            entry["score"] = score
        documents.append({"": as_document(data)})
    there = diff(*documents, tolerance=tolerance).found
    back = diff(*reversed(documents), tolerance=tolerance).found
    assert [(e.kind, e.left, e.score_before, e.score_after) for e in there] == [
        (e.kind, e.left, e.score_after, e.score_before) for e in back
    ]
    assert len(there) == sum(abs(a - b) > tolerance + 1e-9 for a, b in zip(one, other, strict=True))


def said(folder: Path, number: int, decision: str, relation: str = "") -> list[Decision]:
    record = plain()["pairs"][0]["outcomes"][number]
    line = decided(record, decision, relation=relation)
    return list(read_decisions(decisions_file(folder / "d.tsv", line)).by_record.values())


DECIDED = {
    "holds": ("accepted", "skos:exactMatch", [], None),
    "holds though the score moved": ("accepted", "", [outcome(0, score=0.5)], None),
    "another relation than accepted": (
        "accepted", "skos:exactMatch", [outcome(0, relation="close")], "against",
    ),
    "any relation was accepted": ("accepted", "", [outcome(0, relation="close")], None),
    "words changed": ("accepted", "", [reworded("TF1-1")], "stale"),
    "unsure, words changed": ("unsure", "", [reworded("TF1-1")], "stale"),
    "proposed no more": ("accepted", "", [drop("pairs", 0, "outcomes", 0)], "gone"),
    "compared no more": ("accepted", "", [drop("pairs", 0)], "gone"),
    "rejected and proposed, as before": ("rejected", "", [], None),
    "rejected, words changed": ("rejected", "", [reworded("TF1-1")], "stale"),
    "rejected, compared no more": ("rejected", "", [drop("pairs", 0)], None),
}  # fmt: skip


@pytest.mark.parametrize(("word", "relation", "edits", "state"), DECIDED.values(), ids=DECIDED)
def test_a_decision_is_affected(
    tmp_path: Path, word: str, relation: str, edits: list[Edit], state: str | None
) -> None:
    found = changes(*edits, decisions=said(tmp_path, 0, word, relation))
    affected = [entry for entry in found if entry.kind == "decision"]
    assert [entry.after for entry in affected] == ([state] if state else [])
    assert all(entry.worse and "Aigul, 2026-02-01" in entry.detail for entry in affected)


def test_a_rejected_pair_that_is_proposed_again(tmp_path: Path) -> None:
    decisions = said(tmp_path, 0, "rejected")
    old, new = {"": document(drop("pairs", 0, "outcomes", 0))}, {"": document()}
    [first, *_rest] = diff(old, new, decisions=decisions).found
    assert (first.kind, first.before, first.after) == ("decision", "holds", "against")


def test_what_was_stale_before_is_no_difference(tmp_path: Path) -> None:
    old, new = {"": document(reworded("TF1-1"))}, {"": document(drop("pairs", 0, "outcomes", 0))}
    found = diff(old, new, decisions=said(tmp_path, 0, "accepted")).found
    assert [entry.kind for entry in found] == ["gone"]


COUNTED = {
    "accepted": ("accepted", [], (4, 0)),
    "rejected": ("rejected", [], (4, 0)),
    "unsure is not decided": ("unsure", [], (5, 0)),
    "words changed": ("accepted", [reworded("TF1-1")], (5, 1)),
    "proposed no more": ("accepted", [drop("pairs", 0, "outcomes", 0)], (4, 1)),
    "of other qualifications": ("accepted", [drop("pairs", 0)], (0, 0)),
    "in the result itself": ("accepted", [outcome(1, review="rejected")], (3, 0)),
}


@pytest.mark.parametrize(("word", "edits", "counts"), COUNTED.values(), ids=COUNTED)
def test_what_is_still_to_review(
    tmp_path: Path, word: str, edits: list[Edit], counts: tuple[int, int]
) -> None:
    decisions = {entry.record_id: entry for entry in said(tmp_path, 0, word)}
    found = tally(as_document(edited(*edits)), decisions)
    assert (found.unreviewed, found.stale) == counts
