"""What goes wrong for a user, said in their words: what, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place; `line` and `column` count from 1, 0 where there is none."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.message}{hint}"


class QualmapError(Exception):
    """qualmap could not do what was asked: exit code 2, a message, a hint, and all faults found.

    >>> str(QualmapError("no such file: a.yaml", hint="check the path"))
    'no such file: a.yaml'
    """

    def __init__(self, message: str, *, hint: str = "", faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.faults = faults


def faulty(faults: list[Fault]) -> QualmapError:
    """Return the one error that tells of all `faults`, in the order of their places."""
    ordered = tuple(sorted(faults))
    count = f"{len(ordered)} faults" if len(ordered) > 1 else "1 fault"
    files = sorted({fault.path for fault in ordered})
    where = files[0] if len(files) == 1 else f"{len(files)} files"
    return QualmapError(f"{count} in {where}", faults=ordered)
