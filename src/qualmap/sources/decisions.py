"""Decisions of reviewers: SSSOM tables kept in git, one row a person's word on one record."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, get_args
from urllib.parse import unquote

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import decode, read_bytes
from qualmap.model.decision import DECISION_WORDS, Decision, Decisions, DecisionWord, End
from qualmap.model.mapping import Relation
from qualmap.sources.paths import shown

COLUMNS: Final = (
    "record_id", "subject_id", "object_id", "decision", "reviewer_label", "review_date",
)  # fmt: skip
"""The columns that must be there; `predicate_id`, `predicate_modifier` and `comment` may be, and
others are not read."""

RELATIONS: Final = {
    "skos:" + name + "Match": name for name in get_args(Relation) if name != "none"
}  # fmt: skip

RECORD: Final = re.compile(r"qmr:[0-9a-f]{24}")
MAX_BYTES: Final = 200_000_000
"""Half a million decisions; a table of a whole country's standards has a few megabytes."""

Row = tuple[int, dict[str, str]]


def read_decisions(place: Path) -> Decisions:
    """Return the decisions of a file, or of all `*.tsv` files of a folder and those in it.

    QualmapError with all faults and their places; also where there is no such folder, or where
    one reviewer has two rows on one record. Reviewers who disagree are `conflicts`, no fault.
    """
    found: list[Decision] = []
    faults: list[Fault] = []
    for path in _files(place):
        try:
            found += _read(path)
        except QualmapError as error:
            faults += error.faults or [Fault(shown(path), 0, 0, error.message, error.hint)]
    if faults := faults + list(_said_twice(found)):
        raise faulty(faults)
    return _agreed(found)


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(path for path in place.rglob("*.tsv") if path.is_file())
    if not place.exists():
        raise QualmapError(
            f"no such folder: {shown(place)}", hint="name the folder with the decisions (*.tsv)"
        )
    return [place]


def _read(path: Path) -> list[Decision]:
    name = shown(path)
    found: list[Decision] = []
    faults: list[Fault] = []
    for line, row in _rows(decode(read_bytes(path, name, limit=MAX_BYTES), name), name):
        if wrong := list(_wrong(row)):
            faults += [Fault(name, line, 1, message, hint) for message, hint in wrong]
        else:
            found.append(_decision(row, name, line))
    if faults:
        raise faulty(faults)
    return found


def _rows(text: str, name: str) -> Iterator[Row]:
    """The rows of the table with their lines; the lines of metadata above it begin with `#`."""
    lines = text.splitlines(keepends=True)
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(lines[start:], delimiter="\t", restval="", strict=True)
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise faulty([Fault(name, start + 1, 1, f"no column {', '.join(missing)}")])
        for row in reader:
            if None in row:
                raise faulty([Fault(name, start + reader.line_num, 1, "more cells than columns")])
            yield start + reader.line_num, {key: value.strip() for key, value in row.items()}
    except csv.Error as error:
        place = start + reader.line_num
        raise faulty([Fault(name, place, 1, f"not a table: {error}")]) from None


def _wrong(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row: message and hint."""
    for column, (is_right, message, hint) in CHECKS.items():
        value = row.get(column, "")
        if not is_right(value):
            yield f"{column}: {message.format(value=value)}", hint
    if row.get("predicate_modifier") and row["decision"] != "rejected":
        yield "predicate_modifier: only a rejected pair is negated", "leave it empty"


def _end(curie: str) -> End | None:
    prefix, _, rest = curie.partition(":")
    qualification, _, outcome = rest.partition("/")
    if prefix != "qm" or not qualification or not outcome or "/" in outcome:
        return None
    return unquote(qualification), unquote(outcome)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


CHECKS: Final[dict[str, tuple[Callable[[str], object], str, str]]] = {
    "record_id": (RECORD.fullmatch, "{value!r} is no record id", "as in mapping.sssom.tsv"),
    "subject_id": (_end, "{value!r} is not the id of an outcome", "qm:QUALIFICATION/OUTCOME"),
    "object_id": (_end, "{value!r} is not the id of an outcome", "qm:QUALIFICATION/OUTCOME"),
    "decision": (
        DECISION_WORDS.__contains__, "{value!r} is not one of " + ", ".join(DECISION_WORDS), "",
    ),
    "reviewer_label": (bool, "a decision has a person who made it", ""),
    "review_date": (_is_date, "{value!r} is no date", "year-month-day: 2026-01-31"),
    "predicate_id": (
        {"", *RELATIONS}.__contains__, "unknown {value!r}", "known: " + ", ".join(RELATIONS),
    ),
    "predicate_modifier": ({"", "Not"}.__contains__, "unknown {value!r}", "known: Not"),
}  # fmt: skip
"""Column → what its cells must be, and what is said of those that are not."""


def _decision(row: dict[str, str], path: str, line: int) -> Decision:
    left, right = _end(row["subject_id"]), _end(row["object_id"])
    assert left is not None and right is not None  # `_wrong` has looked
    word: DecisionWord = row["decision"]  # type: ignore[assignment]  # likewise
    return Decision(
        record_id=row["record_id"],
        left=left,
        right=right,
        reviewer=row["reviewer_label"],
        date=row["review_date"],
        decision=word,
        relation=RELATIONS.get(row.get("predicate_id", ""), ""),
        comment=row.get("comment", ""),
        path=path,
        line=line,
    )


def _said_twice(found: Iterable[Decision]) -> Iterator[Fault]:
    """Which of a reviewer's two words on one record counts, no machine can tell."""
    first: dict[tuple[str, str], Decision] = {}
    for entry in found:
        earlier = first.setdefault((entry.record_id, entry.reviewer), entry)
        if earlier is not entry:
            message = f"{entry.reviewer} has a second decision on {entry.record_id}"
            yield Fault(entry.path, entry.line, 1, message, f"the first: {earlier.place}")


def _agreed(found: Iterable[Decision]) -> Decisions:
    """The latest word on each record on which all reviewers say the same."""
    records: dict[str, list[Decision]] = {}
    for entry in found:
        records.setdefault(entry.record_id, []).append(entry)
    agreed, conflicts = {}, []
    for record, entries in sorted(records.items()):
        entries.sort(key=lambda entry: (entry.date, entry.reviewer))
        if len({(entry.decision, entry.relation) for entry in entries}) > 1:
            conflicts.append(tuple(entries))
        else:
            agreed[record] = entries[-1]
    return Decisions(agreed, tuple(conflicts))
