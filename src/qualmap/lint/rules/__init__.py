"""The rules, a file a group; importing this module fills the table `lint.rule.RULES`.

A new group is a new name in this list.
"""

from qualmap.lint.rules import (
    concept,
    cross_language,
    definitions,
    file,
    history,
    languages,
    relations,
    script,
    suppression,
    terms,
)

__all__ = [
    "concept",
    "cross_language",
    "definitions",
    "file",
    "history",
    "languages",
    "relations",
    "script",
    "suppression",
    "terms",
]
