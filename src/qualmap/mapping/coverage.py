"""How much of one side the other covers: expected and firm, weighted by essential, per domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from qualmap.messages import _
from qualmap.model.mapping import Coverage, OutcomeMapping, Uncovered
from qualmap.model.qualification import Outcome

ESSENTIAL: Final = 1.0
OPTIONAL: Final = 0.5
"""Weights of outcomes in a share. Ours: recognition practice asks for the essential outcomes first
and gives no figure."""


def coverage(
    outcomes: Sequence[Outcome],
    looked_at: Sequence[bool],
    proposals: Mapping[str, Sequence[OutcomeMapping]],
    rejected: Mapping[str, OutcomeMapping | None],
) -> Coverage:
    """Return the coverage of `outcomes`.

    `proposals` holds each outcome's proposed pairs and `rejected` the best candidate of those
    without; outcomes that could not be compared count in no share.
    """
    compared = [o for o, seen in zip(outcomes, looked_at, strict=True) if seen]
    firm = {o.id: float(any(pair.covers for pair in proposals.get(o.id, ()))) for o in compared}
    expected = {o.id: _chance(proposals.get(o.id, ()), rejected.get(o.id)) for o in compared}
    essential = [o for o in compared if o.essential]
    domains = sorted({o.domain for o in compared if o.domain})
    return Coverage(
        expected=_share(compared, expected),
        firm=_share(compared, firm),
        essential=_share(essential, firm),
        outcomes=len(outcomes),
        covered=int(sum(firm.values())),
        not_looked_at=len(outcomes) - len(compared),
        by_domain={d: _share([o for o in compared if o.domain == d], firm) or 0.0 for d in domains},
        uncovered=tuple(_uncovered(outcomes, looked_at, firm, rejected, proposals)),
    )


def _chance(proposals: Sequence[OutcomeMapping], rejected: OutcomeMapping | None) -> float:
    """The probability that an outcome is covered: that of its best pair."""
    scores = [pair.score for pair in proposals] or ([rejected.score] if rejected else [0.0])
    return max(scores)


def _share(outcomes: Sequence[Outcome], values: dict[str, float]) -> float | None:
    if not outcomes:
        return None
    weights = [ESSENTIAL if outcome.essential else OPTIONAL for outcome in outcomes]
    total = sum(w * values[o.id] for w, o in zip(weights, outcomes, strict=True))
    return round(total / sum(weights), 3)


def _uncovered(
    outcomes: Sequence[Outcome],
    looked_at: Sequence[bool],
    firm: dict[str, float],
    rejected: Mapping[str, OutcomeMapping | None],
    proposals: Mapping[str, Sequence[OutcomeMapping]],
) -> list[Uncovered]:
    """Outcomes nothing covers, essential ones first; then those that were not looked at."""
    found = []
    for outcome, seen in zip(outcomes, looked_at, strict=True):
        if not seen:
            reason = _("not looked at: the text has no words that could be compared")
            found.append(Uncovered(outcome.id, outcome.essential, False, reason))
        elif not firm[outcome.id]:
            related = next(iter(proposals.get(outcome.id, ())), None)
            reason = _("same topic only") if related else _("no candidate was good enough")
            best = related or rejected.get(outcome.id)
            found.append(Uncovered(outcome.id, outcome.essential, True, reason, best))
    return sorted(found, key=lambda u: (not u.looked_at, not u.essential))
