"""Gold alignments of outcomes: the constructed standards (a path) and our own (training/gold)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualmap.catalogue import load
from qualmap.model.qualification import Qualification
from qualmap.sources.native import read

OWN = Path(__file__).parent / "gold"
RELATION = {
    "skos:exactMatch": "exact", "skos:closeMatch": "close", "skos:broadMatch": "broad",
    "skos:narrowMatch": "narrow", "skos:relatedMatch": "related",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two qualifications and the relation of every pair of outcomes that has one."""

    occupation: str
    name: str
    left: Qualification
    right: Qualification
    relations: dict[tuple[str, str], str]

    @property
    def accepted(self) -> set[tuple[str, str]]:
        """The pairs that a competent evaluator accepts."""
        return {pair for pair, relation in self.relations.items() if relation != "related"}


def alignments(standards: Path | None) -> list[Alignment]:
    """Return all alignments, those of `standards` first."""
    found = list(_constructed(standards)) if standards else []
    return found + list(_own())


def unrelated(known: list[Alignment]) -> list[Alignment]:
    """Return pairs of different occupations, in which no outcome answers another.

    Without them a recipe learns only to tell outcomes of one trade apart, and proposes a match for
    every outcome of a trade that has nothing in common with the other.
    """
    found = []
    for n, one in enumerate(known):
        other = next(a for a in known[n + 1 :] + known if a.occupation != one.occupation)
        name = f"{one.occupation} against {other.occupation}"
        found.append(
            Alignment(f"{one.occupation} {other.occupation}", name, one.left, other.right, {})
        )
    return found


def _constructed(folder: Path) -> Iterator[Alignment]:
    for path in sorted(folder.glob("*/gold.*.tsv")):
        left, right = path.name.split(".")[1].split("-")
        sides = [read(path.parent / f"{side}.yaml").value for side in (left, right)]
        yield Alignment(
            path.parent.name, f"{path.parent.name} {left}-{right}", *sides, _relations(path)
        )


def _own() -> Iterator[Alignment]:
    catalogue = load(OWN)
    for path in sorted(OWN.glob("*.tsv")):
        heads = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
        ids = [line.split(":", 1)[1].strip() for line in heads[:2]]
        sides = [catalogue.find(name, "qualification") for name in ids]
        values = [entry.value for entry in sides if entry]
        yield Alignment(path.name.split(".")[0], f"own {path.stem}", *values, _relations(path))


def _relations(path: Path) -> dict[tuple[str, str], str]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {
        (row["subject_id"], row["object_id"]): RELATION[row["predicate_id"]]
        for row in csv.DictReader(lines, delimiter="\t")
        if row["predicate_id"] in RELATION
    }
