"""What is known of a country's qualifications system, each fact with its provenance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from qualmap.model.fields import STRICT, Texts, about


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement on a country's system; `seen` was read in its source, `recalled` was not."""

    __pydantic_config__: ClassVar[Any] = STRICT

    topic: str = about("what it is about, e.g. legal-act")
    statement: Texts = about("the fact, per language", min_length=1)
    provenance: Literal["seen", "recalled"] = about("seen: read in the source; recalled: verify")
    source: str = about("where it was read", default="")


@dataclass(frozen=True, slots=True)
class Country:
    """A country, its working languages, and its framework where one is known."""

    __pydantic_config__: ClassVar[Any] = {**STRICT, "title": "Country"}

    kind: Literal["country"] = about("always country")
    country: str = about("ISO 3166-1 alpha-2, or EU", pattern=r"^[A-Z]{2}$")
    title: Texts = about("name of the country, per language", min_length=1)
    languages: tuple[str, ...] = about("languages of its documents", default=())
    framework: str | None = about("id of its national framework; null: none is known", default=None)
    note: Texts = about("what a user must know first", factory=dict)
    facts: tuple[Fact, ...] = about("facts with provenance", default=())
