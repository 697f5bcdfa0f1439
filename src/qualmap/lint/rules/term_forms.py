"""GT007, GT008, GT012, GT015, GT016: number, capitals, abbreviations, language, articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from qualmap.lint.alike import LONGEST_ACRONYM
from qualmap.lint.canonical import Form, form_of
from qualmap.lint.concepts import Concept, Term
from qualmap.lint.edits import part, replace
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule, unsafe
from qualmap.messages import _
from qualmap.text.languages import LANGUAGES, language
from qualmap.text.tokens import tokens

TO_VERB: Final = re.compile(r"to [a-z]+")

LETTERS: Final = re.compile(r"[^\W\d_]+")
# "Doctor of Science": a title in English.
TITLE: Final = re.compile(r"[A-Z]\w+ (?:of|for) (?:the )?[A-Z]")
SMALL_WORDS: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)

# All capitals (ISCED-F 2013), or capitals at both ends of a short word (PhD, ТиПО).
ACRONYM: Final = re.compile(r"[^\W\d_]{2,}[\d]*(?:[-/][^\W_]+)*(?: \d+)?")
MIXED: Final = re.compile(r"[^\W\d_]{3,6}")

ARTICLE: Final = re.compile(r"(?:an?|the)\s+(?=\w)", re.IGNORECASE)
# Names keep theirs (The Hague, the Netherlands), as do words from French and Latin.
NO_ARTICLE: Final = re.compile(
    r"[Tt]he\s+[A-Z]|A\s+[Ll]evel|[Aa] (?:la|priori|posteriori|fortiori|cappella|contrario)\b"
)

# Languages that others are translated from; words of neighbours are often alike by right.
SOURCES: Final = ("en", "ru")
WORD: Final = re.compile(r"[^\W\d_]{3,}")
# Our terms and definitions in the neighbours' languages have no word with this ending.
RUSSIAN: Final = re.compile(r"\w{2,}[еа]ние")


def _words(glossary: Linted) -> dict[str, set[str]]:
    """The words of all terms in each language, in lower case."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in glossary.concepts:
        for tag, terms in concept.terms.items():
            for term in terms:
                found[tag].update(term.value.lower().split())
    return found


@rule("GT007", "not-canonical-form", "info", default=False)
def not_canonical(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term stands in the plural or in another case than the nominative, or as an English "to do".

    Number and case are looked at in preferred terms only, and in no concept that has a Russian
    infinitive. A plural is reported unless another language has one, too, as with rules or data.
    In Russian the first noun counts, if pymorphy3 knows it; elsewhere a plural is only one whose
    singular is a word of the glossary. Some words are left alone that mean something of their own
    in the plural: goods, studies, знания, средства.

    Why:
        Dictionaries, other glossaries and people look a term up in its basic form.
    Bad:
        en: [{text: "learning outcomes"}]
        ru: [{text: "результат обучения"}]
    Good:
        en: [{text: "learning outcome"}]
        ru: [{text: "результат обучения"}]
    """
    known = context.once(_words)
    preferred = [term for tag in concept.terms if (term := concept.preferred(tag)) is not None]
    forms = {
        term.language: form_of(term.value, term.language, known[term.language])
        for term in preferred
    }
    if "verb" not in forms.values():
        for term in preferred:
            yield from _not_basic(term, forms)
    for term in concept.all_terms:
        if TO_VERB.fullmatch(term.value) and language(term.language).tag == "en":
            yield hit(term, _("{term!r} starts with “to”").format(term=term.value), at=(0, 2))


def _not_basic(term: Term, forms: dict[str, Form]) -> Iterator[Hit]:
    form = forms[term.language]
    elsewhere = {other for tag, other in forms.items() if tag != term.language}
    if term.kind == "abbreviation":
        return
    if form == "oblique":
        message = _("{term!r} does not stand in the nominative")
        yield hit(term, message.format(term=term.value))
    elif form == "plural" and "plural" not in elsewhere:
        yield hit(term, _("{term!r} is a plural").format(term=term.value))


def _small(glossary: Linted) -> dict[str, set[str]]:
    """The words that stand in lower case somewhere in the terms and definitions of a language."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in glossary.concepts:
        texts = [(term.language, term.value) for term in concept.all_terms]
        texts += [(tag, text.value) for tag, text in concept.definitions.items()]
        for tag, text in texts:
            found[tag].update(LETTERS.findall(text))
    return found


@rule("GT008", "unexpected-capital", "warning", default=False, fix="unsafe")
def unexpected_capital(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term has a capital in a word that the glossary also writes without.

    Names are left alone: titles like `Doctor of Science`, and what has capitals in the other
    languages of the concept, too, except where the English is no name by its second word
    (`Learning outcome`). Languages that qualmap does not know are not looked at: German nouns have
    capitals by right.

    Why:
        A capital says that the word is a name; at the head of a list or of a cell it is not one.
    Bad:
        en: [{text: "Learning outcome"}]
    Good:
        en: [{text: "learning outcome"}, {text: "Bologna Process"}]
    Fix:
        Unsafe: the words that stand elsewhere without a capital lose theirs.
    """
    for term in concept.all_terms:
        if term.value.islower() or term.kind == "abbreviation" or term.retired:
            continue
        lowered = _lowered(term, context)
        if lowered != term.value and not _is_name(term):
            message = _("{term!r} is written {better!r}")
            yield hit(
                term,
                message.format(term=term.value, better=lowered),
                fix=unsafe(_("write {better}").format(better=lowered), replace(term.text, lowered)),
            )


def _lowered(term: Term, context: Context) -> str:
    """The term without the capitals that its words have nowhere else."""
    if language(term.language).tag not in LANGUAGES:
        return term.value
    small = context.once(_small)[term.language]

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        plain = word.istitle() or (word.isupper() and len(word) > LONGEST_ACRONYM)
        return word.lower() if plain and len(word) > 1 and word.lower() in small else word

    return LETTERS.sub(lower, term.value)


def _is_name(term: Term) -> bool:
    if TITLE.match(term.value):
        return True
    english = term.concept.preferred("en")
    if english is not None and _sentence_case(english.value):
        return False
    others = [term.concept.preferred(tag) for tag in term.concept.terms if tag != term.language]
    starts = [other.value[:1] for other in others if other is not None]
    return bool(starts) and all(start.isupper() for start in starts)


def _sentence_case(value: str) -> bool:
    """Whether only the first of several words has a capital, so that it is no name in English."""
    first, *others = [word for word in value.split() if word not in SMALL_WORDS] or [""]
    return first.istitle() and bool(others) and all(word.islower() for word in others)


def looks_abbreviated(value: str) -> bool:
    """Whether a term has the look of an abbreviation.

    >>> [looks_abbreviated(value) for value in ("ISCED-F 2013", "PhD", "level", "JavaScript")]
    [True, True, False, False]
    """
    if value.islower():
        return False
    if ACRONYM.fullmatch(value) and value.isupper():
        return True
    both_ends = value[:1].isupper() and value[-1:].isupper()
    return bool(MIXED.fullmatch(value)) and both_ends


@rule("GT012", "abbreviation-untyped-or-without-full-form", "info", default=False)
def abbreviation(concept: Concept, context: Context) -> Iterator[Hit]:
    """An abbreviation is not marked as one, or the concept does not say what it stands for.

    One that is the same in another language of the concept may have its full form there.

    Why:
        Abbreviations are found in capitals only, and readers have to be able to look them up.
    Bad:
        en: [{text: "RPL"}]
    Good:
        en: [{text: "recognition of prior learning"}, {text: "RPL", kind: abbreviation}]
    """
    for terms in concept.terms.values():
        for term in terms:
            typed = term.kind == "abbreviation"
            if not typed and (term.retired or not looks_abbreviated(term.value)):
                continue
            if not typed:
                message = _("{term!r} looks like an abbreviation and is not marked as one")
                hint = _("add kind: abbreviation")
                yield hit(term, message.format(term=term.value), hint=hint)
            elif not _has_full_form(term):
                yield hit(term, _("{term!r} has no full form").format(term=term.value))


def _has_full_form(term: Term) -> bool:
    for tag, terms in term.concept.terms.items():
        same = tag == term.language or any(other.value == term.value for other in terms)
        if same and any(
            other.kind != "abbreviation" and not looks_abbreviated(other.value) for other in terms
        ):
            return True
    return False


@rule("GT015", "copied-from-other-language", "warning", default=False)
def copied(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term of several words is the same as in English or Russian.

    Single words are often borrowed, so they are left alone, except for Russian nouns in -ение and
    -ание, which our glossary has in no other language. Names and abbreviations are the same
    everywhere.

    Why:
        It was copied to be translated later, and later did not come.
    Bad:
        ru: [{text: "результат обучения"}]
        kk: [{text: "результат обучения"}]
    Good:
        ru: [{text: "результат обучения"}]
        kk: [{text: "оқыту нәтижесі"}]
    """
    for source in SOURCES:
        there = {term.value for term in concept.terms.get(source, ())}
        if not there:
            continue
        for tag, terms in concept.terms.items():
            if tag in SOURCES or tag.startswith(f"{source}-"):
                continue
            for term in terms:
                if term.value in there and _translatable(term.value, source):
                    message = _("{term!r} is the same in {source}")
                    yield hit(term, message.format(term=term.value, source=source))


def _translatable(value: str, source: str) -> bool:
    """Whether a text has to differ between languages: two words that are no names."""
    words = [word.text for word in tokens(value) if WORD.fullmatch(word.text)]
    plain = [word for word in words if word.islower()]
    if source == "ru" and len(words) == 1:
        return bool(RUSSIAN.fullmatch(value.lower()))
    return len(plain) > 1 and not any(word.joined for word in tokens(value))


@rule("GT016", "leading-article", "info", default=False, fix="unsafe")
def leading_article(concept: Concept, context: Context) -> Iterator[Hit]:
    """An English term starts with an article.

    Why:
        Terms are sorted and looked up by their first word, and in a text the article changes.
    Bad:
        en: [{text: "the learning outcome"}]
    Good:
        en: [{text: "learning outcome"}]
    Fix:
        Unsafe: the article goes.
    """
    for tag, terms in concept.terms.items():
        if language(tag).tag != "en":
            continue
        for term in terms:
            found = ARTICLE.match(term.value)
            if found and not NO_ARTICLE.match(term.value):
                message = _("{term!r} starts with an article")
                yield hit(
                    term,
                    message.format(term=term.value),
                    at=(0, len(found[0].rstrip())),
                    fix=unsafe(_("take it away"), part(term.text, 0, found.end(), "")),
                )
