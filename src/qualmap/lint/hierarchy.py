"""The order of concepts from narrow to broad: what is above a concept, and where it is a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qualmap.lint.linted import Linted

__all__ = ["Hierarchy"]

LEVELS: Final = 50
"""How far up is looked; real hierarchies have less than ten levels, and a mistaken file may have
thousands."""


class Hierarchy:
    """The broader concepts of each concept, without those that it cannot have: itself."""

    def __init__(self, glossary: Linted) -> None:
        self._glossary = glossary
        self._above: dict[str, frozenset[str]] = {}
        self.broader: dict[str, tuple[str, ...]] = {
            name: tuple(
                dict.fromkeys(
                    word.value
                    for concept in concepts
                    for word in concept.broader
                    if word.value != name
                )
            )
            for name, concepts in glossary.by_id.items()
        }

    def above(self, name: str) -> frozenset[str]:
        """Return all broader concepts of a concept, near and far, itself if they go in a circle."""
        found = self._above.get(name)
        if found is None:
            found = self._above[name] = self._climb(name)
        return found

    def _climb(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        level = self._directly_above(name)
        for _step in range(LEVELS):
            found.update(level)
            higher = {up for one in level for up in self._directly_above(one)}
            level = tuple(higher - found)
            if not level:
                break
        return frozenset(found)

    def _directly_above(self, name: str) -> tuple[str, ...]:
        if (found := self.broader.get(name)) is not None:
            return found
        # A concept of the glossary that this one builds upon.
        return tuple(getattr(self._glossary.beside.get(name), "broader", ()))

    def circles(self) -> Iterator[list[str]]:
        """Yield a way from a concept up to one that has the first directly above it, for each such
        last step: taking all these steps away leaves no circle.
        """
        done: set[str] = set()
        for root in self.broader:
            if root not in done:
                yield from self._circles_from(root, done)

    def _circles_from(self, root: str, done: set[str]) -> Iterator[list[str]]:
        way = {root: 0}
        steps = [iter(self.broader[root])]
        while steps:
            name = next(steps[-1], None)
            if name is None:
                steps.pop()
                done.add(way.popitem()[0])
            elif name in way:
                yield list(way)[way[name] :]
            elif name not in done and name in self.broader:
                way[name] = len(way)
                steps.append(iter(self.broader[name]))
