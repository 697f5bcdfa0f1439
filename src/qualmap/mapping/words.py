"""In which language two qualifications are read, when they are worded in several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualmap.mapping.tools import Tools
from qualmap.model.qualification import Outcome, Qualification
from qualmap.model.reading import Reading


def choose_languages(left: Qualification, right: Qualification) -> tuple[str, str]:
    """Return the languages to read two qualifications in: a common one if there is, else its first.

    Only a language in which every outcome of a side is worded counts as common.
    """
    complete = [
        [tag for tag in item.languages if all(tag in outcome.text for outcome in item.outcomes)]
        for item in (left, right)
    ]
    common = next((tag for tag in complete[0] if tag in complete[1]), None)
    return (common, common) if common else (left.languages[0], right.languages[0])


@dataclass(frozen=True, slots=True)
class Worded:
    """The outcomes of one side and how they were read; `seen` tells which have words at all."""

    outcomes: tuple[Outcome, ...]
    all_readings: tuple[Reading, ...]

    @property
    def seen(self) -> list[bool]:
        """Whether each outcome has words that can be compared."""
        return [bool(reading.tokens) for reading in self.all_readings]

    @property
    def readings(self) -> list[Reading]:
        """The readings that can be compared."""
        return [reading for reading in self.all_readings if reading.tokens]

    @property
    def names(self) -> list[str]:
        """The ids of the outcomes that can be compared."""
        return [o.id for o, seen in zip(self.outcomes, self.seen, strict=True) if seen]


def word(left: Qualification, right: Qualification, tools: Tools) -> tuple[Worded, Worded]:
    """Return the outcomes of two qualifications, read in the languages that suit the pair."""
    one, other = choose_languages(left, right)
    return _worded(left, one, tools), _worded(right, other, tools)


def _worded(item: Qualification, language: str, tools: Tools) -> Worded:
    """An outcome that lacks the language is read in its original words."""
    units = {
        outcome.id: _in_language(unit.title, language)
        for unit in item.units
        for outcome in unit.outcomes
    }
    outcomes = tuple(item.outcomes)
    tags = [language if language in o.text else next(iter(o.text)) for o in outcomes]
    tools.annotator.read_all([(o.text[tag], tag) for o, tag in zip(outcomes, tags, strict=True)])
    readings = tuple(
        tools.annotator.read(o.text[tag], tag, domain=o.domain or "", unit=units[o.id])
        for o, tag in zip(outcomes, tags, strict=True)
    )
    return Worded(outcomes, readings)


def _in_language(title: Mapping[str, str], language: str) -> str:
    return title.get(language) or next(iter(title.values()), "")
