"""The outcomes and titles nearest to a text, in all languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from qualmap.mapping.tools import Tools
from qualmap.model.mapping import SearchHit
from qualmap.model.qualification import Qualification

SPELLING: Final = 0.3
"""What likeness of spelling adds to likeness of meaning, so that names and codes are found too."""


def nearest_outcomes(
    text: str, items: Sequence[Qualification], tools: Tools, *, top: int = 10
) -> list[SearchHit]:
    """Return the `top` texts nearest to `text`, best first."""
    places = [place for item in items for place in _places(item)]
    if not places:
        return []
    asked = tools.annotator.read(text)
    tools.annotator.read_all([(place.text, place.language) for place in places])
    facing = tools.facing([asked], [tools.annotator.read(p.text, p.language) for p in places])
    (asked_vector, vectors), (asked_letters, letters) = facing.vectors, facing.letters
    scores = (vectors @ asked_vector[0] + SPELLING * (letters @ asked_letters[0])) / (1 + SPELLING)
    best = np.lexsort((np.arange(len(places)), -scores))[:top]
    return [_scored(places[n], float(scores[n])) for n in best]


def _places(item: Qualification) -> Iterator[SearchHit]:
    title = next(iter(item.title.values()))
    for tag, words in item.title.items():
        yield SearchHit(item.id, title, item.country, "", words, tag, 0.0)
    for outcome in item.outcomes:
        for tag, words in outcome.text.items():
            yield SearchHit(item.id, title, item.country, outcome.id, words, tag, 0.0)


def _scored(place: SearchHit, score: float) -> SearchHit:
    from dataclasses import replace

    return replace(place, score=round(max(0.0, min(1.0, score)), 3))
