"""Pins what would make a test depend on the machine: terminal, locale, hash seed, network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what the tests work out away from the cache of the person who runs them."""
    os.environ["QUALMAP_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colour, 80 columns, English, and no model hub."""
    for name in ("FORCE_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "COLUMNS": "80",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "HF_HUB_OFFLINE": "1",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `qualmap …` as a process of its own, in an empty folder unless `cwd` says otherwise."""

    def run_qualmap(
        *words: str, cwd: Path = tmp_path, stdin: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qualmap", *map(str, words)],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            env={**os.environ, **environment},
            check=False,
        )

    return run_qualmap
