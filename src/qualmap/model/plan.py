"""A plan: which comparisons a batch makes, with which settings, and what must hold of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from qualmap.model.fields import ID_PATTERN, STRICT, about
from qualmap.model.mapping import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a run compares; what a run leaves out comes from `defaults`."""

    __pydantic_config__: ClassVar[Any] = STRICT

    isco: tuple[str, ...] | None = about(
        "only qualifications whose ISCO-08 code starts so", default=None
    )
    sector: tuple[str, ...] | None = about("only these sectors", default=None)
    qualification: tuple[str, ...] | None = about("only these qualifications", default=None)
    level: tuple[str, ...] | None = about("only qualifications of these levels", default=None)
    formats: tuple[str, ...] | None = about(
        "reports to write, e.g. json, html; json always is", default=None
    )
    recipe: str | None = about("how evidence is weighed", default=None)
    model: str | None = about("encoder", default=None)
    ignore_declared: bool | None = about(
        "align levels by their descriptors alone", default=None, alias="ignore-declared"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What a run must reach; a gate that is not named lets everything pass."""

    __pydantic_config__: ClassVar[Any] = STRICT

    min_coverage: float | None = about(
        "lowest mean firm coverage, of either side", default=None, ge=0, le=1
    )
    max_unreviewed: int | None = about(
        "most proposals that no person decided on", default=None, ge=0
    )
    max_stale: int | None = about(
        "most decisions whose texts have changed since", default=None, ge=0
    )
    no_drop_against: str | None = about(
        "an earlier output folder, below whose coverage no pair may fall", default=None
    )
    tolerance: float | None = about("how much a figure may fall all the same", default=None, ge=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must come out: a relation of two outcomes, or a level that corresponds to another."""

    __pydantic_config__: ClassVar[Any] = STRICT

    left: str | None = about("QUALIFICATION/OUTCOME on the left", default=None)
    right: str | None = about("QUALIFICATION/OUTCOME on the right", default=None)
    relation: Relation | None = about("the relation that must be found", default=None)
    never: Relation | None = about("the relation that must not be found", default=None, alias="not")
    framework_left: str | None = about("framework on the left", default=None)
    level_left: str | None = about("its level", default=None)
    framework_right: str | None = about("framework on the right", default=None)
    level_right: str | None = about("the level that must correspond", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun(Settings):
    """One comparison of two sides."""

    __pydantic_config__: ClassVar[Any] = STRICT

    id: str = about("name of the run, unique in the plan", min_length=1)
    left: str = about("country, framework id, or file, folder or glob beside the plan")
    right: str = about("country, framework id, or file, folder or glob beside the plan")
    gates: Gates = about("gates that differ from the plan's", factory=Gates)
    expect: tuple[Expectation, ...] = about("what must come out", default=())


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every two countries against each other, in every sector: runs `kz-uz-tourism`, …"""

    __pydantic_config__: ClassVar[Any] = STRICT

    countries: tuple[str, ...] = about("country codes or framework ids", min_length=1)
    sectors: tuple[str, ...] = about("a run for each; all together if none is named", default=())


@dataclass(frozen=True, slots=True)
class Plan:
    """A list of comparisons and what must hold of them."""

    __pydantic_config__: ClassVar[Any] = {**STRICT, "title": "Plan of a batch"}

    kind: Literal["plan"] = about("always plan")
    id: str = about("id of the plan; its output folder is named after it", pattern=ID_PATTERN)
    title: str = about("what the plan is for", default="")
    language: str = about("language of the words in results", default="en")
    decisions: str = about("folder of people's decisions, beside the plan", default="")
    defaults: Settings = about("settings of all runs", factory=Settings)
    runs: tuple[PlannedRun, ...] = about("the comparisons", default=())
    matrix: Matrix | None = about("more comparisons: every pair of countries", default=None)
    gates: Gates = about("gates of all runs", factory=Gates)
