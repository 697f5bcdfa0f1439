"""GX: what must agree between the languages of a concept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from unicodedata import digit

from qualmap.lint.concepts import Concept, Term
from qualmap.lint.confused import confused
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule
from qualmap.lint.tree import Words
from qualmap.messages import _

MANY_MORE: Final = 3
"""So many terms more than in another language are no accident of the two languages: in our own
glossary, five of six concepts differ by less."""

# 1,5 and 1.5, and 10 000 and 10,000, are the same; what parts the digits does not count.
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
DIGIT: Final = re.compile(r"\d")
NOT_DIGITS: Final = re.compile(r"\D+")


@rule("GX001", "one-translation-for-two-concepts", "warning", scope="glossary")
def one_translation_for_two_concepts(glossary: Linted, context: Context) -> Iterator[Hit]:
    """Two concepts that one language tells apart have the same preferred term in another.

    Concepts of different domains may share a word, and so may those where a note on the term tells
    that it is meant.

    Why:
        A translator reads one word and cannot tell which of the two is meant; comparing takes the
        two for one.
    Bad:
        - id: occupation
          terms: {en: [{text: "occupation"}], kk: [{text: "кәсіп"}]}
        - id: profession
          terms: {en: [{text: "profession"}], kk: [{text: "кәсіп"}]}
    Good:
        - id: occupation
          terms: {en: [{text: "occupation"}], kk: [{text: "кәсіп"}]}
        - id: profession
          terms: {en: [{text: "profession"}], kk: [{text: "мамандық"}]}
    """
    for term, other in context.once(confused).values():
        yield _shared(term, other)


def _shared(term: Term, other: Concept) -> Hit:
    line, _column = other.file.place(other.head.start)
    message = _("{term!r} is also the preferred term of {other!r}")
    return hit(
        term,
        message.format(term=term.value, other=other.name),
        hint=_("see {path}:{line}").format(path=other.file.path, line=line),
    )


@rule("GX002", "number-mismatch", "warning")
def number_mismatch(concept: Concept, context: Context) -> Iterator[Hit]:
    """The preferred terms, or the definitions, of a concept name different numbers.

    Only digits count, and only where each side has a number that the other has not.

    Why:
        A number is the same in all languages; one of them is wrong.
    Bad:
        en: [{text: "level 5"}]
        uz-Latn: [{text: "6-daraja"}]
    Good:
        en: [{text: "level 5"}]
        uz-Latn: [{text: "5-daraja"}]
    """
    terms: dict[str, Words] = {}
    for term in concept.all_terms:
        if term.status == "preferred" and DIGIT.search(term.value):
            terms.setdefault(term.language, term.text)
    definitions = {
        tag: text for tag, text in concept.definitions.items() if DIGIT.search(text.value)
    }
    for texts in (terms, definitions):
        if len(texts) > 1:
            yield from _odd_numbers({tag: _numbers(text) for tag, text in texts.items()}, texts)


def _numbers(text: Words) -> dict[str, tuple[int, int]]:
    """The numbers of a text, as plain digits, and where they stand."""
    return {_plain(match[0]): match.span() for match in NUMBER.finditer(text.value)}


def _plain(number: str) -> str:
    """Digits only: ASCII, without separators and leading zeros."""
    digits = NOT_DIGITS.sub("", number)
    return "".join(str(digit(one)) for one in digits).lstrip("0") or "0"


def _odd_numbers(
    numbers: dict[str, dict[str, tuple[int, int]]], texts: dict[str, Words]
) -> Iterator[Hit]:
    """What differs from the numbers that most languages have, the first of them if it is a tie."""
    usual = Counter(frozenset(found) for found in numbers.values()).most_common(1)[0][0]
    model = next(tag for tag, found in numbers.items() if frozenset(found) == usual)
    for tag, found in numbers.items():
        extra = [number for number in found if number not in usual]
        if extra and not usual <= set(found):
            message = _("{number} here, {others} in {language}").format(
                number=extra[0], others=", ".join(sorted(usual - set(found))), language=model
            )
            yield hit(texts[tag], message, at=found[extra[0]], language=tag)


STANDINGS: Final = {
    "preferred": "in use",
    "admitted": "in use",
    "candidate": "proposed",
    "deprecated": "out of use",
    "obsolete": "out of use",
}


@rule("GX003", "status-mismatch", "info", default=False)
def status_mismatch(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept is in use in one language, and only proposed or out of use in another.

    Why:
        A concept is one thing in all languages; a term that was settled or given up in one of them
        should be looked at in the others.
    Bad:
        en: [{text: "grade", status: deprecated}]
        ru: [{text: "разряд"}]
    Good:
        en: [{text: "grade", status: deprecated}]
        ru: [{text: "разряд", status: deprecated}]
    """
    standings = {tag: found for tag, terms in concept.terms.items() if (found := _standing(terms))}
    if len(set(standings.values())) < 2:
        return
    usual = Counter(standings.values()).most_common(1)[0][0]
    model = next(tag for tag, standing in standings.items() if standing == usual)
    for tag, standing in standings.items():
        if standing != usual:
            message = _("{standing} in {language}, {usual} in {model}")
            yield hit(
                concept.terms[tag][0],
                message.format(standing=standing, language=tag, usual=usual, model=model),
            )


def _standing(terms: list[Term]) -> str:
    """The best standing of the terms of a language, empty if they have none."""
    found = {STANDINGS.get(term.status, "") for term in terms}
    return next((one for one in ("in use", "proposed", "out of use") if one in found), "")


@rule("GX004", "synonym-count-imbalance", "info", default=False)
def synonym_count_imbalance(concept: Concept, context: Context) -> Iterator[Hit]:
    """One language has at least three terms more than another.

    Counted are terms in use, without abbreviations.

    Why:
        Either synonyms are missing in one language, so that its texts are not understood, or the
        other counts words that are no synonyms.
    Bad:
        en: [{text: "level"}, {text: "tier"}, {text: "step"}, {text: "rung"}]
        ru: [{text: "уровень"}]
    Good:
        en: [{text: "level"}, {text: "tier"}]
        ru: [{text: "уровень"}]
    """
    counts = {tag: found for tag, terms in concept.terms.items() if (found := _in_use(terms))}
    if not counts:
        return
    most = max(counts, key=lambda tag: counts[tag])
    for tag, count in counts.items():
        if counts[most] - count >= MANY_MORE:
            message = _("{count} in {language}, {most} in {other}").format(
                count=count, language=tag, most=counts[most], other=most
            )
            yield hit(concept.terms[tag][0], message)


def _in_use(terms: list[Term]) -> int:
    return sum(
        STANDINGS.get(term.status) == "in use" and term.kind != "abbreviation" for term in terms
    )
