"""Writes the rows of `qualmap match`: TSV, JSON Lines, SSSOM, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.model.mapping import Evidence, Match

COLUMNS: Final = ("left_row", "left_text", "right_row", "right_text", "rank", "score", "relation")


def check_format(name: str, *, to_file: bool) -> None:
    """Raise a QualmapError if the format is unknown, or cannot go to a terminal."""
    if name not in WRITERS:
        raise QualmapError(f"unknown format {name!r}", hint=f"known formats: {', '.join(WRITERS)}")
    if name == "parquet" and not to_file:
        raise QualmapError(
            "parquet is binary and cannot go to standard output", hint="name a file with --out"
        )


def shows_reasons(name: str) -> bool:
    """Whether the format carries the evidence of a match."""
    return name in WITH_EVIDENCE


def render(matches: Sequence[Match], format: str, encoder: str) -> str | bytes:
    """Return the rows in a format; see `WRITERS`."""
    return WRITERS[format](matches, encoder)


def _tsv(matches: Sequence[Match], _encoder: str) -> str:
    rows = (
        (
            match.left_row,
            _flat(match.left_text),
            match.right_row,
            _flat(match.right_text),
            match.rank,
            f"{match.score:.3f}",
            match.relation,
        )
        for match in matches
    )
    return _table(COLUMNS, rows)


def _flat(text: str) -> str:
    """A tab or line end inside a text would break the table."""
    return " ".join(text.split())


def _jsonl(matches: Sequence[Match], _encoder: str) -> str:
    return "".join(json.dumps(_entry(match), ensure_ascii=False) + "\n" for match in matches)


def _entry(match: Match) -> dict[str, Any]:
    from dataclasses import asdict

    entry = asdict(match)
    entry["evidence"] = [_reason(item) for item in match.evidence]
    return entry


def _reason(item: Evidence) -> dict[str, Any]:
    return {"name": item.name, "score": item.score, "detail": item.detail, "weight": item.weight}


PREDICATES: Final = {
    "exact": "skos:exactMatch",
    "close": "skos:closeMatch",
    "broad": "skos:broadMatch",
    "narrow": "skos:narrowMatch",
    "related": "skos:relatedMatch",
}


def _sssom(matches: Sequence[Match], encoder: str) -> str:
    """Only proposals become mappings; a best candidate below the threshold is none."""
    head = (
        "#curie_map:",
        "#  left: urn:qualmap:left:",
        "#  right: urn:qualmap:right:",
        "#  semapv: https://w3id.org/semapv/vocab/",
        "#  skos: http://www.w3.org/2004/02/skos/core#",
        "#mapping_set_id: urn:qualmap:match",
        "#license: https://w3id.org/sssom/license/unspecified",
        "#mapping_tool: qualmap",
        f"#comment: proposed by qualmap with {encoder}, not decided",
    )
    columns = (
        "subject_id",
        "subject_label",
        "predicate_id",
        "object_id",
        "object_label",
        "mapping_justification",
        "confidence",
    )
    rows = (
        (
            f"left:{match.left_id or match.left_row}",
            _flat(match.left_text),
            PREDICATES[match.relation],
            f"right:{match.right_id or match.right_row}",
            _flat(match.right_text),
            "semapv:CompositeMatching",
            f"{match.score:.3f}",
        )
        for match in matches
        if match.relation in PREDICATES
    )
    return "\n".join(head) + "\n" + _table(columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


def _parquet(matches: Sequence[Match], _encoder: str) -> bytes:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise QualmapError("Parquet needs an extra", hint='pip install "qualmap[batch]"') from None
    columns = {name: [getattr(match, name) for match in matches] for name in COLUMNS}
    columns["evidence"] = [
        json.dumps([_reason(e) for e in match.evidence], ensure_ascii=False) for match in matches
    ]
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


WRITERS: Final[dict[str, Callable[[Sequence[Match], str], str | bytes]]] = {
    "tsv": _tsv,
    "jsonl": _jsonl,
    "sssom": _sssom,
    "parquet": _parquet,
}
WITH_EVIDENCE: Final = frozenset({"jsonl", "parquet"})
