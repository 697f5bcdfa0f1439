"""GT001-GT006: terms that are empty, or that stand in two places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from qualmap.lint.alike import alike, is_empty, spelling
from qualmap.lint.canonical import number_neutral, rough_stem
from qualmap.lint.concepts import Concept, Term
from qualmap.lint.confused import confused
from qualmap.lint.edits import remove
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule, safe, unsafe
from qualmap.lint.tree import Words
from qualmap.messages import _
from qualmap.model.finding import Fix
from qualmap.text.fold import fold_key

STRENGTH: Final = ("preferred", "admitted", "candidate", "deprecated", "obsolete", "")


def _shared(glossary: Linted) -> list[list[Term]]:
    """The terms of one language that are spelt alike, where there are two or more."""
    terms = (term for concept in glossary.concepts for term in concept.all_terms)
    return [
        same
        for same in alike(terms, lambda term: spelling(term.value))
        if not is_empty(same[0].value)
    ]


def _see(term: Term) -> str:
    file = term.text.file
    line, _column = file.place(term.text.start)
    return _("see {id}, {path}:{line}").format(id=term.concept.name, path=file.path, line=line)


@rule("GT001", "empty-term", "error")
def empty_term(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term is empty: there is nothing in it, or only spaces, invisible characters or a dash.

    Why:
        A report shows a blank in its place, and the other languages of the concept get no partner.
        Where there is no term yet, leave the language out.
    Bad:
        en: [{text: " "}]
        ru: [{text: "—"}]
    Good:
        en: [{text: "level"}]
    """
    for term in concept.all_terms:
        if not term.value[:1].isalpha() and is_empty(term.value):
            yield hit(term, _("the term is empty"))


def _doubles(context: Context) -> Iterator[list[Term]]:
    """The terms spelt alike within one concept and language, the strongest first."""
    for terms in context.once(_shared):
        by_concept: dict[int, list[Term]] = defaultdict(list)
        for term in terms:
            by_concept[id(term.concept)].append(term)
        for same in by_concept.values():
            if len(same) > 1:
                yield sorted(same, key=lambda term: STRENGTH.index(term.status))


@rule("GT002", "duplicate-term-in-concept", "error", fix="safe", scope="glossary")
def duplicate_term(glossary: Linted, context: Context) -> Iterator[Hit]:
    """A concept has the same term twice in one language.

    Case, spaces and the form of an apostrophe make no difference. GT003 reports those of which one
    is the preferred term.

    Why:
        The second tells nobody anything, and a change to the first will forget it.
    Bad:
        en: [{text: "level"}, {text: "tier", status: admitted}, {text: "tier", status: admitted}]
    Good:
        en: [{text: "level"}, {text: "tier", status: admitted}]
    Fix:
        Safe: the weaker goes, or else the second. Unsafe where words of it would be lost, or where
        one is in use and the other is not.
    """
    for first, *others in _doubles(context):
        for term in others:
            if first.status != "preferred" or term.status == "preferred":
                message = _("{term!r} stands twice in {language}")
                yield hit(
                    term,
                    message.format(term=term.value, language=term.language),
                    hint=_see(first),
                    fix=_without(term, first),
                )


@rule("GT003", "preferred-also-alternative", "error", fix="safe", scope="glossary")
def preferred_also_alternative(glossary: Linted, context: Context) -> Iterator[Hit]:
    """The preferred term of a concept has another standing in the same language, too.

    Why:
        A writer cannot tell whether the word is the first choice, one of several, or to be avoided.
    Bad:
        en: [{text: "level"}, {text: "level", status: admitted}]
    Good:
        en: [{text: "level"}]
    Fix:
        Safe: the weaker one goes. Unsafe where it is deprecated or obsolete, since that may be what
        was meant, or where words of it would be lost.
    """
    for first, *others in _doubles(context):
        for term in others:
            if first.status == "preferred" != term.status:
                message = _("{term!r} is preferred in {language}, and {status} as well")
                status = term.status or (term.marked.value if term.marked else "")
                yield hit(
                    term,
                    message.format(term=term.value, language=term.language, status=status),
                    hint=_see(first),
                    fix=_without(term, first),
                )


def _without(term: Term, kept: Term) -> Fix | None:
    """The fix that takes a term away; None where that would change how the rest stands."""
    rest = term.concept.terms[term.language]
    after = rest[1] if rest[0] is term else None
    moves_up = after is not None and after.marked is None and after.status != "preferred"
    if len(term.siblings.items) < 2 or moves_up:
        return None
    make = unsafe if _loses(term, kept) or term.retired != kept.retired else safe
    return make(_("take it away"), remove(term.node, term.siblings))


def _loses(term: Term, kept: Term) -> bool:
    """Whether a term says something that the one kept does not say."""
    for key, value in term.node.pairs:
        same = kept.node.words(key.value)
        if key.value != "status" and not (
            isinstance(value, Words) and same is not None and value.value == same.value
        ):
            return True
    return False


@rule("GT004", "homonym-without-qualifier", "warning", scope="glossary")
def homonym_without_qualifier(glossary: Linted, context: Context) -> Iterator[Hit]:
    """Two concepts share a term in one language, and nothing tells them apart.

    A note at the term tells it apart, and so does a domain that none of the others has. Where
    another language has a term for each, GX001 reports it instead.

    Why:
        Found in a text, the word may mean either; a reader of a report cannot see which.
    Bad:
        - {id: grade, domain: learning, terms: {en: [{text: "level"}]}}
        - {id: level, domain: learning, terms: {en: [{text: "level"}]}}
    Good:
        - {id: grade, domain: assessment, terms: {en: [{text: "level"}]}}
        - {id: level, domain: learning, terms: {en: [{text: "level"}]}}
    """
    told = context.once(confused) if "GX001" in context.in_use else {}
    for terms in context.once(_shared):
        used = _one_each(term for term in terms if not term.retired)
        domains = [term.concept.domain.strip() for term in used]
        unclear = [
            term
            for term, domain in zip(used, domains, strict=True)
            if not _noted(term) and (not domain or domains.count(domain) > 1)
        ]
        for term in (one for one in unclear[1:] if id(one) not in told):
            message = _("{term!r} is a term of {id}, too")
            yield hit(
                term,
                message.format(term=term.value, id=unclear[0].concept.name),
                hint=_see(unclear[0]),
            )


def _one_each(terms: Iterable[Term]) -> list[Term]:
    """The first term of each concept; two concepts of one id are a matter of GC001."""
    first: dict[str | int, Term] = {}
    for term in terms:
        first.setdefault(term.concept.name or id(term.concept), term)
    return list(first.values())


def _noted(term: Term) -> bool:
    return term.note is not None and bool(term.note.value.strip())


def _near(glossary: Linted) -> Iterator[list[Term]]:
    """The terms in use that only a hyphen, a spelling or the number keeps apart.

    A rough key is enough to see that most terms have no such partner.
    """
    used = (term for concept in glossary.concepts for term in concept.all_terms if not term.retired)
    for terms in alike(used, _key_by(rough_stem)):
        if len({term.value for term in terms}) > 1 and not is_empty(terms[0].value):
            yield from alike(terms, _key_by(number_neutral))


_GAPS: Final = re.compile("[\\s\u2010\u2011-]+")


def _key_by(stem: Callable[[str, str], str]) -> Callable[[Term], str]:
    """Return the key of a term that is made of the folded stems of its words."""
    known: dict[str, dict[str, str]] = defaultdict(dict)

    def key(term: Term) -> str:
        tag = term.language
        stems = known[tag]
        words = _GAPS.split(term.value)
        for word in words:
            if word not in stems:
                stems[word] = fold_key(stem(word, tag), tag)
        return "".join([stems[word] for word in words])

    return key


@rule("GT005", "near-duplicate-across-concepts", "info", default=False, scope="glossary")
def near_duplicate(glossary: Linted, context: Context) -> Iterator[Hit]:
    """Terms of two concepts differ by a hyphen, a space, a way of spelling, or their number.

    Number is looked at in English and Russian. A change of one letter alone is not enough: in
    the glossary of November 2026 it was found in 26 pairs of terms of eight letters and more, of
    which two were near duplicates (check-out, competency).

    Why:
        It may be one concept, entered twice; and if it is two, readers will mix them up.
    Bad:
        - {id: e-learning, terms: {en: [{text: "e-learning"}]}}
        - {id: elearning, terms: {en: [{text: "elearning"}]}}
    Good:
        - {id: e-learning, terms: {en: [{text: "e-learning"}, {text: "elearning"}]}}
    """
    for terms in _near(glossary):
        first, *others = _one_each(terms)
        for term in others:
            if spelling(term.value) != spelling(first.value):
                message = _("{term!r} is nearly {other!r} of {id}")
                yield hit(
                    term,
                    message.format(term=term.value, other=first.value, id=first.concept.name),
                    hint=_see(first),
                )


@rule("GT006", "deprecated-here-preferred-there", "warning", scope="glossary")
def deprecated_here(glossary: Linted, context: Context) -> Iterator[Hit]:
    """A term is deprecated or obsolete in one concept and the preferred term of another.

    A note at the deprecated term settles it; a concept that is out of use as a whole is left alone.

    Why:
        Every right use of the word for the other concept would be taken for a wrong one.
    Bad:
        - {id: level, terms: {en: [{text: "level"}, {text: "grade", status: deprecated}]}}
        - {id: grade, terms: {en: [{text: "grade"}]}}
    Good:
        - {id: level, terms: {en: [{text: "level"}, {text: "grade", status: deprecated,
          note: "where the step of a framework is meant"}]}}
        - {id: grade, terms: {en: [{text: "grade"}]}}
    """
    for terms in context.once(_shared):
        preferred = [term for term in terms if term.status == "preferred"]
        for term in terms:
            if not preferred or not term.retired or _noted(term) or term.concept.retired:
                continue
            there = next((p for p in preferred if p.concept.name != term.concept.name), None)
            if there is not None:
                message = _("{term!r} is {status} here and the preferred term of {id}")
                values = {"term": term.value, "status": term.status, "id": there.concept.name}
                yield hit(term, message.format(**values), hint=_see(there))
