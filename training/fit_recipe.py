"""Fits the weights of a recipe on gold alignments and reports cross-validated figures.

    python training/fit_recipe.py --standards PATH [--write src/qualmap/data/recipes/NAME.yaml]

Logistic regression with L2, folds by occupation (no occupation in both). Figures printed: F1 of
the accepted pairs at the threshold, candidate recall, calibration error; beside the baselines
rapidfuzz and plain cosine at their own best thresholds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gold import Alignment, alignments, unrelated

from qualmap.cli.equip import tools as equip
from qualmap.mapping.outcomes import Scored, propose
from qualmap.mapping.tools import Tools
from qualmap.mapping.words import word
from qualmap.scoring.candidates import candidates
from qualmap.scoring.features import FEATURES
from qualmap.scoring.pairs import Pairs
from qualmap.scoring.recipe import Recipe, Weighted

L2 = 1.0
"""Strength of the penalty on standardised weights."""


@dataclass
class Table:
    """An alignment with its candidate pairs, their features, and which are right."""

    gold: Alignment
    pairs: Pairs
    values: np.ndarray
    right: np.ndarray
    lost: int
    names: tuple[list[str], list[str]]


def table(gold: Alignment, equipment: Tools, features: list[str]) -> Table:
    one, other = word(gold.left, gold.right, equipment)
    facing = equipment.facing(one.readings, other.readings)
    chosen = Pairs(facing, *candidates(facing))
    names = one.names, other.names
    pairs = [(names[0][a], names[1][b]) for a, b in zip(chosen.i, chosen.j, strict=True)]
    values = np.stack([FEATURES[name](chosen) for name in features], axis=1)
    right = np.array([pair in gold.accepted for pair in pairs])
    return Table(gold, chosen, values, right, len(gold.accepted) - int(right.sum()), names)


def fit(tables: list[Table], features: list[str]) -> Recipe:
    """Newton's method on the standardised features; unknown values count as the centre."""
    values = np.concatenate([t.values for t in tables]).astype(np.float64)
    wanted = np.concatenate([t.right for t in tables]).astype(np.float64)
    centre = np.nanmean(values, axis=0)
    spread = np.nanstd(values, axis=0) + 1e-9
    x = np.nan_to_num((values - centre) / spread)
    x = np.column_stack([np.ones(len(x)), x])
    weights = np.zeros(x.shape[1])
    penalty = np.diag([0.0] + [L2] * (x.shape[1] - 1))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - wanted) + penalty @ weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    items = tuple(
        Weighted(name, round(float(w / s), 4), round(float(c), 4))
        for name, w, s, c in zip(features, weights[1:], spread, centre, strict=True)
    )
    return Recipe("candidate", round(float(weights[0]), 4), items, 0.5, 0.2)


def accepted(t: Table, recipe: Recipe) -> set[tuple[str, str]]:
    scored = Scored(t.pairs, recipe, t.values, recipe.probabilities(t.values))
    return {(m.left, m.right) for m in propose(scored, t.names) if m.covers}


def f1(found: int, proposed: int, wanted: int) -> float:
    return 2 * found / (proposed + wanted) if proposed + wanted else 0.0


def measure(t: Table, recipe: Recipe) -> tuple[int, int, int]:
    pairs = accepted(t, recipe)
    return len(pairs & t.gold.accepted), len(pairs), len(t.gold.accepted)


def at(recipe: Recipe, threshold: float) -> Recipe:
    return Recipe(recipe.name, recipe.intercept, recipe.features, threshold, recipe.related)


def best_threshold(tables: list[Table], recipe: Recipe) -> float:
    grid = np.arange(0.15, 0.75, 0.025)
    return float(max(grid, key=lambda x: total(tables, at(recipe, x))))


def total(tables: list[Table], recipe: Recipe) -> float:
    counts = np.array([measure(t, recipe) for t in tables])
    return f1(*counts.sum(axis=0))


def cross_validate(
    tables: list[Table], strangers: list[Table], features: list[str]
) -> dict[str, tuple[int, int, int]]:
    """Return counts per alignment, each by a recipe that saw nothing of its occupation."""
    found: dict[str, tuple[int, int, int]] = {}
    chances, truths = [], []
    false, outcomes = 0, 0
    for occupation in sorted({t.gold.occupation for t in tables}):
        train = [t for t in tables if t.gold.occupation != occupation]
        foreign = [t for t in strangers if occupation not in t.gold.occupation.split()]
        recipe = fit(train + foreign, features)
        recipe = at(recipe, best_threshold(train + foreign, recipe))
        for t in tables:
            if t.gold.occupation == occupation:
                found[t.gold.name] = measure(t, recipe)
                chances.append(recipe.probabilities(t.values))
                truths.append(t.right)
        for t in strangers:
            if t.gold.occupation.split()[0] == occupation:
                false += measure(t, recipe)[1]
                outcomes += len(t.names[0])
    error = calibration(np.concatenate(chances), np.concatenate(truths))
    print(f"expected calibration error {error:.3f}")
    print(f"different occupations: {false} false proposals for {outcomes} outcomes")
    return found


def calibration(chances: np.ndarray, truths: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error: the gap between chance and truth, bin by bin."""
    edges = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [
        abs(chances[edges == b].mean() - truths[edges == b].mean()) * (edges == b).mean()
        for b in range(bins)
        if (edges == b).any()
    ]
    return float(sum(gaps))


def baseline(tables: list[Table], score: Callable[[Table], np.ndarray]) -> float:
    """One-to-one by a single score at its best threshold on these very tables: optimistic."""
    best = 0.0
    scores = [score(t) for t in tables]
    for threshold in np.quantile(np.concatenate(scores), np.linspace(0.5, 0.995, 60)):
        counts = np.zeros(3, dtype=int)
        for t, s in zip(tables, scores, strict=True):
            keep = s >= threshold
            counts += [int((t.right & keep).sum()), int(keep.sum()), len(t.gold.accepted)]
        best = max(best, f1(*counts))
    return best


def show(tables: list[Table], found: dict[str, tuple[int, int, int]]) -> None:
    for t in tables:
        hit, proposed, wanted = found[t.gold.name]
        print(
            f"{t.gold.name:34s} F1 {f1(hit, proposed, wanted):.3f}  {hit:2d} of {proposed:2d} "
            f"right, {wanted:2d} wanted, {t.lost} never scored"
        )
    for label, group in (
        ("constructed", [t for t in tables if not t.gold.name.startswith("own")]),
        ("own", [t for t in tables if t.gold.name.startswith("own")]),
    ):
        if group:
            counts = np.array([found[t.gold.name] for t in group])
            mean = np.mean([f1(*found[t.gold.name]) for t in group])
            lost = sum(t.lost for t in group)
            wanted = counts[:, 2].sum()
            print(
                f"{label}: F1 pooled {f1(*counts.sum(axis=0)):.3f}, mean {mean:.3f}; "
                f"candidate recall {1 - lost / wanted:.3f}; "
                f"baselines: rapidfuzz {baseline(group, wording):.3f}, "
                f"cosine {baseline(group, lambda t: t.pairs.cosine):.3f}"
            )


def wording(t: Table) -> np.ndarray:
    return FEATURES["wording"](t.pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--standards", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    from qualmap.scoring import recipe as recipes

    equipment = equip() if recipes.names() else _first_tools()
    features = [name for name in FEATURES if name not in arguments.without]
    tables = [table(gold, equipment, features) for gold in alignments(arguments.standards)]
    known = [t.gold for t in tables]
    strangers = [table(gold, equipment, features) for gold in unrelated(known)]
    show(tables, cross_validate(tables, strangers, features))
    final = fit(tables + strangers, features)
    final = at(final, best_threshold(tables + strangers, final))
    print(f"threshold {final.threshold:.3f}, intercept {final.intercept}")
    for item in final.features:
        print(f"  {item.feature:18s} {item.weight:+8.3f} around {item.centre:.3f}")
    if arguments.write:
        arguments.write.parent.mkdir(parents=True, exist_ok=True)
        arguments.write.write_text(as_yaml(final, arguments.write.stem, len(tables)), "utf-8")


def _first_tools() -> Tools:
    from qualmap.cli.equip import glossary
    from qualmap.encoders import load_encoder
    from qualmap.glossary.annotate import Annotator

    return Tools(Annotator(glossary()), load_encoder(), Recipe("none", 0, (), 0.5, 0.2))


def as_yaml(recipe: Recipe, name: str, count: int) -> str:
    rows = "".join(
        f"  - {{feature: {i.feature}, weight: {i.weight}, centre: {i.centre}}}\n"
        for i in recipe.features
    )
    return (
        "# How evidence is weighed; written by training/fit_recipe.py.\n"
        f"name: {name}\nintercept: {recipe.intercept}\nfeatures:\n{rows}"
        f"threshold: {recipe.threshold:.3f}\nrelated: {recipe.threshold / 2:.3f}\n"
        f'fitted: "logistic regression on {count} constructed alignments; threshold by best F1"\n'
    )


if __name__ == "__main__":
    main()
