"""`docs/json.md` names every key of the findings as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from lint.benches import FAULTY, report_of
from running import REPOSITORY

from qualmap.lint.formats import render

PAGE = (REPOSITORY / "docs" / "json.md").read_text("utf-8").split("# Findings of the linters")[1]


def keys(data: Any) -> set[str]:
    if isinstance(data, list):
        return set().union(*map(keys, data))
    return set(data).union(*map(keys, data.values())) if isinstance(data, dict) else set()


def test_the_page_has_the_keys_of_the_report() -> None:
    body = json.loads(render(report_of(a=FAULTY), "json"))
    shape = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
    assert shape.keys() == body.keys()
    assert shape["summary"].keys() == body["summary"].keys()
    assert shape["tool"].keys() == body["tool"].keys()


def test_the_page_has_the_keys_of_a_finding() -> None:
    body = json.loads(render(report_of(a=FAULTY), "json"))
    assert any(one["fix"] for one in body["findings"])
    table = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    named = {key for cell in table for key in re.findall(r"`(\w+)`", cell)}
    assert named == body["findings"][0].keys()
    assert keys(body["findings"]) <= set(re.findall(r"[`\"](\w+)[`\"]", PAGE))
