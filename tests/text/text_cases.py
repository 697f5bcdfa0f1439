"""Read the cases that stand as data in `tests/cases`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualmap.files import read_yaml

CASES = Path(__file__).parents[1] / "cases"


def read(*parts: str) -> list[dict[str, str]]:
    """The cases of one file."""
    found: list[dict[str, str]] = read_yaml(CASES.joinpath(*parts)).data["cases"]
    return found


def params(folder: str, *keys: str) -> list[Any]:
    """The cases of all files in a folder, with the language that the file is named after.

    A case with `known_failure` is expected to fail, so that a cure is noticed.
    """
    return [
        pytest.param(
            path.stem,
            *(case[key] for key in keys),
            marks=[pytest.mark.xfail(strict=True)] if "known_failure" in case else [],
        )
        for path in sorted((CASES / folder).glob("*.yaml"))
        for case in read(folder, path.name)
    ]
