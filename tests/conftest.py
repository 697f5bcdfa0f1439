"""Pins what would make a test depend on the machine: terminal, locale, hash seed, network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from running import Run, runner


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
    """Run `qualmap …` in an empty folder."""
    return runner(tmp_path)
