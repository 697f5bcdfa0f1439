"""How complex is what a level asks for, on the eight stages of the EQF.

Two features, each on the scale of stages: the level words found (their weighted mean) and the
meaning (a ridge regression from the encoder's vectors to the stage, on our 240 level statements
and our summaries of five frameworks). A second ridge regression, on frameworks with published
referencing, joins the two; its few figures stand in `data/levels/model.yaml` with the command
that makes them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from qualmap.cache import keep, recall
from qualmap.files import data_path, read_yaml, sha256
from qualmap.model.encoder import Encoder
from qualmap.scoring.level_words import Cue, WordTable, find_cues, kept_cues, languages
from qualmap.text.languages import language as language_row

__all__ = ["FEATURES", "Descriptors", "LevelModel", "Reader", "Reading", "load_model", "usable"]

Floats = NDArray[np.float64]
Descriptors = Mapping[str, Sequence[str]]
"""Common domain → texts of a level in one language."""

FEATURES: Final = ("wording", "meaning")
MIDDLE: Final = 4.5
# One imagined word of the middle stage: a single hit must not decide alone. 0.5 and 2 do as well.
PRIOR_WEIGHT: Final = 1.0
# Strength of the penalty on the direction of meaning, for vectors of length 1; 0.3 to 3 stray by
# 0.47 stages from frameworks of ours alike.
PENALTY: Final = 1.0
DOMAINS_TOLD: Final = ("knowledge", "skills", "responsibility-autonomy")


@dataclass(frozen=True, slots=True)
class LevelModel:
    """What was fitted: features, how far they stray, and how frameworks are cut into levels.

    `doubled` has the odds, for each EQF level, that a framework has two levels there, `below` the
    odds that it starts below level 1; `spread` has the standard deviations `text`, `position`,
    `scale` and `shift`.
    """

    name: str
    intercept: float
    weights: tuple[float, ...]
    centres: tuple[float, ...]
    spread: Mapping[str, float]
    doubled: tuple[float, ...]
    below: float

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
    """Reads levels with one encoder."""

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
        meaning = self._meaning(level)
        every = tuple(cue for cues in found.values() for cue in cues)
        whole = _wording(every), sum(meaning.values()) / len(meaning)
        return Reading(whole, {d: (_wording(found[d]), meaning[d]) for d in level}, every)

    def _cues(self, texts: Sequence[str], tag: str) -> list[Cue]:
        if self._words is None:
            return [cue for text in texts for cue in kept_cues(text, tag)]
        return [cue for text in texts for cue in find_cues(text, self._words.get(tag))]

    def _meaning(self, level: Descriptors) -> dict[str, float]:
        """Domain → the mean stage that the vectors of its texts speak for."""
        # Encoders are told apart by identity, which a protocol cannot say.
        direction, origin = _direction(self._encoder)  # type: ignore[arg-type]
        every = [text for texts in level.values() for text in texts]
        stages = iter(_vectors(self._encoder, every) @ direction + origin)
        return {
            domain: float(np.mean(list(islice(stages, len(texts)))))
            for domain, texts in level.items()
        }


@lru_cache(maxsize=2)
def _direction(encoder: Encoder) -> tuple[Floats, float]:
    """Weights of a vector's components and what is added to them: ridge on texts of our own.

    One direction serves every domain and language: a framework may say of autonomy what others
    say of skills. With the level words it strays 0.46 stages from the English development
    frameworks, none of which it was learned from; nearness to the statements strays 0.49.
    """
    texts, stages = _known_texts()
    width = len(_vectors(encoder, texts[:1])[0])
    made = (encoder.name, encoder.sha256, str(width), *texts, *map(str, stages))
    key = sha256("\n".join(made).encode())
    if (kept := recall("level-direction", key)) and len(found := _numbers(kept)) == width + 1:
        return found[:-1], float(found[-1])
    direction, origin = _ridge(_vectors(encoder, texts), stages)
    keep("level-direction", key, np.append(direction, origin).tobytes())
    return direction, origin


def _numbers(content: bytes) -> Floats:
    return np.frombuffer(content) if len(content) % 8 == 0 else np.zeros(0)


def _ridge(vectors: Floats, stages: Floats) -> tuple[Floats, float]:
    centre, middle = vectors.mean(axis=0), float(stages.mean())
    apart = vectors - centre
    square = apart.T @ apart + PENALTY * np.eye(apart.shape[1])
    direction = np.linalg.solve(square, apart.T @ (stages - middle))
    return np.asarray(direction), middle - float(centre @ direction)


def _vectors(encoder: Encoder, texts: Sequence[str]) -> Floats:
    return _unit(np.asarray(encoder.encode(texts), dtype=np.float64))


def _wording(cues: Sequence[Cue]) -> float:
    weight = PRIOR_WEIGHT + sum(cue.weight for cue in cues)
    return (PRIOR_WEIGHT * MIDDLE + sum(cue.weight * cue.stage for cue in cues)) / weight


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1))


def _known_texts() -> tuple[list[str], Floats]:
    """Our statements in each of their languages, our summaries of frameworks; their stages."""
    rows = _rows("statements.tsv")
    tags = [name for name in rows[0] if name not in ("stage", "domain")]
    told = [(row[tag], row["stage"]) for tag in tags for row in rows]
    told += [
        (row[domain], row["eqf"])
        for row in _rows("frameworks.tsv")
        if row["eqf"]
        for domain in DOMAINS_TOLD
    ]
    return [text for text, _ in told], np.array([float(stage) for _, stage in told])


def _rows(name: str) -> list[dict[str, str]]:
    with data_path("levels", name).open(encoding="utf-8", newline="") as stream:
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
        below=float(data["below"]),
    )
