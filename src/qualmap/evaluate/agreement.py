"""The figures of outcome alignment: accepted pairs, relations, coverage, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from qualmap.evaluate.folds import Held
from qualmap.evaluate.metrics import (
    Counts,
    Floats,
    Truths,
    brier,
    calibration_error,
    interval,
    macro_f1,
    mean,
    pooled,
)
from qualmap.evaluate.result import Cell, Figure, Section
from qualmap.mapping.coverage import ESSENTIAL, OPTIONAL
from qualmap.model.mapping import COVERING
from qualmap.model.qualification import Outcome

OUTSIDE: Final = "none"
"""In the confusion of relations: the other side does not accept the pair at all."""

PLAUSIBLE: Final = 0.05
"""Most candidate pairs are hopeless, and a probability near zero is easily right. Above this the
calibration error is given a second time, of the pairs on which something hangs."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a recipe proposed for one alignment, beside its gold."""

    held: Held
    proposed: dict[tuple[str, str], str]
    chances: Floats

    @property
    def counts(self) -> Counts:
        """The accepted pairs: exact, close, broad or narrow, whichever of them."""
        accepted = self.held.table.gold.accepted
        return Counts(len(accepted & self.proposed.keys()), len(self.proposed), len(accepted))

    @property
    def truths(self) -> Truths:
        """Which candidate pairs the gold accepts."""
        return self.held.table.right

    @property
    def group(self) -> str:
        """The set that the alignment belongs to."""
        return self.held.table.gold.group


def look(held: Held) -> Found:
    """Return what the recipe of a table proposes for it."""
    proposals = held.table.proposals(held.recipe)
    covering = {(m.left, m.right): m.relation for m in proposals if m.covers}
    return Found(held, dict(covering), held.chances)


def figures(found: Sequence[Found], strangers: Sequence[Found], seed: int) -> list[Figure]:
    """Return all figures of these alignments, as `docs/evaluate.md` names and explains them."""
    counts = pooled([f.counts for f in found])
    chances, truths = _all(found)
    likely = chances >= PLAUSIBLE
    lost = sum(f.held.table.lost for f in found)
    return [
        _with_interval("f1-mean", found, lambda some: mean([f.counts.f1 for f in some]), seed),
        _with_interval("f1-pooled", found, lambda some: pooled([f.counts for f in some]).f1, seed),
        Figure("precision", counts.precision),
        Figure("recall", counts.recall),
        Figure("candidate-recall", 1 - lost / counts.wanted if counts.wanted else 1.0),
        _with_interval("relation-macro-f1", found, lambda s: macro_f1(confusion(s, True), 4), seed),
        Figure("relation-macro-f1-end-to-end", macro_f1(confusion(found, False), 4)),
        Figure(
            "coverage-error", mean([_coverage_error(f, side) for f in found for side in (0, 1)])
        ),
        Figure("coverage-bias", mean([_coverage_gap(f, side) for f in found for side in (0, 1)])),
        Figure("calibration-error", calibration_error(chances, truths)),
        Figure("calibration-error-plausible", calibration_error(chances[likely], truths[likely])),
        Figure("brier", brier(chances, truths)),
        *_false_friends(strangers),
    ]


def _false_friends(strangers: Sequence[Found]) -> list[Figure]:
    """The share of outcomes that get a proposal from another occupation."""
    outcomes = sum(len(f.held.table.names[0]) for f in strangers)
    proposed = sum(len(f.proposed) for f in strangers)
    return [Figure("false-across-occupations", proposed / outcomes)] if outcomes else []


def _with_interval(name: str, found: Sequence[Found], figure: Any, seed: int) -> Figure:
    return Figure(name, figure(found), *interval(found, figure, seed))


def _all(found: Sequence[Found]) -> tuple[Floats, Truths]:
    if not found:
        return np.zeros(0), np.zeros(0, dtype=bool)
    return np.concatenate([f.chances for f in found]), np.concatenate([f.truths for f in found])


def confusion(found: Sequence[Found], agreed: bool) -> NDArray[np.int_]:
    """Return the counts of relations, rows by gold, columns as proposed.

    `agreed`: only pairs that both gold and proposal accept. Otherwise the last row and column hold
    the pairs that one of them does not accept.
    """
    place: dict[str, int] = {name: n for n, name in enumerate((*COVERING, OUTSIDE))}
    table = np.zeros((len(place), len(place)), dtype=int)
    for f in found:
        gold: dict[tuple[str, str], str] = {
            p: r for p, r in f.held.table.gold.relations.items() if r in COVERING
        }
        for pair in gold.keys() & f.proposed.keys() if agreed else gold.keys() | f.proposed.keys():
            row = place[gold.get(pair, OUTSIDE)]
            table[row, place[f.proposed.get(pair, OUTSIDE)]] += 1
    return table


def _coverage_gap(found: Found, side: int) -> float:
    """Firm coverage less gold coverage of one side, essential outcomes weighing more."""
    accepted = found.held.table.gold.accepted
    worded = found.held.table.sides[side]
    outcomes = [o for o, seen in zip(worded.outcomes, worded.seen, strict=True) if seen]
    return _share(outcomes, {p[side] for p in found.proposed}) - _share(
        outcomes, {p[side] for p in accepted}
    )


def _coverage_error(found: Found, side: int) -> float:
    return abs(_coverage_gap(found, side))


def _share(outcomes: Sequence[Outcome], covered: set[str]) -> float:
    weights = {o.id: ESSENTIAL if o.essential else OPTIONAL for o in outcomes}
    total = sum(weights.values())
    return sum(weights[name] for name in weights.keys() & covered) / total if total else 0.0


def sections(found: Sequence[Found]) -> list[Section]:
    """Return the figures by set, by pair of languages and by alignment, and the confusion."""
    sets = sorted({f.group for f in found})
    pairs = sorted({f.held.table.languages for f in found})
    by_set = [(name, [f for f in found if f.group == name]) for name in sets]
    by_pair = [(name, [f for f in found if f.held.table.languages == name]) for name in pairs]
    alone = [(f"{f.group}/{f.held.table.gold.name}", [f]) for f in found]
    return [
        *([_rows("set", by_set)] if len(sets) > 1 else []),
        _rows("languages", by_pair),
        *_language_pairs_of_sets(by_set),
        _rows("alignment", alone),
        _confusion("relations of agreed pairs", confusion(found, True)),
        _confusion("relations, all accepted pairs", confusion(found, False)),
    ]


def _language_pairs_of_sets(by_set: Sequence[tuple[str, list[Found]]]) -> list[Section]:
    """With several sets, pairs of languages within each: sets differ in how hard they are."""
    if len(by_set) < 2:
        return []
    named = [
        (f"{name}: {pair}", [f for f in some if f.held.table.languages == pair])
        for name, some in by_set
        for pair in sorted({f.held.table.languages for f in some})
    ]
    return [_rows("set and languages", named)]


def _rows(title: str, named: Sequence[tuple[str, Sequence[Found]]]) -> Section:
    columns = (title, "alignments", "wanted", "proposed", "right", "precision", "recall",
               "f1-mean", "f1-pooled", "lost")  # fmt: skip
    return Section(f"by {title}", columns, tuple(_row(name, some) for name, some in named))


def _row(name: str, some: Sequence[Found]) -> tuple[Cell, ...]:
    counts = pooled([f.counts for f in some])
    return (
        name, len(some), counts.wanted, counts.proposed, counts.right, counts.precision,
        counts.recall, mean([f.counts.f1 for f in some]), counts.f1,
        sum(f.held.table.lost for f in some),
    )  # fmt: skip


def _confusion(title: str, table: NDArray[np.int_]) -> Section:
    names = (*COVERING, OUTSIDE)
    rows = tuple((name, *map(int, row)) for name, row in zip(names, table, strict=True))
    return Section(title, ("gold \\ proposed", *names), rows)
