"""The features of a pair put into words: what a person reads beside a score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, exp, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from qualmap.messages import _
from qualmap.model.mapping import Evidence
from qualmap.model.reading import Reading
from qualmap.scoring.facing import Facing
from qualmap.scoring.features import LADDER_RUNGS, contradictions
from qualmap.scoring.recipe import Recipe
from qualmap.scoring.relation import SIGNS
from qualmap.text.languages import language as language_row
from qualmap.text.tables import table

Values = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of texts, its feature values, and what each adds to the log-odds."""

    facing: Facing
    a: int
    b: int
    values: Values
    weights: Values

    @property
    def left(self) -> Reading:
        """The left text."""
        return self.facing.left[self.a]

    @property
    def right(self) -> Reading:
        """The right text."""
        return self.facing.right[self.b]

    def weight(self, *features: str) -> float:
        """What these features add to the log-odds together."""
        return round(sum(self.weights.get(name, 0.0) for name in features), 3)


def explain(
    recipe: Recipe, facing: Facing, a: int, b: int, row: NDArray[np.float32]
) -> tuple[Evidence, ...]:
    """Return the evidence of one pair, one entry a kind of reason; weights add up to the score."""
    names = [item.feature for item in recipe.features]
    added = recipe.contributions(row[None, :])[0]
    pair = Pair(
        facing,
        a,
        b,
        dict(zip(names, map(float, row), strict=True)),
        dict(zip(names, map(float, added), strict=True)),
    )
    return tuple(writer(pair) for writer in WRITERS)


def _meaning(pair: Pair) -> Evidence:
    deviations = pair.values.get("meaning", float("nan"))
    share = 0.5 * (1 + erf(deviations / sqrt(2)))
    percent = min(99.9, 100 * share)
    detail = _("closer in meaning than {percent:.1f} % of unrelated {left}–{right} texts").format(
        percent=percent, left=pair.left.language or "?", right=pair.right.language or "?"
    )
    if pair.values.get("mutual_rank") == 1.0:
        detail += _("; each is the other's nearest")
    return Evidence(
        "meaning",
        _bounded(deviations / MEANING_FULL),
        detail,
        weight=pair.weight("meaning", "mutual_rank"),
    )


MEANING_FULL: Final = 6.0
"""Deviations above unrelated texts that are shown as a full bar; only for display."""


def _words_met(pair: Pair) -> Evidence:
    found = pair.facing.met_words(pair.a, pair.b)
    met = [two for two in found if not _is_small(two[0], pair.left.language)][:SHOWN_WORDS]
    words = ", ".join(f"{one}–{other}" for one, other in met)
    detail = _("words that meet: {words}").format(words=words) if met else _("no words meet")
    score = pair.values.get("words_less")
    return Evidence(
        "words",
        None if score is None or score != score else round(score, 3),
        detail,
        ", ".join(one for one, _other in met),
        ", ".join(other for _one, other in met),
        pair.weight("words_less", "words_more"),
    )


def _is_small(word: str, language: str) -> bool:
    """Whether a word is one of those that every text of a language has ("and", "for")."""
    return word.lower() in table(language_row(language).table).words


SHOWN_WORDS: Final = 4
"""Pairs of words named in the evidence."""


def _wording(pair: Pair) -> Evidence:
    shared = sorted(set(pair.left.tokens) & set(pair.right.tokens))
    weight = pair.weight("stems_less", "stems_more", "stems_above")
    if shared:
        detail = _("same stems: {words}").format(words=", ".join(shared))
    elif weight > 0:
        detail = _("no stem in common, but stems of like meaning")
    else:
        detail = _("no stem in common")
    return Evidence("wording", round(likeness(pair.left, pair.right), 3), detail, weight=weight)


def likeness(left: Reading, right: Reading) -> float:
    """Return how alike the wording of two texts is, from 0 to 1, in whatever order and script."""
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(" ".join(left.tokens), " ".join(right.tokens)) / 100


def _concepts(pair: Pair) -> Evidence:
    left, right = pair.left.concept_ids, pair.right.concept_ids
    shared, only = sorted(left & right), sorted(left ^ right)
    weight = pair.weight("shared_less", "shared_more")
    if not left or not right:
        side = (
            _("either side")
            if not left and not right
            else (_("the left side") if not left else _("the right side"))
        )
        return Evidence(
            "concepts",
            None,
            _("no glossary concept found on {side}").format(side=side),
            weight=weight,
        )
    detail = _("in both: {concepts}").format(concepts=", ".join(shared) or _("none"))
    if only:
        detail += _("; on one side only: {concepts}").format(concepts=", ".join(only))
    return Evidence(
        "concepts",
        round(pair.values.get("shared_less", 0.0), 3),
        detail,
        _found_words(pair.left, left & right),
        _found_words(pair.right, left & right),
        weight,
    )


def _found_words(reading: Reading, concepts: frozenset[str]) -> str:
    found = (
        reading.text[hit.start : hit.end] for hit in reading.concepts if hit.concept in concepts
    )
    return ", ".join(dict.fromkeys(found))


def _action(pair: Pair) -> Evidence:
    left, right = pair.left, pair.right
    weight = pair.weight("like_action")
    if not left.action or not right.action:
        return Evidence(
            "action",
            None,
            _("the action was not recognised on both sides"),
            left.action_words,
            right.action_words,
            weight,
        )
    same = left.action == right.action
    detail = (
        _("both: {action}").format(action=left.action)
        if same
        else _("{left} (step {low} of {rungs}) against {right} (step {high})").format(
            left=left.action, low=left.step, rungs=LADDER_RUNGS, right=right.action, high=right.step
        )
    )
    return Evidence(
        "action",
        1.0 if same else _bounded(pair.values.get("like_action", 0.0)),
        detail,
        left.action_words,
        right.action_words,
        weight,
    )


def _bounded(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 3)


def _domain(pair: Pair) -> Evidence:
    left, right = pair.left.domain, pair.right.domain
    weight = pair.weight("same_domain")
    if not left or not right:
        return Evidence(
            "domain", None, _("the domain is not given on both sides"), left, right, weight
        )
    detail = (
        _("same domain")
        if left == right
        else _("{left} against {right}").format(left=left, right=right)
    )
    return Evidence("domain", float(left == right), detail, left, right, weight)


def _particulars(pair: Pair) -> Evidence:
    found = contradictions(pair.facing, pair.a, pair.b)
    detail = "; ".join(found) if found else _("nothing that contradicts")
    score = max(0.0, 1.0 - 0.5 * len(found))
    return Evidence("particulars", score, detail)


def _unit(pair: Pair) -> Evidence:
    left, right = pair.left.unit, pair.right.unit
    weight = pair.weight("same_unit")
    if not left or not right:
        detail = _("the unit is not given on both sides")
        return Evidence("unit", None, detail, left, right, weight)
    detail = _("in the units “{left}” and “{right}”").format(left=left, right=right)
    return Evidence(
        "unit", _bounded(pair.values.get("same_unit", 0.0)), detail, left, right, weight
    )


def extent(signs: NDArray[np.float64]) -> Evidence:
    """Return what the relation was read from: which side says more, and what else fits."""
    values = dict(zip(SIGNS, map(float, signs), strict=True))
    times, more = exp(abs(values["longer"])), abs(round(values["lists_more"]))
    side = _("right") if values["longer"] > 0 else _("left")
    longer = _("the {side} text is {times:.1f} times as long").format(side=side, times=times)
    parts = [longer if times >= LONGER else _("both texts are about as long")]
    if more:
        side = _("right") if values["lists_more"] > 0 else _("left")
        parts.append(_("the {side} lists {more} more").format(side=side, more=more))
    if abs(lean := values["fits_more"]) >= RIVAL:
        side = _("right") if lean > 0 else _("left")
        parts.append(_("another text fits the {side} one too").format(side=side))
    return Evidence("extent", None, "; ".join(parts))


LONGER: Final = 1.15
"""Ratio of lengths from which a text is called longer; for display."""

RIVAL: Final = 0.2
"""Difference in probability from which another text that fits is worth a word; for display."""


WRITERS: Final[tuple[Callable[[Pair], Evidence], ...]] = (
    _meaning,
    _words_met,
    _wording,
    _concepts,
    _action,
    _domain,
    _unit,
    _particulars,
)
