"""How far people have decided on the results of a run: what the gates count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualmap.mapping.decided import STALE, state_of
from qualmap.mapping.facts import facts_of
from qualmap.model.decision import Decision
from qualmap.model.document import Document
from qualmap.sources.decisions import read_decisions

__all__ = ["Tally", "read", "tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Proposals that no person accepted or rejected yet, and decisions that lost their record."""

    unreviewed: int
    stale: int


def read(folder: Path) -> dict[str, Decision]:
    """Return the decisions below a folder by record id; see `read_decisions` for the errors.

    A record on which reviewers disagree is left out: it counts as unreviewed.
    """
    return read_decisions(folder).by_record


def tally(document: Document, decisions: Mapping[str, Decision]) -> Tally:
    """Return what is still to be reviewed in one result, and what has to be reviewed again."""
    facts = facts_of(document)
    stale = [entry for entry in decisions.values() if state_of(entry, facts) in STALE]
    return Tally(_unreviewed(document, decisions), len(stale))


def _unreviewed(document: Document, decisions: Mapping[str, Decision]) -> int:
    reviews = ((entry.record_id, entry.review) for p in document.pairs for entry in p.outcomes)
    return sum(not _is_decided(record, review, decisions) for record, review in reviews)


def _is_decided(record: str, review: str, decisions: Mapping[str, Decision]) -> bool:
    found = decisions.get(record)
    return bool({review, found.decision if found else ""} & {"accepted", "rejected"})
