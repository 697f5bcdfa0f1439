"""The outcomes as one flat table for spreadsheet programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from qualmap.messages import _
from qualmap.reports.view import OutcomeCell, OutcomeRow, PairView, UncoveredRow, View

BOM: Final = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's code page, and Cyrillic is lost."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run as a formula by spreadsheet programs (OWASP, CSV injection)."""

COLUMNS: Final = (
    "left_qualification", "left_title", "right_qualification", "right_title",
    "left_id", "left_text", "left_language", "left_unit", "left_domain", "left_essential",
    "relation", "relation_in_words", "score",
    "right_id", "right_text", "right_language", "right_unit", "right_domain", "right_essential",
    "part", "status", "reasons",
)  # fmt: skip


def render(view: View) -> str:
    """Return the table: proposals first, then what has no counterpart, pair by pair."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for pair in view.pairs:
        for row in _rows(pair):
            writer.writerow({key: guard(value) for key, value in row.items()})
    return BOM + stream.getvalue()


def guard(text: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula.

    >>> guard("=1+1"), guard("Oʻqiy olish")
    ("'=1+1", 'Oʻqiy olish')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _rows(pair: PairView) -> Iterator[dict[str, str]]:
    names = {
        "left_qualification": pair.left.id, "left_title": pair.left.words.text,
        "right_qualification": pair.right.id, "right_title": pair.right.words.text,
    }  # fmt: skip
    for row in pair.outcomes:
        yield names | _proposal(row)
    for missing in (*pair.uncovered, *pair.not_looked_at):
        yield names | _missing(missing)


def _proposal(row: OutcomeRow) -> dict[str, str]:
    return (
        _cell("left", row.left)
        | _cell("right", row.right)
        | {
            "relation": row.relation,
            "relation_in_words": row.relation_text,
            "score": f"{row.score:.3f}",
            "part": row.part,
            "status": row.status,
            "reasons": "\n".join(reason.sentence for reason in row.reasons),
        }
    )


def _missing(row: UncoveredRow) -> dict[str, str]:
    return _cell(row.side, row.outcome) | {
        "relation": "none" if row.looked_at else "",
        "relation_in_words": _("no counterpart") if row.looked_at else _("not looked at"),
        "reasons": row.reason,
    }


def _cell(side: str, cell: OutcomeCell) -> dict[str, str]:
    return {
        f"{side}_id": cell.id,
        f"{side}_text": cell.words.text,
        f"{side}_language": cell.words.language,
        f"{side}_unit": cell.unit,
        f"{side}_domain": cell.domain,
        f"{side}_essential": cell.weight,
    }
