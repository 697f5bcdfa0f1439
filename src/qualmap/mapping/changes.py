"""The differences of one run, a kind of fact at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from qualmap.mapping.facts import Ends, Facts
from qualmap.messages import _, plural
from qualmap.model.decision import End
from qualmap.model.difference import Difference, Kind
from qualmap.model.document import AlignmentDocument, CoverageDocument, RecordDocument

ROUNDING: Final = 1e-9
"""0.85 − 0.80 is a little more than 0.05 in binary; figures have three decimals."""

FINDINGS: Final = ("no difference found", "difference", "possibly substantial")
"""From good to bad; `not enough information` is worse than any of them."""


def whole(run: str, kind: Kind, ends: Ends, facts: Facts) -> Difference:
    """Return that two qualifications are compared no more, or for the first time."""
    pair = facts.pairs[ends]
    covering = sum(entry.covers for entry in pair.outcomes)
    return Difference(
        kind, run, *ends,
        left_words=facts.titles.get(pair.left, ""),
        right_words=facts.titles.get(pair.right, ""),
        detail=plural("{count} pair of outcomes", "{count} pairs of outcomes", len(pair.outcomes)),
        worse=kind == "gone" and covering > 0,
    )  # fmt: skip


def record(run: str, ends: Ends, old: Facts, new: Facts, tolerance: float) -> Iterator[Difference]:
    """Yield how a proposed pair of outcomes differs; of its relation and score only one is told."""
    before, after = old.proposed.get(ends), new.proposed.get(ends)
    if (kind := _kind(before, after, tolerance)) is None:
        return
    shown = after or before
    yield Difference(
        kind, run, *ends,
        before=before.relation if before else "",
        after=after.relation if after else "",
        score_before=before.score if before else None,
        score_after=after.score if after else _passed_over(ends, new),
        detail=_words_changed(ends, old, new),
        left_words=_words(ends[0], old, new),
        right_words=_words(ends[1], old, new),
        record_id=shown.record_id if shown else "",
        worse=bool(before and before.covers and not (after and after.covers)),
    )  # fmt: skip


def _kind(
    before: RecordDocument | None, after: RecordDocument | None, tolerance: float
) -> Kind | None:
    if before is None:
        return "added"
    if after is None:
        return "gone"
    if before.relation != after.relation:
        return "relation"
    if _moved(before.score, after.score, tolerance):
        return "score"
    return "words" if before.record_id != after.record_id else None


def _moved(before: float | None, after: float | None, tolerance: float) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) > tolerance + ROUNDING


def _words(end: End, old: Facts, new: Facts) -> str:
    """The words as they are now, for those are what a reader can correct."""
    return new.words.get(end) or old.words.get(end, "")


def _passed_over(ends: Ends, new: Facts) -> float | None:
    """The score of what is now only the best of the candidates that are not proposed."""
    found = new.rejected.get(ends)
    return found.score if found else None


def _words_changed(ends: Ends, old: Facts, new: Facts) -> str:
    """What happened to the words of either side, in words."""
    notes = (
        (_("left words changed"), _("no such left outcome now")),
        (_("right words changed"), _("no such right outcome now")),
    )
    told = []
    for end, (changed, removed) in zip(ends, notes, strict=True):
        if end not in new.words:
            told.append(removed)
        elif old.words.get(end, new.words[end]) != new.words[end]:
            told.append(changed)
    return "; ".join(told)


def level(run: str, ends: Ends, old: Facts, new: Facts) -> Iterator[Difference]:
    """Yield how the alignment of a level differs; an interval alone is no difference."""
    before, after = old.levels.get(ends), new.levels.get(ends)
    looks: tuple[tuple[str, Callable[[AlignmentDocument | None], str]], ...] = (
        ("", _level_text),
        ("declared", _declared_text),
    )
    for aspect, look in looks:
        one, other = look(before), look(after)
        if one != other:
            yield Difference(
                "level", run, *ends, before=one, after=other, aspect=aspect,
                score_before=before.probability if before else None,
                score_after=after.probability if after else None,
            )  # fmt: skip


def _level_text(entry: AlignmentDocument | None) -> str:
    if entry is None:
        return ""
    return entry.right or entry.beyond or "not aligned"


def _declared_text(entry: AlignmentDocument | None) -> str:
    if entry is None or entry.declared is None:
        return ""
    status = f" ({entry.declared_status})" if entry.declared_status else ""
    return entry.declared + status


def coverage(
    run: str, ends: Ends, old: Facts, new: Facts, tolerance: float
) -> Iterator[Difference]:
    """Yield for each side whether its firm share moved."""
    before, after = old.pairs[ends], new.pairs[ends]
    sides = (
        ("left", before.left_covered, after.left_covered),
        ("right", before.right_covered, after.right_covered),
    )
    for side, one, other in sides:
        if _moved(one.firm, other.firm, tolerance):
            yield Difference(
                "coverage", run, *ends, aspect=side,
                before=_counts(one), after=_counts(other),
                score_before=one.firm, score_after=other.firm,
                left_words=new.titles.get(before.left, ""),
                right_words=new.titles.get(before.right, ""),
                worse=other.firm is None or (one.firm is not None and other.firm < one.firm),
            )  # fmt: skip


def _counts(found: CoverageDocument) -> str:
    return _("{covered} of {outcomes}").format(covered=found.covered, outcomes=found.outcomes)


def verdict(run: str, ends: Ends, old: Facts, new: Facts) -> Iterator[Difference]:
    """Yield which of the five elements have another finding."""
    before = {entry.name: entry.finding for entry in old.pairs[ends].verdict}
    after = {entry.name: entry.finding for entry in new.pairs[ends].verdict}
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            yield Difference(
                "verdict", run, *ends, aspect=name, before=before[name], after=after[name],
                left_words=new.titles.get(ends[0][0], ""),
                right_words=new.titles.get(ends[1][0], ""),
                worse=_badness(after[name]) > _badness(before[name]),
            )  # fmt: skip


def _badness(finding: str) -> int:
    return FINDINGS.index(finding) if finding in FINDINGS else len(FINDINGS)
