"""How far a glossary reaches: concepts, terms, statuses and definitions by language and domain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from qualmap.model.glossary import Concept, Glossary
from qualmap.text.languages import LANGUAGES

NO_DOMAIN: Final = "–"


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """What the glossary has in one language.

    `concepts` have a term in it, `coverage` is their share of all concepts; `statuses` counts
    terms by standing, `definitions` concepts that are defined in it.
    """

    language: str
    concepts: int
    coverage: float
    terms: int
    statuses: dict[str, int]
    abbreviations: int
    definitions: int


@dataclass(frozen=True, slots=True)
class DomainCount:
    """What the glossary has in one domain: concepts, and the share of them per language."""

    domain: str
    concepts: int
    defined: int
    coverage: dict[str, float]


@dataclass(frozen=True, slots=True)
class Growth:
    """What came and went since an older state, by concept id, and new terms per language."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    terms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Stats:
    """The figures of a glossary; `growth` only where an older state was given."""

    concepts: int
    terms: int
    defined: int
    linked: int
    languages: tuple[LanguageCount, ...]
    domains: tuple[DomainCount, ...]
    growth: Growth | None = None


def stats(glossary: Glossary, older: Glossary | None = None) -> Stats:
    """Return the figures; shares are from 0 to 1, rounded to three decimals."""
    concepts = list(glossary.concepts.values())
    tags = _languages(concepts)
    by_domain: dict[str, list[Concept]] = {}
    for concept in concepts:
        by_domain.setdefault(concept.domain or NO_DOMAIN, []).append(concept)
    return Stats(
        concepts=len(concepts),
        terms=sum(len(terms) for concept in concepts for terms in concept.terms.values()),
        defined=sum(bool(concept.definition) for concept in concepts),
        linked=sum(_is_linked(concept) for concept in concepts),
        languages=tuple(_language(tag, concepts) for tag in tags),
        domains=tuple(_domain(name, by_domain[name], tags) for name in sorted(by_domain)),
        growth=None if older is None else _growth(older, glossary),
    )


def _languages(concepts: Iterable[Concept]) -> list[str]:
    """Our languages in the order of their rows, then the others."""
    found = {tag for concept in concepts for tag in (*concept.terms, *concept.definition)}
    known = [tag for tag in LANGUAGES if tag in found]
    return [*known, *sorted(found - set(known))]


def standings(concept: Concept, tag: str) -> Iterator[str]:
    """Yield the status of each term in a language, that which it has without saying included."""
    preferred = concept.preferred(tag)
    for term in concept.terms.get(tag, ()):
        yield term.status or ("preferred" if term.text == preferred else "admitted")


def _language(tag: str, concepts: list[Concept]) -> LanguageCount:
    having = [concept for concept in concepts if concept.terms.get(tag)]
    terms = [term for concept in having for term in concept.terms[tag]]
    statuses = Counter(status for concept in having for status in standings(concept, tag))
    return LanguageCount(
        language=tag,
        concepts=len(having),
        coverage=_share(len(having), len(concepts)),
        terms=len(terms),
        statuses=dict(sorted(statuses.items())),
        abbreviations=sum(term.kind == "abbreviation" for term in terms),
        definitions=sum(tag in concept.definition for concept in concepts),
    )


def _domain(name: str, concepts: list[Concept], tags: list[str]) -> DomainCount:
    coverage = {
        tag: _share(sum(bool(concept.terms.get(tag)) for concept in concepts), len(concepts))
        for tag in tags
    }
    return DomainCount(name, len(concepts), sum(bool(c.definition) for c in concepts), coverage)


def _is_linked(concept: Concept) -> bool:
    matches = concept.matches
    return any((matches.exact, matches.close, matches.broad, matches.narrow, matches.related))


def _growth(older: Glossary, newer: Glossary) -> Growth:
    before, after = older.concepts, newer.concepts
    counts: Counter[str] = Counter()
    for sign, concepts in ((1, after), (-1, before)):
        for concept in concepts.values():
            for tag, terms in concept.terms.items():
                counts[tag] += sign * len(terms)
    return Growth(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        terms={tag: counts[tag] for tag in sorted(counts)},
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
