"""The proposals as an SSSOM 1.1 table (Simple Standard for Sharing Ontological Mappings).

The prefixes are names, not sites: nothing stands at https://w3id.org/qualmap/. Outcomes that were
looked at and have no counterpart are rows with `sssom:NoTermFound`, as the standard has it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Final

from qualmap.messages import _
from qualmap.model.mapping import Coverage, OutcomeMapping, QualificationMapping, find_outcome
from qualmap.model.qualification import Qualification
from qualmap.reports.identity import (
    outcome_curie,
    qualification_curie,
    record_id,
    record_of,
    set_id,
    text_hash,
)
from qualmap.reports.rows import reasons
from qualmap.reports.view import View
from qualmap.reports.wording import part_word

PREFIXES: Final = {
    "qm": "https://w3id.org/qualmap/",
    "qmr": "https://w3id.org/qualmap-record/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}

PREDICATES: Final = {
    "exact": "skos:exactMatch",
    "close": "skos:closeMatch",
    "broad": "skos:broadMatch",
    "narrow": "skos:narrowMatch",
    "related": "skos:relatedMatch",
}

NO_TERM: Final = "sssom:NoTermFound"
LICENSE: Final = "https://w3id.org/sssom/license/unspecified"
"""The texts belong to whoever wrote the files; we cannot license them."""

COLUMNS: Final = (
    "record_id", "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id",
    "object_label", "mapping_justification", "subject_source", "object_source", "confidence",
    "comment",
)  # fmt: skip

Row = dict[str, str]


def render(view: View) -> str:
    """Return the table with its metadata; rows in the order of their record's ends."""
    stream = io.StringIO()
    for line in _metadata(view):
        stream.write(f"#{line}\n")
    writer = csv.DictWriter(
        stream, COLUMNS, delimiter="\t", lineterminator="\n", restval="", quoting=csv.QUOTE_MINIMAL
    )
    writer.writeheader()
    found = [row for pair in view.comparison.pairs for row in _rows(pair)]
    writer.writerows(
        sorted(
            found,
            key=lambda row: (
                row["subject_source"],
                row["object_source"],
                row["subject_id"] == NO_TERM,
                row["subject_id"],
                row["object_id"] == NO_TERM,
                row["object_id"],
            ),
        )
    )
    return stream.getvalue()


def _metadata(view: View) -> Iterator[str]:
    """JSON strings are YAML strings too."""
    made = view.comparison.made
    yield 'sssom_version: "1.1"'
    yield "curie_map:"
    for prefix, namespace in PREFIXES.items():
        yield f"  {prefix}: {namespace}"
    yield f"mapping_set_id: {set_id(view.comparison)}"
    yield f"mapping_set_title: {_quoted(view.title)}"
    yield f"license: {LICENSE}"
    yield "mapping_tool: qualmap"
    yield f"mapping_tool_version: {_quoted(made.version)}"
    facts = {
        "recipe": made.recipe,
        "threshold": f"{made.threshold:g}",
        "encoder": made.encoder,
        "encoder_sha256": made.encoder_sha256,
        "glossary_sha256": made.glossary_sha256,
    }
    yield f"other: {_quoted('|'.join(f'{key}={value}' for key, value in facts.items()))}"
    yield f"comment: {_quoted(' '.join((view.status + '.', *map(_sentence, view.cautions))))}"


def _quoted(text: str) -> str:
    return json.dumps(_flat(text), ensure_ascii=False)


def _flat(text: str) -> str:
    """A tab or line end inside a text would break the table."""
    return " ".join(text.split())


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def _rows(pair: QualificationMapping) -> Iterator[Row]:
    for found in pair.outcomes:
        if found.relation in PREDICATES:
            yield _mapping(pair, found)
    yield from _missing(pair, pair.left_covered, left=True)
    yield from _missing(pair, pair.right_covered, left=False)


def _mapping(pair: QualificationMapping, found: OutcomeMapping) -> Row:
    return _sources(pair) | {
        "record_id": record_id(pair, found),
        "subject_id": outcome_curie(pair.left, found.left),
        "subject_label": _label(pair.left, found.left),
        "predicate_id": PREDICATES[found.relation],
        "predicate_modifier": "Not" if found.review == "rejected" else "",
        "object_id": outcome_curie(pair.right, found.right),
        "object_label": _label(pair.right, found.right),
        "confidence": f"{found.score:.3f}",
        "comment": _comment(found),
    }


def _missing(pair: QualificationMapping, covered: Coverage, *, left: bool) -> Iterator[Row]:
    """Rows for outcomes without a counterpart; those that were not looked at have no row.

    The confidence that there is none is what the best candidate leaves over.
    """
    own, other = (pair.left, pair.right) if left else (pair.right, pair.left)
    mine, theirs = ("subject", "object") if left else ("object", "subject")
    for entry in covered.uncovered:
        if not entry.looked_at:
            continue
        name = outcome_curie(own, entry.outcome)
        digest = text_hash(find_outcome(own, entry.outcome))
        ends = (name, NO_TERM) if left else (NO_TERM, name)
        yield _sources(pair) | {
            "record_id": record_of(*ends, qualification_curie(other), digest),
            f"{mine}_id": name,
            f"{mine}_label": _label(own, entry.outcome),
            "predicate_id": PREDICATES["close"],
            f"{theirs}_id": NO_TERM,
            "confidence": f"{1 - entry.best.score:.3f}" if entry.best else "",
            "comment": _flat(entry.reason),
        }


def _sources(pair: QualificationMapping) -> Row:
    return {
        "mapping_justification": "semapv:CompositeMatching",
        "subject_source": qualification_curie(pair.left),
        "object_source": qualification_curie(pair.right),
    }


def _label(item: Qualification, outcome_id: str) -> str:
    return _flat(next(iter(find_outcome(item, outcome_id).text.values())))


def _comment(found: OutcomeMapping) -> str:
    head = [part_word(found.part)] if part_word(found.part) else []
    if found.review == "unsure":
        head.append(_("a reviewer is unsure"))
    return _flat("; ".join((*head, *(reason.sentence for reason in reasons(found.evidence)))))
