"""Read the training text: bundles of texts that mean the same, one text a language.

Sources: the parallel table (rows filtered by licence), and our own tables (TSV and CSV with a
column a language, glossary YAML). Whatever the table is, the columns named like a language hold
the texts; a line of a table is a bundle.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from qualmap.encoders.words import plain

LANGUAGES = ("en", "ru", "uz", "kk", "ky", "tg", "tk")

# Column names met in our tables → language. Uzbek Cyrillic is not read: it folds to the same.
COLUMNS = {language: language for language in LANGUAGES} | {
    "uz-Latn": "uz", "uz_latn": "uz",
    "definition_en": "en", "definition_ru": "ru", "definition_uz-Latn": "uz",
    "en_same": "en", "uz_same": "uz", "kk_same": "kk",
}  # fmt: skip

NEAR = {"en_near": "en", "uz_near": "uz", "ru_near": "ru"}

# Families of licences whose rows the shipped weights may derive from.
CLEAN = ("Apache-2.0", "BSD-3-Clause", "MPL-2.0", "Unicode-3.0", "CC-BY-SA")

# Tables of ours that serve another purpose: a cell holds a list of cues, not one text.
OTHER_USE = frozenset({"level_words"})

HELD_OUT_SHARE = 10
"""One unit group in ten is held out for choosing settings."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Texts of one meaning by language; `near` holds look-alikes that mean something else."""

    kind: str
    texts: dict[str, str]
    near: dict[str, str] = field(default_factory=dict)
    unit_group: str = ""
    licence: str = "own"


def held_out(unit_group: str) -> bool:
    """True for the tenth of the unit groups that is never trained on in a measuring run."""
    digest = hashlib.sha256(unit_group.encode()).digest()
    return bool(unit_group) and digest[0] % HELD_OUT_SHARE == 0


def read_parallel(path: Path, *, all_licences: bool) -> Iterator[Bundle]:
    """Yield the rows of the parallel table whose licence is wanted, each text once a pair."""
    seen = set()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            if not all_licences and not row["licence"].startswith(CLEAN):
                continue
            texts = {row["src_lang"]: plain(row["src"]), row["tgt_lang"]: plain(row["tgt"])}
            key = tuple(sorted(texts.items()))
            if all(texts.values()) and key not in seen:
                seen.add(key)
                yield Bundle(_kind(row["source"]), texts, licence=row["licence"])


def _kind(source: str) -> str:
    words = ("dictionary", "wiktionary", "mueller", "freedict", "cldr")
    return "words" if any(word in source for word in words) else "messages"


def read_own(path: Path) -> Iterator[Bundle]:
    """Yield the bundles of our own tables and glossary files in a file or below a folder."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.stem in OTHER_USE:
            continue
        if file.suffix in (".tsv", ".csv"):
            yield from _table(file)
        elif file.suffix == ".yaml":
            yield from _glossary(file)


def _table(path: Path) -> Iterator[Bundle]:
    dialect = {"delimiter": ","} if path.suffix == ".csv" else TSV
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, **dialect):
            yield from _bundles(path.stem, row)


TSV = {"delimiter": "\t", "quoting": csv.QUOTE_NONE}


def _bundles(kind: str, row: dict[str, str]) -> Iterator[Bundle]:
    """Yield the bundle of a row, one more for each further wording, and those of one language."""
    group = row.get("isco", "")
    texts = {COLUMNS[c]: plain(_first(v)) for c, v in row.items() if c in COLUMNS and v}
    near = {NEAR[c]: plain(v) for c, v in row.items() if c in NEAR and v}
    if len(texts) > 1:
        yield Bundle(kind, texts, near, group)
    for column, value in row.items():
        if column not in COLUMNS or not value or "|" not in value:
            continue
        language = COLUMNS[column]
        wordings = [plain(wording) for wording in value.split("|")]
        rest = {k: v for k, v in texts.items() if k != language}
        for other in wordings[1:]:
            yield Bundle(kind, rest | {language: other}, near, group)
        for one, other in combinations(wordings, 2):
            yield Bundle(f"{kind} again", {language: one, language + AGAIN: other}, near, group)


AGAIN = "-again"
"""Marks the language of a second wording in the same language."""


def _first(value: str) -> str:
    return value.split("|")[0]


def read_yaml(path: Path) -> Any:
    """Return what a YAML file says; by libyaml where it is there, ten times as fast."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def _glossary(path: Path) -> Iterator[Bundle]:
    """Yield the preferred terms of each concept, its other terms beside them, its definitions."""
    document = read_yaml(path)
    for concept in document.get("concepts", ()):
        terms = {
            COLUMNS[tag]: [plain(t["text"] if isinstance(t, dict) else t) for t in listed]
            for tag, listed in concept.get("terms", {}).items()
            if tag in COLUMNS
        }
        for place in range(max(map(len, terms.values()), default=0)):
            texts = {k: v[min(place, len(v) - 1)] for k, v in terms.items() if v}
            yield Bundle("glossary", texts)
        definition = concept.get("definition", {})
        texts = {COLUMNS[tag]: plain(t) for tag, t in definition.items() if tag in COLUMNS and t}
        if len(texts) > 1:
            yield Bundle("glossary-definitions", texts)


def without(bundles: Iterator[Bundle], forbidden: frozenset[str]) -> tuple[list[Bundle], Counter]:
    """Return the bundles with forbidden texts taken out, and how many texts of a kind went.

    A bundle left with one text says nothing more and goes whole.
    """
    kept, dropped = [], Counter()
    for bundle in bundles:
        texts = {k: v for k, v in bundle.texts.items() if v and v not in forbidden}
        near = {k: v for k, v in bundle.near.items() if v not in forbidden}
        dropped[bundle.kind] += len(bundle.texts) - len(texts)
        if len(texts) > 1:
            kept.append(Bundle(bundle.kind, texts, near, bundle.unit_group, bundle.licence))
    return kept, dropped
