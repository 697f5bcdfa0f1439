"""GR: relations between concepts; `broader.py` has their order, `links.py` the links outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qualmap.lint.concepts import RETIRED, Concept, Term
from qualmap.lint.edits import add_key, append, quoted
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule, safe
from qualmap.lint.tree import Items, Words, is_null
from qualmap.messages import _
from qualmap.model.finding import TextEdit

HINTS: Final = 100
"""For so many unknown ids a near one is looked up; a file with more has another problem."""

NO_QUOTES: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|(?!null|true|false)[a-z]{4,}")
"""Ids that no YAML reader takes for anything but text."""


class _Ids:
    """The ids there are, to be asked for the nearest one."""

    def __init__(self, glossary: Linted) -> None:
        self._glossary = glossary
        self._hints: dict[str, str] = {}

    def hint(self, name: str) -> str:
        """Return the question whether a near id was meant, empty if none is near."""
        if name not in self._hints and len(self._hints) < HINTS:
            from rapidfuzz import fuzz, process

            ids = sorted({*self._glossary.by_id, *self._glossary.beside})
            near = process.extractOne(name, ids, scorer=fuzz.ratio, score_cutoff=75)
            self._hints[name] = _("did you mean {id!r}?").format(id=near[0]) if near else ""
        return self._hints.get(name, "")


def _references(concept: Concept) -> Iterator[Words]:
    """The ids that a concept names as broader or related."""
    for word in (*concept.broader, *concept.related):
        if not is_null(word):
            yield word


@rule("GR001", "dangling-reference", "error", whole=True)
def dangling_reference(concept: Concept, context: Context) -> Iterator[Hit]:
    """A broader or related concept does not exist.

    Why:
        The id is misspelt, or its concept was removed; either way the relation is lost.
    Bad:
        - {id: level, broader: [qualificaton], …}
    Good:
        - {id: level, broader: [qualification], …}
    """
    for word in _references(concept):
        if not context.glossary.known(word.value):
            message = _("there is no concept {id!r}").format(id=word.value)
            yield hit(word, message, hint=context.once(_Ids).hint(word.value))


@rule("GR002", "self-reference", "error")
def self_reference(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept names itself as broader or related.

    Why:
        Nothing is broader than itself; another concept was meant.
    Bad:
        - {id: level, related: [level], …}
    Good:
        - {id: level, related: [learning-outcome], …}
    """
    for word in _references(concept):
        if concept.id is not None and word.value == concept.name:
            yield hit(word, _("{id!r} refers to itself").format(id=concept.name))


def _related_from(glossary: Linted) -> dict[str, list[str]]:
    """The concepts that name each concept as related, sorted."""
    found: dict[str, list[str]] = {}
    for name, concepts in sorted(glossary.by_id.items()):
        others = {word.value for concept in concepts for word in concept.related}
        for other in others - {name}:
            found.setdefault(other, []).append(name)
    return found


@rule("GR006", "one-way-related", "info", default=False, fix="safe")
def one_way_related(concept: Concept, context: Context) -> Iterator[Hit]:
    """Another concept names this one as related, and this one does not name it.

    Why:
        The relation holds both ways. qualmap reads it so, whichever of the two says it; some other
        tools show it on one side only.
    Bad:
        - {id: level, related: [scale], …}
        - {id: scale, …}
    Good:
        - {id: level, related: [scale], …}
        - {id: scale, related: [level], …}
    Fix:
        Safe: the relation is written down on this side, too.
    """
    own = {word.value for word in concept.related}
    others = context.once(_related_from).get(concept.name, []) if concept.id else []
    missing = [name for name in others if name not in own]
    if missing:
        message = _("{id!r} is related to {others}, and does not say so")
        edits = _related_added(concept, missing)
        yield hit(
            concept,
            message.format(id=concept.name, others=", ".join(map(repr, missing))),
            fix=safe(_("say so"), *edits) if edits else None,
        )


def _related_added(concept: Concept, names: list[str]) -> list[TextEdit]:
    written = [name if NO_QUOTES.fullmatch(name) else quoted(name) for name in names]
    there = concept.node.get("related")
    if there is None:
        before = next((key for key in ("broader", "definition", "terms") if _has(concept, key)), "")
        return [add_key(concept.node, "related", f"[{', '.join(written)}]", after=before)]
    if not isinstance(there, Items):
        return []
    if there.flow:
        return [append(there, ", ".join(written))]
    return [append(there, name) for name in written]


def _has(concept: Concept, key: str) -> bool:
    return concept.node.get(key) is not None


def _named(glossary: Linted) -> frozenset[str]:
    """The ids that some other concept refers to."""
    return frozenset(
        word.value
        for concept in glossary.concepts
        for word in _references(concept)
        if word.value != concept.name
    )


@rule("GR007", "orphan", "info", default=False, whole=True)
def orphan(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept is tied to no other: nothing is broader, narrower or related, nothing matches.

    Why:
        A relation tells a reader what kind of thing a concept is; an orphan is found by its words
        only.
    Bad:
        - {id: level, terms: {…}}
    Good:
        - {id: level, terms: {…}, related: [qualification]}
    """
    tied = any(word.value != concept.name for word in _references(concept))
    if tied or concept.retired or any(concept.matches.values()):
        return
    if concept.name not in context.once(_named):
        yield hit(concept, _("the concept is tied to no other"))


def _standing(glossary: Linted) -> dict[tuple[str, str], bool]:
    """For each term that is out of use somewhere, by language and words: is it so everywhere?"""
    found: dict[tuple[str, str], bool] = {}
    for concept in glossary.concepts:
        for term in concept.all_terms:
            if term.retired:
                found.setdefault((term.language, term.value), True)
    for concept in glossary.concepts if found else ():
        for term in concept.all_terms:
            if (term.language, term.value) in found and not term.retired:
                found[term.language, term.value] = False
    return found


@rule("GR011", "deprecated-target", "warning")
def deprecated_target(concept: Concept, context: Context) -> Iterator[Hit]:
    """A relation leads to a concept that is out of use, or `use` to a term that is.

    A concept is out of use if each of its terms is deprecated or obsolete.

    Why:
        Who follows the relation ends at something that should not be used any more.
    Bad:
        - {id: course, broader: [schooling], …}
        - {id: schooling, terms: {en: [{text: "schooling", status: obsolete}]}}
    Good:
        - {id: course, broader: [education], …}
    """
    if not concept.retired:
        for word in _references(concept):
            if _out_of_use(context.glossary, word.value):
                message = _("{id!r} is out of use").format(id=word.value)
                yield hit(word, message)
    for term in concept.all_terms:
        if term.use is not None and context.once(_standing).get((term.language, term.use.value)):
            yield _retired_advice(term, term.use)


def _retired_advice(term: Term, use: Words) -> Hit:
    message = _("{use!r}, named in place of {term!r}, is out of use itself")
    return hit(
        use,
        message.format(use=use.value, term=term.value),
        language=term.language,
        term=term.value,
        concept=term.concept,
    )


def _out_of_use(glossary: Linted, name: str) -> bool:
    here = glossary.by_id.get(name)
    if here:
        return all(concept.retired for concept in here)
    terms = getattr(glossary.beside.get(name), "terms", {})
    statuses = {term.status for members in terms.values() for term in members}
    return bool(statuses) and statuses <= set(RETIRED)
