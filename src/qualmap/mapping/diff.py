"""Two sets of results held against each other: what a change of files or tools has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from qualmap.mapping import changes
from qualmap.mapping.decided import state_of
from qualmap.mapping.facts import Ends, Facts, facts_of
from qualmap.model.decision import Decision
from qualmap.model.difference import KINDS, Difference, Differences
from qualmap.model.document import Document

TOLERANCE: Final = 0.05
"""Six times the calibration error over all candidate pairs (0.008, docs/methods.md)."""


def diff(
    old: Mapping[str, Document],
    new: Mapping[str, Document],
    *,
    tolerance: float = TOLERANCE,
    decisions: Iterable[Decision] = (),
) -> Differences:
    """Return all differences between two sets of results, by the names of their runs.

    Outcomes are known by their ids: another wording of the same two is no other pair. Two single
    results are held against each other whatever their names.
    """
    said = list(decisions)
    found: list[Difference] = []
    together, only_old, only_new = _runs(old, new)
    for run, before, after in together:
        found += _run(run, facts_of(old[before]), facts_of(new[after]), tolerance, said)
    for run in only_old:
        found += _run(run, facts_of(old[run]), Facts(), tolerance, said)
    for run in only_new:
        found += _run(run, Facts(), facts_of(new[run]), tolerance, said)
    order = list(KINDS)
    found.sort(key=lambda entry: (order.index(entry.kind), entry.run, entry.left, entry.right,
                                  entry.aspect))  # fmt: skip
    return Differences(tuple(found), len(together), tuple(only_old), tuple(only_new), tolerance)


def _runs(
    old: Mapping[str, Document], new: Mapping[str, Document]
) -> tuple[list[tuple[str, str, str]], list[str], list[str]]:
    if len(old) == len(new) == 1:
        before, after = next(iter(old)), next(iter(new))
        return [(after if before == after else "", before, after)], [], []
    together = [(run, run, run) for run in sorted(set(old) & set(new))]
    return together, sorted(set(old) - set(new)), sorted(set(new) - set(old))


def _run(
    run: str, old: Facts, new: Facts, tolerance: float, decisions: list[Decision]
) -> Iterator[Difference]:
    """The differences of one run; a pair of qualifications that came or went is one of them."""
    for entry in decisions:
        yield from _decision(run, entry, old, new)
    for ends in old.pairs.keys() - new.pairs.keys():
        yield changes.whole(run, "gone", ends, old)
    for ends in new.pairs.keys() - old.pairs.keys():
        yield changes.whole(run, "added", ends, new)
    for ends in old.pairs.keys() & new.pairs.keys():
        yield from changes.coverage(run, ends, old, new, tolerance)
        yield from changes.verdict(run, ends, old, new)
    for ends in old.proposed.keys() | new.proposed.keys():
        if _both_compared(ends, old, new):
            yield from changes.record(run, ends, old, new, tolerance)
    for ends in old.levels.keys() | new.levels.keys():
        yield from changes.level(run, ends, old, new)


def _both_compared(ends: Ends, old: Facts, new: Facts) -> bool:
    whole = (ends[0][0], ""), (ends[1][0], "")
    return whole in old.pairs and whole in new.pairs


def _decision(run: str, entry: Decision, old: Facts, new: Facts) -> Iterator[Difference]:
    """A decision that the change affects: what was so before is no difference."""
    before, after = state_of(entry, old), state_of(entry, new)
    if after == "elsewhere":  # compared no more: only a rejection can do without
        after = "holds" if entry.decision == "rejected" else "gone"
    if before not in ("holds", "against") or after in ("holds", before):
        return
    ends = entry.left, entry.right
    found = new.record(ends)
    yield Difference(
        "decision", run, *ends,
        before=before,
        after=after,
        aspect=entry.decision,
        detail=f"{entry.reviewer}, {entry.date}, {entry.place}",
        score_after=found.score if found else None,
        left_words=new.words.get(ends[0]) or old.words.get(ends[0], ""),
        right_words=new.words.get(ends[1]) or old.words.get(ends[1], ""),
        record_id=entry.record_id,
        worse=True,
    )  # fmt: skip
