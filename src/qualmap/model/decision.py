"""What a person decided on a pair of outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DecisionWord = Literal["accepted", "rejected", "unsure"]
DECISION_WORDS: tuple[DecisionWord, ...] = ("accepted", "rejected", "unsure")

End = tuple[str, str]
"""One end of a mapping: a qualification and its outcome."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's word on one record; `path` and `line` say where it is written.

    `relation` is empty where the reviewer took the proposed one. The record id is made of both
    outcomes and their words: where a text changed, the decision no longer meets its record.
    """

    record_id: str
    left: End
    right: End
    reviewer: str
    date: str
    decision: DecisionWord
    relation: str = ""
    comment: str = ""
    path: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """`file:line` where the decision is written."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided, by record id; where reviewers disagree, nothing counts as decided."""

    by_record: dict[str, Decision]
    conflicts: tuple[tuple[Decision, ...], ...] = ()
