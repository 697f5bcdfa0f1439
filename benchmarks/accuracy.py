"""How good the proposals are on all development sets, beside baselines in the same run.

    python benchmarks/accuracy.py --data DIR --date DATE [--model NAME …] [--out FILE]

DIR holds `standards/` (gold alignments) and `gold/*.tsv` (aligned rows); the alignments of
`training/gold` are taken besides. qualmap is cross-validated: weights and threshold come from other
occupations. A baseline has one likeness and is measured at the threshold that suits it best on the
very alignments it is measured on, which flatters it. All choose pairs by the same best assignment.
For aligned rows qualmap ranks by the recipe that it comes with.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz, process

from qualmap.cli.equip import tools as equip
from qualmap.encoders import load_encoder
from qualmap.evaluate.gold import alignments, strangers
from qualmap.evaluate.goldfile import GoldFile, gold_files
from qualmap.evaluate.metrics import Counts, accuracy_at, mean, pooled
from qualmap.evaluate.outcomes import Options, measure_tables
from qualmap.evaluate.ranking import ranks, text_columns
from qualmap.evaluate.report import markdown_table
from qualmap.evaluate.result import Figure, Section
from qualmap.evaluate.tables import Table, tables
from qualmap.files import write_atomically
from qualmap.mapping.assign import assign
from qualmap.mapping.tools import Tools
from qualmap.model.encoder import Encoder
from qualmap.model.reading import Reading

REPOSITORY = Path(__file__).parents[1]
Likeness = Callable[[Sequence[Reading], Sequence[Reading]], np.ndarray]

NGRAMS = (3, 4, 5)
HASHED = 8192
"""Columns of the hashed character n-grams; 6,900 texts then need 220 MB."""

THRESHOLDS = 60


def wording(left: Sequence[Reading], right: Sequence[Reading]) -> np.ndarray:
    sides = [[reading.romanised for reading in side] for side in (left, right)]
    ratios = process.cdist(*sides, scorer=fuzz.token_sort_ratio, dtype=np.float32, workers=-1)
    return ratios / 100


def characters(left: Sequence[Reading], right: Sequence[Reading]) -> np.ndarray:
    """Cosine of TF-IDF over character n-grams within words, as scikit-learn's char_wb has them."""
    rows = np.stack([_grams(reading.romanised) for reading in (*left, *right)])
    rows *= np.log((1 + len(rows)) / (1 + (rows > 0).sum(axis=0))) + 1
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows[: len(left)] @ rows[len(left) :].T


def _grams(text: str) -> np.ndarray:
    counts = np.zeros(HASHED, dtype=np.float32)
    for word in text.split():
        padded = f" {word} "
        for size in NGRAMS:
            for at in range(len(padded) - size + 1):
                counts[crc32(padded[at : at + size].encode()) % HASHED] += 1
    return counts


def meaning(encoder: Encoder) -> Likeness:
    def likeness(left: Sequence[Reading], right: Sequence[Reading]) -> np.ndarray:
        one, other = (encoder.encode([r.tidy for r in side]) for side in (left, right))
        return np.asarray(one @ other.T)

    return likeness


def best_counts(some: Sequence[Table], likeness: Likeness) -> list[Counts]:
    """Counts of each alignment at the threshold with the best pooled F1 over all of them."""
    gains = [likeness(t.sides[0].readings, t.sides[1].readings) for t in some]
    values = np.concatenate([g.ravel() for g in gains])
    at = np.quantile(values, np.linspace(0.5, 0.999, THRESHOLDS))
    runs = [[counts(t, g, x) for t, g in zip(some, gains, strict=True)] for x in at]
    return max(runs, key=lambda run: pooled(run).f1)


def counts(t: Table, gains: np.ndarray, threshold: float) -> Counts:
    chosen = assign(np.where(gains >= threshold, gains, 0.0))
    pairs = {(t.names[0][a], t.names[1][b]) for a, b in chosen}
    return Counts(len(pairs & t.gold.accepted), len(pairs), len(t.gold.accepted))


def alignment_rows(
    known: Sequence[Table],
    foreign: Sequence[Table],
    equipment: Tools,
    baselines: dict[str, Likeness],
) -> Iterator[tuple[str | float | None, ...]]:
    """One row a method: F1 of each set, then all figures of qualmap that a baseline lacks."""
    for label, parts in (("qualmap", ()), ("qualmap without glossary", ("glossary",))):
        options = Options(parts, cross_validate=True)
        figures, sections = measure_tables(known, foreign, equipment, options)
        sets = {row[0]: row[7] for row in sections[0].rows}
        yield (label, *(sets[name] for name in sorted(sets)), *named(figures))
    for label, likeness in baselines.items():
        found = best_counts(known, likeness)
        sets = [
            mean([c.f1 for c, t in zip(found, known, strict=True) if t.gold.group == name])
            for name in sorted({t.gold.group for t in known})
        ]
        yield (label, *sets, mean([c.f1 for c in found]), None, None, None, None)


def named(figures: Sequence[Figure]) -> list[float]:
    values = {figure.name: figure.value for figure in figures}
    return [
        values[name]
        for name in (
            "f1-mean", "relation-macro-f1", "coverage-error", "calibration-error",
            "candidate-recall",
        )
    ]  # fmt: skip


def retrieval_rows(
    files: Sequence[GoldFile], equipment: Tools, baselines: dict[str, Likeness]
) -> Iterator[tuple[str | float, ...]]:
    """One row a direction: accuracy at rank 1 of qualmap and of each baseline."""
    for file in files:
        columns = text_columns(file)
        for one, other in permutations(columns, 2):
            texts = [row.get(one) for row in file.rows], [row.get(other) for row in file.rows]
            right = list(dict.fromkeys(texts[1]))
            sides = read(equipment, texts[0], columns[one]), read(equipment, right, columns[other])
            found = ranks(*sides, [{text} for text in texts[1]], equipment)
            truth = np.array([right.index(text) for text in texts[1]])
            scores = [first(*sides, truth, likeness) for likeness in baselines.values()]
            label = f"{file.name}: {one} → {other} ({len(truth)})"
            yield (label, accuracy_at(found.tolist(), 1), *scores)


def read(equipment: Tools, texts: Sequence[str], language: str) -> list[Reading]:
    equipment.annotator.read_all([(text, language) for text in texts])
    return [equipment.annotator.read(text, language) for text in texts]


def first(
    left: Sequence[Reading], right: Sequence[Reading], truth: np.ndarray, likeness: Likeness
) -> float:
    """The share of left texts whose likest right text is their own."""
    table = likeness(left, right)
    return float((table.argmax(axis=1) == truth).mean())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--date", required=True, help="stands in the table")
    parser.add_argument("--model", action="append", default=[], help="sentence-transformers model")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs" / "accuracy.md")
    arguments = parser.parse_args()
    equipment = equip()
    baselines: dict[str, Likeness] = {
        "rapidfuzz token_sort_ratio": wording,
        "character TF-IDF": characters,
        f"nearest by {equipment.encoder.name}": meaning(equipment.encoder),
        **{f"nearest by {name}": meaning(load_encoder(name)) for name in arguments.model},
    }
    golds = alignments(gold_files([arguments.data / "standards", REPOSITORY / "training" / "gold"]))
    known, foreign = tables(golds, equipment), tables(strangers(golds), equipment)
    sets = [f"F1, {name}" for name in sorted({gold.group for gold in golds})]
    columns = ("method", *sets, "F1, all", "relation macro-F1", "coverage error",
               "calibration error", "candidate recall")  # fmt: skip
    rows = tuple(alignment_rows(known, foreign, equipment, baselines))
    outcomes = Section("Outcome alignment", columns, rows)
    files = [file for file in gold_files([arguments.data / "gold"]) if len(text_columns(file)) > 1]
    found = tuple(retrieval_rows(files, equipment, baselines))
    retrieval = Section(
        "Aligned rows, accuracy at rank 1", ("direction", "qualmap", *baselines), found
    )
    models = "".join(f" --model {name}" for name in arguments.model)
    write_atomically(arguments.out, page((outcomes, retrieval), arguments.date, models))


def page(sections: Sequence[Section], date: str, models: str) -> str:
    parts = [
        "# Accuracy on the development sets",
        f"Measured on {date}, written by:",
        f"    python benchmarks/accuracy.py --data DIR --date {date}{models}",
        "Mean F1 of accepted pairs (exact, close, broad, narrow) over the alignments of a set. "
        "qualmap is cross-validated over occupations; every baseline stands at the threshold that "
        "suits it best on these very alignments, which flatters it. All texts are romanised for "
        "the baselines that compare letters. The sets were written for development by one hand "
        "and are full of look-alikes: they compare methods and promise nothing for real standards.",
        *(markdown_table(section) for section in sections),
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
