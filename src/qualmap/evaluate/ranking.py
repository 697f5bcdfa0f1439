"""Tasks `retrieval` and `crosswalk`: at which rank a text finds its counterpart in a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.errors import faulty
from qualmap.evaluate.agreement import OUTSIDE
from qualmap.evaluate.goldfile import GoldFile
from qualmap.evaluate.metrics import Floats, accuracy_at, macro_f1, mean_interval, reciprocal_rank
from qualmap.evaluate.result import Cell, Figure, Section
from qualmap.evaluate.textpairs import TextPairs
from qualmap.mapping.match import match
from qualmap.mapping.outcomes import score
from qualmap.mapping.tools import Tools
from qualmap.messages import _
from qualmap.model.mapping import COVERING
from qualmap.model.reading import Reading
from qualmap.text.languages import LANGUAGES

ENGLISH_LABELS: Final = ("alternative_label", "preferred_label")
"""Columns of the English ESCO, whose names say nothing of the language."""

AT: Final = (1, 5, 10)

Ranks = NDArray[np.int_]
Measured = tuple[list[Figure], list[Section]]


@dataclass(frozen=True, slots=True)
class Direction:
    """Ranks of one list looked up in another; 0 where the counterpart was never scored."""

    file: str
    name: str
    ranks: Ranks


def text_columns(file: GoldFile) -> dict[str, str]:
    """Return column → language of the columns that hold texts.

    A column is named after its language, `text@ru` for one among others, or is one of ESCO's.
    """
    found = {}
    for name in file.columns:
        tag = "en" if name in ENGLISH_LABELS else name.rpartition("@")[2]
        if tag in LANGUAGES:
            found[name] = tag
    return found


def measure_rows(files: Sequence[GoldFile], tools: Tools, seed: int) -> Measured:
    """Return the figures of aligned rows: every text column looked up in every other one."""
    found = [one for file in files for one in _directions(file, tools)]
    return _figures(found, seed), [_table(found)]


def _directions(file: GoldFile, tools: Tools) -> list[Direction]:
    columns = text_columns(file)
    found = []
    for one, other in permutations(columns, 2):
        rows = [row for row in file.rows if row.get(one) and row.get(other)]
        if not rows:
            message = _("no row has both {one} and {other}").format(one=one, other=other)
            raise faulty([file.fault(1, message)])
        texts = [row.get(one) for row in rows], [row.get(other) for row in rows]
        truth = [{text} for text in texts[1]]
        right = list(dict.fromkeys(texts[1]))
        sides = (_read(texts[0], columns[one], tools), _read(right, columns[other], tools))
        found.append(Direction(file.name, f"{one} → {other}", ranks(*sides, truth, tools)))
    return found


def _read(texts: Sequence[str], language: str, tools: Tools) -> list[Reading]:
    tools.annotator.read_all([(text, language) for text in texts], tools.progress)
    return [tools.annotator.read(text, language) for text in texts]


def ranks(
    left: Sequence[Reading], right: Sequence[Reading], truth: Sequence[set[str]], tools: Tools
) -> Ranks:
    """Return, for each left text, the rank of its best counterpart among the candidates.

    `truth` holds the right texts that answer it. Equal scores count against us; 0 is not scored.
    """
    scored = score(tools.facing(left, right), tools.recipe)
    texts = [reading.text for reading in right]
    good = np.array(
        [texts[b] in truth[a] for a, b in zip(scored.i, scored.j, strict=True)], dtype=bool
    )
    best = _best(scored.i[good], scored.scores[good], len(left))
    ahead = ~good & (scored.scores >= best[scored.i])
    before = np.bincount(scored.i[ahead], minlength=len(left))
    return np.where(best >= 0, before + 1, 0)


def _best(rows: NDArray[np.intp], scores: Floats, count: int) -> Floats:
    best = np.full(count, -1.0)
    np.maximum.at(best, rows, scores)
    return best


def _figures(found: Sequence[Direction], seed: int) -> list[Figure]:
    every = np.concatenate([one.ranks for one in found])
    inverse = np.where(every > 0, 1 / np.maximum(every, 1), 0.0)
    return [
        Figure("mrr", reciprocal_rank(every.tolist()), *mean_interval(inverse, seed)),
        *(
            Figure(f"accuracy@{k}", accuracy_at(every.tolist(), k),
                   *mean_interval((every > 0) & (every <= k), seed))
            for k in AT
        ),
        Figure("candidate-recall", float((every > 0).mean())),
    ]  # fmt: skip


def _table(found: Sequence[Direction]) -> Section:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{one.file}: {one.name}",
            len(one.ranks),
            reciprocal_rank(one.ranks.tolist()),
            *(accuracy_at(one.ranks.tolist(), k) for k in AT),
            float((one.ranks > 0).mean()),
        )
        for one in found
    )
    columns = ("direction", "texts", "mrr", *(f"accuracy@{k}" for k in AT), "scored")
    return Section("by direction", columns, rows)


def measure_crosswalks(files: Sequence[TextPairs], tools: Tools, seed: int) -> Measured:
    """Return the figures of crosswalks: ranks left to right, and the relation of the best match."""
    found, table = [], np.zeros((len(COVERING) + 1, len(COVERING) + 1), dtype=int)
    for pairs in files:
        direction, confused = _crosswalk(pairs, tools)
        found.append(direction)
        table += confused
    names = (*COVERING, OUTSIDE)
    rows = tuple((name, *map(int, row)) for name, row in zip(names, table, strict=True))
    section = Section("relation of the best match", ("gold \\ proposed", *names), rows)
    figures = [*_figures(found, seed), Figure("relation-macro-f1", macro_f1(table, len(COVERING)))]
    return figures, [_table(found), section]


def _crosswalk(pairs: TextPairs, tools: Tools) -> tuple[Direction, NDArray[np.int_]]:
    truth = {text: {b for (a, b), r in pairs.relations.items() if a == text and r in COVERING}
             for text in pairs.left}  # fmt: skip
    asked = [text for text in pairs.left if truth[text]]
    if not asked:
        raise faulty([pairs.file.fault(1, _("no pair is exact, close, broad or narrow"))])
    left = _read(asked, pairs.language("left"), tools)
    right = _read(pairs.right, pairs.language("right"), tools)
    found = Direction(
        pairs.file.name, "left → right", ranks(left, right, [truth[t] for t in asked], tools)
    )
    place: dict[str, int] = {name: n for n, name in enumerate((*COVERING, OUTSIDE))}
    table = np.zeros((len(place), len(place)), dtype=int)
    for best in match(left, right, tools):
        said = pairs.relations.get((best.left_text, best.right_text), OUTSIDE)
        table[place.get(said, len(COVERING)), place.get(best.relation, len(COVERING))] += 1
    table[-1, -1] = 0  # neither accepts it: nothing to confuse
    return found, table
