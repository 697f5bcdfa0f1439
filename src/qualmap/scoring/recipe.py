"""Recipes: a readable list of features and weights that gives a probability.

`p = 1 / (1 + exp(-(intercept + Σ weight × (value - centre))))`. A feature without information adds
nothing. Recipes are named and kept, so that an old mapping can be made again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from qualmap.errors import QualmapError
from qualmap.files import data_path, read_yaml
from qualmap.model.mapping import Relation
from qualmap.scoring.features import FEATURES
from qualmap.scoring.pairs import Pairs
from qualmap.scoring.relation import SIGNS, Signed

DEFAULT_RECIPE: Final = "standard-1"


@dataclass(frozen=True, slots=True)
class Weighted:
    """A feature in a recipe: `centre` is the value that neither helps nor harms."""

    feature: str
    weight: float
    centre: float

    @property
    def claim(self) -> str:
        """What the feature says when it is high."""
        return (FEATURES[self.feature].__doc__ or "").strip()


@dataclass(frozen=True, slots=True)
class Recipe:
    """Features, weights and thresholds under a name.

    Probabilities inside `band` are for people to decide; `figures` were measured when it was made.
    """

    name: str
    intercept: float
    features: tuple[Weighted, ...]
    threshold: float
    related: float
    fitted: str = ""
    band: tuple[float, float] | None = None
    figures: tuple[tuple[str, float], ...] = ()
    relations: tuple[Signed, ...] = ()

    def values(self, pairs: Pairs) -> NDArray[np.float32]:
        """Return the features of each pair, shape (pairs, features), NaN where unknown."""
        columns = [FEATURES[item.feature](pairs) for item in self.features]
        return np.stack(columns, axis=1) if columns else np.zeros((len(pairs), 0), np.float32)

    def contributions(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what each feature adds to the log-odds, zero where it is unknown."""
        centres = np.array([item.centre for item in self.features], dtype=np.float32)
        weights = np.array([item.weight for item in self.features], dtype=np.float32)
        return np.asarray(np.nan_to_num((values - centres) * weights), dtype=np.float32)

    def probabilities(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability that a competent evaluator accepts each pair."""
        log_odds = self.intercept + self.contributions(values).sum(axis=1, dtype=np.float64)
        return np.asarray(1 / (1 + np.exp(-log_odds)))

    def relation(self, chance: float, covering: Relation) -> Relation:
        """Return the relation of a pair: `covering` from the threshold on."""
        if chance < self.related:
            return "none"
        return covering if chance >= self.threshold else "related"


def names() -> list[str]:
    """Return the names of the recipes that come with qualmap."""
    return sorted(path.stem for path in data_path("recipes").glob("*.yaml"))


@cache
def load_recipe(name: str = DEFAULT_RECIPE) -> Recipe:
    """Return a recipe by name; QualmapError with the known names if there is none."""
    if name not in names():
        raise QualmapError(f"unknown recipe {name!r}", hint=f"known recipes: {', '.join(names())}")
    data = read_yaml(data_path("recipes", f"{name}.yaml"), f"recipe {name}").data
    return Recipe(
        name=data["name"],
        intercept=float(data["intercept"]),
        features=tuple(_weighted(data["features"])),
        threshold=float(data["threshold"]),
        related=float(data["related"]),
        fitted=data.get("fitted") or "",
        band=_band(data.get("band")),
        figures=tuple((name, float(v)) for name, v in (data.get("figures") or {}).items()),
        relations=tuple(_signed(name, row) for name, row in (data.get("relations") or {}).items()),
    )


def _weighted(rows: Sequence[dict[str, Any]]) -> list[Weighted]:
    return [Weighted(r["feature"], float(r["weight"]), float(r["centre"])) for r in rows]


def _band(ends: Sequence[str] | None) -> tuple[float, float] | None:
    return (float(ends[0]), float(ends[1])) if ends else None


def _signed(name: str, row: dict[str, str]) -> Signed:
    weights = tuple(float(row.get(sign, 0)) for sign in SIGNS)
    return Signed(name, float(row["intercept"]), weights)  # type: ignore[arg-type]
