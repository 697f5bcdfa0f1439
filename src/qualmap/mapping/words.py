"""In which language two qualifications are read, when they are worded in several."""

from __future__ import annotations

from collections.abc import Iterable

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


def read_outcomes(outcomes: Iterable[Outcome], language: str, tools: Tools) -> list[Reading]:
    """Return the readings of outcomes in a language; one without it in its original words."""
    read = tools.annotator.read
    return [
        read(outcome.text[tag], tag, domain=outcome.domain or "")
        for outcome in outcomes
        for tag in [language if language in outcome.text else next(iter(outcome.text))]
    ]
