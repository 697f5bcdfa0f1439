"""The order of concepts from narrow to broad: what is above a concept, and where it is a circle."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from qualmap.lint.linted import Linted

__all__ = ["Hierarchy"]

ROUNDS: Final = 20
"""Without circles one round is enough, and with a few of them two or three."""


class Hierarchy:
    """The broader concepts of each concept; that one is broader than itself is not looked at."""

    def __init__(self, glossary: Linted) -> None:
        self.broader: dict[str, tuple[str, ...]] = {}
        for name, concepts in glossary.by_id.items():
            ups = (word.value for concept in concepts for word in concept.broader)
            self.broader[name] = tuple(dict.fromkeys(up for up in ups if up != name))
        self._go_on_in(glossary)

    def _go_on_in(self, glossary: Linted) -> None:
        """Add what is above in the glossary that this one builds upon."""
        rest = [up for ups in self.broader.values() for up in ups if up not in self.broader]
        while rest:
            name = rest.pop()
            if name not in self.broader:
                self.broader[name] = tuple(getattr(glossary.beside.get(name), "broader", ()))
                rest += self.broader[name]

    def is_above(self, higher: str, lower: str) -> bool:
        """Whether one concept is broader than another, near or far."""
        number = self._numbers.get(higher)
        return number is not None and bool(self._above.get(lower, 0) >> number & 1)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.broader)}

    @cached_property
    def _above(self) -> dict[str, int]:
        """A bit for each concept above one: sets would take a hundred times the room."""
        order: list[str] = []
        for _circle in self._walk(order):
            pass
        above = dict.fromkeys(order, 0)
        for _round in range(ROUNDS):
            changed = False
            for name in order:
                found = above[name]
                for up in self.broader[name]:
                    found |= above[up] | 1 << self._numbers[up]
                changed |= found != above[name]
                above[name] = found
            if not changed:
                break
        return above

    def circles(self) -> Iterator[list[str]]:
        """Yield ways from a concept up to one that has the first directly above it.

        Taking away all these last steps leaves no circle.
        """
        return self._walk([])

    def _walk(self, order: list[str]) -> Iterator[list[str]]:
        """Yield the circles, and put all concepts in order, those above first."""
        done: set[str] = set()
        for root in self.broader:
            if root not in done:
                yield from self._walk_from(root, done, order)

    def _walk_from(self, root: str, done: set[str], order: list[str]) -> Iterator[list[str]]:
        way = {root: 0}
        steps = [iter(self.broader[root])]
        while steps:
            name = next(steps[-1], None)
            if name is None:
                steps.pop()
                order.append(way.popitem()[0])
                done.add(order[-1])
            elif name in way:
                yield list(way)[way[name] :]
            elif name not in done:
                way[name] = len(way)
                steps.append(iter(self.broader[name]))
