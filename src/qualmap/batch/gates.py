"""Do the results of a run hold what the plan demands? Read off the documents, so that a changed
gate needs nothing computed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from qualmap.batch.coverage import coverage_of
from qualmap.batch.decisions import Tally
from qualmap.batch.names import folder_name
from qualmap.batch.plan import PlanFile
from qualmap.batch.result import GateFailure
from qualmap.batch.settings import Run
from qualmap.messages import _
from qualmap.model.document import Document, PairDocument
from qualmap.model.plan import Expectation, Gates

NAMED: Final = 3
"""Pairs named in a message; the rest is counted."""

Said = tuple[str, str]
"""A gate and what is wrong."""


@dataclass(frozen=True, slots=True)
class Demands:
    """What the runs of a plan are held against; `tolerance` replaces those of the plan."""

    plan: PlanFile
    baselines: Mapping[str, Mapping[str, Document]]
    tolerance: float | None = None


def failures(
    run: Run, document: Document, tally: Tally, demands: Demands
) -> tuple[GateFailure, ...]:
    """Return the gates and expectations that a run does not meet, with their lines in the plan."""
    plan = demands.plan
    said = [*_coverage(document, run.gates), *_counts(tally, run.gates)]
    said += _drops(run, document, demands)
    found = [
        GateFailure(
            gate, text, plan.path, plan.line((*run.way, "gates", gate), ("gates", gate), run.way)
        )
        for gate, text in said
    ]
    for n, wanted in enumerate(run.expect):
        if text := _unmet(wanted, document):
            way = (*run.way, "expect", n)
            found.append(GateFailure("expect", text, plan.path, plan.line(way, run.way)))
    return tuple(found)


def _coverage(document: Document, gates: Gates) -> Iterator[Said]:
    least = gates.min_coverage
    if least is None:
        return
    found = coverage_of(document.pairs)
    sides = (
        (_("left"), document.left.label, found.left),
        (_("right"), document.right.label, found.right),
    )
    for side, label, covered in sides:
        name = f"{side} ({label})"
        if covered.mean is None:
            yield "min_coverage", _("{side}: nothing could be compared").format(side=name)
        elif covered.mean < least:
            text = _("{side}: mean firm coverage {mean:.3f} is below {least:g}")
            yield "min_coverage", text.format(side=name, mean=covered.mean, least=least)


def _counts(tally: Tally, gates: Gates) -> Iterator[Said]:
    if gates.max_unreviewed is not None and tally.unreviewed > gates.max_unreviewed:
        text = _("{count} proposals that no person decided on, more than {most}")
        yield (
            "max_unreviewed",
            text.format(count=tally.unreviewed, most=gates.max_unreviewed),
        )
    if gates.max_stale is not None and tally.stale > gates.max_stale:
        text = _("{count} decisions whose texts have changed, more than {most}")
        yield "max_stale", text.format(count=tally.stale, most=gates.max_stale)


def _drops(run: Run, document: Document, demands: Demands) -> Iterator[Said]:
    """A run that the baseline does not have is new, and cannot have dropped."""
    before = demands.baselines.get(run.gates.no_drop_against or "", {})
    name = folder_name(run.id)
    if name not in before:
        return
    given = demands.tolerance if demands.tolerance is not None else run.gates.tolerance
    now = {(pair.left, pair.right): pair for pair in document.pairs}
    drops = [
        text
        for pair in before[name].pairs
        for text in _dropped(pair, now.get((pair.left, pair.right)), given or 0.0)
    ]
    if drops:
        more = _(" … and {count} more").format(count=len(drops) - NAMED)
        yield "no_drop_against", "; ".join(drops[:NAMED]) + (more if len(drops) > NAMED else "")


def _dropped(old: PairDocument, new: PairDocument | None, tolerance: float) -> Iterator[str]:
    names = f"{old.left} – {old.right}"
    if new is None:
        yield _("{pair} is no longer compared").format(pair=names)
        return
    sides = (
        (_("left"), old.left_covered, new.left_covered),
        (_("right"), old.right_covered, new.right_covered),
    )
    for side, before, after in sides:
        # Figures have three decimals; the half of the last is no drop.
        if (after.firm or 0.0) < (before.firm or 0.0) - tolerance - 0.0005:
            text = _("{pair}: {side} coverage fell from {old:.3f} to {new:.3f}")
            yield text.format(pair=names, side=side, old=before.firm or 0.0, new=after.firm or 0.0)


def _unmet(wanted: Expectation, document: Document) -> str:
    """What came out instead of what was wanted, empty if it came out."""
    return _level_unmet(wanted, document) if wanted.level_left else _pair_unmet(wanted, document)


def _pair_unmet(wanted: Expectation, document: Document) -> str:
    (one, left), (other, right) = _end(wanted.left), _end(wanted.right)
    pair = next((p for p in document.pairs if (p.left, p.right) == (one, other)), None)
    if pair is None:
        return _("{left} and {right} were not compared").format(left=one, right=other)
    if strange := _strange(document, (one, left), (other, right)):
        return _("there is no outcome {name}").format(name=strange)
    found = next((r.relation for r in pair.outcomes if (r.left, r.right) == (left, right)), "none")
    names = f"{wanted.left} – {wanted.right}"
    if wanted.relation and found != wanted.relation:
        text = _("{pair} must be {wanted}, and is {found}")
        return text.format(pair=names, wanted=wanted.relation, found=found)
    if found == wanted.never:
        return _("{pair} must not be {wanted}").format(pair=names, wanted=wanted.never)
    return ""


def _strange(document: Document, left: tuple[str, str], right: tuple[str, str]) -> str:
    """An end that no side has: a slip in the plan must not pass for a relation not found."""
    for side, end in ((document.left, left), (document.right, right)):
        outcomes = {
            (item.id, outcome.id)
            for item in side.qualifications
            for unit in item.units
            for outcome in unit.outcomes
        }
        if end not in outcomes:
            return "/".join(end)
    return ""


def _end(name: str | None) -> tuple[str, str]:
    qualification, _slash, outcome = (name or "").partition("/")
    return qualification, outcome


def _level_unmet(wanted: Expectation, document: Document) -> str:
    pair = wanted.framework_left, wanted.framework_right
    levels = next((entry for entry in document.levels if (entry.left, entry.right) == pair), None)
    if levels is None:
        return _("{left} and {right} were not aligned").format(left=pair[0], right=pair[1])
    found = next((entry for entry in levels.alignments if entry.left == wanted.level_left), None)
    if found is None:
        return _("{framework} has no level {level}").format(
            framework=pair[0], level=wanted.level_left
        )
    if found.right == wanted.level_right:
        return ""
    text = _("level {left} of {one} must correspond to {wanted} of {other}, and does to {found}")
    return text.format(
        left=wanted.level_left, one=pair[0], wanted=wanted.level_right, other=pair[1],
        found=found.right or found.beyond or _("none"),
    )  # fmt: skip
