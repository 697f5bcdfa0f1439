"""The complete comparison as JSON; `docs/json.md` describes it, `schema_version` guards it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, Final

from qualmap.files import as_json
from qualmap.model.mapping import (
    Comparison,
    Coverage,
    Evidence,
    LevelAlignment,
    OutcomeMapping,
    QualificationMapping,
    Side,
    Uncovered,
    Unpaired,
)
from qualmap.reports.build import plain_name
from qualmap.reports.identity import record_id
from qualmap.reports.view import View

SCHEMA_VERSION: Final = "1"
DECIMALS: Final = 3
OPEN: Final = 4
"""Levels that are written one entry a line; a pair of outcomes stands in one line."""


def render(view: View) -> str:
    """Return the comparison as JSON text."""
    return as_json(whole(view.comparison), OPEN)


def whole(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as plain data."""
    pairs = sorted(comparison.pairs, key=lambda pair: (pair.left.id, pair.right.id))
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "comparison",
        "made": plain(comparison.made),
        "cautions": list(comparison.cautions),
        "left": _side(comparison.left),
        "right": _side(comparison.right),
        "levels": [
            {
                "left": entry.left.id,
                "right": entry.right.id,
                "alignments": [level_entry(alignment) for alignment in entry.alignments],
            }
            for entry in comparison.levels
        ],
        "pairs": [_pair(pair) for pair in pairs],
        "left_unpaired": _unpaired(comparison.left_unpaired),
        "right_unpaired": _unpaired(comparison.right_unpaired),
    }


def level_entry(entry: LevelAlignment) -> dict[str, Any]:
    """Return the alignment of one level; `qualmap levels --format json` prints the same."""
    return {
        "left": entry.left,
        "right": entry.right,
        "right_low": entry.right_low,
        "right_high": entry.right_high,
        "probability": _rounded(entry.probability),
        "beyond": entry.beyond or None,
        "declared": entry.declared,
        "declared_status": entry.declared_status or None,
        "computed": entry.computed,
        "agrees": entry.agrees,
        "evidence": evidence(entry.evidence),
    }


def evidence(items: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Return reasons as plain data, in the order given."""
    return [
        {
            "name": item.name,
            "score": _rounded(item.score),
            "weight": _rounded(item.weight),
            "detail": item.detail,
            "left": item.left,
            "right": item.right,
        }
        for item in items
    ]


def plain(value: Any) -> Any:
    """Return a value of the model as the file that it was read from would write it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.metadata.get("alias", item.name): plain(getattr(value, item.name))
            for item in fields(value)
        }
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), DECIMALS) + 0.0


def _side(side: Side) -> dict[str, Any]:
    sources = sorted(side.sources, key=lambda source: (source.kind, source.id, source.path))
    return {
        "name": plain_name(side.name),
        "label": side.label,
        "notes": list(side.notes),
        "sources": [plain(source) | {"path": plain_name(source.path)} for source in sources],
        "frameworks": plain(sorted(side.frameworks, key=lambda item: item.id)),
        "qualifications": plain(sorted(side.qualifications, key=lambda item: item.id)),
    }


def _pair(pair: QualificationMapping) -> dict[str, Any]:
    return {
        "left": pair.left.id,
        "right": pair.right.id,
        "review": pair.review,
        "candidates": pair.candidates,
        "pairing": evidence(pair.pairing),
        "verdict": [
            {
                "name": element.name,
                "finding": element.finding,
                "evidence": evidence(element.evidence),
            }
            for element in pair.verdict
        ],
        "left_covered": _coverage(pair.left_covered, pair),
        "right_covered": _coverage(pair.right_covered, pair),
        "outcomes": [_outcome(found, pair) for found in pair.outcomes],
    }


def _outcome(found: OutcomeMapping, pair: QualificationMapping) -> dict[str, Any]:
    return {
        "record_id": record_id(pair, found),
        "left": found.left,
        "right": found.right,
        "score": _rounded(found.score),
        "relation": found.relation,
        "covers": found.covers,
        "part": found.part,
        "review": found.review,
        "evidence": evidence(found.evidence),
    }


def _coverage(found: Coverage, pair: QualificationMapping) -> dict[str, Any]:
    return {
        "expected": _rounded(found.expected),
        "firm": _rounded(found.firm),
        "essential": _rounded(found.essential),
        "outcomes": found.outcomes,
        "covered": found.covered,
        "not_looked_at": found.not_looked_at,
        "by_domain": {name: _rounded(found.by_domain[name]) for name in sorted(found.by_domain)},
        "uncovered": [_uncovered(entry, pair) for entry in found.uncovered],
    }


def _uncovered(entry: Uncovered, pair: QualificationMapping) -> dict[str, Any]:
    return {
        "outcome": entry.outcome,
        "essential": entry.essential,
        "looked_at": entry.looked_at,
        "reason": entry.reason,
        "best": _outcome(entry.best, pair) if entry.best else None,
    }


def _unpaired(items: Iterable[Unpaired]) -> list[dict[str, str]]:
    ordered = sorted(items, key=lambda item: item.qualification.id)
    return [{"qualification": item.qualification.id, "reason": item.reason} for item in ordered]
