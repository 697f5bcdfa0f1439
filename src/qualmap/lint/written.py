"""The texts of a concept, and which of their characters deserve a look.

Nearly all texts hold nothing but the letters of their language. What else a glossary holds is
gathered once, so that a rule on characters goes only where one of its own occurs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal
from unicodedata import name

from qualmap.lint.concepts import Concept, Term
from qualmap.lint.edits import part, replace
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit
from qualmap.lint.tree import Words
from qualmap.model.finding import TextEdit
from qualmap.text.languages import language as language_row
from qualmap.text.scripts import letters_outside
from qualmap.text.tokens import tokens

__all__ = [
    "Text",
    "called",
    "changes",
    "matching",
    "odd_letters",
    "suspects",
    "texts_of",
    "words_at",
]

Change = tuple[int, int, str]
"""Put these characters in the place of `value[start:end]`."""

# No rule asks for these; each that one does ask for (quotes, hyphens, spaces other than this one)
# is looked for as it stands, or counts as odd.
HARMLESS: Final = frozenset("0123456789 ,.;:()/%+&!-№–—")
LATIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
REMARK: Final = ""
"""The language of remarks, which may quote any language."""


@dataclass(slots=True)  # not frozen: a glossary has a hundred thousand, frozen ones take thrice
class Text:
    """A text of a concept: a term, a definition, or a remark, which has no language."""

    words: Words
    language: str
    kind: Literal["term", "definition", "remark"]
    concept: Concept
    term: Term | None = None

    @property
    def value(self) -> str:
        """The text as read."""
        return self.words.value

    def hit(self, message: str, at: tuple[int, int] | None = None, **more: Any) -> Hit:
        """Return a hit here, in the language of the text."""
        where = self.term if self.term and self.kind == "term" else self.words
        return hit(where, message, at=at, language=self.language, concept=self.concept, **more)


def texts_of(concept: Concept, language: str | None = None) -> Iterator[Text]:
    """Yield the texts of a concept, or those in one language (the empty one for remarks)."""
    for tag, terms in concept.terms.items():
        if language in (None, tag):
            yield from (Text(term.text, tag, "term", concept, term) for term in terms)
    for tag, words in concept.definitions.items():
        if language in (None, tag):
            yield Text(words, tag, "definition", concept)
    if language in (None, REMARK):
        yield from (Text(words, REMARK, "remark", concept) for words in _remarks(concept))


def matching(concept: Concept, pattern: re.Pattern[str]) -> Iterator[Text]:
    """Yield the terms and definitions in which a pattern is found."""
    search = pattern.search
    for tag, terms in concept.terms.items():
        for term in terms:
            if search(term.text.value):
                yield Text(term.text, tag, "term", concept, term)
    for tag, words in concept.definitions.items():
        if search(words.value):
            yield Text(words, tag, "definition", concept)


def _remarks(concept: Concept) -> Iterator[Words]:
    remarks = [concept.note, concept.source, *(term.note for term in concept.all_terms)]
    return (words for words in remarks if words is not None)


def suspects(concept: Concept, context: Context, letters: frozenset[str]) -> Iterator[Text]:
    """Yield the texts in each language in which one of these characters is out of the ordinary."""
    for tag, odd in odd_letters(concept, context).items():
        if not odd.isdisjoint(letters):
            yield from texts_of(concept, tag)


def odd_letters(concept: Concept, context: Context) -> dict[str, frozenset[str]]:
    """Return the characters outside the ordinary, by language; only languages that have some."""
    return context.once(_odd_letters).get(concept, {})


def _odd_letters(glossary: Linted) -> dict[Concept, dict[str, frozenset[str]]]:
    found = {}
    for concept in glossary.concepts:
        odd = {}
        for tag, values in _values(concept).items():
            text = "".join(values)
            if _odd(tag).search(text):
                odd[tag] = frozenset(text) - ordinary(tag)
        if odd:
            found[concept] = odd
    return found


def _values(concept: Concept) -> dict[str, list[str]]:
    """The texts by language; plain strings, since ten thousand concepts have many."""
    values = {tag: [term.text.value for term in terms] for tag, terms in concept.terms.items()}
    for tag, words in concept.definitions.items():
        values.setdefault(tag, []).append(words.value)
    if remarks := [words.value for words in _remarks(concept)]:
        values[REMARK] = remarks
    return values


@lru_cache(maxsize=256)
def ordinary(tag: str) -> frozenset[str]:
    """Return the characters of a language that no rule has anything to say about."""
    letters = language_row(tag).letters if tag else ""
    own = {form for letter in letters for form in (letter, letter.upper())}
    own = {letter for letter in own if letter.isalpha() and not letters_outside(letter, tag)}
    return HARMLESS | (own - {"\u02bb", "\u02bc"} or LATIN)


@lru_cache(maxsize=256)
def _odd(tag: str) -> re.Pattern[str]:
    """A character outside the ordinary: a pattern finds none ten times faster than a set does."""
    return re.compile(f"[^{re.escape(''.join(sorted(ordinary(tag))))}]")


def changes(words: Words, wanted: Iterable[Change]) -> tuple[TextEdit, ...]:
    """Return the edits that make several changes: one each, or one for all where they would clash.

    They clash where a change needs the whole scalar to be written anew.
    """
    wanted = list(wanted)
    edits = [part(words, *change) for change in wanted]
    if len(edits) > 1 and any((one.start, one.end) == (words.start, words.end) for one in edits):
        return (replace(words, changed(words.value, wanted)),)
    return tuple(edits)


def changed(value: str, wanted: Iterable[Change]) -> str:
    """Return a text after some changes, given in the order of their places."""
    parts, done = [], 0
    for start, end, new in wanted:
        parts += [value[done:start], new]
        done = end
    return "".join([*parts, value[done:]])


def words_at(value: str, places: Iterable[int]) -> str:
    """Return the words at some places of a text, each once, for a message."""
    known = tokens(value)
    found: dict[str, None] = {}
    for place in places:
        inside = (token.text for token in known if token.start <= place < token.end)
        found[next(inside, value[max(place - 1, 0) : place + 2])] = None
    return ", ".join(found)


def called(letters: Iterable[str]) -> str:
    """Return characters as code points with their names, each once.

    >>> called("\\u00ad\\u00ad")
    'U+00AD soft hyphen'
    """
    return ", ".join(
        f"U+{ord(letter):04X} {name(letter, 'control character').lower()}"
        for letter in dict.fromkeys(letters)
    )
