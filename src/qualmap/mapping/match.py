"""Any list against any list: the best candidates of each text, with score, relation, reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qualmap.mapping.outcomes import Scored, score
from qualmap.mapping.tools import Tools
from qualmap.messages import _
from qualmap.model.mapping import Match
from qualmap.model.reading import Reading
from qualmap.scoring.reasons import explain
from qualmap.scoring.relation import extent, relation


def match(
    left: Sequence[Reading], right: Sequence[Reading], tools: Tools, *, top: int = 1
) -> Iterator[Match]:
    """Yield up to `top` candidates of each left text, best first; rows count from 1."""
    scored = score(tools.facing(left, right), tools.recipe)
    order = np.lexsort((scored.j, -scored.scores, scored.i))
    done, rank, previous = 0, 0, -1
    for row in order:
        a = int(scored.i[row])
        rank, previous = (rank + 1, a) if a == previous else (1, a)
        if rank == 1:
            done += 1
            tools.progress(_("matching"), done, len(left))
        if rank <= top:
            yield _match(scored, int(row), rank)


def _match(scored: Scored, row: int, rank: int) -> Match:
    a, b = int(scored.i[row]), int(scored.j[row])
    one, other = scored.facing.left[a], scored.facing.right[b]
    shares = scored.pairs.concept_shares
    chance = float(scored.scores[row])
    return Match(
        left_row=a + 1,
        left_text=one.text,
        right_row=b + 1,
        right_text=other.text,
        rank=rank,
        score=round(chance, 3),
        relation=relation(
            scored.recipe,
            chance,
            extent(one, other),
            (float(shares[0][row]), float(shares[1][row])),
        ),
        evidence=explain(scored.recipe, scored.facing, a, b, scored.values[row]),
    )
