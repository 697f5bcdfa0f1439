"""The descriptors of two frameworks, each read in the language that suits both best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qualmap.model.framework import DOMAINS, Framework, Level
from qualmap.scoring.complexity import LevelModel, Reader, Reading, usable

__all__ = ["Row", "languages_for", "read_rows"]

# The EQF level that qualifications of an ISCED 2011 level usually have; upper secondary lies
# between 3 and 4, post-secondary between 4 and 5.
ISCED_STAGE: Final = {"1": 1.0, "2": 2.0, "3": 3.6, "4": 4.4, "5": 5.0, "6": 6.0, "7": 7.0,
                      "8": 8.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A level and what was read of it; `stage` is NaN where it has no words that can be read."""

    level: Level
    language: str
    reading: Reading
    stage: float
    domain_stages: dict[str, float]
    typical: float


def languages_for(left: Framework, right: Framework) -> tuple[str, str]:
    """Return the languages to read two frameworks in: a common one if there is, else its best.

    A language with level words goes before one of which only the meaning can be read; an empty
    tag stands for a framework without any language that can be read.
    """
    ranks = [_ranks(side) for side in (left, right)]
    common = [tag for tag in ranks[0] if tag in ranks[1]]
    best = max(common, key=lambda tag: ranks[0][tag] + ranks[1][tag], default="")
    own = [
        max(rank, key=lambda tag, rank=rank: rank[tag], default="")  # type: ignore[misc]
        for rank in ranks
    ]
    if best and all(rank[best] >= rank[tag] for rank, tag in zip(ranks, own, strict=True)):
        return best, best
    return own[0], own[1]


def _ranks(framework: Framework) -> dict[str, float]:
    """Tags in the order of the file → how well the framework can be read in them."""
    held: dict[str, int] = {}
    for level in framework.levels:
        for tag in {tag: None for texts in level.descriptors.values() for tag in texts}:
            held[tag] = held.get(tag, 0) + 1
    full = max(held.values(), default=0)
    return {tag: usable(tag) + count / full for tag, count in held.items() if usable(tag)}


def read_rows(
    framework: Framework, language: str, reader: Reader, model: LevelModel
) -> tuple[Row, ...]:
    """Return the levels with what was read of them; one without `language` in another it has."""
    return tuple(_row(level, framework, language, reader, model) for level in framework.levels)


def _row(
    level: Level, framework: Framework, language: str, reader: Reader, model: LevelModel
) -> Row:
    tag = _tag(level, language)
    texts = {domain: _texts(level, framework, domain, tag) for domain in DOMAINS}
    reading = reader.read({domain: found for domain, found in texts.items() if found}, tag)
    stage = float("nan") if reading.features is None else model.stage(reading.features)
    domains = {domain: model.stage(values) for domain, values in reading.domains.items()}
    return Row(level, tag, reading, stage, domains, _typical(level))


def _tag(level: Level, language: str) -> str:
    tags = {tag: None for texts in level.descriptors.values() for tag in texts}
    if language in tags:
        return language
    return max(tags, key=usable, default="") if any(map(usable, tags)) else ""


def _texts(level: Level, framework: Framework, domain: str, tag: str) -> Sequence[str]:
    own = (level.descriptors.get(name, {}) for name in framework.own_domains(domain))
    return [texts[tag] for texts in own if texts.get(tag, "").strip()]


def _typical(level: Level) -> float:
    stages = [
        ISCED_STAGE[code]
        for code in (level.typical.isced_2011 if level.typical else ())
        if code in ISCED_STAGE
    ]
    return sum(stages) / len(stages) if stages else float("nan")
