"""Names of outcomes and of records that stay the same from run to run."""

from __future__ import annotations

import hashlib
import unicodedata
from urllib.parse import quote

from qualmap.model.mapping import Comparison, OutcomeMapping, QualificationMapping, find_outcome
from qualmap.model.qualification import Outcome, Qualification

RECORD_LETTERS = 24
"""96 bits of a SHA-256: no two of a million records share an id by chance."""


def qualification_curie(item: Qualification) -> str:
    """Return `qm:<qualification id>`; what a CURIE may not hold is percent-encoded."""
    return f"qm:{quote(item.id, safe='')}"


def outcome_curie(item: Qualification, outcome_id: str) -> str:
    """Return `qm:<qualification id>/<outcome id>`, each part percent-encoded where needed."""
    return f"{qualification_curie(item)}/{quote(outcome_id, safe='')}"


def record_id(pair: QualificationMapping, found: OutcomeMapping) -> str:
    """Return the id of a pair of outcomes: it survives re-runs until the words of a side change."""
    return record_of(
        outcome_curie(pair.left, found.left),
        outcome_curie(pair.right, found.right),
        text_hash(find_outcome(pair.left, found.left)),
        text_hash(find_outcome(pair.right, found.right)),
    )


def record_of(*parts: str) -> str:
    """Return the id of a record made of these parts."""
    return f"qmr:{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:RECORD_LETTERS]}"


def text_hash(outcome: Outcome) -> str:
    """Return the SHA-256 of an outcome's original words; a new translation changes nothing."""
    text = unicodedata.normalize("NFC", next(iter(outcome.text.values())))
    return hashlib.sha256(text.encode()).hexdigest()


def set_id(comparison: Comparison) -> str:
    """Return the URI of a whole result: the same for the same sources, tool, recipe and models."""
    made = comparison.made
    parts = [made.version, made.recipe, made.encoder_sha256, made.glossary_sha256]
    for side in (comparison.left, comparison.right):
        parts += ["side", *sorted(source.sha256 for source in side.sources)]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:RECORD_LETTERS]
    return f"https://w3id.org/qualmap-set/{digest}"
