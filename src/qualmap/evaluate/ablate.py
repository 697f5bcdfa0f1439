"""Which features belong to which part of the method, so that a part can be taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qualmap.errors import QualmapError
from qualmap.messages import _
from qualmap.scoring.recipe import Recipe

PARTS: Final = {
    "glossary": ("shared_",),
    "meaning": ("meaning", "standing_out", "mutual_rank", "same_unit"),
    "wording": ("wording", "words_", "stems_"),
    "action": ("same_action", "action_", "like_action"),
}
"""Part → how the names of its features begin. `meaning` is that of whole texts, `wording` goes
word by word. What is in no part (domain, particulars) is never left out."""


def check_parts(without: Sequence[str]) -> None:
    """Raise QualmapError, with the known ones, for a part that there is not."""
    for part in without:
        if part not in PARTS:
            known = ", ".join(PARTS)
            message = _("unknown part {part}").format(part=repr(part))
            raise QualmapError(message, hint=f"known parts: {known}")


def left_features(features: Sequence[str], without: Sequence[str]) -> tuple[str, ...]:
    """Return the features that remain when parts are taken out."""
    check_parts(without)
    gone = tuple(start for part in without for start in PARTS[part])
    return tuple(feature for feature in features if not feature.startswith(gone))


def muted(recipe: Recipe, without: Sequence[str]) -> Recipe:
    """Return the recipe without the features of these parts, its other weights as they are."""
    left = left_features([item.feature for item in recipe.features], without)
    return replace(recipe, features=tuple(i for i in recipe.features if i.feature in left))
