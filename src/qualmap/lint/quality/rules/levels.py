"""LQ005, LQ006: what an outcome asks for, against the level of its qualification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qualmap.lint.quality.bench import Bench
from qualmap.lint.quality.rule import quality
from qualmap.lint.quality.subject import Described, Statement
from qualmap.lint.rule import Hit, hit
from qualmap.messages import _

LOW: Final = 2.5
"""Levels 1 and 2 of the EQF: simple tasks, in a structured context, under supervision."""

HIGH: Final = 5.5
"""From level 6 of the EQF on: managing complex activities, taking responsibility for others."""

LEADING: Final = 7
"""From this step of the ladder of actions on, others are led or something new is designed."""

SUPERVISE: Final = "supervise"
"""Others are led, if from a lower step of the ladder."""

CARRYING_OUT: Final = 4
"""Up to this step of the ladder, what is told is carried out."""

SUPERVISION: Final = ("supervision", "autonomy")
"""Whether somebody is supervised, `text/particulars.py` tells: "with the help of" a tool is not."""

FEWEST: Final = 4
"""So many outcomes tell something of a qualification as a whole."""


@quality("LQ005", "above-its-level", "warning")
def above_its_level(item: Described, bench: Bench) -> Iterator[Hit]:
    """An outcome of level 1 or 2 of the EQF asks for what only higher levels ask for.

    Leading others, designing, research; level words of level 6 and more. The level is the one that
    the framework declares for the EQF, else its even position.

    Why:
        Either the level is wrong or the outcome is; a comparison of levels will be misled.
    Bad:
        {level: "1", text: {en: "Manages a team of builders"}}
    Good:
        {level: "1", text: {en: "Carries bricks as told by a bricklayer"}}
    """
    if item.stage is None or item.stage > LOW:
        return
    for one in item.statements:
        lead = one.lead
        words = [found for found in bench.level_words(one) if found.stage > HIGH]
        if lead is not None and (lead.step >= LEADING or lead.id == SUPERVISE):
            yield _against(one, item.stage, (lead.start, lead.end))
        elif words:
            yield _against(one, item.stage, (words[0].start, words[0].end))


@quality("LQ006", "below-its-level", "warning")
def below_its_level(item: Described, bench: Bench) -> Iterator[Hit]:
    """An outcome of level 6 or more of the EQF is done under supervision, or none asks for more
    than carrying out.

    Why:
        Either the level is wrong or the outcome is; a comparison of levels will be misled.
    Bad:
        {level: "7", text: {en: "Draws up reports under direct supervision"}}
    Good:
        {level: "7", text: {en: "Supervises the drawing up of reports"}}
    """
    if item.stage is None or item.stage < HIGH:
        return
    for one in item.statements:
        supervised = one.particulars.supervised and not one.particulars.independent
        words = [found for found in bench.level_words(one) if found.stage < LOW]
        simple = [found for found in words if found.element not in SUPERVISION]
        if supervised or simple:
            found = next(iter(words), None)
            yield _against(one, item.stage, (found.start, found.end) if found else None)
    yield from _nothing_above(item, item.stage)


def _nothing_above(item: Described, stage: float) -> Iterator[Hit]:
    steps = [one.lead.step for one in item.originals if one.lead is not None]
    where = item.file.node_at(("level",))
    if where is not None and len(steps) >= FEWEST and max(steps) <= CARRYING_OUT:
        message = _("no outcome asks for more than carrying out, at level {stage} of the EQF")
        yield hit(where, message.format(stage=f"{stage:.2g}"), hint=_hint())


def _against(one: Statement, stage: float, span: tuple[int, int] | None) -> Hit:
    words = one.text[slice(*span)] if span else one.text
    message = _("{words!r} does not go with level {stage} of the EQF")
    return one.hit(message.format(words=words, stage=f"{stage:.2g}"), span, _hint())


def _hint() -> str:
    return _("look at the level, and at the outcome")
