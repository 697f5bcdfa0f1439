"""The tables of a batch as rows: which columns there are, and what stands in them.

`docs/columns.md` has the same columns; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from qualmap.mapping.facts import facts_of
from qualmap.model.document import (
    CoverageDocument,
    Document,
    PairDocument,
    QualificationDocument,
    RecordDocument,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their types, and the rows that one result gives."""

    name: str
    columns: dict[str, str]
    rows: Callable[[str, Document], Iterator[Row]]


def _records(run: str, document: Document) -> Iterator[Row]:
    facts = facts_of(document)
    known = _qualifications_of(document)
    weights = {
        (item.id, entry.id): (entry.domain, entry.essential)
        for item in known.values()
        for unit in item.units
        for entry in unit.outcomes
    }
    for pair in _ordered(document):
        proposed = {entry.record_id for entry in pair.outcomes}
        for record in sorted(pair.records().values(), key=lambda entry: (entry.left, entry.right)):
            row: Row = {"run": run, "proposed": record.record_id in proposed, **_scored(record)}
            for side, end in (("left", (pair.left, record.left)),
                              ("right", (pair.right, record.right))):  # fmt: skip
                domain, essential = weights.get(end, (None, None))
                row |= {
                    f"{side}_qualification": end[0], f"{side}_outcome": end[1],
                    f"{side}_text": facts.words.get(end), f"{side}_domain": domain,
                    f"{side}_essential": essential,
                }  # fmt: skip
            yield row


def _scored(record: RecordDocument) -> Row:
    names = ("record_id", "score", "relation", "covers", "part", "review")
    reasons = [
        {"name": entry.name, "score": entry.score, "weight": entry.weight}
        for entry in record.evidence
    ]
    return {name: getattr(record, name) for name in names} | {"evidence": reasons}


def _pairs(run: str, document: Document) -> Iterator[Row]:
    known = _qualifications_of(document)
    made = document.made
    for pair in _ordered(document):
        row: Row = {"run": run, "review": pair.review, "candidates": pair.candidates,
                    "qualmap": made.version, "recipe": made.recipe,
                    "encoder": made.encoder}  # fmt: skip
        for side, name, covered in (("left", pair.left, pair.left_covered),
                                    ("right", pair.right, pair.right_covered)):  # fmt: skip
            row[f"{side}_qualification"] = name
            row |= {f"{side}_{key}": value for key, value in _described(known.get(name)).items()}
            row |= {f"{side}_{key}": value for key, value in _shares(covered).items()}
        found: dict[str, str] = {entry.name: entry.finding for entry in pair.verdict}
        yield row | {column: found.get(name) for name, column in ELEMENTS.items()}


def _described(item: QualificationDocument | None) -> Row:
    if item is None:
        return {}
    title = item.title.get("en") or next(iter(item.title.values()), "")
    found = {"title": title, "country": item.country, "framework": item.framework,
             "level": item.level, "sector": item.sector}  # fmt: skip
    return {name: value or None for name, value in found.items()}


def _shares(covered: CoverageDocument) -> Row:
    return {name: getattr(covered, name) for name in SHARES}


def _uncovered(run: str, document: Document) -> Iterator[Row]:
    words = facts_of(document).words
    for pair in _ordered(document):
        for side, name, covered in (("left", pair.left, pair.left_covered),
                                    ("right", pair.right, pair.right_covered)):  # fmt: skip
            for entry in sorted(covered.uncovered, key=lambda entry: entry.outcome):
                yield {
                    "run": run, "left_qualification": pair.left,
                    "right_qualification": pair.right, "side": side, "outcome": entry.outcome,
                    "text": words.get((name, entry.outcome)), "essential": entry.essential,
                    "looked_at": entry.looked_at, "reason": entry.reason,
                    "best_record_id": entry.best.record_id if entry.best else None,
                    "best_score": entry.best.score if entry.best else None,
                }  # fmt: skip


def _levels(run: str, document: Document) -> Iterator[Row]:
    for entry in sorted(document.levels, key=lambda entry: (entry.left, entry.right)):
        for found in entry.alignments:
            names = ("right_low", "right_high", "probability", "beyond", "declared",
                     "declared_status", "computed", "agrees")  # fmt: skip
            yield {
                "run": run, "left_framework": entry.left, "right_framework": entry.right,
                "left_level": found.left, "right_level": found.right,
                **{name: getattr(found, name) for name in names},
            }  # fmt: skip


def _ordered(document: Document) -> list[PairDocument]:
    return sorted(document.pairs, key=lambda pair: (pair.left, pair.right))


def _qualifications_of(document: Document) -> dict[str, QualificationDocument]:
    sides = (document.left, document.right)
    return {item.id: item for side in sides for item in side.qualifications}


ELEMENTS: Final = {
    "level": "level", "workload": "workload", "quality": "quality", "profile": "profile",
    "learning outcomes": "learning_outcomes",
}  # fmt: skip
"""Element of the verdict → its column."""

SHARES: Final = {
    "firm": "double", "expected": "double", "essential": "double", "outcomes": "int32",
    "covered": "int32", "not_looked_at": "int32",
}  # fmt: skip


def _both(columns: dict[str, str]) -> dict[str, str]:
    return {f"{side}_{name}": kind for side in ("left", "right") for name, kind in columns.items()}


_END = {"qualification": "string", "outcome": "string", "text": "string", "domain": "string",
        "essential": "bool"}  # fmt: skip
_ABOUT = {"qualification": "string", "title": "string", "country": "string",
          "framework": "string", "level": "string", "sector": "string"}  # fmt: skip

TABLES: Final = (
    Table(
        "records",
        {
            "run": "string", "record_id": "string", **_both(_END), "score": "double",
            "relation": "string", "covers": "bool", "proposed": "bool", "part": "string",
            "review": "string", "evidence": "reasons",
        },
        _records,
    ),
    Table(
        "qualifications",
        {
            "run": "string", **_both(_ABOUT | SHARES), **dict.fromkeys(ELEMENTS.values(), "string"),
            "review": "string", "candidates": "int32", "qualmap": "string", "recipe": "string",
            "encoder": "string",
        },
        _pairs,
    ),
    Table(
        "uncovered",
        {
            "run": "string", "left_qualification": "string", "right_qualification": "string",
            "side": "string", "outcome": "string", "text": "string", "essential": "bool",
            "looked_at": "bool", "reason": "string", "best_record_id": "string",
            "best_score": "double",
        },
        _uncovered,
    ),
    Table(
        "levels",
        {
            "run": "string", "left_framework": "string", "right_framework": "string",
            "left_level": "string", "right_level": "string", "right_low": "string",
            "right_high": "string", "probability": "double", "beyond": "string",
            "declared": "string", "declared_status": "string", "computed": "string",
            "agrees": "bool",
        },
        _levels,
    ),
)  # fmt: skip
