"""What a comparison says: proposals with their reasons, coverage both ways, a verdict.

A machine's word is always `proposed`; only people accept or reject (`Review`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualmap.model.framework import Framework
from qualmap.model.origin import SourceRef
from qualmap.model.qualification import Outcome, Qualification

Relation = Literal["exact", "close", "broad", "narrow", "related", "none"]
"""SKOS sense: `broad` means that the right side is broader than the left."""

RELATIONS: tuple[Relation, ...] = ("exact", "close", "broad", "narrow", "related", "none")
COVERING: tuple[Relation, ...] = ("exact", "close", "broad", "narrow")
"""Relations by which one outcome answers another; `related` is the same topic only."""

Review = Literal["proposed", "accepted", "rejected", "unsure"]
ElementFinding = Literal[
    "no difference found", "difference", "possibly substantial", "not enough information"
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: its name, a score from 0 to 1 (None: no information), and why, in words.

    `weight` is what it adds to the log-odds of the proposal, so that the reasons of a score add
    up to it; `left` and `right` are the words that met.
    """

    name: str
    score: float | None
    detail: str
    left: str = ""
    right: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class OutcomeMapping:
    """A pair of outcomes: probability that a competent evaluator accepts it, relation, reasons."""

    left: str
    right: str
    score: float
    relation: Relation
    evidence: tuple[Evidence, ...]
    part: Literal["one-to-one", "split", "merge", "rejected"] = "one-to-one"
    review: Review = "proposed"

    @property
    def covers(self) -> bool:
        """Whether the pair counts towards coverage."""
        return self.relation in COVERING


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An outcome without a counterpart, and the best candidate that was not good enough.

    `looked_at` is false where the outcome could not be compared at all; `reason` says why.
    """

    outcome: str
    essential: bool
    looked_at: bool
    reason: str
    best: OutcomeMapping | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one side the other covers; shares from 0 to 1, weighted by essential.

    `expected` adds up probabilities, `firm` counts proposals above the threshold, `essential` is
    the firm share of essential outcomes alone. None where nothing could be compared.
    """

    expected: float | None
    firm: float | None
    essential: float | None
    outcomes: int
    covered: int
    not_looked_at: int
    by_domain: dict[str, float]
    uncovered: tuple[Uncovered, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One of the five elements of a recognition decision, judged apart."""

    name: Literal["level", "workload", "quality", "profile", "learning outcomes"]
    finding: ElementFinding
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class QualificationMapping:
    """Two qualifications held against each other."""

    left: Qualification
    right: Qualification
    pairing: tuple[Evidence, ...]
    outcomes: tuple[OutcomeMapping, ...]
    left_covered: Coverage
    right_covered: Coverage
    verdict: tuple[Element, ...]
    candidates: int
    review: Review = "proposed"


@dataclass(frozen=True, slots=True)
class LevelAlignment:
    """The level of the right framework that corresponds to a level of the left one.

    `right` is None where the level lies below or above every level of the other (`beyond` says
    which). `probability` is that of `right`; `right_low`–`right_high` is the interval that holds
    at least 80 %. `declared` is the level by declared referencing, None where there is none;
    `agrees` tells whether it lies in the computed interval.
    """

    left: str
    right: str | None
    right_low: str | None
    right_high: str | None
    probability: float
    declared: str | None
    declared_status: str
    evidence: tuple[Evidence, ...]
    beyond: Literal["", "below", "above"] = ""
    computed: str | None = None
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class LevelMap:
    """All levels of one framework against another."""

    left: Framework
    right: Framework
    alignments: tuple[LevelAlignment, ...]

    def of(self, level: str) -> LevelAlignment | None:
        """Return the alignment of this left level, or None."""
        return next((entry for entry in self.alignments if entry.left == level), None)


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A qualification that was not compared, and why."""

    qualification: Qualification
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what was asked for and what was found there."""

    name: str
    label: str
    frameworks: tuple[Framework, ...]
    qualifications: tuple[Qualification, ...]
    sources: tuple[SourceRef, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """By what a result was made, so that it can be made again."""

    version: str
    recipe: str
    threshold: float
    encoder: str
    encoder_sha256: str
    glossary_sha256: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that `qualmap compare` found out about two sides."""

    left: Side
    right: Side
    levels: tuple[LevelMap, ...]
    pairs: tuple[QualificationMapping, ...]
    left_unpaired: tuple[Unpaired, ...]
    right_unpaired: tuple[Unpaired, ...]
    made: Made
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A row of `qualmap match` or `qualmap search`; rows count from 1, `rank` from 1."""

    left_row: int
    left_text: str
    right_row: int
    right_text: str
    rank: int
    score: float
    relation: Relation
    evidence: tuple[Evidence, ...]
    left_id: str = ""
    right_id: str = ""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A text found by `qualmap search`; `outcome` is empty where the title was found.

    `score` is the cosine of meaning raised by spelling, from 0 to 1: an order, no probability.
    """

    qualification: str
    title: str
    country: str
    outcome: str
    text: str
    language: str
    score: float


def find_outcome(qualification: Qualification, outcome_id: str) -> Outcome:
    """Return the outcome with this id; KeyError if the qualification has none."""
    for outcome in qualification.outcomes:
        if outcome.id == outcome_id:
            return outcome
    raise KeyError(outcome_id)
