"""A proposed verdict over the five elements that recognition practice judges apart.

The elements (level, workload, quality, profile, learning outcomes) are those of the European
recognition manuals (ENIC-NARIC EAR manual, "substantial differences"); the figures that part one
finding from the next are ours, named below, and no authority's.
"""

from __future__ import annotations

from typing import Final

from qualmap.messages import _
from qualmap.model.mapping import (
    Coverage,
    Element,
    ElementFinding,
    Evidence,
    LevelAlignment,
    LevelMap,
)
from qualmap.model.qualification import Qualification

SAME_WORKLOAD: Final = 0.8
"""From this ratio of hours (or credits) on, no difference is reported."""

MUCH_LESS_WORKLOAD: Final = 0.5
"""Below this ratio, the difference is called possibly substantial."""

WELL_COVERED: Final = 0.9
"""From this share of essential outcomes on, no difference is reported."""

POORLY_COVERED: Final = 0.6
"""Below this share of essential outcomes, the difference is called possibly substantial."""


def verdict(
    left: Qualification,
    right: Qualification,
    levels: LevelMap | None,
    covered: tuple[Coverage, Coverage],
) -> tuple[Element, ...]:
    """Return the five elements, each with a proposed finding and its evidence."""
    return (
        _level(left, right, levels),
        _workload(left, right),
        _quality(),
        _profile(left, right),
        _outcomes(*covered),
    )


def _level(left: Qualification, right: Qualification, levels: LevelMap | None) -> Element:
    if not left.level or not right.level:
        side = _("the left side") if not left.level else _("the right side")
        return _unknown("level", _("no level is given on {side}").format(side=side))
    entry = levels.of(left.level) if levels else None
    if levels is None or entry is None or entry.right is None:
        return _unknown("level", _("the levels of the two frameworks are not aligned"))
    order = [level.id for level in levels.right.levels]
    if right.level not in order:
        return _unknown(
            "level",
            _("level {level} is not one of {framework}").format(
                level=right.level, framework=levels.right.id
            ),
        )
    return Element("level", *_level_finding(entry, right.level, order))


def _level_finding(
    entry: LevelAlignment, level: str, order: list[str]
) -> tuple[ElementFinding, tuple[Evidence, ...]]:
    best = order.index(entry.right or level)
    apart = order.index(level) - best
    low = order.index(entry.right_low or order[best])
    high = order.index(entry.right_high or order[best])
    inside = low <= order.index(level) <= high
    detail = _(
        "left level {left} corresponds to right level {best} ({low}–{high}); the right "
        "qualification is at {level}"
    ).format(left=entry.left, best=entry.right, low=order[low], high=order[high], level=level)
    evidence = (Evidence("level", round(entry.probability, 3), detail, entry.left, level),)
    if apart == 0:
        return "no difference found", evidence
    return ("difference" if inside or abs(apart) == 1 else "possibly substantial"), evidence


def _workload(left: Qualification, right: Qualification) -> Element:
    for unit in ("ects", "hours"):
        one, other = getattr(left.workload, unit), getattr(right.workload, unit)
        if one and other:
            ratio = min(one, other) / max(one, other)
            detail = _("{left:g} against {right:g} {unit}").format(left=one, right=other, unit=unit)
            finding = _graded(ratio, SAME_WORKLOAD, MUCH_LESS_WORKLOAD)
            return Element("workload", finding, (Evidence("workload", round(ratio, 3), detail),))
    return _unknown("workload", _("the workload is not given on both sides in the same unit"))


def _quality() -> Element:
    return _unknown("quality", _("the files say nothing on quality assurance or accreditation"))


def _profile(left: Qualification, right: Qualification) -> Element:
    one, other = left.classification.isco_08, right.classification.isco_08
    if not one or not other:
        return _unknown("profile", _("no ISCO-08 code on both sides"))
    common = next((n for n in range(4, 0, -1) if one[:n] == other[:n] and len(one) >= n), 0)
    detail = _("ISCO-08 {left} and {right}").format(left=one, right=other)
    kinds = left.type == right.type
    if not kinds:
        detail += _("; {left} against {right}").format(left=left.type, right=right.type)
    evidence = (Evidence("isco", common / 4, detail, one, other),)
    if common == 4:
        return Element("profile", "no difference found" if kinds else "difference", evidence)
    return Element("profile", "difference" if common >= 2 else "possibly substantial", evidence)


def _outcomes(left: Coverage, right: Coverage) -> Element:
    shares = [side.essential if side.essential is not None else side.firm for side in (left, right)]
    known = [share for share in shares if share is not None]
    if len(known) < 2:
        return _unknown("learning outcomes", _("the outcomes could not be compared"))
    details = (
        _("share of the left essential outcomes that the right covers"),
        _("share of the right essential outcomes that the left covers"),
    )
    evidence = tuple(
        Evidence("essential coverage", share, detail)
        for share, detail in zip(known, details, strict=True)
    )
    return Element("learning outcomes", _graded(min(known), WELL_COVERED, POORLY_COVERED), evidence)


def _graded(share: float, good: float, poor: float) -> ElementFinding:
    if share >= good:
        return "no difference found"
    return "difference" if share >= poor else "possibly substantial"


def _unknown(name: str, reason: str) -> Element:
    evidence = (Evidence("missing", None, reason),)
    return Element(name, "not enough information", evidence)  # type: ignore[arg-type]
