"""The example workflow runs commands that there are."""

from __future__ import annotations

import shlex

import yaml
from running import REPOSITORY, Run

WORKFLOW = REPOSITORY / "examples" / "github-glossary.yml"


def test_the_workflow_runs_commands_that_there_are(run: Run) -> None:
    jobs = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]
    steps = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    commands = [shlex.split(step) for step in steps if step.startswith("qualmap ")]
    assert len(commands) == 2
    described = run("glossary", "lint", "--help").stdout
    for words in commands:
        assert words[:3] == ["qualmap", "glossary", "lint"]
        assert all(word in described for word in words if word.startswith("--"))
        assert run(*words[1:3], "--format", words[words.index("--format") + 1],
                   "--allow-empty", "--isolated", ".").returncode == 0  # fmt: skip
