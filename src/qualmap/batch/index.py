"""index.json: what a batch did, for programs; `docs/columns.md` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from qualmap import __version__
from qualmap.batch.result import CoverageRange, RunResult
from qualmap.reports.json_ import DECIMALS, plain
from qualmap.sources.mappings import RUNS

SCHEMA_VERSION: Final = "1"

COUNTED: Final = ("pairs", "outcomes", "unreviewed", "stale")
"""Figures of a run that add up over runs."""


def render(results: Sequence[RunResult], folder: Path) -> dict[str, str | bytes]:
    """Return index.json; that a run was reused is not told, for a second run gives the same."""
    return {"index.json": json.dumps(whole(results, folder), ensure_ascii=False, indent=1) + "\n"}


def whole(results: Sequence[RunResult], folder: Path) -> dict[str, Any]:
    """Return all runs as plain data, in the order given."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "batch",
        "version": __version__,
        "totals": totals(results),
        "runs": [_run(result, folder) for result in results],
    }


def totals(results: Iterable[RunResult]) -> dict[str, int]:
    """Return what all runs add up to; a fault that several runs meet counts once."""
    results = list(results)
    failed = sum(result.status == "failed" for result in results)
    return {
        "runs": len(results),
        "done": len(results) - failed,
        "failed": failed,
        **{name: sum(getattr(result, name) for result in results) for name in COUNTED},
        "failures": sum(len(result.failures) for result in results),
        "faults": len({fault for result in results for fault in result.faults}),
    }


def files(result: RunResult, folder: Path) -> list[str]:
    """Return the reports of a run, as paths from the index."""
    there = folder / RUNS / result.folder
    if result.status == "failed" or not there.is_dir():
        return []
    names = sorted(path.name for path in there.iterdir() if path.is_file())
    return [f"{RUNS}/{result.folder}/{name}" for name in names if not name.startswith(".")]


def _run(result: RunResult, folder: Path) -> dict[str, Any]:
    return {
        "id": result.id,
        "left": result.left,
        "right": result.right,
        "status": result.status,
        "folder": f"{RUNS}/{result.folder}",
        "files": files(result, folder),
        **{name: getattr(result, name) for name in COUNTED},
        "coverage": {
            "left": _range(result.coverage.left),
            "right": _range(result.coverage.right),
        },
        "failures": plain(result.failures),
        "faults": plain(result.faults),
    }


def _range(found: CoverageRange) -> dict[str, float | None]:
    return {
        name: None if value is None else round(value, DECIMALS)
        for name, value in (("min", found.min), ("mean", found.mean))
    }
