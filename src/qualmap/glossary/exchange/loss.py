"""What a format could not carry, or what a file had that our files cannot hold: the loss report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from qualmap.messages import _, plural

SCHEMA_VERSION: Final = "1"
SHOWN: Final = 5
"""Concepts named in the text of the report; the JSON has them all."""


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """One kind of loss: the field, why it is lost, how often, and in which concepts."""

    field: str
    why: str
    count: int
    concepts: tuple[str, ...]

    def __str__(self) -> str:
        names = ", ".join(self.concepts[:SHOWN])
        more = len(self.concepts) - SHOWN
        rest = plural(" and {count} more", " and {count} more", more) if more > 0 else ""
        return f"{self.field}: {self.why} ({self.count}: {names}{rest})"


@dataclass(slots=True)
class Losses:
    """Gathers losses while a file is written (`export`) or read (`import`)."""

    direction: Literal["export", "import"]
    format: str
    _found: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, field: str, why: str, concept: str) -> None:
        """Note that a value of a concept (or what stands in a place of a file) is lost."""
        self._found.setdefault((field, why), []).append(concept)

    def __iter__(self) -> Iterator[Loss]:
        for (name, why), concepts in sorted(self._found.items()):
            yield Loss(name, why, len(concepts), tuple(sorted(set(concepts))))

    def as_text(self) -> str:
        """Return the report for people, a line for each kind of loss."""
        found = list(self)
        if not found:
            return _("nothing is lost")
        head = _("lost in the {format} file:") if self.direction == "export" else _(
            "not taken over from the {format} file:")  # fmt: skip
        return "\n".join([head.format(format=self.format), *(f"  {loss}" for loss in found)])

    def as_json(self, **more: object) -> str:
        """Return the report for programs; `more` are further keys at its end."""
        body = {
            "schema_version": SCHEMA_VERSION, "direction": self.direction, "format": self.format,
            "losses": [
                {"field": one.field, "why": one.why, "count": one.count,
                 "concepts": list(one.concepts)}
                for one in self
            ],
            **more,
        }  # fmt: skip
        text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
        return text.encode("utf-8", "replace").decode("utf-8")
