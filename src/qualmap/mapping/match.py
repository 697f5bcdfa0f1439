"""Any list against any list: the best candidates of each text, with score, relation, reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qualmap.mapping.outcomes import Scored, score
from qualmap.mapping.tools import Tools
from qualmap.messages import _
from qualmap.model.mapping import Match
from qualmap.model.reading import Reading
from qualmap.scoring.nearest import Indexes


def match(
    left: Sequence[Reading],
    right: Sequence[Reading],
    tools: Tools,
    *,
    top: int = 1,
    reasons: bool = True,
) -> Iterator[Match]:
    """Yield up to `top` candidates of each left text, best first; rows count from 1.

    Without `reasons` the matches carry no evidence, which takes longest to put into words.
    """
    tools.progress(_("matching"), 0, len(left))
    scored = score(tools.facing(left, right), tools.recipe)
    rows, ranks = _best(scored, top)
    for row, rank in zip(rows.tolist(), ranks.tolist(), strict=True):
        yield _match(scored, row, rank, reasons)
        if rank == 1:
            tools.progress(_("matching"), int(scored.i[row]) + 1, len(left))


def _best(scored: Scored, top: int) -> tuple[Indexes, Indexes]:
    """Return the candidates to show, text by text, and the rank of each."""
    order = np.lexsort((scored.j, -scored.scores, scored.i))
    texts = scored.i[order]
    first = np.flatnonzero(np.diff(texts, prepend=-1))
    ranks = np.arange(len(order)) - np.repeat(first, np.diff(np.r_[first, len(order)])) + 1
    return order[ranks <= top], ranks[ranks <= top]


def _match(scored: Scored, row: int, rank: int, reasons: bool) -> Match:
    a, b = int(scored.i[row]), int(scored.j[row])
    one, other = scored.facing.left[a], scored.facing.right[b]
    chance = float(scored.scores[row])
    return Match(
        left_row=a + 1,
        left_text=one.text,
        right_row=b + 1,
        right_text=other.text,
        rank=rank,
        score=round(chance, 3),
        relation=scored.recipe.relation(chance, scored.covering[row]),
        evidence=scored.reasons(row) if reasons else (),
    )
