"""The status that a term has, and how it is written shortest in our files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualmap.model.glossary import Term, TermStatus


def standing(terms: Sequence[Term]) -> list[TermStatus]:
    """Return the status of each term of a language, given or not.

    >>> standing([Term("a"), Term("b"), Term("c", status="deprecated")])
    ['preferred', 'admitted', 'deprecated']
    """
    found: list[TermStatus] = []
    taken = any(term.status == "preferred" for term in terms)
    for term in terms:
        found.append(term.status or ("admitted" if taken else "preferred"))
        taken = taken or term.status is None
    return found


def settled(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms with the status of each written out, but for a preferred one in front.

    >>> [term.status for term in settled([Term("a", status="preferred"), Term("b")])]
    [None, 'admitted']
    """
    marked = [
        replace(term, status=status) for term, status in zip(terms, standing(terms), strict=True)
    ]
    if marked and marked[0].status == "preferred":
        marked[0] = replace(marked[0], status=None)
    return tuple(marked)
