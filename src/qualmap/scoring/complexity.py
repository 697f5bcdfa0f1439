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
from functools import cached_property, lru_cache
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
# 0.07 to 0.15 order the levels of frameworks alike; 0.05 strays more from one to the next.
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
    """Reads levels with one encoder; the vectors of our statements are worked out once."""

    def __init__(
        self, encoder: Encoder, words: Mapping[str, WordTable | None] | None = None
    ) -> None:
        self._encoder = encoder
        self._words = words

    def read(self, level: Descriptors, tag: str) -> Reading:
        """Return the features of a level as a whole and of each common domain."""
        if not level:
            return Reading(None, {}, ())
        found = {domain: self._cues(texts, tag) for domain, texts in level.items()}
        meaning = {domain: self._meaning(texts) for domain, texts in level.items()}
        every = tuple(cue for cues in found.values() for cue in cues)
        whole = _wording(every), sum(meaning.values()) / len(meaning)
        return Reading(whole, {d: (_wording(found[d]), meaning[d]) for d in level}, every)

    def _cues(self, texts: Sequence[str], tag: str) -> list[Cue]:
        table = level_words(tag) if self._words is None else self._words.get(tag)
        return [cue for text in texts for cue in find_cues(text, table)]

    def _meaning(self, texts: Sequence[str]) -> float:
        """The stages of the statements, weighted by closeness of meaning."""
        known, centre, stages = self._statements
        vectors = _unit(np.asarray(self._encoder.encode(list(texts)), dtype=np.float64) - centre)
        near = np.exp(vectors @ known.T / KERNEL)
        return float((near @ stages / near.sum(axis=1)).mean())

    @cached_property
    def _statements(self) -> tuple[Floats, Floats, Floats]:
        """Each statement as the mean of its four languages: what one wording adds by chance goes.

        Statements of all domains serve every domain: a framework may say of autonomy what others
        say of skills. Together this strays 0.47 stages, the domain's own in one language 0.50.
        """
        rows = _rows()
        tags = [name for name in rows[0] if name not in ("stage", "domain")]
        texts = [row[tag] for tag in tags for row in rows]
        vectors = np.asarray(self._encoder.encode(texts), dtype=np.float64)
        each = vectors.reshape(len(tags), len(rows), -1).mean(axis=0)
        centre = each.mean(axis=0)
        return _unit(each - centre), centre, np.array([float(row["stage"]) for row in rows])


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
