"""Names of TBX-Basic (ISO 30042:2019) and what they are with us; ids as XML allows them."""

from __future__ import annotations

import re
from typing import Final

from qualmap.model.glossary import TermStatus

NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

STATUSES: Final[dict[TermStatus, str]] = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "obsolete": "supersededTerm-admn-sts",
}
"""A candidate has no status in TBX: nobody decided yet."""

SHORT_FORMS: Final = frozenset(("abbreviation", "acronym", "initialism"))

RELATIONS: Final = ("broader", "related")
"""TBX-Basic has one kind of reference between concepts: its text says which of ours it is."""

USE: Final = "use: "
"""Begins the note of a retired term that names the one to use."""

_START: Final = re.compile("[A-Za-z_]")
_FOREIGN: Final = re.compile(r"_(?=x[0-9A-F]{4,6}_)|[^A-Za-z0-9_.-]")
_ENCODED: Final = re.compile("_x([0-9A-F]{4,6})_")


def xml_id(name: str) -> str:
    """Return an id of ours as an XML name (NCName); what such a name may not hold becomes a number.

    >>> xml_id("learning-outcome"), xml_id("5s"), xml_id("a+b")
    ('learning-outcome', '_x0035_s', 'a_x002B_b')
    """
    safe = _FOREIGN.sub(lambda match: _number(match[0]), name)
    return safe if _START.match(safe) else _number(safe[0]) + safe[1:]


def own_id(name: str) -> str:
    """Return the id that `xml_id` wrote.

    >>> own_id("_x0035_s"), own_id("IATE-123")
    ('5s', 'IATE-123')
    """
    return _ENCODED.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), name)


def _number(letter: str) -> str:
    return f"_x{ord(letter):04X}_"
