"""What a report shows, worded, rounded and in order: the one thing that all writers read.

Built by `rows.view`. Raw values (a relation, a score) stand beside their words for formats that
want both; a writer never words, rounds or sorts anything itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from qualmap.model.mapping import Comparison, ElementFinding, Relation

SideName = Literal["left", "right"]

GRAVE: Final[tuple[ElementFinding, ...]] = ("possibly substantial", "difference")
"""Findings that a reader has to weigh, the gravest first."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as its source words it, its language, and its other wordings."""

    text: str
    language: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 (None: not compared) and its percentage in words."""

    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason: its name, figure, sentence, the words that met, and what it adds."""

    name: str
    score: float | None
    score_text: str
    detail: str
    met: str
    weight: float
    weight_text: str

    @property
    def sentence(self) -> str:
        """The reason in one line."""
        weight = f" ({self.weight_text})" if self.weight_text else ""
        return f"{self.name}: {self.detail}{weight}"


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """A learning outcome as a report quotes it."""

    id: str
    words: Words
    unit: str
    domain: str
    essential: bool
    weight: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A pair of outcomes that is proposed, or the best candidate that was not."""

    left: OutcomeCell
    right: OutcomeCell
    relation: Relation
    relation_text: str
    covers: bool
    score: float
    score_text: str
    part: str
    review: str
    status: str
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True)
class UncoveredRow:
    """An outcome without a counterpart; `best` is the best candidate that was not good enough."""

    side: SideName
    side_label: str
    outcome: OutcomeCell
    looked_at: bool
    reason: str
    best: OutcomeRow | None

    @property
    def candidate(self) -> OutcomeCell | None:
        """The outcome of the other side that came nearest."""
        if self.best is None:
            return None
        return self.best.right if self.side == "left" else self.best.left


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How much of one side's qualification the other side's answers."""

    label: str
    expected: Share
    firm: Share
    essential: Share
    counts: str
    outcomes: int
    covered: int
    not_looked_at: int
    domains: tuple[tuple[str, Share], ...]


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One of the five elements of a recognition decision; `text` is why, in a line."""

    name: str
    finding: ElementFinding
    finding_text: str
    text: str
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True)
class QualificationHead:
    """What a report says of a qualification before its outcomes."""

    id: str
    title: str
    words: Words
    country: str
    type: str
    level: str
    level_short: str
    framework: str
    isco: str
    sector: str
    workload: str
    status: str


@dataclass(frozen=True, slots=True)
class PairView:
    """Two qualifications held against each other; `left_found` is the left covered by the right."""

    key: str
    left: QualificationHead
    right: QualificationHead
    left_found: CoverageRow
    right_found: CoverageRow
    verdict: tuple[ElementRow, ...]
    verdict_text: str
    pairing: tuple[ReasonRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    uncovered: tuple[UncoveredRow, ...]
    not_looked_at: tuple[UncoveredRow, ...]
    candidates: int
    review: str
    status: str

    @property
    def differences(self) -> tuple[ElementRow, ...]:
        """The elements with a difference, the gravest first."""
        return tuple(row for grave in GRAVE for row in self.verdict if row.finding == grave)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the left framework and what corresponds to it in the right one."""

    left: str
    right: str
    interval: str
    probability: float
    probability_text: str
    declared: str
    computed: str
    agreement: str
    disagrees: bool
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True)
class LevelMapView:
    """All levels of one framework against another."""

    left: str
    right: str
    left_id: str
    right_id: str
    rows: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True)
class UnpairedRow:
    """A qualification that was not compared, and why."""

    side: SideName
    side_label: str
    qualification: QualificationHead
    reason: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A file that took part, how far it can be trusted, and its content's hash."""

    side: SideName
    side_label: str
    kind: str
    id: str
    title: str
    country: str
    status: str
    checked: str
    caution: str
    note: str
    reference: str
    url: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SideView:
    """One side: its name as asked for, its label, and a short one for narrow columns."""

    name: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class View:
    """A whole comparison, ready to be written."""

    title: str
    status: str
    left: SideView
    right: SideView
    cautions: tuple[str, ...]
    pairs: tuple[PairView, ...]
    levels: tuple[LevelMapView, ...]
    not_compared: tuple[UnpairedRow, ...]
    sources: tuple[SourceRow, ...]
    made: tuple[tuple[str, str], ...]
    comparison: Comparison
