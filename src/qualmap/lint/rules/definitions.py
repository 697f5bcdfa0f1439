"""GD: definitions: their wording, and the terms in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from qualmap.lint.concepts import Concept
from qualmap.lint.edits import part
from qualmap.lint.linted import Linted
from qualmap.lint.mentions import Retired, circular_pairs
from qualmap.lint.rule import Context, Hit, hit, rule, unsafe
from qualmap.lint.wording import bare_start, genus_at, is_cut, is_repeated, sentence_ends
from qualmap.messages import _
from qualmap.text.languages import language as language_row
from qualmap.text.tokens import tokens

FEWEST: Final = 3
"""Below three words there is no room for a genus and what sets the concept apart."""
MOST: Final = 50
"""Our own definitions have 7 to 22 words; beyond fifty, two things are told at once."""

COPIED: Final = 3
"""From so many words on, two languages do not say the same by chance."""

FINAL_STOP: Final = re.compile(r"(?<![.…\s])\s*\.\s*\Z")
CAPITALISED: Final = re.compile(r"(?<=[\w,;] )[^\W\d_][\w\u02bb\u02bc'’]+")


@rule("GD001", "circular", "warning")
def circular(concept: Concept, context: Context) -> Iterator[Hit]:
    """A definition says that the concept is what its own preferred term says.

    Looked at is what the definition calls the concept: its first noun, in Uzbek, Kazakh, Kyrgyz and
    Turkmen its last one. The term may stand elsewhere in the definition.

    Why:
        Who does not know the term learns nothing from it (ISO 704).
    Bad:
        - terms: {en: [{text: "qualification"}]}
          definition: {en: "formal qualification that a college awards"}
    Good:
        - terms: {en: [{text: "qualification"}]}
          definition: {en: "formal result that shows what a learner has achieved"}
    """
    for language, text in concept.definitions.items():
        term = concept.preferred(language)
        span = genus_at(text.value, term.value, language) if term is not None else None
        if term and span and not is_repeated(text.value, term.value, language):
            message = _("{term!r} is explained by itself").format(term=term.value)
            yield hit(text, message, at=span, language=language, term=term.value)


@rule("GD002", "circular-pair", "info", default=False, scope="glossary")
def circular_pair(glossary: Linted, context: Context) -> Iterator[Hit]:
    """Two definitions use each other's preferred terms.

    Why:
        Who knows neither of the two goes round in a circle. One of them should be explained by
        other words.
    Bad:
        - {id: teacher, definition: {en: "person who instructs learners"}, …}
        - {id: learner, definition: {en: "person instructed by a teacher"}, …}
    Good:
        - {id: teacher, definition: {en: "person who instructs learners"}, …}
        - {id: learner, definition: {en: "person who acquires knowledge or skills"}, …}
    """
    for pair in circular_pairs(glossary):
        file = pair.other.file
        line, _column = file.place(pair.other.definitions[pair.language].start)
        message = _("{own!r} and {other!r} are explained by each other")
        yield hit(
            pair.concept.definitions[pair.language],
            message.format(own=pair.own_term, other=pair.term),
            at=pair.span,
            hint=_("see {path}:{line}").format(path=file.path, line=line),
            language=pair.language,
            term=pair.term,
            concept=pair.concept,
        )


@rule("GD003", "several-sentences", "info", default=False)
def several_sentences(concept: Concept, context: Context) -> Iterator[Hit]:
    """A definition has more than one sentence.

    Why:
        A definition is one phrase that could stand in the place of the term; what else is to be
        said belongs into the note.
    Bad:
        en: "step of a scale. There are eight of them"
    Good:
        en: "step of a scale"
    """
    for language, text in concept.definitions.items():
        ends = sentence_ends(text.value, language)
        if ends:
            message = _("the definition has more than one sentence ({count})")
            span = ends[0], ends[0] + 1
            yield hit(text, message.format(count=len(ends) + 1), at=span, language=language)


def _capitalised(glossary: Linted) -> frozenset[str]:
    """The words that some definition or term writes with a capital where no sentence starts."""
    found: set[str] = set()
    for concept in glossary.concepts:
        for words in (*concept.definitions.values(), *(term.text for term in concept.all_terms)):
            text = words.value
            if text != text.lower():
                found.update(word for word in CAPITALISED.findall(text) if word[0].isupper())
    return frozenset(found)


@rule("GD004", "final-period-or-capital", "info", default=False, fix="unsafe")
def final_period_or_capital(concept: Concept, context: Context) -> Iterator[Hit]:
    """A definition ends with a full stop or starts with a capital letter.

    Abbreviations and words that are capitalised elsewhere in the glossary may start it, and a
    definition of several sentences is left to GD003.

    Why:
        A definition is a phrase that could stand in the place of the term, and is written like one
        (ISO 10241-1).
    Bad:
        en: "Step of a scale."
    Good:
        en: "step of a scale"
    Fix:
        Unsafe: the full stop is taken away, the capital becomes small. The word may be a name.
    """
    for language, text in concept.definitions.items():
        value = text.value
        if sentence_ends(value, language):
            continue
        start = bare_start(value, "")
        if _has_needless_capital(value[start:], language, context):
            lower = unsafe(_("write it small"), part(text, start, start + 1, value[start].lower()))
            message = _("the definition starts with a capital letter")
            yield hit(text, message, at=(start, start + 1), fix=lower, language=language)
        stop = FINAL_STOP.search(value)
        if stop and not is_cut(value.rstrip(), language):
            without = unsafe(_("take it away"), part(text, stop.start(), stop.end(), ""))
            place = value.rindex(".")
            message = _("the definition ends with a full stop")
            yield hit(text, message, at=(place, place + 1), fix=without, language=language)


def _has_needless_capital(value: str, language: str, context: Context) -> bool:
    first = tokens(value[:60])[:1]
    if not first or first[0].start or not value[0].isupper() or len(value[0].lower()) > 1:
        return False
    word = first[0].text
    if word[1:] != word[1:].lower() or any(letter.isdigit() for letter in word):
        return False
    nouns = language.split("-")[0].lower() == "de"  # German writes every noun so
    return not nouns and word not in context.once(_capitalised)


@rule("GD005", "starts-with-term", "warning", default=False)
def starts_with_term(concept: Concept, context: Context) -> Iterator[Hit]:
    """A definition starts with the term, as in "X is …", "X — это …" or "X: …".

    Why:
        The term stands above it anyway, and the definition cannot be put in its place any more.
    Bad:
        - terms: {en: [{text: "level"}]}
          definition: {en: "a level is a step of a scale"}
    Good:
        - terms: {en: [{text: "level"}]}
          definition: {en: "step of a scale"}
    """
    for language, text in concept.definitions.items():
        for term in concept.terms.get(language, ()):
            span = is_repeated(text.value, term.value, language)
            if span is not None:
                message = _("the definition starts with the term {term!r}").format(term=term.value)
                yield hit(text, message, at=span, language=language, term=term.value)
                break


@rule("GD006", "uses-deprecated-term", "warning")
def uses_deprecated_term(concept: Concept, context: Context) -> Iterator[Hit]:
    """A definition uses a term that is deprecated or obsolete, in whatever form it stands there.

    A word that is also a term in use, or part of a longer one, is left alone.

    Why:
        The glossary does not follow its own advice, and others copy its words.
    Bad:
        - id: level
          terms: {en: [{text: "level"}, {text: "grade", status: deprecated, use: level}]}
        - id: scale
          definition: {en: "ordered set of grades"}
    Good:
        - id: scale
          definition: {en: "ordered set of levels"}
    """
    if not concept.definitions or concept.retired:
        return
    retired = context.once(Retired)
    for language, text in concept.definitions.items():
        for start, end, term in retired.find(text.value, language):
            message = _("{term!r} is {status}").format(term=term.value, status=term.status)
            use = term.use.value if term.use else ""
            hint = _("use {term!r}").format(term=use) if use.strip() else ""
            yield hit(text, message, at=(start, end), hint=hint, language=language, term=term.value)


@rule("GD007", "copied-between-languages", "warning")
def copied_between_languages(concept: Concept, context: Context) -> Iterator[Hit]:
    """The definition in one language is, letter for letter, that in another.

    Definitions of one or two words may be alike.

    Why:
        A text was put in for a translation that never came.
    Bad:
        definition: {en: "step of a scale", ru: "step of a scale"}
    Good:
        definition: {en: "step of a scale", ru: "ступень шкалы"}
    """
    if len(concept.definitions) < 2:
        return
    seen: dict[str, str] = {}
    for language, text in concept.definitions.items():
        words = " ".join(text.value.split()).casefold()
        first = seen.setdefault(words, language)
        if _variety(first) == _variety(language) or len(words.split()) < COPIED:
            continue
        # The one whose letters these are not is the copy; else the one that comes later.
        copy, original = language, first
        if not _fits(words, first) and _fits(words, language):
            copy, original = first, language
        message = _("the definition in {copy} is the one in {original}")
        yield hit(
            concept.definitions[copy],
            message.format(copy=copy, original=original),
            language=copy,
        )


@lru_cache(maxsize=256)
def _variety(tag: str) -> tuple[str, ...]:
    """Language and script: British and American English may share their definitions."""
    parts = tag.lower().split("-")
    return (parts[0], *(part for part in parts[1:] if len(part) == 4 and part.isalpha()))


def _fits(text: str, tag: str) -> bool:
    letters = language_row(tag).letters
    return not letters or any(letter in letters for letter in text)


@rule("GD008", "too-short-or-long", "info", default=False)
def too_short_or_long(concept: Concept, context: Context) -> Iterator[Hit]:
    """A definition has less than 3 words or more than 50.

    Why:
        Two words are a synonym; a page is an article, and what sets the concept apart is lost in
        it.
    Bad:
        en: "skill level"
    Good:
        en: "step of a scale that orders skills by what they demand"
    """
    for language, text in concept.definitions.items():
        if FEWEST < text.value.count(" ") < MOST / 2 or not text.value.strip():
            continue  # no need to look closer
        count = len(tokens(text.value))
        if count < FEWEST:
            message = _("a definition of so few words ({count}) tells little")
        elif count > MOST:
            message = _("a definition of so many words ({count}) tells too much")
        else:
            continue
        yield hit(text, message.format(count=count), language=language)
