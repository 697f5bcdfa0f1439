"""A finding: something a person should look at, in a place, with a code, a severity and a cure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]

Applicability = Literal["safe", "unsafe", "display"]
"""safe: meaning cannot change; unsafe: a person should look; display: shown, never applied."""


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Replace the characters from `start` to `end` of the file (its byte order mark counted)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of the finding's file that go together: all of them are made, or none."""

    message: str
    applicability: Applicability
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; lines and columns count characters from 1, the end is one past the last.

    `suppressed` says why it does not count (`baseline`), empty where it does.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""
    end_line: int = 0
    end_column: int = 0
    name: str = ""
    concept: str = ""
    language: str = ""
    term: str = ""
    url: str = ""
    suppressed: str = ""
    fix: Fix | None = field(default=None, compare=False)
