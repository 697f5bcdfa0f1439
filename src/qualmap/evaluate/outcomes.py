"""Task `outcomes`: gold alignments of two qualifications, by a given recipe or cross-validated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qualmap.errors import QualmapError
from qualmap.evaluate import agreement
from qualmap.evaluate.ablate import left_features, muted
from qualmap.evaluate.folds import Held, groups, hold_out
from qualmap.evaluate.gold import Alignment, strangers
from qualmap.evaluate.learn import learn
from qualmap.evaluate.result import Figure, Section
from qualmap.evaluate.tables import Table, tables
from qualmap.mapping.tools import Tools
from qualmap.messages import _
from qualmap.scoring.features import FEATURES
from qualmap.scoring.recipe import Recipe

FEWEST_FOLDS: Final = 3
"""Below this, a fold would be learned from one or two occupations only."""


@dataclass(frozen=True, slots=True)
class Options:
    """How it is measured: parts left out, weights learned in folds or those of the recipe."""

    without: tuple[str, ...] = ()
    cross_validate: bool = False
    seed: int = 1


Measured = tuple[list[Figure], list[Section]]


def measure(golds: Sequence[Alignment], tools: Tools, options: Options) -> Measured:
    """Return figures and tables; QualmapError if there are too few occupations for folds."""
    known = tables(golds, tools)
    foreign = tables(strangers(golds), tools)
    return measure_tables(known, foreign, tools, options)


def measure_tables(
    known: Sequence[Table], foreign: Sequence[Table], tools: Tools, options: Options
) -> Measured:
    """Return figures and tables of what was computed before; see `measure`."""
    if options.cross_validate:
        check_folds(known)
        features = left_features(tuple(FEATURES), options.without)
        held, others = hold_out(
            [*known, *foreign], lambda some: learn(some, features), progress=tools.progress
        )
    else:
        recipe = muted(tools.recipe, options.without)
        held, others = [Held(t, recipe) for t in known], [Held(t, recipe) for t in foreign]
    found = [agreement.look(one) for one in held]
    false = [agreement.look(one) for one in others]
    return agreement.figures(found, false, options.seed), agreement.sections(found)


def check_folds(known: Sequence[Table]) -> None:
    """Raise QualmapError if the occupations are too few to be held out in turn."""
    if (count := len(groups(known))) < FEWEST_FOLDS:
        raise QualmapError(
            _("{count} occupations are too few for folds").format(count=count),
            hint=f"name gold alignments of at least {FEWEST_FOLDS} occupations",
        )


def fit(
    golds: Sequence[Alignment], tools: Tools, options: Options, name: str
) -> tuple[Recipe, Measured]:
    """Return the recipe learned from all alignments, beside its cross-validated figures."""
    known, foreign = tables(golds, tools), tables(strangers(golds), tools)
    measured = measure_tables(known, foreign, tools, replace(options, cross_validate=True))
    features = left_features(tuple(FEATURES), options.without)
    return learn([*known, *foreign], features, name), measured
