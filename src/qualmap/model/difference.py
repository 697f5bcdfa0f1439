"""What differs between two results, as values that reports show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualmap.model.decision import End

Kind = Literal[
    "decision", "gone", "relation", "added", "level", "coverage", "verdict", "score", "words"
]
KINDS: dict[Kind, str] = {
    "decision": "a person's decision lost its record, its words, or the proposal's support",
    "gone": "a pair of outcomes, or of qualifications, that was there before",
    "relation": "another relation between the same two outcomes",
    "added": "a pair of outcomes, or of qualifications, that was not there before",
    "level": "another level, or another declared level",
    "coverage": "a firm share that moved by more than the tolerance",
    "verdict": "another finding on one of the five elements",
    "score": "the same relation, a probability that moved by more than the tolerance",
    "words": "the same proposal for outcomes whose original words changed",
}
"""In the order of reports: what a person has to act on comes first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between an old and a new result.

    `left` and `right` are outcomes (qualification, outcome), whole qualifications (outcome empty)
    or, for `level`, a framework and its level. `aspect` says what of them: the side covered, the
    element, `declared`, or the word of the decision. `worse` marks what breaks something.
    """

    kind: Kind
    run: str
    left: End
    right: End
    before: str = ""
    after: str = ""
    score_before: float | None = None
    score_after: float | None = None
    aspect: str = ""
    detail: str = ""
    left_words: str = ""
    right_words: str = ""
    record_id: str = ""
    worse: bool = False


@dataclass(frozen=True, slots=True)
class Differences:
    """All differences in the order of reports, and the runs that only one side has."""

    found: tuple[Difference, ...]
    compared: int
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    tolerance: float

    def of(self, kind: Kind) -> tuple[Difference, ...]:
        """Return the differences of one kind."""
        return tuple(entry for entry in self.found if entry.kind == kind)
