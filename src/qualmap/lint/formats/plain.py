"""Words for a terminal or a log: nothing in them may steer it, and widths are those seen."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from qualmap.model.finding import Finding

__all__ = ["headline", "visible", "width"]

# Combining marks are left in peace: they are part of a letter.
STEERING: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")


def visible(text: str) -> str:
    """Return a text with the characters that are not seen, or that steer a terminal, spelt out.

    >>> visible("taʼlim\\u200b"), visible("a\\tb")
    ('taʼlim<U+200B>', 'a b')
    """
    return "".join(map(_shown, text))


def _shown(char: str) -> str:
    if char == "\t":
        return " "
    if unicodedata.category(char) in STEERING:
        return f"<U+{ord(char):04X}>"
    return char


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal.

    >>> width("oʻquv"), width("資格"), width("и\\u0306")
    (5, 4, 1)
    """
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def headline(finding: Finding) -> str:
    """Return code, sign of a fix and message on one line."""
    fix = finding.fix
    sign = (
        ""
        if fix is None or fix.applicability == "display"
        else (" [*]" if fix.applicability == "safe" else " [-]")
    )
    return f"{finding.code}{sign} {visible(finding.message)}"


def one_line(text: str) -> str:
    """Return a text without line ends."""
    return re.sub(r"\s*[\r\n]+\s*", " ", text)
