"""The main job, from two sides to a comparison. Start reading here.

Levels are aligned first, then qualifications are paired; of each pair the outcomes are scored,
assigned and counted, and a verdict is proposed.
"""

from __future__ import annotations

from collections.abc import Sequence

from qualmap import __version__
from qualmap.mapping import levels as level_alignment
from qualmap.mapping.coverage import coverage
from qualmap.mapping.outcomes import Scored, best_rejected, propose, score
from qualmap.mapping.pairing import pair_up
from qualmap.mapping.tools import Tools
from qualmap.mapping.verdict import verdict
from qualmap.mapping.words import Worded, word
from qualmap.messages import _
from qualmap.model.mapping import (
    Comparison,
    Coverage,
    Evidence,
    LevelMap,
    OutcomeMapping,
    QualificationMapping,
    Side,
)
from qualmap.model.qualification import Qualification


def compare(left: Side, right: Side, tools: Tools) -> Comparison:
    """Return everything that can be said on two sides, all of it proposed."""
    levels = align_levels(left, right, tools)
    pairing = pair_up(left, right, tools)
    pairs = []
    for done, (one, other, reasons) in enumerate(pairing.pairs):
        tools.progress(_("comparing qualifications"), done, len(pairing.pairs))
        pairs.append(compare_pair(one, other, tools, levels=levels, pairing=reasons))
    tools.progress(_("comparing qualifications"), len(pairs), len(pairs))
    return Comparison(
        left=left,
        right=right,
        levels=levels,
        pairs=tuple(pairs),
        left_unpaired=pairing.left,
        right_unpaired=pairing.right,
        made=tools.made(__version__),
        cautions=tuple(cautions(left, right)),
    )


def align_levels(left: Side, right: Side, tools: Tools) -> tuple[LevelMap, ...]:
    """Return a level map for each framework of the left against each of the right."""
    return tuple(
        level_alignment.align(one, other, encoder=tools.encoder, use_declared=tools.use_declared)
        for one in left.frameworks
        for other in right.frameworks
        if one.id != other.id
    )


def compare_pair(
    left: Qualification,
    right: Qualification,
    tools: Tools,
    *,
    levels: Sequence[LevelMap] = (),
    pairing: tuple[Evidence, ...] = (),
) -> QualificationMapping:
    """Return the mapping of two qualifications."""
    one, other = word(left, right, tools)
    scored = score(tools.facing(one.readings, other.readings), tools.recipe)
    names = one.names, other.names
    proposals = propose(scored, names)
    covered = tuple(_coverage(side, (one, other), proposals, scored) for side in (0, 1))
    return QualificationMapping(
        left=left,
        right=right,
        pairing=pairing,
        outcomes=tuple(proposals),
        left_covered=covered[0],
        right_covered=covered[1],
        verdict=verdict(left, right, _map_for(left, right, levels), (covered[0], covered[1])),
        candidates=len(scored.i),
    )


def _coverage(
    side: int, sides: tuple[Worded, Worded], proposals: list[OutcomeMapping], scored: Scored
) -> Coverage:
    mine, names = sides[side], (sides[0].names, sides[1].names)
    own = {
        outcome.id: [p for p in proposals if (p.left, p.right)[side] == outcome.id]
        for outcome in mine.outcomes
    }
    rejected = {
        name: best_rejected(scored, n, side, names)
        for n, name in enumerate(mine.names)
        if not own[name]
    }
    return coverage(mine.outcomes, mine.seen, own, rejected)


def _map_for(
    left: Qualification, right: Qualification, levels: Sequence[LevelMap]
) -> LevelMap | None:
    return next(
        (
            entry
            for entry in levels
            if (entry.left.id, entry.right.id) == (left.framework, right.framework)
        ),
        None,
    )


def cautions(left: Side, right: Side) -> list[str]:
    """Return what a reader has to be told before the first figure."""
    found = [note for side in (left, right) for note in side.notes]
    sources = [source for side in (left, right) for source in side.sources]
    doubtful = [source for source in sources if source.needs_caution]
    for status, words in STATUS_WORDS.items():
        named = sorted({source.id for source in doubtful if source.status == status})
        if named:
            found.append(_(words).format(count=len(named), names=", ".join(named)))
    return found


STATUS_WORDS = {
    "working-summary": "{names}: level texts are working summaries in our own words, never checked "
    "against the official text",
    "illustrative": "{count} of the qualifications compared are illustrative: written to show how "
    "qualmap works, issued by no national body",
    "official-summary": "{names}: never checked against the official text since it was written",
}
