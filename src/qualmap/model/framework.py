"""A qualifications framework: levels from the lowest to the highest, described per domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from qualmap.model.fields import ID_PATTERN, STRICT, Texts, about
from qualmap.model.origin import Origin, Status

CommonDomain = Literal["knowledge", "skills", "responsibility-autonomy"]
"""The three domains of the EQF, to which every framework's own domains are mapped."""

DOMAINS: tuple[CommonDomain, ...] = ("knowledge", "skills", "responsibility-autonomy")


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the framework's own domains, and the common domain it counts as."""

    __pydantic_config__: ClassVar[Any] = STRICT

    id: str = about("id of the domain within the framework", pattern=ID_PATTERN)
    common: CommonDomain = about("the common domain it is mapped to", alias="as")
    title: Texts = about("name of the domain, per language", factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A declared correspondence of a level with a level of another framework."""

    __pydantic_config__: ClassVar[Any] = STRICT

    framework: str = about("id of the other framework, e.g. eqf")
    level: str = about("id of its level")
    status: Literal["official", "comparison", "indicative"] = about(
        "official: a referencing report; comparison: a joint study; indicative: neither"
    )
    source: str = about("where it was published", default="")


@dataclass(frozen=True, slots=True)
class Typical:
    """What usually leads to a level."""

    __pydantic_config__: ClassVar[Any] = STRICT

    isced_2011: tuple[str, ...] = about("ISCED 2011 levels", default=(), alias="isced-2011")
    qualifications: tuple[Texts, ...] = about("names of qualifications", default=())


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a framework."""

    __pydantic_config__: ClassVar[Any] = STRICT

    id: str = about("id of the level, as the framework writes it", pattern=ID_PATTERN)
    title: Texts = about("name of the level, per language", factory=dict)
    descriptors: dict[str, Texts] = about("own domain id → descriptor per language", factory=dict)
    references: tuple[Reference, ...] = about("declared correspondences", default=())
    typical: Typical | None = about("what usually leads to this level", default=None)


@dataclass(frozen=True, slots=True)
class Framework:
    """A national or regional qualifications framework."""

    __pydantic_config__: ClassVar[Any] = {**STRICT, "title": "Qualifications framework"}

    kind: Literal["framework"] = about("always framework")
    id: str = about("id of the framework, e.g. uz-nqf", pattern=ID_PATTERN)
    country: str = about("ISO 3166-1 alpha-2, or EU", pattern=r"^[A-Z]{2}$")
    title: Texts = about("name of the framework, per language", min_length=1)
    domains: tuple[Domain, ...] = about("the framework's own domains", min_length=1)
    levels: tuple[Level, ...] = about("from the lowest to the highest", min_length=1)
    status: Status = about("how far the texts can be trusted")
    source: Origin = about("where the content comes from")

    def level(self, level_id: str) -> Level | None:
        """Return the level with this id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def own_domains(self, common: str) -> tuple[str, ...]:
        """Return the ids of the framework's own domains that count as `common`."""
        return tuple(domain.id for domain in self.domains if domain.common == common)
