"""Writes a fitted recipe as a YAML file: weights, threshold with its reason, band, figures."""

from __future__ import annotations

from qualmap.evaluate.result import Evaluation
from qualmap.scoring.recipe import Recipe
from qualmap.scoring.relation import SIGNS

KEPT = (
    "f1-mean", "f1-pooled", "precision", "recall", "candidate-recall", "relation-macro-f1",
    "coverage-error", "calibration-error", "brier", "false-across-occupations",
)  # fmt: skip
"""Figures that go into the file."""


def recipe_file(recipe: Recipe, found: Evaluation) -> str:
    """Return the text of a recipe file, with the figures of the evaluation beside the weights."""
    rows = "".join(
        f"  - {{feature: {i.feature}, weight: {i.weight}, centre: {i.centre}}}\n"
        for i in recipe.features
    )
    low, high = recipe.band or (0.0, 1.0)
    measured = "".join(f"  {f.name}: {f.value:.3f}\n" for f in found.figures if f.name in KEPT)
    return (
        f"# How evidence is weighed; written by: qualmap evaluate --fit {recipe.name}\n"
        f"name: {recipe.name}\nintercept: {recipe.intercept}\nfeatures:\n{rows}"
        "# Best F1 of accepted pairs on folds held out; of equals the highest.\n"
        f"threshold: {recipe.threshold:.3f}\nrelated: {recipe.related:.4f}\n"
        "# Below it refusals are right 9 times in 10, above it proposals; between, people look.\n"
        f"band: [{low:.3f}, {high:.3f}]\n"
        "# Which relation an accepted pair has: the highest sum of signs.\n"
        f"relations:\n{_relations(recipe)}"
        "# Cross-validated, no occupation in both folds; docs/evaluate.md says what they mean.\n"
        f"figures:\n{measured}"
        f'fitted: "logistic regression on {len(found.gold)} alignments and as many pairs of '
        'different occupations; calibrated, threshold and band chosen on folds held out"\n'
    )


def _relations(recipe: Recipe) -> str:
    lines = []
    for item in recipe.relations:
        weights = "".join(f", {sign}: {w}" for sign, w in zip(SIGNS, item.weights, strict=True))
        lines.append(f"  {item.relation}: {{intercept: {item.intercept}{weights}}}\n")
    return "".join(lines)
