"""Gold alignments: two qualifications, and the relation of every pair of outcomes that has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qualmap.catalogue import Catalogue, load
from qualmap.errors import faulty
from qualmap.evaluate.goldfile import GoldFile
from qualmap.messages import _
from qualmap.model.mapping import COVERING, Relation
from qualmap.model.qualification import Qualification
from qualmap.sources.native import read

SKOS: Final[dict[str, Relation]] = {
    "skos:exactMatch": "exact",
    "skos:closeMatch": "close",
    "skos:broadMatch": "broad",
    "skos:narrowMatch": "narrow",
    "skos:relatedMatch": "related",
}
NOTHING: Final = "sssom:NoTermFound"


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two qualifications and the relation of the pairs of outcomes that have one.

    `occupation` says what must not stand in two folds, `group` what is averaged together.
    """

    occupation: str
    group: str
    name: str
    left: Qualification
    right: Qualification
    relations: dict[tuple[str, str], Relation]

    @property
    def accepted(self) -> set[tuple[str, str]]:
        """The pairs that a competent evaluator accepts."""
        return {pair for pair, relation in self.relations.items() if relation in COVERING}


def alignments(files: Sequence[GoldFile]) -> list[Alignment]:
    """Return the alignment of each gold file; QualmapError with the places of what is wrong."""
    catalogue = load()
    return [_alignment(file, catalogue) for file in files]


def strangers(known: Sequence[Alignment]) -> list[Alignment]:
    """Return pairs of different occupations, in which no outcome answers another.

    Without them a recipe learns only to tell outcomes of one trade apart, and proposes a match for
    every outcome of a trade that has nothing in common with the other.
    """
    found = []
    for n, one in enumerate(known):
        others = (a for a in (*known[n + 1 :], *known) if a.occupation != one.occupation)
        if (other := next(others, None)) is not None:
            name = f"{one.occupation} against {other.occupation}"
            both = f"{one.occupation} {other.occupation}"
            found.append(Alignment(both, "", name, one.left, other.right, {}))
    return found


def _alignment(file: GoldFile, catalogue: Catalogue) -> Alignment:
    left, right = (_side(file, side, catalogue) for side in ("left", "right"))
    occupation = file.heads.get("occupation") or _occupation(file.path)
    relations = _relations(file, left, right)
    return Alignment(occupation, file.group, file.name, left, right, relations)


def _occupation(path: Path) -> str:
    """`tour-guide/gold.uz-tj.tsv` and `tour-guide.uz-tj.tsv` are both of the tour guide."""
    first = path.name.split(".")[0]
    return path.parent.name if first == "gold" else first


def _side(file: GoldFile, side: str, catalogue: Catalogue) -> Qualification:
    """The qualification that a head names by id or file, or a neighbour by the file's name."""
    name = file.heads.get(side, "")
    beside = file.path.parent / (name or f"{_sides(file)[side]}.yaml")
    if beside.is_file():
        loaded = read(beside, beside.name, "qualification")
    elif (found := catalogue.find(name, "qualification") if name else None) is not None:
        loaded = found
    else:
        missing = name or beside.name
        message = _("no qualification {name}").format(name=repr(missing))
        hint = f"begin with a line `# {side}: ID` or `# {side}: FILE.yaml`"
        raise faulty([file.fault(file.head_lines.get(side, 1), message, hint)])
    qualification: Qualification = loaded.value
    return qualification


def _sides(file: GoldFile) -> dict[str, str]:
    """`gold.kz-uz.tsv` stands beside kz.yaml and uz.yaml."""
    left, _hyphen, right = file.path.name.removesuffix(".tsv").split(".")[-1].partition("-")
    return {"left": left, "right": right}


def _relations(
    file: GoldFile, left: Qualification, right: Qualification
) -> dict[tuple[str, str], Relation]:
    ids = [{outcome.id for outcome in side.outcomes} for side in (left, right)]
    found: dict[tuple[str, str], Relation] = {}
    faults = []
    for row in file.rows:
        predicate = row.get("predicate_id")
        pair = row.get("subject_id"), row.get("object_id")
        if predicate == NOTHING:
            continue
        if predicate not in SKOS:
            known = ", ".join([*SKOS, NOTHING])
            faults.append(file.fault(row.line, f"unknown predicate {predicate!r}", known))
        for name, known_ids, side in zip(pair, ids, (left, right), strict=True):
            if name not in known_ids:
                faults.append(file.fault(row.line, f"{side.id} has no outcome {name!r}"))
        if not faults:
            found[pair] = SKOS[predicate]
    if faults:
        raise faulty(faults)
    return found
