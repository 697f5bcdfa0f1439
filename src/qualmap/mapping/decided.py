"""What has become of a person's decision in a result."""

from __future__ import annotations

from typing import Final, Literal

from qualmap.mapping.facts import Facts
from qualmap.model.decision import Decision
from qualmap.model.document import RecordDocument

State = Literal["holds", "against", "stale", "gone", "elsewhere"]
"""holds: proposal and decision agree; against: the proposal says otherwise; stale: the words have
changed since; gone: what was accepted is proposed no more; elsewhere: not compared here."""

STALE: Final = frozenset({"stale", "gone"})
"""States in which nothing carries the decision any more: it has to be made again."""


def state_of(decision: Decision, facts: Facts) -> State:
    """Return how a decision stands to a result."""
    ends = decision.left, decision.right
    record = facts.record(ends)
    if record is not None and record.record_id != decision.record_id:
        return "stale"
    if record is not None:
        agrees = _agrees(decision, record, proposed=ends in facts.proposed)
        return "holds" if agrees else "against"
    if ((ends[0][0], ""), (ends[1][0], "")) not in facts.pairs:
        return "elsewhere"
    # Nothing is proposed: that is what a rejection says, and the end of anything else.
    return "holds" if decision.decision == "rejected" else "gone"


def _agrees(decision: Decision, record: RecordDocument, *, proposed: bool) -> bool:
    if decision.decision == "unsure":
        return True
    if decision.decision == "rejected":
        return not proposed
    return proposed and decision.relation in ("", record.relation)
