"""From the values of a pair of qualifications to the rows that reports show."""

from __future__ import annotations

from collections.abc import Iterable

from qualmap.messages import _
from qualmap.model.fields import Texts
from qualmap.model.mapping import (
    Coverage,
    Element,
    Evidence,
    OutcomeMapping,
    Uncovered,
)
from qualmap.model.qualification import Qualification, Workload
from qualmap.reports import wording
from qualmap.reports.view import (
    CoverageRow,
    ElementRow,
    OutcomeCell,
    OutcomeRow,
    QualificationHead,
    ReasonRow,
    Share,
    SideName,
    UncoveredRow,
    Words,
)

Cells = dict[str, OutcomeCell]
"""The outcomes of a qualification by id, in the order of its document."""


def words(texts: Texts) -> Words:
    """Return the original words first, the other wordings beside them."""
    (language, text), *others = texts.items()
    return Words(text, language, tuple(others))


def cells(item: Qualification) -> Cells:
    """Return the outcomes of a qualification as they are quoted."""
    return {
        outcome.id: OutcomeCell(
            id=outcome.id,
            words=words(outcome.text),
            unit=next(iter(unit.title.values()), "") or unit.id,
            domain=wording.domain_word(outcome.domain),
            essential=outcome.essential,
            weight=wording.essential_word(outcome.essential),
        )
        for unit in item.units
        for outcome in unit.outcomes
    }


def reasons(evidence: Iterable[Evidence]) -> tuple[ReasonRow, ...]:
    """Return the reasons in the order in which they were given."""
    return tuple(
        ReasonRow(
            name=wording.reason_word(item.name),
            score=item.score,
            score_text=wording.chance(item.score),
            detail=item.detail,
            met=_met(item),
            weight=item.weight,
            weight_text=wording.signed(item.weight),
        )
        for item in evidence
    )


def _met(item: Evidence) -> str:
    """The words that met, where they tell more than the sentence does."""
    if not item.left or not item.right or item.left == item.right:
        return ""
    return f"{item.left} ↔ {item.right}"


def outcome_row(pair: OutcomeMapping, left: Cells, right: Cells) -> OutcomeRow:
    """Return a pair of outcomes as a row."""
    return OutcomeRow(
        left=left[pair.left],
        right=right[pair.right],
        relation=pair.relation,
        relation_text=wording.relation_word(pair.relation),
        covers=pair.covers,
        score=round(pair.score, 3),
        score_text=wording.chance(pair.score),
        part=wording.part_word(pair.part),
        review=pair.review,
        status=wording.review_word(pair.review),
        reasons=reasons(pair.evidence),
    )


def outcome_rows(
    pairs: Iterable[OutcomeMapping], left: Cells, right: Cells
) -> tuple[OutcomeRow, ...]:
    """Return the proposals in the order of the left document, the best of an outcome first."""
    lefts, rights = ({name: n for n, name in enumerate(side)} for side in (left, right))
    ordered = sorted(
        pairs, key=lambda pair: (lefts[pair.left], not pair.covers, -pair.score, rights[pair.right])
    )
    return tuple(outcome_row(pair, left, right) for pair in ordered)


def uncovered_rows(
    entries: Iterable[Uncovered], side: SideName, label: str, sides: tuple[Cells, Cells]
) -> tuple[UncoveredRow, ...]:
    """Return outcomes without a counterpart: essential ones first, then in document order."""
    own = sides[0] if side == "left" else sides[1]
    place = {name: n for n, name in enumerate(own)}
    return tuple(
        UncoveredRow(
            side=side,
            side_label=label,
            outcome=own[entry.outcome],
            looked_at=entry.looked_at,
            reason=entry.reason,
            best=outcome_row(entry.best, *sides) if entry.best else None,
        )
        for entry in sorted(entries, key=lambda e: (not e.essential, place[e.outcome]))
    )


def share(value: float | None) -> Share:
    """Return a share with its percentage."""
    return Share(value, wording.percent(value))


def coverage_row(found: Coverage, label: str) -> CoverageRow:
    """Return how much of one side is found in the other; `label` says of which in which."""
    return CoverageRow(
        label=label,
        expected=share(found.expected),
        firm=share(found.firm),
        essential=share(found.essential),
        counts=_counts(found),
        outcomes=found.outcomes,
        covered=found.covered,
        not_looked_at=found.not_looked_at,
        domains=tuple(
            (wording.domain_word(name), share(value))
            for name, value in sorted(found.by_domain.items())
        ),
    )


def _counts(found: Coverage) -> str:
    compared = found.outcomes - found.not_looked_at
    parts = []
    if compared or not found.outcomes:
        parts.append(
            _("{covered} of {count} outcomes").format(covered=found.covered, count=compared)
        )
    if found.not_looked_at:
        parts.append(_("{count} not looked at").format(count=found.not_looked_at))
    return ", ".join(parts)


def element_rows(verdict: Iterable[Element]) -> tuple[ElementRow, ...]:
    """Return the five elements with their findings."""
    return tuple(
        ElementRow(
            name=wording.element_word(element.name),
            finding=element.finding,
            finding_text=wording.finding_word(element.finding),
            text="; ".join(map(_element_reason, element.evidence)),
            reasons=reasons(element.evidence),
        )
        for element in verdict
    )


def _element_reason(item: Evidence) -> str:
    """A share stands beside its words; the other figures are in the words already."""
    if item.name == "essential coverage":
        return f"{item.detail}: {wording.percent(item.score)}"
    return item.detail


def verdict_text(rows: Iterable[ElementRow]) -> str:
    """Return the findings in one line, the gravest first; what is not known is not left out."""
    rows = tuple(rows)
    parts = []
    for finding, label in (
        ("possibly substantial", _("possibly substantial: {names}")),
        ("difference", _("difference: {names}")),
        ("no difference found", _("no difference found: {names}")),
        ("not enough information", _("not enough information: {names}")),
    ):
        if names := [row.name for row in rows if row.finding == finding]:
            parts.append(label.format(names=", ".join(names)))
    return "; ".join(parts) or _("not judged")


def head(item: Qualification) -> QualificationHead:
    """Return what is said of a qualification before its outcomes."""
    return QualificationHead(
        id=item.id,
        title=wording.label_of(item.title),
        words=words(item.title),
        country=item.country,
        type=wording.type_word(item.type),
        level=item.level or _("not given"),
        level_short=item.level or "–",
        framework=item.framework,
        isco=item.classification.isco_08,
        sector=item.sector,
        workload=_workload(item.workload),
        status=wording.status_word(item.status),
    )


def _workload(workload: Workload) -> str:
    parts = []
    if workload.hours is not None:
        parts.append(_("{hours:g} hours").format(hours=workload.hours))
    if workload.ects is not None:
        parts.append(_("{credits:g} ECTS").format(credits=workload.ects))
    return ", ".join(parts) or _("not given")
