"""How tests run `qualmap`: as a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]

REPOSITORY = Path(__file__).parents[1]


def runner(folder: Path) -> Run:
    """Return a function that runs `qualmap …` in `folder`, unless `cwd` says otherwise."""

    def run(
        *words: str, cwd: Path = folder, stdin: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qualmap", *words],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            env={**os.environ, **environment},
            check=False,
        )

    return run
