"""How near unrelated texts lie in each pair of languages: what puts all pairs on one scale.

Taken from our own outcomes. Two outcomes are unrelated where their ISCO-08 sub-major groups (the
first two digits) differ. Turkmen has no outcomes of ours; it gets the mean over the other pairs.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
from corpus import LANGUAGES, Bundle

from qualmap.encoders.static import StaticEncoder


def measure(folder: Path, bundles: list[Bundle]) -> dict[str, list[float]]:
    """Return `a b` → mean and standard deviation of the cosines; `*` is any other pair."""
    rows = [b for b in bundles if b.kind == "parallel_outcomes" and b.unit_group]
    encoder = StaticEncoder(folder)
    sides = {}
    for language in LANGUAGES:
        mine = [b for b in rows if language in b.texts]
        if mine:
            groups = np.array([int(b.unit_group[:2]) for b in mine])
            sides[language] = encoder.encode([b.texts[language] for b in mine]), groups
    found = {
        f"{a} {b}": _spread(*sides[a], *sides[b])
        for a, b in combinations_with_replacement(sorted(sides), 2)
    }
    return found | {"*": [round(float(n), 4) for n in np.mean(list(found.values()), axis=0)]}


def _spread(left, left_groups, right, right_groups) -> list[float]:
    cosines = (left @ right.T)[left_groups[:, None] != right_groups[None, :]]
    return [round(float(cosines.mean()), 4), round(float(cosines.std()), 4)]


def write(folder: Path, bundles: list[Bundle]) -> None:
    """Write `background.json` beside the model."""
    found = {"kind": "background", "pairs": measure(folder, bundles)}
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    (folder / "background.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit("run by train.py")
