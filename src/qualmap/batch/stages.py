"""The work of a run in three pure stages: values in, bytes out, the same bytes on any machine.

Open a run (levels aligned, qualifications paired), compare each pair, finish (reports). Stages
speak JSON between them, so that what was just computed and what was kept from an earlier run pass
through the same door.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from qualmap import __version__
from qualmap.mapping import compare as comparing
from qualmap.mapping.pairing import pair_up
from qualmap.mapping.tools import Tools
from qualmap.mapping.words import choose_languages
from qualmap.model.framework import Framework
from qualmap.model.mapping import (
    Comparison,
    Evidence,
    LevelMap,
    QualificationMapping,
    Side,
    Unpaired,
)
from qualmap.model.qualification import Qualification

Frameworks = tuple[Framework, ...]

Files = dict[str, bytes]
"""File name → content."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Two qualifications to compare, by id, and why these two."""

    left: str
    right: str
    reasons: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A qualification that is not compared, by id, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A run before its pairs are compared."""

    levels: tuple[LevelMap, ...]
    pairs: tuple[Chosen, ...]
    left: tuple[LeftOver, ...]
    right: tuple[LeftOver, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Work: pair up two sides."""

    left: Side
    right: Side

    @property
    def weight(self) -> float:
        """What it costs, in pairs of qualifications."""
        return 0.2 + len(self.left.qualifications) * len(self.right.qualifications) / 2000

    def do(self, tools: Tools) -> bytes:
        """Return the opening as JSON."""
        pairing = pair_up(self.left, self.right, tools)
        opening = Opening(
            levels=_levels(self.left, self.right, tools),
            pairs=tuple(Chosen(a.id, b.id, why) for a, b, why in pairing.pairs),
            left=tuple(LeftOver(item.qualification.id, item.reason) for item in pairing.left),
            right=tuple(LeftOver(item.qualification.id, item.reason) for item in pairing.right),
        )
        return _dump(Opening, opening)


@dataclass(frozen=True, slots=True)
class Compare:
    """Work: compare two qualifications."""

    left: Qualification
    right: Qualification
    levels: tuple[LevelMap, ...]
    reasons: tuple[Evidence, ...]

    @property
    def weight(self) -> float:
        """What it costs, in pairs of qualifications."""
        return 1.0

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The words that will be read, each with its language."""
        tags = choose_languages(self.left, self.right)
        return [
            (outcome.text[tag], tag)
            for item, tag in zip((self.left, self.right), tags, strict=True)
            for outcome in item.outcomes
            if tag in outcome.text
        ]

    def do(self, tools: Tools) -> bytes:
        """Return the mapping of the two as JSON."""
        found = comparing.compare_pair(
            self.left, self.right, tools, levels=self.levels, pairing=self.reasons
        )
        return _dump(QualificationMapping, found)


@dataclass(frozen=True, slots=True)
class Finish:
    """Work: put a run together and write its reports."""

    left: Side
    right: Side
    opening: bytes
    pairs: tuple[bytes, ...]
    formats: tuple[str, ...]

    @property
    def weight(self) -> float:
        """What it costs, in pairs of qualifications."""
        return 0.1 + 0.1 * len(self.pairs) * len(self.formats)

    def do(self, tools: Tools) -> Files:
        """Return the files of the run."""
        from qualmap.reports.build import build
        from qualmap.reports.formats import FORMATS

        view = build(self._comparison(tools))
        contents = {FORMATS[n].file_name: FORMATS[n].render(view) for n in self.formats}
        return {
            name: text.encode() if isinstance(text, str) else text
            for name, text in contents.items()
        }

    def _comparison(self, tools: Tools) -> Comparison:
        opening = read_opening(self.opening)
        return Comparison(
            left=self.left,
            right=self.right,
            levels=opening.levels,
            pairs=tuple(_load(QualificationMapping, content) for content in self.pairs),
            left_unpaired=_unpaired(self.left, opening.left),
            right_unpaired=_unpaired(self.right, opening.right),
            made=tools.made(__version__),
            cautions=tuple(comparing.cautions(self.left, self.right)),
        )


Work = Open | Compare | Finish


def read_opening(content: bytes) -> Opening:
    """Return an opening from its JSON."""
    opening: Opening = _load(Opening, content)
    return opening


def level_maps_of(
    left: Qualification, right: Qualification, levels: tuple[LevelMap, ...]
) -> tuple[LevelMap, ...]:
    """Return the level maps that a pair needs: the one of its two frameworks, if there is one."""
    wanted = (left.framework, right.framework)
    return tuple(entry for entry in levels if (entry.left.id, entry.right.id) == wanted)[:1]


def _unpaired(side: Side, over: tuple[LeftOver, ...]) -> tuple[Unpaired, ...]:
    known = {item.id: item for item in side.qualifications}
    return tuple(Unpaired(known[entry.id], entry.reason) for entry in over)


LEVELS_AT_ONCE: Final = 64
"""Level maps that a process remembers; a pair of frameworks comes in hundreds of runs."""

_aligned: OrderedDict[bytes, tuple[LevelMap, ...]] = OrderedDict()


def _levels(left: Side, right: Side, tools: Tools) -> tuple[LevelMap, ...]:
    name = tools.encoder.sha256.encode(), b"%d" % tools.use_declared
    key = b"|".join((*name, *(_dump(Frameworks, side.frameworks) for side in (left, right))))
    if key not in _aligned:
        _aligned[key] = comparing.align_levels(left, right, tools)
        while len(_aligned) > LEVELS_AT_ONCE:
            _aligned.popitem(last=False)
    return _aligned[key]


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _dump(kind: Any, value: Any) -> bytes:
    content: bytes = _adapter(kind).dump_json(value, by_alias=True)
    return content


def _load(kind: Any, content: bytes) -> Any:
    return _adapter(kind).validate_json(content)
