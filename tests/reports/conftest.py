"""The sample and its reports, written once."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import COMPARISON

from qualmap.reports.formats import FORMATS, write


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("reports")
    write(COMPARISON, target, list(FORMATS))
    return target
