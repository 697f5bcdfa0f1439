"""The rules, a file a group; importing this module fills the table `lint.rule.RULES`.

A new group is a new name in this list.
"""

from qualmap.lint.rules import (
    alphabet,
    broader,
    characters,
    concept,
    cross_language,
    definitions,
    file,
    history,
    languages,
    links,
    relations,
    script,
    spelling,
    suppression,
    term_forms,
    term_marks,
    terms,
    uzbek,
)

__all__ = [
    "alphabet",
    "broader",
    "characters",
    "concept",
    "cross_language",
    "definitions",
    "file",
    "history",
    "languages",
    "links",
    "relations",
    "script",
    "spelling",
    "suppression",
    "term_forms",
    "term_marks",
    "terms",
    "uzbek",
]
