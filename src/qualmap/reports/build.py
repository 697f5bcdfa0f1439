"""From a comparison to the view that every report shows."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from qualmap.messages import _
from qualmap.model.mapping import (
    Comparison,
    LevelAlignment,
    LevelMap,
    Made,
    QualificationMapping,
    Side,
    Unpaired,
)
from qualmap.model.origin import SourceRef
from qualmap.reports import rows, wording
from qualmap.reports.view import (
    LevelMapView,
    LevelRow,
    PairView,
    SideName,
    SideView,
    SourceRow,
    UnpairedRow,
    View,
)


def build(comparison: Comparison) -> View:
    """Return everything that a report shows, in order, rounded and worded."""
    left, right = side_views(comparison)
    pairs = sorted(comparison.pairs, key=lambda pair: (pair.left.id, pair.right.id))
    return View(
        title=_("{left} and {right} compared").format(left=left.label, right=right.label),
        status=_status(comparison),
        left=left,
        right=right,
        cautions=comparison.cautions,
        pairs=tuple(_pair(pair, left, right) for pair in pairs),
        levels=tuple(level_map(entry) for entry in comparison.levels),
        not_compared=(
            *_unpaired(comparison.left_unpaired, "left", left),
            *_unpaired(comparison.right_unpaired, "right", right),
        ),
        sources=(
            *_sources(comparison.left, "left", left),
            *_sources(comparison.right, "right", right),
        ),
        made=made_rows(comparison.made),
        comparison=comparison,
    )


def side_views(comparison: Comparison) -> tuple[SideView, SideView]:
    """Return how the two sides are called; the short names differ from each other."""
    sides = (comparison.left, comparison.right)
    shorts = [_country(side) for side in sides]
    if not all(shorts) or shorts[0] == shorts[1]:
        shorts = [_("left"), _("right")]
    labels = [side.label for side in sides]
    if labels[0] == labels[1]:
        labels = [f"{side.label} ({short})" for side, short in zip(sides, shorts, strict=True)]
    views = [
        SideView(plain_name(side.name), label, short)
        for side, label, short in zip(sides, labels, shorts, strict=True)
    ]
    return views[0], views[1]


def plain_name(name: str) -> str:
    """Return what was asked for; of an absolute path only the last part, for it names a machine.

    >>> plain_name("kz"), plain_name("here/a.yaml"), plain_name("/home/me/a.yaml")
    ('kz', 'here/a.yaml', 'a.yaml')
    """
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(name).is_absolute():
            return kind(name).name
    return name


def _country(side: Side) -> str:
    """The code of the country that all of a side belongs to, empty if there are several."""
    codes = {item.country for item in side.qualifications}
    codes = codes or {item.country for item in side.frameworks}
    return codes.pop() if len(codes) == 1 else ""


def _status(comparison: Comparison) -> str:
    """A result counts as decided only where people decided on all of it."""
    reviews = {pair.review for pair in comparison.pairs}
    reviews |= {found.review for pair in comparison.pairs for found in pair.outcomes}
    if reviews <= {"proposed"}:
        return wording.review_word("proposed")
    return _("partly reviewed; what no person decided on is proposed by qualmap")


def _pair(pair: QualificationMapping, left: SideView, right: SideView) -> PairView:
    sides = rows.cells(pair.left), rows.cells(pair.right)
    verdict = rows.element_rows(pair.verdict)
    missing = (
        *rows.uncovered_rows(pair.left_covered.uncovered, "left", left.label, sides),
        *rows.uncovered_rows(pair.right_covered.uncovered, "right", right.label, sides),
    )
    found = _("{one} found in {other}")
    return PairView(
        key=f"{pair.left.id}--{pair.right.id}",
        left=rows.head(pair.left),
        right=rows.head(pair.right),
        left_found=rows.coverage_row(
            pair.left_covered, found.format(one=left.short, other=right.short)
        ),
        right_found=rows.coverage_row(
            pair.right_covered, found.format(one=right.short, other=left.short)
        ),
        verdict=verdict,
        verdict_text=rows.verdict_text(verdict),
        pairing=rows.reasons(pair.pairing),
        outcomes=rows.outcome_rows(pair.outcomes, *sides),
        uncovered=tuple(row for row in missing if row.looked_at),
        not_looked_at=tuple(row for row in missing if not row.looked_at),
        candidates=pair.candidates,
        review=pair.review,
        status=wording.review_word(pair.review),
    )


def level_map(entry: LevelMap) -> LevelMapView:
    """Return one framework against another, a row a level."""
    return LevelMapView(
        left=wording.label_of(entry.left.title),
        right=wording.label_of(entry.right.title),
        left_id=entry.left.id,
        right_id=entry.right.id,
        rows=tuple(_level(alignment, entry) for alignment in entry.alignments),
    )


def _level(entry: LevelAlignment, whole: LevelMap) -> LevelRow:
    declared = computed = ""
    if entry.declared is not None:
        declared = f"{entry.declared} ({_declared_word(entry.declared_status)})"
    if entry.computed is not None:
        computed = entry.computed
    elif entry.declared is None:
        computed = entry.right or _outside(entry, whole)
    return LevelRow(
        left=entry.left,
        right=entry.right or _outside(entry, whole),
        interval=wording.span(entry.right_low, entry.right_high),
        probability=round(entry.probability, 3),
        probability_text=wording.chance(entry.probability),
        declared=declared or _("none"),
        computed=computed or _("none"),
        agreement=_agreement(entry.agrees),
        disagrees=entry.agrees is False,
        reasons=rows.reasons(entry.evidence),
    )


def _outside(entry: LevelAlignment, whole: LevelMap) -> str:
    if entry.beyond == "below":
        return _("below {level}").format(level=whole.right.levels[0].id)
    if entry.beyond == "above":
        return _("above {level}").format(level=whole.right.levels[-1].id)
    return _("not aligned")


def _declared_word(status: str) -> str:
    return {
        "official": _("official"),
        "comparison": _("joint study"),
        "indicative": _("indicative"),
    }.get(status, status or _("status not given"))


def _agreement(agrees: bool | None) -> str:
    if agrees is None:
        return ""
    return _("computed agrees") if agrees else _("computed differs")


def _unpaired(
    items: tuple[Unpaired, ...], name: SideName, side: SideView
) -> tuple[UnpairedRow, ...]:
    ordered = sorted(items, key=lambda item: item.qualification.id)
    return tuple(
        UnpairedRow(name, side.label, rows.head(item.qualification), item.reason)
        for item in ordered
    )


def _sources(side: Side, name: SideName, view: SideView) -> tuple[SourceRow, ...]:
    ordered = sorted(side.sources, key=lambda source: (source.kind, source.id, source.path))
    return tuple(_source(source, name, view.label) for source in ordered)


def _source(source: SourceRef, side: SideName, label: str) -> SourceRow:
    return SourceRow(
        side=side,
        side_label=label,
        kind=source.kind,
        id=source.id,
        title=wording.label_of(source.title),
        country=source.country,
        status=wording.status_word(source.status),
        checked=wording.checked_word(source.origin.checked),
        caution=wording.caution_of(source),
        note=wording.label_of(source.origin.note),
        reference=source.origin.reference or wording.label_of(source.origin.title),
        url=source.origin.url,
        path=plain_name(source.path),
        sha256=source.sha256,
    )


def made_rows(made: Made) -> tuple[tuple[str, str], ...]:
    """Return by what a result was made, so that it can be made again."""
    return (
        (_("qualmap version"), made.version),
        (_("recipe"), made.recipe),
        (_("proposed from a probability of"), f"{made.threshold:g}"),
        (_("encoder"), made.encoder),
        (_("encoder SHA-256"), made.encoder_sha256),
        (_("glossary SHA-256"), made.glossary_sha256),
    )
