"""The Code Quality report of GitLab: failed gates and files at fault, in the merge request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualmap.batch.annotations import as_findings
from qualmap.batch.result import RunResult


def render(results: Sequence[RunResult], folder: Path) -> dict[str, str | bytes]:
    """Return gl-code-quality.json, an empty list where all is fine."""
    return {"gl-code-quality.json": as_findings(results, "gitlab")}
