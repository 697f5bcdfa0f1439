"""GC: the concept as a whole: id, standing of its terms, what must be said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from qualmap.lint.concepts import STATUSES, Concept
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule
from qualmap.lint.tree import Keys
from qualmap.messages import _

GOOD_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@rule("GC001", "duplicate-id", "error", scope="glossary")
def duplicate_id(glossary: Linted, context: Context) -> Iterator[Hit]:
    """Two concepts have the same id, in one file, in two, or in the glossary that ships.

    Why:
        An id is what relations, mappings and decisions point at; with two concepts behind it nobody
        knows which one is meant.
    Bad:
        - {id: level, …}
        - {id: level, …}
    Good:
        - {id: level, …}
        - {id: qualification-level, …}
    """
    for name, concepts in glossary.by_id.items():
        first = concepts[0]
        for other in concepts[1:]:
            line, _column = first.file.place(first.head.start)
            yield hit(
                other,
                _("id {id!r} is taken").format(id=name),
                hint=_("see {path}:{line}").format(path=first.file.path, line=line),
            )
        if name in glossary.beside:
            yield hit(
                first,
                _("id {id!r} is taken").format(id=name),
                hint=_("the glossary that ships has it"),
            )


@rule("GC002", "bad-id-format", "error")
def bad_id_format(concept: Concept, context: Context) -> Iterator[Hit]:
    """An id is not made of lower-case Latin letters and digits, joined by single hyphens.

    Why:
        Ids go into addresses, file names and tables, and they are for ever.
    Bad:
        id: Learning_Outcome
    Good:
        id: learning-outcome
    """
    if concept.id is not None and not GOOD_ID.fullmatch(concept.id.value):
        message = _("id {id!r} is not in lower-case kebab-case")
        yield hit(concept, message.format(id=concept.name), hint=_id_like(concept.name))


def _id_like(name: str) -> str:
    better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return _("such as {id}").format(id=better) if better else ""


@rule("GC004", "no-preferred-term", "error")
def no_preferred_term(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept has no term at all, or none that is preferred in one of its languages.

    A language with candidates only is left alone, and so is a concept that is out of use.

    Why:
        Reports and the finder name a concept by its preferred term.
    Bad:
        ru: [{text: "квалификация", status: admitted}]
    Good:
        ru: [{text: "квалификация"}]
    """
    part = concept.node.get("terms")
    if part is None or (isinstance(part, Keys) and not part.pairs):
        yield hit(concept, _("the concept has no term"))
    if not isinstance(part, Keys) or concept.retired:
        return
    for key, value in part.pairs:
        terms = concept.terms.get(key.value)
        if terms and not any(term.status in ("preferred", "candidate", "") for term in terms):
            yield hit(
                key,
                _("no preferred term in {language}").format(language=key.value),
                language=key.value,
                concept=concept,
            )
        elif terms == [] and getattr(value, "items", None) == []:
            yield hit(
                key,
                _("no term in {language}").format(language=key.value),
                language=key.value,
                concept=concept,
            )


@rule("GC005", "multiple-preferred", "error")
def multiple_preferred(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept has two preferred terms in one language.

    The first term of a language is preferred if nothing else is said of it.

    Why:
        With two names, two people write two words, and a reader takes them for two things.
    Bad:
        en: [{text: "level"}, {text: "tier", status: preferred}]
    Good:
        en: [{text: "level"}, {text: "tier", status: admitted}]
    """
    for language, terms in concept.terms.items():
        preferred = [term for term in terms if term.status == "preferred"]
        for other in preferred[1:]:
            message = _("{first!r} is the preferred term in {language} already")
            yield hit(other, message.format(first=preferred[0].value, language=language))


@rule("GC006", "missing-definition", "warning")
def missing_definition(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept has no definition in any language.

    Concepts that are only proposed, or out of use, need none.

    Why:
        Whether two terms mean the same can only be told from what they mean.
    Bad:
        - id: level
          terms: {en: [{text: "level"}]}
    Good:
        - id: level
          terms: {en: [{text: "level"}]}
          definition: {en: "step of a scale that orders qualifications by what they demand"}
    Options:
        undefined-domains: domains whose concepts need no definition, e.g. `["action"]`.
    """
    if any(text.value.strip() for text in concept.definitions.values()):
        return
    needless = concept.domain in context.options.undefined_domains
    if not (needless or concept.retired or concept.proposed):
        yield hit(concept, _("the concept has no definition"))


@rule("GC007", "missing-source", "warning", default=False)
def missing_source(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept does not say where it comes from.

    Why:
        A reader has to know whether an act, a project or a single person says so.
    Bad:
        - {id: level, terms: {…}}
    Good:
        - {id: level, terms: {…}, source: "our working group, 2026"}
    """
    if concept.source is None or not concept.source.value.strip():
        yield hit(concept, _("the concept has no source"))


@rule("GC009", "invalid-status", "error")
def invalid_status(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term has a status that does not exist.

    Why:
        Whether a term may be used hangs on this word: preferred, admitted, deprecated, obsolete or
        candidate.
    Bad:
        en: [{text: "level", status: prefered}]
    Good:
        en: [{text: "level", status: preferred}]
    """
    for term in concept.all_terms:
        if term.marked is not None and term.marked.value not in STATUSES:
            near = get_close_matches(term.marked.value, STATUSES, n=1)
            hint = (
                _("did you mean {status!r}?").format(status=near[0])
                if near
                else _("known: {statuses}").format(statuses=", ".join(STATUSES))
            )
            yield hit(
                term.marked,
                _("no such status: {status!r}").format(status=term.marked.value),
                hint=hint,
                language=term.language,
                term=term.value,
                concept=concept,
            )


@rule("GC010", "deprecated-without-replacement", "warning")
def deprecated_without_replacement(concept: Concept, context: Context) -> Iterator[Hit]:
    """A deprecated term does not say what to use instead.

    Why:
        A writer who is told "not this word" needs the other word.
    Bad:
        en: [{text: "level"}, {text: "grade", status: deprecated}]
    Good:
        en: [{text: "level"}, {text: "grade", status: deprecated, use: level}]
    """
    for term in concept.all_terms:
        if term.status == "deprecated" and (term.use is None or not term.use.value.strip()):
            better = concept.preferred(term.language)
            hint = _("add use: {term}").format(term=better.value) if better else ""
            yield hit(
                term,
                _("{term!r} is deprecated, and nothing is named in its place").format(
                    term=term.value
                ),
                hint=hint,
            )


@rule("GC012", "missing-domain", "info", default=False)
def missing_domain(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept does not say which subject field it belongs to.

    Why:
        The field tells homonyms apart and lets a reader see one subject at a time.
    Bad:
        - {id: level, terms: {…}}
    Good:
        - {id: level, domain: qualifications, terms: {…}}
    """
    if not concept.domain.strip():
        yield hit(concept, _("the concept has no domain"))
