"""A qualification, occupational standard, programme or micro-credential, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from qualmap.model.fields import ID_PATTERN, STRICT, Texts, about
from qualmap.model.framework import CommonDomain
from qualmap.model.origin import Origin, Status

QualificationType = Literal[
    "qualification", "occupational-standard", "programme", "micro-credential"
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learning outcome, as the source words it."""

    __pydantic_config__: ClassVar[Any] = STRICT

    id: str = about("id, unique within the qualification", pattern=ID_PATTERN)
    text: Texts = about("the outcome, per language; the first is the original", min_length=1)
    domain: CommonDomain | None = about("common domain, where it is known", default=None)
    essential: bool = about("whether the qualification depends on it", default=True)
    criteria: tuple[Texts, ...] = about("assessment criteria", default=())


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a qualification: module, labour function, unit."""

    __pydantic_config__: ClassVar[Any] = STRICT

    id: str = about("id, unique within the qualification", pattern=ID_PATTERN)
    title: Texts = about("name of the unit, per language", factory=dict)
    outcomes: tuple[Outcome, ...] = about("its learning outcomes", default=())


@dataclass(frozen=True, slots=True)
class Classification:
    """Where the qualification stands in international classifications."""

    __pydantic_config__: ClassVar[Any] = STRICT

    isco_08: str = about(
        "ISCO-08 code, 1 to 4 digits", default="", alias="isco-08", pattern=r"^\d{0,4}$"
    )
    isced_f_2013: str = about(
        "ISCED-F 2013 code", default="", alias="isced-f-2013", pattern=r"^\d{0,4}$"
    )
    esco: str = about("ESCO occupation URI", default="")


@dataclass(frozen=True, slots=True)
class Workload:
    """How much learning it takes."""

    __pydantic_config__: ClassVar[Any] = STRICT

    hours: float | None = about("hours of learning", default=None, ge=0)
    ects: float | None = about("ECTS credits", default=None, ge=0)


@dataclass(frozen=True, slots=True)
class Qualification:
    """What a country says a person with this qualification can do."""

    __pydantic_config__: ClassVar[Any] = {**STRICT, "title": "Qualification"}

    kind: Literal["qualification"] = about("always qualification")
    id: str = about("id, unique within a workspace, e.g. uz-tour-guide", pattern=ID_PATTERN)
    country: str = about("ISO 3166-1 alpha-2, or EU", pattern=r"^[A-Z]{2}$")
    title: Texts = about("name of the qualification, per language", min_length=1)
    units: tuple[Unit, ...] = about("its parts", min_length=1)
    status: Status = about("how far the texts can be trusted")
    source: Origin = about("where the content comes from")
    type: QualificationType = about("what sort of document it is", default="qualification")
    framework: str = about("id of the framework of its level", default="")
    level: str = about("id of its level in that framework", default="")
    classification: Classification = about("codes", factory=Classification)
    sector: str = about("sector, e.g. tourism", default="")
    workload: Workload = about("learning hours or credits", factory=Workload)

    @property
    def outcomes(self) -> Iterator[Outcome]:
        """All its learning outcomes, in the order of the document."""
        return (outcome for unit in self.units for outcome in unit.outcomes)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its outcomes, the one with the most outcomes first."""
        counts: dict[str, int] = {}
        for outcome in self.outcomes:
            for tag in outcome.text:
                counts[tag] = counts.get(tag, 0) + 1
        return tuple(sorted(counts, key=lambda tag: -counts[tag]))
