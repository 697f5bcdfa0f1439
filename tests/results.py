"""Results of earlier runs as tests need them: the sample comparison as plain data, to be edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reports.samples import COMPARISON

from qualmap.batch.result import CoverageRange, GateFailure, RunCoverage, RunResult
from qualmap.errors import Fault
from qualmap.model.document import Document
from qualmap.reports.build import build
from qualmap.reports.json_ import render
from qualmap.sources.mappings import parse_mapping

Edit = Callable[[Any], object]


def plain() -> Any:
    """A fresh copy of the sample's mapping.json as plain data."""
    return json.loads(render(build(COMPARISON)))


def edited(*edits: Edit) -> Any:
    data = plain()
    for edit in edits:
        edit(data)
    return data


def as_document(data: Any) -> Document:
    return parse_mapping(json.dumps(data).encode(), "mapping.json")


def document(*edits: Edit) -> Document:
    return as_document(edited(*edits))


def save(folder: Path, *edits: Edit) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "mapping.json"
    path.write_text(json.dumps(edited(*edits), ensure_ascii=False), "utf-8")
    return path


HEADER = (
    "record_id", "subject_id", "object_id", "predicate_id", "decision", "reviewer_label",
    "review_date", "comment",
)  # fmt: skip


def decided(record: Any, decision: str, *, reviewer: str = "Aigul", relation: str = "") -> str:
    """A line of a decisions table on a record of the sample's electricians."""
    left, right = (
        f"qm:{cc}-building-electrician/{record[side]}"
        for cc, side in (("kz", "left"), ("uz", "right"))
    )
    cells = (record["record_id"], left, right, relation, decision, reviewer, "2026-02-01", "fine")
    return "\t".join(cells)


def decisions_file(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = '#sssom_version: "1.1"\n' + "\t".join(HEADER)
    path.write_text("\n".join((head, *lines)) + "\n", "utf-8")
    return path


HOSTILE = "Туризм | <b>x</b>\n]]> \x07 @owner #7 'oʻzi'"
"""A name with all that markup, XML, tables and terminals stumble over."""

RESULTS = (
    RunResult(
        "kz-uz", "kz", "uz", "done", "kz-uz", pairs=2, outcomes=5, unreviewed=5,
        coverage=RunCoverage(CoverageRange(0.5454, 0.5454), CoverageRange(None, None)),
    ),
    RunResult(
        HOSTILE, "kz", "standards/*.yaml", "done", "туризм-1", reused=True, pairs=2, outcomes=5,
        coverage=RunCoverage(CoverageRange(0.1, 0.3), CoverageRange(0.0, 0.2)), stale=1,
        failures=(
            GateFailure("min_coverage", "0.3, at least 0.6 was asked for", "plan.yaml", 12),
            GateFailure("expect", f"{HOSTILE} is exact", "plan.yaml", 20),
        ),
        faults=(Fault("b.yaml", 3, 2, "missing key 'id'", "add it"),),
    ),
    RunResult(
        "broken", "kz", "b.yaml", "failed", "broken",
        faults=(Fault("b.yaml", 3, 2, "missing key 'id'", "add it"),),
    ),
)  # fmt: skip


def batch_folder(folder: Path) -> Path:
    """An output folder with the documents of `RESULTS`."""
    for result in RESULTS:
        if result.status == "done":
            save(folder / "runs" / result.folder)
    return folder
