"""What git knows of a glossary: earlier versions, changed lines, how old a line is."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qualmap.errors import QualmapError

__all__ = ["Git", "repository"]

HUNK: Final = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
BLAME: Final = re.compile(r"^([0-9a-f]{40,64}) \d+ (\d+)")
SECONDS_A_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Git:
    """A folder inside a repository, and the top folder of that."""

    folder: Path
    top: Path

    def run(self, *words: str) -> str | None:
        """Return what git prints, None if it fails."""
        return _run(self.folder, *words)

    def name_of(self, path: Path) -> str:
        """Return a path as git writes it: from the top folder, with slashes."""
        return path.resolve().relative_to(self.top.resolve()).as_posix()

    def files_at(self, revision: str) -> list[str]:
        """Return the YAML and JSON files of the folder in a revision, named from the top."""
        if revision.startswith("-"):  # an option, not a revision
            return []
        listed = self.run("ls-tree", "-r", "-z", "--name-only", "--full-name", revision, ".")
        return sorted(
            name for name in (listed or "").split("\0") if name.endswith((".yaml", ".yml", ".json"))
        )

    def text_at(self, revision: str, name: str) -> str:
        """Return the content of a file in a revision, empty if it is not there."""
        return self.run("show", f"{revision}:{name}") or ""

    def changed_lines(self, revision: str, path: Path) -> list[tuple[int, int]] | None:
        """Return the lines of a file that differ from a revision, first and last; None: all."""
        name = self.name_of(path)
        if self.run("cat-file", "-e", f"{revision}:{name}") is None:
            return None
        found = (
            self.run(
                "diff",
                "--unified=0",
                "--no-color",
                "--no-ext-diff",
                revision,
                "--",
                f":(top,literal){name}",
            )
            or ""
        )
        ranges = []
        for match in HUNK.finditer(found):
            first, count = int(match[1]), int(match[2] or 1)
            ranges.append((first, first + max(count, 1) - 1))
        return ranges

    def ages(self, path: Path) -> dict[int, int]:
        """Return for each committed line its age in days, counted up to the last commit."""
        now = self.run("log", "-1", "--format=%ct", "HEAD")
        blamed = self.run("blame", "--line-porcelain", "--", str(path.resolve()))
        if not (now or "").strip() or blamed is None:
            return {}
        ages, line = {}, 0
        for row in blamed.splitlines():
            if match := BLAME.match(row):
                line = int(match[2])
            elif row.startswith("committer-time "):
                ages[line] = max(int(str(now)) - int(row.split()[1]), 0) // SECONDS_A_DAY
        return ages


def repository(folder: Path | None) -> Git | None:
    """Return the repository around a folder, or None if there is none, or no git."""
    if folder is None or not folder.is_dir():
        return None
    top = _run(folder, "rev-parse", "--show-toplevel")
    return Git(folder, Path(top.rstrip("\n"))) if top else None


def needed(folder: Path | None, revision: str) -> Git:
    """Return the repository around a folder; QualmapError without it or without the revision."""
    git = repository(folder)
    if git is None:
        raise QualmapError("not a git repository", hint="--since compares with a git revision")
    if (
        revision.startswith("-")
        or git.run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None
    ):
        raise QualmapError(
            f"unknown git revision {revision!r}",
            hint="name a branch, a tag or a commit, e.g. origin/main",
        )
    return git


def _run(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "-c", "core.quotePath=false", *words],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
