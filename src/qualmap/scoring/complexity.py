"""How complex is what a level asks for, on the eight stages of the EQF.

Two features, each on the scale of stages: the level words found (their weighted mean) and the
meaning (the stages of our 240 level statements, weighted by how close their meaning is). A ridge
regression on frameworks with published referencing joins them; its few figures stand in
`data/levels/model.yaml` with the command that makes them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from qualmap.files import data_path, read_yaml
from qualmap.model.encoder import Encoder
from qualmap.scoring.level_words import Cue, WordTable, find_cues, languages, level_words
from qualmap.text.languages import language as language_row

__all__ = ["FEATURES", "Descriptors", "LevelModel", "Reader", "Reading", "load_model", "usable"]

Floats = NDArray[np.float64]
Descriptors = Mapping[str, Sequence[str]]
"""Common domain → texts of a level in one language."""

FEATURES: Final = ("wording", "meaning")
MIDDLE: Final = 4.5
# One imagined word of the middle stage: a single hit must not decide alone. 0.5 and 2 do as well.
PRIOR_WEIGHT: Final = 1.0
# Of 0.03 to 0.2, 0.1 orders the levels of frameworks best (correlation with the EQF level).
KERNEL: Final = 0.1


@dataclass(frozen=True, slots=True)
class LevelModel:
    """What was fitted: features, how far they stray, and how frameworks are cut into levels.

    `doubled` has the odds, for each EQF level, that a framework has two levels there; `spread` has
    the standard deviations `text`, `position`, `scale` and `shift`.
    """

    name: str
    intercept: float
    weights: tuple[float, ...]
    centres: tuple[float, ...]
    spread: Mapping[str, float]
    doubled: tuple[float, ...]

    def stage(self, features: Sequence[float]) -> float:
        """Return the stage that these features speak for."""
        values = zip(features, self.centres, self.weights, strict=True)
        return self.intercept + sum(weight * (value - centre) for value, centre, weight in values)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of the descriptors of a level; `features` is None where there are none."""

    features: tuple[float, ...] | None
    domains: Mapping[str, tuple[float, ...]]
    cues: tuple[Cue, ...]


def usable(tag: str) -> int:
    """Return 2 if a language has level words, 1 if only its meaning can be read, else 0."""
    row = language_row(tag)
    return 2 if row.table in languages() else int(row.inflection != "none")


class Reader:
    """Reads levels with one encoder; vectors of the statements are worked out once a language."""

    def __init__(
        self, encoder: Encoder, words: Mapping[str, WordTable | None] | None = None
    ) -> None:
        self._encoder = encoder
        self._words = words
        self._known: dict[tuple[str, str], tuple[Floats, Floats, Floats]] = {}

    def read(self, level: Descriptors, tag: str) -> Reading:
        """Return the features of a level as a whole and of each common domain."""
        found = {domain: self._cues(texts, tag) for domain, texts in level.items()}
        meaning = {domain: self._meaning(texts, tag, domain) for domain, texts in level.items()}
        every = tuple(cue for cues in found.values() for cue in cues)
        if not level:
            return Reading(None, {}, ())
        whole = _wording(every), sum(meaning.values()) / len(meaning)
        return Reading(whole, {d: (_wording(found[d]), meaning[d]) for d in level}, every)

    def _cues(self, texts: Sequence[str], tag: str) -> list[Cue]:
        table = level_words(tag) if self._words is None else self._words.get(tag)
        return [cue for text in texts for cue in find_cues(text, table)]

    def _meaning(self, texts: Sequence[str], tag: str, domain: str) -> float:
        """The stages of the statements, weighted by closeness of meaning."""
        known, centre, stages = self._statements(tag, domain)
        vectors = _unit(np.asarray(self._encoder.encode(list(texts)), dtype=np.float64) - centre)
        near = np.exp(vectors @ known.T / KERNEL)
        return float((near @ stages / near.sum(axis=1)).mean())

    def _statements(self, tag: str, domain: str) -> tuple[Floats, Floats, Floats]:
        table = language_row(tag).table
        if (table, domain) not in self._known:
            rows = [row for row in _rows() if row["domain"] == domain]
            columns = [table] if table in rows[0] else list(rows[0])[2:]
            texts = [row[column] for column in columns for row in rows]
            stages = np.array([float(row["stage"]) for row in rows] * len(columns))
            vectors = np.asarray(self._encoder.encode(texts), dtype=np.float64)
            centre = vectors.mean(axis=0)
            self._known[table, domain] = _unit(vectors - centre), centre, stages
        return self._known[table, domain]


def _wording(cues: Sequence[Cue]) -> float:
    weight = PRIOR_WEIGHT + sum(cue.weight for cue in cues)
    return (PRIOR_WEIGHT * MIDDLE + sum(cue.weight * cue.stage for cue in cues)) / weight


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1))


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, str]]:
    with data_path("levels", "statements.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def load_model() -> LevelModel:
    """Return the model that comes with qualmap."""
    data: dict[str, Any] = read_yaml(data_path("levels", "model.yaml"), "level model").data
    by_name = {row["feature"]: row for row in data["features"]}
    return LevelModel(
        name=data["name"],
        intercept=float(data["intercept"]),
        weights=tuple(float(by_name[name]["weight"]) for name in FEATURES),
        centres=tuple(float(by_name[name]["centre"]) for name in FEATURES),
        spread={name: float(value) for name, value in data["spread"].items()},
        doubled=tuple(float(odds) for odds in data["doubled"]),
    )
