"""`mapping.json` as it is read back: the keys that qualmap itself uses again.

`docs/json.md` describes the file. Keys that are not named here are passed over, so that a file of
a later version with more keys can still be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from qualmap.model.fields import Texts, about
from qualmap.model.mapping import ElementFinding, Evidence, Made, Relation, Review


def _share(description: str) -> Any:
    """A figure from 0 to 1; what else a file holds is a fault, NaN too."""
    return about(description, ge=0, le=1)


@dataclass(frozen=True, slots=True)
class OutcomeDocument:
    """An outcome, its words in the languages of its file, the first one being the original."""

    id: str
    text: Texts
    essential: bool = True
    domain: str | None = None

    @property
    def words(self) -> str:
        """The original words."""
        return next(iter(self.text.values()), "")


@dataclass(frozen=True, slots=True)
class UnitDocument:
    """A unit of a qualification."""

    outcomes: tuple[OutcomeDocument, ...]


@dataclass(frozen=True, slots=True)
class QualificationDocument:
    """A qualification of one side."""

    id: str
    country: str
    title: Texts
    units: tuple[UnitDocument, ...]
    framework: str = ""
    level: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class SideDocument:
    """One side of the comparison."""

    name: str
    label: str
    qualifications: tuple[QualificationDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """A pair of outcomes with its score, relation and reasons."""

    record_id: str
    left: str
    right: str
    score: float = _share("probability that a competent evaluator accepts the pair")
    relation: Relation
    covers: bool
    part: str
    review: Review
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class UncoveredDocument:
    """An outcome without a counterpart."""

    outcome: str
    essential: bool
    looked_at: bool
    reason: str
    best: RecordDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDocument:
    """How much of one qualification the other covers; None where nothing could be compared."""

    expected: float | None = _share("adds up probabilities")
    firm: float | None = _share("counts proposals")
    essential: float | None = _share("firm, essential outcomes alone")
    outcomes: int
    covered: int
    not_looked_at: int
    uncovered: tuple[UncoveredDocument, ...]


@dataclass(frozen=True, slots=True)
class ElementDocument:
    """The finding on one of the five elements."""

    name: Literal["level", "workload", "quality", "profile", "learning outcomes"]
    finding: ElementFinding


@dataclass(frozen=True, slots=True)
class PairDocument:
    """Two qualifications held against each other."""

    left: str
    right: str
    review: Review
    candidates: int
    verdict: tuple[ElementDocument, ...]
    left_covered: CoverageDocument
    right_covered: CoverageDocument
    outcomes: tuple[RecordDocument, ...]

    def records(self) -> dict[str, RecordDocument]:
        """Return every scored pair by its id: the proposed ones, then the best of the rest."""
        found = {entry.record_id: entry for entry in self.outcomes}
        for covered in (self.left_covered, self.right_covered):
            for missing in covered.uncovered:
                if missing.best is not None:
                    found.setdefault(missing.best.record_id, missing.best)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentDocument:
    """The level of the right framework that corresponds to a level of the left one."""

    left: str
    right: str | None
    right_low: str | None
    right_high: str | None
    probability: float = _share("that of `right`")
    beyond: Literal["below", "above"] | None
    declared: str | None
    declared_status: str | None
    computed: str | None
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class LevelsDocument:
    """One framework against another."""

    left: str
    right: str
    alignments: tuple[AlignmentDocument, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole `mapping.json`."""

    schema_version: Literal["1"]
    kind: Literal["comparison"]
    made: Made
    left: SideDocument
    right: SideDocument
    levels: tuple[LevelsDocument, ...]
    pairs: tuple[PairDocument, ...]
