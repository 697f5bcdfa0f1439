"""What an evaluation says: figures with their intervals, tables, and remarks that belong to them.

All tasks give this one shape, so that every format and every comparison is written once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number under a name; `low` and `high` are the ends of its 95 % interval, where known."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A table under a title; the first column names the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one task; `made` says by what, `notes` what to keep in mind."""

    task: str
    gold: tuple[str, ...]
    made: dict[str, Any]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def figure(self, name: str) -> float:
        """Return a figure; KeyError if there is none of this name."""
        for one in self.figures:
            if one.name == name:
                return one.value
        raise KeyError(name)
