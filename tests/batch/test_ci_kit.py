"""The example workflows and the pages around them: what they tell a user to type exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from running import REPOSITORY

from qualmap.cli.commands import COMMANDS

WORKFLOWS = ("examples/github-batch.yml", "examples/gitlab-batch.yml")
PAGES = ("docs/diff.md", "docs/columns.md", "docs/troubleshooting.md")
START = re.compile(r"(?<![\w/.-])qualmap (?=(?:batch|diff|validate|doctor)\b)")
END = re.compile(r"[|>&`)\n]|\s#")
"""Where a command ends and the shell, or the sentence around it, goes on."""


def scripts(name: str) -> Iterator[str]:
    """The shell scripts of a workflow, as YAML folds them; of a page, all its text."""
    text = (REPOSITORY / name).read_text("utf-8")
    if not name.endswith(".yml"):
        yield text
        return
    [job] = [v for k, v in yaml.safe_load(text).items() if k in ("jobs", "mapping")]
    steps = job["mapping"]["steps"] if "mapping" in job else job["script"]
    yield from (step.get("run", "") if isinstance(step, dict) else step for step in steps)


def commands(name: str) -> list[list[str]]:
    found = []
    for script in scripts(name):
        for match in re.finditer(
            r"(?<![\w/.-])qualmap (?=(?:batch|diff|validate|doctor)\b)", script
        ):
            rest = script[match.end() :]
            end = END.search(rest)
            found.append(shlex.split(rest[: end.start()] if end else rest))
    return found


@pytest.mark.parametrize("name", (*WORKFLOWS, *PAGES))
def test_every_option_named_exists(name: str) -> None:
    found = commands(name)
    assert found or name == "docs/columns.md"
    for command, *words in found:
        parameters: list[Any] = COMMANDS[command].load().params
        known = {option for parameter in parameters for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, (command, words)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_maps_both_states_and_compares_them(name: str) -> None:
    kinds = [words[0] for words in commands(name)]
    assert kinds.count("batch") == 2 and "diff" in kinds
    assert any("worse" in words for words in commands(name))


def test_every_kind_of_difference_is_described() -> None:
    from qualmap.cli.diff import GROUPS
    from qualmap.model.difference import KINDS

    page = (REPOSITORY / "docs" / "diff.md").read_text("utf-8")
    assert all(f"`{name}`" in page for name in (*KINDS, *GROUPS, "stale", "against"))
