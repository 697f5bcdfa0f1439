"""Gold pairs of texts with a relation: our own tables, SSSOM with labels, crosswalks of ESCO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qualmap.errors import Fault, faulty
from qualmap.evaluate.gold import NOTHING, SKOS, Alignment
from qualmap.evaluate.goldfile import GoldFile
from qualmap.messages import _
from qualmap.model.mapping import RELATIONS, Relation
from qualmap.model.origin import Origin
from qualmap.model.qualification import Outcome, Qualification, Unit
from qualmap.text.detection import detect_language

COLUMNS: Final = (
    ("left", "predicate", "right"),
    ("subject_label", "predicate_id", "object_label"),
    ("Classification 1 PrefLabel", "Mapping relation", "Classification 2 PrefLabel"),
)
"""Left text, relation, right text: our own, SSSOM, and the mapping tables of ESCO for EURES."""


@dataclass(frozen=True, slots=True)
class TextPairs:
    """Texts of both sides without repetition, and the relation of the pairs that have one."""

    file: GoldFile
    left: tuple[str, ...]
    right: tuple[str, ...]
    relations: Mapping[tuple[str, str], Relation]

    def language(self, side: str) -> str:
        """Return the language of a side: by its head `left-language`, else by its texts."""
        texts = self.left if side == "left" else self.right
        return self.file.heads.get(f"{side}-language") or detect_language(" ".join(texts)).tag


def columns_of(file: GoldFile) -> tuple[str, str, str] | None:
    """Return which columns hold left text, relation and right text, or None."""
    return next((names for names in COLUMNS if set(names) <= set(file.columns)), None)


def read_pairs(file: GoldFile) -> TextPairs:
    """Return the pairs of a file; QualmapError with the places of relations that are unknown.

    A row without text on one side, or of `sssom:NoTermFound`, only adds the text it has.
    """
    one, middle, other = columns_of(file) or COLUMNS[0]
    relations: dict[tuple[str, str], Relation] = {}
    faults: list[Fault] = []
    for row in file.rows:
        left, right, said = row.get(one), row.get(other), row.get(middle)
        if said == NOTHING or not (left and right):
            continue
        if (found := relation_of(said)) is None:
            known = ", ".join(SKOS)
            faults.append(file.fault(row.line, f"unknown relation {said!r}", f"known: {known}"))
        else:
            relations[left, right] = found
    if faults:
        raise faulty(faults)
    sides = [dict.fromkeys(t for row in file.rows if (t := row.get(name))) for name in (one, other)]
    return TextPairs(file, tuple(sides[0]), tuple(sides[1]), relations)


def relation_of(said: str) -> Relation | None:
    """Return the relation that a predicate names.

    >>> relation_of("skos:broadMatch"), relation_of("exactMatch"), relation_of("close")
    ('broad', 'exact', 'close')
    """
    bare = said.rsplit("#", 1)[-1].rsplit(":", 1)[-1].removesuffix("Match").lower()
    return next((name for name in RELATIONS if name == bare), None)


def as_alignment(pairs: TextPairs) -> Alignment:
    """Return the pairs as if either side were one qualification: measured by the same steps."""
    left, right = _qualification(pairs, "left"), _qualification(pairs, "right")
    numbers = [{text: f"T{n}" for n, text in enumerate(s, 1)} for s in (pairs.left, pairs.right)]
    relations = {(numbers[0][a], numbers[1][b]): r for (a, b), r in pairs.relations.items()}
    file = pairs.file
    occupation = file.heads.get("occupation", file.name)
    return Alignment(occupation, file.group, file.name, left, right, relations)


def _qualification(pairs: TextPairs, side: str) -> Qualification:
    texts: Sequence[str] = pairs.left if side == "left" else pairs.right
    if not texts:
        message = _("no text on the {side} side").format(side=side)
        raise faulty([pairs.file.fault(1, message)])
    tag = pairs.language(side)
    outcomes = tuple(Outcome(f"T{n}", {tag: text}) for n, text in enumerate(texts, 1))
    return Qualification(
        kind="qualification",
        id=f"{pairs.file.name}-{side}",
        country="EU",
        title={tag: pairs.file.name},
        units=(Unit("T", {}, outcomes),),
        status="illustrative",
        source=Origin(),
    )
