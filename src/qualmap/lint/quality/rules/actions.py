"""LQ001 to LQ004: what an outcome asks a person to do, once, and so that it can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qualmap.lint.quality.bench import Bench
from qualmap.lint.quality.rule import quality
from qualmap.lint.quality.subject import Described, Statement
from qualmap.lint.rule import Hit
from qualmap.lint.wording import sentence_ends
from qualmap.messages import _
from qualmap.text.languages import language as language_row
from qualmap.text.quality import NEVER, QualityWords, quality_words
from qualmap.text.tokens import tokens
from qualmap.text.verbs import Action

FOREMOST: Final = 3
"""The first noun of a subject: "safety rules at work" has it second."""

REACH: Final = 2
"""The verb stands right behind "and", or an adverb stands between."""


@quality("LQ001", "no-action", "warning")
def no_action(item: Described, bench: Bench) -> Iterator[Hit]:
    """An outcome names a subject and not what a person does.

    Outcomes of the domain knowledge may be a list of subjects, as occupational standards have them,
    and a noun will do where it is an action: checking, knowledge, «монтаж», «tekshirish». Whether
    a rare word is a verb cannot always be told; then nothing is reported.

    Why:
        Nobody can assess "rules of safety", and no two people read the same into it.
    Bad:
        {domain: skills, text: {en: "Rules of safety at work"}}
        {domain: skills, text: {ru: "Правила безопасности на рабочем месте"}}
    Good:
        {domain: skills, text: {en: "Follows the rules of safety at work"}}
        {domain: knowledge, text: {ru: "Правила безопасности на рабочем месте"}}
    """
    for one in item.statements:
        if one.outcome.domain != "knowledge" and one.lead is None and _is_subject(one):
            yield one.hit(
                _("no word says what a person does"),
                hint=_("begin with a verb that can be seen: checks, draws up, explains"),
            )


def _is_subject(one: Statement) -> bool:
    text, row = one.script_free, quality_words(one.tag)
    if language_row(one.tag).verb_place == "last":
        last = [token.text for token in tokens(text)[-2:]]
        return row.verb.pattern != NEVER and bool(last) and not any(map(row.verb.search, last))
    topic = row.topic.search(text)
    before = tokens(topic[0])[:-1] if topic else ()
    return topic is not None and not any(row.verb.search(token.text) for token in before)


@quality("LQ002", "several-outcomes", "warning")
def several_outcomes(item: Described, bench: Bench) -> Iterator[Hit]:
    """One outcome asks for two things: two sentences, a semicolon, or two verbs with their objects.

    Two verbs with one object ("plans and carries out a tour") are one outcome.

    Why:
        Who can do the one and not the other has half of it, and a mapping can only say yes or no.
    Bad:
        {text: {en: "Checks the weld and draws up a report"}}
        {text: {uz-Latn: "Sifatni tekshiradi. Hisobot tuzadi."}}
    Good:
        {text: {en: "Checks the weld with a gauge and a lamp"}}
        {text: {en: "Plans and carries out a tour"}}
    """
    for one in item.statements:
        ends = sentence_ends(one.text, one.tag)
        mark = one.text.find("; ")
        if ends or mark > 0:
            place = ends[0] if ends else mark
            yield one.hit(_("several statements in one outcome"), (place, place + 1), _split())
        elif joined := _joined(one):
            yield one.hit(
                _("two actions in one outcome: {first} and {second}").format(
                    first=one.lead.verb_text if one.lead else "", second=joined.verb_text
                ),
                (joined.start, joined.end),
                _split(),
            )


def _split() -> str:
    return _("make an outcome of each")


def _joined(one: Statement) -> Action | None:
    """The second of two verbs, both with an object of their own, joined by a word for and."""
    row = quality_words(one.tag)
    last = language_row(one.tag).verb_place == "last"
    lead = one.lead
    for place, token in enumerate(one.tokens if lead is not None else ()):
        if lead is None or token.start < lead.end or token.text.lower() not in row.joining:
            continue
        found = _next_verb(one, place, row, last=last)
        if found and found.id != lead.id and not row.apart.search(one.text[lead.end : token.start]):
            return found
    return None


def _next_verb(one: Statement, place: int, row: QualityWords, *, last: bool) -> Action | None:
    lead = one.lead
    assert lead is not None
    between = [token for token in one.tokens[:place] if token.start >= lead.end]
    behind = one.tokens[place + 1 :]
    kind = _kind(lead, row)
    verbs = [verb for verb in one.verbs if kind is not None and _kind(verb, row) == kind]
    if last:  # the first verb stands right before the word for and, the second ends the sentence
        closing = [verb for verb in verbs if behind and verb.end >= behind[-1].start]
        own = bool(closing) and closing[-1].start > behind[0].start
        return closing[-1] if own and not between else None
    near = {token.start for token in behind[:REACH]}
    found = next((verb for verb in verbs if verb.start in near), None)
    own_object = found is not None and any(token.start >= found.end for token in behind)
    return found if between and own_object else None


def _kind(verb: Action, row: QualityWords) -> int | None:
    """The number of the form that a verb stands in: two verbs of one sentence share it."""
    words = verb.verb_text.lower().split()
    return next(
        (n for n, form in enumerate(row.forms) if form.search(words[0]) or form.search(words[-1])),
        None,
    )


@quality("LQ003", "not-assessable", "warning")
def not_assessable(item: Described, bench: Bench) -> Iterator[Hit]:
    """An outcome leads with a verb of which nobody can see whether it was done.

    Understanding, being familiar, having an idea of. In the domain knowledge it passes if
    assessment criteria stand beside it; elsewhere, knowing is reported as well.

    Why:
        An assessor sees what a person does or says; whether they understand has to be shown by
        something that the outcome should name.
    Bad:
        {domain: skills, text: {en: "Understands the drawing"}}
        {domain: knowledge, text: {ru: "Имеет представление о нормах"}}
    Good:
        {domain: skills, text: {en: "Explains the drawing to a customer"}}
        {domain: knowledge, text: {ru: "Знает нормы расхода материалов"}}
    """
    for one in item.statements:
        knowledge = one.outcome.domain in ("knowledge", None)
        if knowledge and one.outcome.criteria:
            continue
        span = _weak(one)
        if span is None and not knowledge and one.lead and one.lead.id == "know":
            span = one.lead.start, one.lead.end
        if span:
            message = _("{words!r} cannot be seen").format(words=one.text[slice(*span)])
            hint = _("say by what it is shown: names, explains, chooses, uses")
            if not knowledge:
                hint += _("; or give it the domain knowledge")
            yield one.hit(message, span, hint)


def _weak(one: Statement) -> tuple[int, int] | None:
    """Where a weak verb leads the outcome; an assessable one beside it saves it."""
    hits = quality_words(one.tag).weak.find(one.tokens)
    for found in sorted(hits, key=lambda hit: -hit.length):
        span = one.tokens[found.first].start, one.tokens[found.last].end
        if one.lead is None:
            leads = _leads_alone(one, found.first, found.last)
        else:
            leads = span[0] < one.lead.end and one.lead.start < span[1]
        if leads and not _joined(one):
            return span
    return None


def _leads_alone(one: Statement, first: int, last: int) -> bool:
    if language_row(one.tag).verb_place == "last":
        return last >= len(one.tokens) - REACH
    return first < FOREMOST


@quality("LQ004", "knowledge-without-criteria", "info", default=False)
def knowledge_without_criteria(item: Described, bench: Bench) -> Iterator[Hit]:
    """An outcome says that a person knows something, and no assessment criterion stands beside it.

    Why:
        How much of it, and how it is shown, is left to the assessor.
    Bad:
        {domain: knowledge, text: {en: "Knows the rules of the road"}}
    Good:
        {domain: knowledge, text: {en: "Knows the rules of the road"}, criteria: [{en: "…"}]}
    """
    for one in item.originals:
        lead = one.lead
        bare = one.outcome.domain == "knowledge" and not one.outcome.criteria
        if bare and lead is not None and lead.id == "know":
            message = _("knowledge without an assessment criterion")
            yield one.hit(message, (lead.start, lead.end))
