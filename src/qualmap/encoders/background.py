"""One scale for all pairs of languages: how near unrelated texts lie, shipped beside the model.

The cosine of two unrelated outcomes is about 0.0 in some pairs of languages and 0.2 in others.
`(cosine - mean) / deviation` says how far a pair stands out, whatever the languages.
"""

from __future__ import annotations

import json

from qualmap.errors import QualmapError

__all__ = ["Background", "between", "read_background"]

Background = dict[str, tuple[float, float]]
"""`en ru` (sorted base languages) → mean and standard deviation; `*` is any other pair."""

ANY = "*"


def read_background(content: bytes) -> Background:
    """Return the pairs of a `background.json`."""
    try:
        pairs = json.loads(content)["pairs"]
        found = {pair: (float(mean), float(deviation)) for pair, (mean, deviation) in pairs.items()}
        return {ANY: found[ANY], **found}
    except (ValueError, KeyError, TypeError) as error:
        raise QualmapError("background.json of the model is damaged") from error


def between(background: Background, left: str, right: str) -> tuple[float, float]:
    """Return mean and deviation for two language tags, in either order.

    >>> between({"*": (0.1, 0.1), "ru uz": (0.05, 0.09)}, "uz-Cyrl", "ru")
    (0.05, 0.09)
    """
    pair = " ".join(sorted((left.split("-")[0], right.split("-")[0])))
    return background.get(pair, background[ANY])
