"""Which qualifications of two sides are compared: same occupation first, then title and content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.mapping.assign import assign
from qualmap.mapping.tools import Tools
from qualmap.messages import _
from qualmap.model.mapping import Evidence, Side, Unpaired
from qualmap.model.qualification import Qualification

UNIT_GROUP: Final = 4
"""Digits of an ISCO-08 unit group, the finest that ISCO has."""

LIKE_ENOUGH: Final = 0.55
"""Similarity of title and content from which qualifications without a common ISCO unit group are
compared all the same. Ours; low on purpose, since the report shows both figures."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs to compare with the reasons for each, and what is left over on either side."""

    pairs: tuple[tuple[Qualification, Qualification, tuple[Evidence, ...]], ...]
    left: tuple[Unpaired, ...]
    right: tuple[Unpaired, ...]


def pair_up(left: Side, right: Side, tools: Tools) -> Pairing:
    """Return which qualifications are compared.

    All that share an ISCO-08 unit group; then, one to one, those most alike in title and content.
    One qualification against one is compared whatever they are.
    """
    lefts, rights = left.qualifications, right.qualifications
    if not lefts or not rights:
        return Pairing((), _left_over(lefts, set(), right), _left_over(rights, set(), left))
    titles = likeness([_title_words(q) for q in lefts], [_title_words(q) for q in rights], tools)
    contents = likeness(
        [_content_words(q) for q in lefts], [_content_words(q) for q in rights], tools
    )
    alike = np.asarray((titles + contents) / 2, dtype=np.float32)
    chosen = {
        (a, b)
        for a, one in enumerate(lefts)
        for b, other in enumerate(rights)
        if _same_unit_group(one, other)
    }
    chosen |= _alike(alike, chosen, alone=len(lefts) == len(rights) == 1)
    pairs = [
        (lefts[a], rights[b], _evidence(lefts[a], rights[b], titles[a, b], contents[a, b]))
        for a, b in sorted(chosen)
    ]
    return Pairing(
        tuple(pairs),
        _left_over(lefts, {a for a, _b in chosen}, right),
        _left_over(rights, {b for _a, b in chosen}, left),
    )


def likeness(left: list[list[str]], right: list[list[str]], tools: Tools) -> NDArray[np.float32]:
    """Return (left, right) likenesses of groups of texts: mean of the best counterparts."""
    vectors = [[tools.encoder.encode(texts) for texts in side] for side in (left, right)]
    table = np.zeros((len(left), len(right)), dtype=np.float32)
    for a, one in enumerate(vectors[0]):
        for b, other in enumerate(vectors[1]):
            cosines = one @ other.T
            table[a, b] = (cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2
    return table


def _title_words(item: Qualification) -> list[str]:
    return list(item.title.values())


def _content_words(item: Qualification) -> list[str]:
    return [next(iter(outcome.text.values())) for outcome in item.outcomes]


def _same_unit_group(one: Qualification, other: Qualification) -> bool:
    left, right = one.classification.isco_08, other.classification.isco_08
    return len(left) == UNIT_GROUP and left == right


def _alike(
    alike: NDArray[np.float32], taken: set[tuple[int, int]], *, alone: bool
) -> set[tuple[int, int]]:
    """Pair what ISCO left over, best first; a single pair is compared whatever its likeness."""
    if alone:
        return {(0, 0)}
    free = alike.copy()
    free[sorted({a for a, _b in taken}), :] = 0
    free[:, sorted({b for _a, b in taken})] = 0
    return {(a, b) for a, b in assign(free) if free[a, b] >= LIKE_ENOUGH}


def _evidence(
    left: Qualification, right: Qualification, title: float, content: float
) -> tuple[Evidence, ...]:
    one, other = left.classification.isco_08, right.classification.isco_08
    same = _same_unit_group(left, right)
    if same:
        detail = _("same ISCO-08 unit group {code}").format(code=one)
    elif one and other:
        detail = _("ISCO-08 {left} and {right} differ").format(left=one, right=other)
    else:
        detail = _("no ISCO-08 code on both sides")
    return (
        Evidence("isco", float(same) if one and other else None, detail, one, other),
        Evidence("title", round(float(title), 3), _("likeness of the titles")),
        Evidence("content", round(float(content), 3), _("likeness of the outcomes as a whole")),
    )


def _left_over(
    items: tuple[Qualification, ...], taken: set[int], other: Side
) -> tuple[Unpaired, ...]:
    if not other.qualifications:
        reason = _("not compared: no qualification on the other side")
    else:
        reason = _(
            "not compared: no qualification of {side} has its ISCO-08 unit group or is alike "
            "enough in title and content"
        ).format(side=other.label)
    return tuple(Unpaired(item, reason) for n, item in enumerate(items) if n not in taken)
