"""Concepts that one language tells apart and another one calls by the same preferred term.

GX001 reports them; GT004, which looks at one language alone, leaves them to it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from qualmap.lint.concepts import Concept, Term
from qualmap.lint.linted import Linted

__all__ = ["confused"]

COMPARED: Final = 20
"""With so many concepts of one term a later one is compared; where there are more, all is wrong."""


def confused(glossary: Linted) -> dict[int, tuple[Term, Concept]]:
    """Return the terms that stand for another concept, too, by `id` of the term; and which."""
    found: dict[int, tuple[Term, Concept]] = {}
    for (tag, _words), concepts in _by_preferred(glossary).items():
        for place, concept in enumerate(concepts):
            term = concept.preferred(tag)
            other = next(
                (one for one in concepts[: min(place, COMPARED)] if _confused(one, concept, tag)),
                None,
            )
            if term is not None and other is not None:
                found[id(term)] = term, other
    return found


def _by_preferred(glossary: Linted) -> dict[tuple[str, str], list[Concept]]:
    """The concepts of each preferred term, where there are several."""
    found: dict[tuple[str, str], list[Concept]] = {}
    for concept in glossary.concepts:
        for term in concept.all_terms:
            if term.status == "preferred":
                there = found.setdefault((term.language, term.value.casefold()), [])
                if not there or there[-1] is not concept:
                    there.append(concept)
    return {key: concepts for key, concepts in found.items() if len(concepts) > 1}


def _confused(first: Concept, second: Concept, tag: str) -> bool:
    """Whether two concepts with one preferred term in a language are told apart in another."""
    if first.name == second.name or (
        first.domain != second.domain and first.domain and second.domain
    ):
        return False
    if any(one.preferred(tag).note for one in (first, second)):  # type: ignore[union-attr]
        return False
    return any(
        (one := first.preferred(other)) is not None
        and (two := second.preferred(other)) is not None
        and one.value.casefold() != two.value.casefold()
        for other in first.terms
        if _primary(other) != _primary(tag)
    )


@lru_cache(maxsize=256)
def _primary(tag: str) -> str:
    return tag.split("-")[0].lower()
