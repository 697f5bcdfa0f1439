"""Declared referencing between two frameworks: direct, the other way round, or through the EQF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from qualmap.model.framework import Framework, Level, Reference

__all__ = ["Declared", "declared"]

PIVOT: Final = "eqf"
WEAKER: Final = ("indicative", "comparison", "official")


@dataclass(frozen=True, slots=True)
class Declared:
    """What published referencing says of a left level.

    `levels` are the ids on the right, in order, `status` is the weakest of the references used,
    `beyond` tells that the level lies outside every level of the right framework.
    """

    levels: tuple[str, ...]
    status: str
    route: str
    through: str = ""
    sources: tuple[str, ...] = ()
    beyond: str = ""


def declared(level: Level, left: Framework, right: Framework) -> Declared | None:
    """Return what is declared on a left level, the most direct way first; None if nothing is."""
    return _direct(level, right) or _reverse(level, left, right) or _pivot(level, left, right)


def _direct(level: Level, right: Framework) -> Declared | None:
    found = [r for r in level.references if r.framework == right.id and right.level(r.level)]
    return _made([r.level for r in found], found, "direct") if found else None


def _reverse(level: Level, left: Framework, right: Framework) -> Declared | None:
    pairs = [
        (other.id, r)
        for other in right.levels
        for r in other.references
        if r.framework == left.id and r.level == level.id
    ]
    return _made([name for name, _ in pairs], [r for _, r in pairs], "reverse") if pairs else None


def _pivot(level: Level, left: Framework, right: Framework) -> Declared | None:
    own = list(_on_pivot(level, left))
    other = [(entry.id, r) for entry in right.levels for r in _on_pivot(entry, right)]
    stages = {reference.level for reference in own}
    if not own or not other:
        return None
    pairs = [(name, r) for name, r in other if r.level in stages]
    if pairs:
        used = own + [r for _, r in pairs]
        return _made([name for name, _ in pairs], used, "pivot", through=own[0].level)
    beyond = _beyond(own, [r for _, r in other])
    used = own + [r for _, r in other]
    return _made([], used, "pivot", through=own[0].level, beyond=beyond) if beyond else None


def _on_pivot(level: Level, framework: Framework) -> Iterator[Reference]:
    """The references of a level to the EQF; a level of the EQF itself stands for its own."""
    if framework.id == PIVOT:
        yield Reference(PIVOT, level.id, "official")
    yield from (r for r in level.references if r.framework == PIVOT)


def _beyond(own: list[Reference], other: list[Reference]) -> str:
    numbers = [[float(r.level) for r in side if r.level.isdecimal()] for side in (own, other)]
    if not all(numbers):
        return ""
    if max(numbers[0]) < min(numbers[1]):
        return "below"
    return "above" if min(numbers[0]) > max(numbers[1]) else ""


def _made(
    levels: list[str], used: list[Reference], route: str, *, through: str = "", beyond: str = ""
) -> Declared:
    return Declared(
        levels=tuple(dict.fromkeys(levels)),
        status=min((r.status for r in used), key=WEAKER.index),
        route=route,
        through=through,
        sources=tuple(dict.fromkeys(r.source for r in used if r.source)),
        beyond=beyond,
    )
