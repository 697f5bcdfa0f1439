"""One concept by its id or by any of its terms, with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from qualmap.errors import QualmapError
from qualmap.glossary.annotate import Annotator
from qualmap.model.glossary import Concept, Glossary
from qualmap.text.detection import detect_language
from qualmap.text.languages import neighbours


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A concept, and the concepts that are narrower than it, or related by their own word."""

    concept: Concept
    broader: tuple[Concept, ...]
    narrower: tuple[Concept, ...]
    related: tuple[Concept, ...]
    unknown: tuple[str, ...] = ()


def look_up(name: str, glossary: Glossary, language: str = "") -> list[Concept]:
    """Return the concepts meant by an id or a term: as written, in any case, then in any form.

    QualmapError with the nearest ids and terms if there is none.
    """
    if name in glossary.concepts:
        return [glossary.concepts[name]]
    found = _by_term(name, glossary, language) or _by_form(name, glossary, language)
    if found:
        return found
    known = [*glossary.concepts, *(text for text, _ in _terms(glossary, language))]
    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {', '.join(map(repr, near))}?" if near else "see `qualmap glossary find`"
    raise QualmapError(f"no concept or term {name!r}", hint=hint)


def _by_term(name: str, glossary: Glossary, language: str) -> list[Concept]:
    exact = {concept.id: concept for text, concept in _terms(glossary, language) if text == name}
    if exact:
        return list(exact.values())
    low = name.casefold()
    alike = {c.id: c for text, c in _terms(glossary, language) if text.casefold() == low}
    return list(alike.values())


def _by_form(name: str, glossary: Glossary, language: str) -> list[Concept]:
    """A form of a term is the whole of what was asked for, not a part of it.

    A few words rarely tell their language, so each of the same script is tried, the likely first.
    """
    annotator = Annotator(glossary)
    likely = detect_language(name).tag
    tags = [language] if language else [tag for tag in (likely, *neighbours(likely)) if tag]
    for fuzzy in (False, True):
        for tag in tags:
            hits = annotator.find(name, tag, fuzzy=fuzzy)
            whole = [hit.concept for hit in hits if (hit.start, hit.end) == (0, len(name.rstrip()))]
            if whole:
                return [glossary.concepts[concept] for concept in dict.fromkeys(whole)]
    return []


def _terms(glossary: Glossary, language: str) -> list[tuple[str, Concept]]:
    return [
        (term.text, concept)
        for concept in glossary.concepts.values()
        for tag, terms in concept.terms.items()
        if language in ("", tag)
        for term in terms
    ]


def neighbourhood(concept: Concept, glossary: Glossary) -> Neighbourhood:
    """Return a concept with its relations in both directions; unknown ids are listed apart."""
    concepts = glossary.concepts
    narrower = [other for other in concepts.values() if concept.id in other.broader]
    back = [o.id for o in concepts.values() if concept.id in o.related]
    related = dict.fromkeys((*concept.related, *sorted(back)))
    named = (*concept.broader, *related)
    return Neighbourhood(
        concept=concept,
        broader=tuple(concepts[name] for name in concept.broader if name in concepts),
        narrower=tuple(sorted(narrower, key=lambda other: other.id)),
        related=tuple(concepts[name] for name in related if name in concepts),
        unknown=tuple(name for name in named if name not in concepts),
    )
