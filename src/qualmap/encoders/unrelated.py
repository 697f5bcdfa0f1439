"""How near unrelated texts lie for a model that ships no figures: measured once, then kept.

The texts are 60 learning outcomes of our own in six languages, 1 or 2 of each of 40 ISCO-08
sub-major groups. Two of different groups are taken as unrelated.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import numpy.typing as npt

from qualmap.cache import folder, keep, recall
from qualmap.encoders.background import Background, read_background
from qualmap.errors import QualmapError
from qualmap.files import data_path

__all__ = ["forget", "measured", "sample"]

KEPT = "background"
"""Files in the cache folder begin so."""

Encode = Callable[[Sequence[str]], Any]


def measured(key: str, encode: Encode) -> Background:
    """Return the background of the model known by `key`, kept from an earlier run if it was."""
    content = data_path("models", "background_texts.tsv").read_bytes()
    name = f"{KEPT}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    state = hashlib.sha256(content).hexdigest()
    if (kept := recall(name, state)) is not None:
        try:
            return read_background(kept)
        except QualmapError:
            pass  # a damaged cache is no cache
    found = _measure(encode)
    keep(name, state, json.dumps({"pairs": found}, sort_keys=True).encode())
    return found


def forget() -> None:
    """Drop what was measured; the next run measures anew."""
    place = folder()
    for path in place.glob(f"{KEPT}-*") if place else ():
        path.unlink(missing_ok=True)


def sample() -> tuple[list[str], dict[str, list[str]]]:
    """Return the ISCO-08 sub-major group of each row, and the texts of each language."""
    path = data_path("models", "background_texts.tsv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    languages = [name for name in rows[0] if name != "isco"]
    return [row["isco"][:2] for row in rows], {tag: [row[tag] for row in rows] for tag in languages}


def _measure(encode: Encode) -> Background:
    groups, texts = sample()
    flat = [text for side in texts.values() for text in side]
    vectors = np.asarray(encode(flat), dtype=np.float32).reshape(len(texts), len(groups), -1)
    sides = {tag.split("-")[0]: side for tag, side in zip(texts, vectors, strict=True)}
    labels = np.array(groups)
    apart = labels[:, None] != labels[None, :]
    found: Background = {
        f"{a} {b}": _spread((sides[a] @ sides[b].T)[apart])
        for a, b in combinations_with_replacement(sorted(sides), 2)
    }
    means, deviations = zip(*found.values(), strict=True)
    return found | {"*": (_round(np.mean(means)), _round(np.mean(deviations)))}


def _spread(cosines: npt.NDArray[np.float32]) -> tuple[float, float]:
    # A model that gives all texts one vector must not lead to a division by nought.
    return _round(cosines.mean()), max(_round(cosines.std()), 0.0001)


def _round(value: Any) -> float:
    return round(float(value), 4)
