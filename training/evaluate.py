"""Print the figures of a static model: retrieval, Uzbek scripts, speed, first use.

    python training/evaluate.py --gold GOLD --outcomes OUTCOMES --dictionaries parallel.tsv.gz MODEL

`--held-out` is only honest for a model trained with `--hold-out`: it measures the outcomes, terms
and titles of the unit groups left out, which is where settings are chosen. The gold sets are for
reporting only.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from collections import Counter
from itertools import combinations_with_replacement, permutations
from pathlib import Path

import numpy as np
from corpus import TSV, held_out, plain, read_parallel

from qualmap.encoders.static import StaticEncoder

# Weight of character n-grams beside the cosine, and neighbours of the local scaling: taken from
# the first prototype, never tuned on gold.
CHARACTERS, NEIGHBOURS = 0.3, 10


def main() -> int:
    """Measure and print, as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--outcomes", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--dictionaries", type=Path)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    encoder = StaticEncoder(options.model)
    figures: dict[str, float] = {}
    if options.held_out:
        figures |= held_out_figures(encoder, options.outcomes)
    if options.gold:
        figures |= gold_figures(encoder, options.gold, options.dictionaries)
    if options.speed:
        figures |= speed_figures(encoder, options)
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, value in figures.items():
            print(f"{name:<64} {value:>10.3f}")
    return 0


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, **TSV))


def accuracy(scores: np.ndarray, answers: list[str]) -> float:
    """Return the share of rows whose best answer is theirs; equal texts are equally right."""
    best = scores.argmax(axis=1)
    return float(np.mean([answers[b] == answers[i] for i, b in enumerate(best)]))


def directions(encoder, columns: dict[str, list[str]], prefix: str) -> dict[str, float]:
    """Return accuracy@1 of every direction between columns of parallel texts, and the mean."""
    vectors = {name: encoder.encode(texts) for name, texts in columns.items()}
    found = {
        f"{prefix} {a}→{b}": accuracy(vectors[a] @ vectors[b].T, columns[b])
        for a, b in permutations(columns, 2)
    }
    return found | {f"{prefix} mean": float(np.mean(list(found.values())))}


def held_out_figures(encoder, folder: Path) -> dict[str, float]:
    """Return the figures on the unit groups left out: the development set for all settings."""
    figures = {}
    for table in ("parallel_outcomes", "parallel_terms", "occupation_titles"):
        rows = [r for r in read(folder / f"{table}.tsv") if held_out(r["isco"])]
        columns = {tag: [r[tag] for r in rows] for tag in ("en", "ru", "uz-Latn", "kk")}
        figures |= directions(encoder, columns, f"held-out {table}")
        figures |= _characters(encoder, columns, f"held-out {table}")
        figures[f"held-out {table} rows"] = len(rows)
    rows = [r for r in read(folder / "parallel_outcomes.tsv") if held_out(r["isco"]) and r["ky"]]
    columns = {tag: [r[tag] for r in rows] for tag in ("ru", "ky", "tg")}
    figures |= directions(encoder, columns, "held-out ky tg")
    figures |= scale_figures(encoder, folder)
    rows = [r for r in read(folder / "lookalikes.tsv") if held_out(r["isco"])]
    return figures | {"held-out look-alikes told apart": _told_apart(encoder, rows)}


def scale_figures(encoder, folder: Path) -> dict[str, float]:
    """Return how far one threshold means the same in all pairs of languages.

    The threshold lets one unrelated pair in a thousand through over all pairs of languages
    together; the spread is the largest share let through in one pair over the smallest.
    """
    rows = [r for r in read(folder / "parallel_outcomes.tsv") if held_out(r["isco"]) and r["ky"]]
    tags = ("en", "ru", "uz-Latn", "kk", "ky", "tg")
    vectors = {tag: encoder.encode([r[tag] for r in rows]) for tag in tags}
    group = np.array([r["isco"][:2] for r in rows])
    unrelated = group[:, None] != group[None, :]
    plain_, scaled = {}, {}
    for a, b in combinations_with_replacement(tags, 2):
        cosines = (vectors[a] @ vectors[b].T)[unrelated]
        mean, deviation = encoder.background(a, b)
        plain_[a, b], scaled[a, b] = cosines, (cosines - mean) / deviation
    return {
        "scale: spread of false alarms, cosine": _spread(plain_),
        "scale: spread of false alarms, background": _spread(scaled),
    }


def _spread(scores: dict) -> float:
    threshold = np.quantile(np.concatenate(list(scores.values())), 0.999)
    shares = [float((found > threshold).mean()) for found in scores.values()]
    return max(shares) / max(min(shares), 1e-9)


def _told_apart(encoder, rows: list[dict[str, str]]) -> float:
    """Return how often the same outcome is nearer to the Russian one than the look-alike is."""
    asked = encoder.encode([r["ru"] for r in rows])
    right = []
    for tag in ("uz", "en"):
        same = (asked * encoder.encode([r[f"{tag}_same"] for r in rows])).sum(axis=1)
        near = (asked * encoder.encode([r[f"{tag}_near"] for r in rows])).sum(axis=1)
        right.append(np.mean(same > near))
    return float(np.mean(right))


def _characters(encoder, columns: dict[str, list[str]], prefix: str) -> dict[str, float]:
    fused = fuse(encoder, columns["en"], columns["ru"])
    return {f"{prefix} en→ru fused": accuracy(fused, columns["ru"])}


def fuse(encoder, left: list[str], right: list[str]) -> np.ndarray:
    """Return cosines plus characters, put on one scale by the nearest neighbours (CSLS)."""
    scores = encoder.encode(left) @ encoder.encode(right).T
    scores = scores + CHARACTERS * _ngrams(left, right)
    rows = np.sort(scores, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    columns = np.sort(scores, axis=0)[-NEIGHBOURS:].mean(axis=0)
    return 2 * scores - rows[:, None] - columns[None, :]


def _ngrams(left: list[str], right: list[str]) -> np.ndarray:
    """Return the cosine of character trigrams of the romanised texts, weighted by rarity."""
    bags = [Counter(_trigrams(text)) for text in left + right]
    known = Counter(gram for bag in bags for gram in bag)
    places = {gram: i for i, gram in enumerate(sorted(known))}
    matrix = np.zeros((len(bags), len(places)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for gram, count in bag.items():
            matrix[row, places[gram]] = count * np.log(len(bags) / known[gram])
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return matrix[: len(left)] @ matrix[len(left) :].T


def _trigrams(text: str) -> list[str]:
    padded = f" {plain(text)} "
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


def gold_figures(encoder, folder: Path, dictionaries: Path | None) -> dict[str, float]:
    """Return the figures on the gold sets, for reporting."""
    figures = {}
    rows = read(folder / "outcomes_dev.tsv")
    columns = {tag: [r[tag] for r in rows] for tag in ("en", "ru", "uz-Latn")}
    columns["uz-Cyrl"] = _cyrillic(columns["uz-Latn"])
    figures |= directions(encoder, columns, "outcomes_dev")
    figures["outcomes_dev uz-Cyrl against uz-Latn"] = _scripts_differ(figures)
    figures |= _phrase_figures(encoder, read(folder / "phrases_dev.tsv"), dictionaries)
    rows = read(folder / "isco_en_ru_dev.tsv")
    columns = {tag: [r[tag] for r in rows] for tag in ("en", "ru")}
    figures |= directions(encoder, columns, "isco titles")
    for a, b in permutations(columns, 2):
        fused = fuse(encoder, columns[a], columns[b])
        figures[f"isco titles {a}→{b} fused"] = accuracy(fused, columns[b])
    return figures


def _scripts_differ(figures: dict[str, float]) -> float:
    """Return the worst loss of Uzbek Cyrillic against Latin over the other languages."""
    pairs = [(f"{a}→uz-Latn", f"{a}→uz-Cyrl") for a in ("en", "ru")]
    pairs += [(f"uz-Latn→{a}", f"uz-Cyrl→{a}") for a in ("en", "ru")]
    return max(figures[f"outcomes_dev {a}"] - figures[f"outcomes_dev {b}"] for a, b in pairs)


def _cyrillic(texts: list[str]) -> list[str]:
    from qualmap.text.uzbek import to_cyrillic

    return [to_cyrillic(text) for text in texts]


def _phrase_figures(encoder, rows: list, dictionaries: Path | None) -> dict[str, float]:
    tags = ("en", "ru", "uz-Latn")
    figures = directions(encoder, {t: [r[t] for r in rows] for t in tags}, "phrases_dev")
    if dictionaries:
        known = {
            (b.texts.get("uz"), b.texts.get("en"))
            for b in read_parallel(dictionaries, all_licences=True)
        }
        new = [i for i, r in enumerate(rows) if (plain(r["uz-Latn"]), plain(r["en"])) not in known]
        figures["phrases_dev not in dictionaries"] = len(new)
        vectors = {t: encoder.encode([r[t] for r in rows]) for t in tags}
        right = [
            float(np.mean((vectors[a][new] @ vectors[b].T).argmax(axis=1) == np.array(new)))
            for a, b in permutations(tags, 2)
        ]
        figures["phrases_dev mean, those only"] = float(np.mean(right))
    return figures


def speed_figures(encoder, options: argparse.Namespace) -> dict[str, float]:
    """Return texts a second on distinct texts, none met before, and the seconds of a first use.

    Seconds of the processor, so that what else the machine does hardly counts. Nothing here runs
    in several threads: the figures are those of one core.
    """
    rows = read(options.outcomes / "parallel_outcomes.tsv")
    tables = {f"{tag} outcomes": {r[tag] for r in rows} for tag in ("en", "ru", "uz-Latn", "kk")}
    tables["outcomes in six languages"] = {
        r[tag] for r in rows for tag in ("en", "ru", "uz-Latn", "kk", "ky", "tg")
    }
    if options.gold:
        labels = read(options.gold / "esco_labels_dev.tsv")
        tables["English skill labels"] = {
            r[column] for r in labels for column in ("alternative_label", "preferred_label")
        }
    figures = {}
    for name, texts in tables.items():
        distinct = sorted(texts - {""})
        np.random.default_rng(1).shuffle(distinct)
        length = sum(map(len, distinct)) / len(distinct)
        label = f"texts/s, {len(distinct)} {name} of {length:.0f} letters"
        fresh = StaticEncoder(options.model)
        fresh.encode(["warm up"])
        figures[label] = rate(fresh, distinct)
        figures[f"{label}, again"] = rate(fresh, distinct)
    return figures | {"first use in a fresh process, s": first_use(options.model)}


def rate(encoder, texts: list[str]) -> float:
    """Return texts a second of processor time."""
    started = time.process_time()
    encoder.encode(texts)
    return len(texts) / (time.process_time() - started)


def first_use(model: Path) -> float:
    """Return the least of five first uses, each from a bare Python: processor time."""
    code = (
        "import time; t = time.process_time();"
        "from pathlib import Path; from qualmap.encoders.static import StaticEncoder;"
        f"StaticEncoder(Path({str(model)!r})).encode(['Malaka darajasi']);"
        "print(time.process_time() - t)"
    )
    return min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5))


if __name__ == "__main__":
    sys.exit(main())
