"""Why a level was placed where it was, in words that people understand; at most eight reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

from qualmap.mapping.level_declared import Declared
from qualmap.mapping.level_scale import even_position, skipped_below
from qualmap.mapping.level_texts import Row
from qualmap.messages import _
from qualmap.model.framework import DOMAINS, Framework
from qualmap.model.mapping import Evidence
from qualmap.scoring.complexity import MIDDLE
from qualmap.scoring.level_words import Cue

__all__ = ["Facing", "reasons"]

WORDS_SHOWN: Final = 5
SHARED_SHOWN: Final = 2
# Level words this close speak of the same degree: "supervised" and "under guidance".
SAME_DEGREE: Final = 0.8
# Two levels this many stages apart have nothing in common; only for the bar of a reason.
FULL_DISTANCE: Final = 3.0


def element_word(name: str) -> str:
    """Return what an element of complexity is called; one not known here keeps its own name."""
    return {
        "autonomy": _("autonomy"),
        "supervision": _("being supervised"),
        "responsibility_for_others": _("responsibility for others"),
        "predictability_of_context": _("how predictable the setting is"),
        "breadth_of_knowledge": _("breadth of knowledge"),
        "depth_of_knowledge": _("depth of knowledge"),
        "specialisation": _("specialisation"),
        "complexity_of_problems": _("complexity of problems"),
        "innovation": _("innovation"),
        "communication": _("communication"),
        "planning": _("planning"),
        "evaluation_quality": _("evaluation and quality"),
    }.get(name, name)


@dataclass(frozen=True, slots=True)
class Facing:
    """A left level, the right level it is said to correspond to (if any), and what led to it."""

    left: Framework
    right: Framework
    number: int
    row: Row
    met: Row | None
    computed: str
    probability: float
    declared: Declared | None
    agrees: bool | None
    with_typical: bool


def reasons(facing: Facing) -> tuple[Evidence, ...]:
    """Return the reasons, the strongest kind first."""
    found = [
        _declared(facing),
        _place(facing),
        _shared(facing),
        _words(facing),
        *(_domain(facing, domain) for domain in DOMAINS),
        _typical(facing),
    ]
    return tuple(item for item in found if item is not None)


def _declared(facing: Facing) -> Evidence | None:
    said = facing.declared
    if said is None:
        return None
    names = ", ".join(said.levels)
    if said.beyond:
        text = _("referencing through EQF {stage}: outside every level of {right}")
    elif said.route == "pivot":
        text = _("referencing through EQF {stage}: level {levels} of {right}")
    else:
        text = _("referencing between the two frameworks: level {levels} of {right}")
    detail = text.format(stage=said.through, levels=names, right=facing.right.id)
    if facing.agrees is False:
        detail += _("; the descriptors point to {level}").format(level=facing.computed)
    if said.sources:
        detail += f" [{said.sources[0]}]"
    return Evidence(
        "declared", float(facing.agrees is not False), detail, facing.row.level.id, names
    )


def _place(facing: Facing) -> Evidence:
    """Position and complexity together: neither alone places a level."""
    count, number = len(facing.left.levels), facing.number + 1
    missing = skipped_below(facing.left)
    even = _bounded(even_position(facing.number + missing, count + missing))
    where = _("position {number} of {count}: evenly spread that would be EQF stage {even:.1f}")
    detail = where.format(number=number, count=count, even=even)
    if isnan(facing.row.stage):
        detail += _("; no descriptor in a language that can be read, so placed by position alone")
    else:
        detail += _("; the descriptors speak for stage {stage:.1f}").format(
            stage=_bounded(facing.row.stage)
        )
    return Evidence(
        "position", round(facing.probability, 3), detail, facing.row.level.id, facing.computed
    )


def _shared(facing: Facing) -> Evidence | None:
    """What both levels speak of to the same degree."""
    if facing.met is None:
        return None
    pairs = sorted(_pairs(facing.row.reading.cues, facing.met.reading.cues))
    by_element: dict[str, tuple[Cue, Cue]] = {}
    for *_order, element, one, other in pairs:
        by_element.setdefault(element, (_cue(facing.row, one), _cue(facing.met, other)))
    shown = list(by_element.items())[:SHARED_SHOWN]
    if not shown:
        return None
    both = _("both speak of {element}: “{left}” and “{right}”")
    same = _("both speak of {element}: “{left}”")
    detail = "; ".join(
        (same if one.words.lower() == other.words.lower() else both).format(
            element=element_word(element), left=one.words, right=other.words
        )
        for element, (one, other) in shown
    )
    gap = sum(abs(one.stage - other.stage) for _name, (one, other) in shown) / len(shown)
    return Evidence(
        "shared",
        round(1 - gap, 3),
        detail,
        ", ".join(one.words for _name, (one, _other) in shown),
        ", ".join(other.words for _name, (_one, other) in shown),
    )


def _pairs(
    left: Sequence[Cue], right: Sequence[Cue]
) -> Iterable[tuple[float, float, str, int, int]]:
    """(gap, telling least of the level last, element, left place, right place)."""
    for one, cue in enumerate(left):
        for other, met in enumerate(right):
            gap = abs(cue.stage - met.stage)
            if cue.element == met.element and gap <= SAME_DEGREE:
                telling = cue.weight * abs(cue.stage - MIDDLE)
                yield round(gap, 3), -round(telling, 3), cue.element, one, other


def _cue(row: Row, place: int) -> Cue:
    return row.reading.cues[place]


def _words(facing: Facing) -> Evidence | None:
    cues = facing.row.reading.cues
    if not cues:
        return None
    first: dict[str, Cue] = {}
    for cue in cues:
        first.setdefault(cue.words.lower(), cue)
    telling = sorted(
        first.values(), key=lambda cue: (-cue.weight * abs(cue.stage - MIDDLE), cue.words)
    )
    shown = ", ".join(f"“{cue.words}” ({cue.stage:.1f})" for cue in telling[:WORDS_SHOWN])
    detail = _("words that signal a stage: {words}").format(words=shown)
    mean = sum(cue.stage * cue.weight for cue in cues) / sum(cue.weight for cue in cues)
    return Evidence(
        "level words",
        round(mean / 8, 3),
        detail,
        ", ".join(cue.words for cue in telling[:WORDS_SHOWN]),
    )


def _domain(facing: Facing, domain: str) -> Evidence | None:
    left = facing.row.domain_stages.get(domain)
    if left is None:
        return None
    right = facing.met.domain_stages.get(domain) if facing.met else None
    if right is None:
        detail = _("complexity {left:.1f}, nothing to hold against it").format(left=_bounded(left))
        return Evidence(domain, None, detail)
    detail = _("complexity {left:.1f} against {right:.1f}").format(
        left=_bounded(left), right=_bounded(right)
    )
    near = max(0.0, 1 - abs(left - right) / FULL_DISTANCE)
    return Evidence(domain, round(near, 3), detail)


def _typical(facing: Facing) -> Evidence | None:
    left, met = facing.row.level.typical, facing.met and facing.met.level.typical
    if not facing.with_typical or not left or not left.isced_2011:
        return None
    own = ", ".join(left.isced_2011)
    if not met or not met.isced_2011:
        return Evidence("typical", None, _("usually ISCED 2011 level {left}").format(left=own), own)
    other = ", ".join(met.isced_2011)
    detail = _("usually ISCED 2011 level {left} against {right}").format(left=own, right=other)
    shared = set(left.isced_2011) & set(met.isced_2011)
    return Evidence("typical", float(bool(shared)), detail, own, other)


def _bounded(stage: float) -> float:
    """Stages are shown within the scale; beyond it they only mean the lowest or the highest."""
    return min(8.0, max(1.0, stage))
