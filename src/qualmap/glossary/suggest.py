"""Terms that texts use and the glossary lacks: frequent phrases of two words or more.

Phrases are counted by the keys of their words, so forms of one phrase meet. They do not reach over
a mark, a number, a function word or a verb of action. The order is that of the C-value (Frantzi,
Ananiadou and Mima 2000): a phrase weighs by its length and by how often it stands outside longer
candidates, here times the logarithm of the documents that have it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Final

from qualmap.glossary.finder import Finder
from qualmap.glossary.wording import Names, base_form, may_be_part
from qualmap.model.glossary import Glossary
from qualmap.text.languages import language as language_row
from qualmap.text.tidy import tidy
from qualmap.text.tokens import Token, tokens

LONGEST: Final = 4
"""Words of a phrase: of our own terms 98 in 100 have no more."""

AROUND: Final = 40
"""Characters shown before and after a phrase."""

CONTEXTS: Final = 3

ACTIONS: Final = "action"
"""The domain of verbs: a phrase ends where something is done."""

_BREAK: Final = re.compile(r"[^\s\-\u2010\u2011]|\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its language, and the document it belongs to."""

    document: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that may be a term: its most frequent form, how often, and where."""

    language: str
    phrase: str
    count: int
    documents: int
    score: float
    forms: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(slots=True)
class _Phrase:
    """What was seen of a phrase; `inside` counts it within longer candidates."""

    length: int
    forms: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    contexts: list[str] = field(default_factory=list)
    inside: Counter[tuple[str, ...]] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.forms.total()


_Key = tuple[str, ...]


def suggest(
    texts: Iterable[Text], glossary: Glossary, *, least: int = 2, top: int = 50
) -> list[Suggestion]:
    """Return the best candidates of each language, seen at least `least` times, the best first.

    Texts in a language without a row of ours are left out.
    """
    by_language: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        if language_row(text.language).table:  # without function words any words are a phrase
            by_language[text.language].append(text)
    found = []
    for tag in sorted(by_language):
        seen = _count(by_language[tag], Finder(glossary, tag))
        found += sorted(_candidates(tag, seen, least), key=lambda s: (-s.score, s.phrase))[:top]
    return found


def _count(texts: Sequence[Text], finder: Finder) -> dict[_Key, _Phrase]:
    seen: dict[_Key, _Phrase] = {}
    language = finder.language
    clean = [(item.document, tidy(item.text, language).text) for item in texts]
    words = Names((word.text for _, text in clean for word in tokens(text)), language)
    for document, text in clean:
        for run in _runs(text, language, finder):
            names = [words.name(word.text) for word in run]
            for first, last in _spans(len(run)):
                key = tuple(names[first : last + 1])
                part = run[first : last + 1]
                if all(word.joined for word in part[1:]):
                    continue  # one word with a hyphen
                phrase = seen.setdefault(key, _Phrase(len(key)))
                _note(phrase, text, part, document)
    return seen


def _spans(length: int) -> Iterator[tuple[int, int]]:
    for first in range(length):
        for last in range(first + 1, min(first + LONGEST, length)):
            yield first, last


def _note(phrase: _Phrase, text: str, words: Sequence[Token], document: str) -> None:
    start, end = words[0].start, words[-1].end
    phrase.forms[_lowered(text[start:end])] += 1
    phrase.documents.add(document)
    if len(phrase.contexts) < CONTEXTS:
        phrase.contexts.append(_context(text, start, end))


def _lowered(words: str) -> str:
    """Without the capital that only begins a sentence; names and abbreviations keep theirs."""
    first = words.split()[0]
    return words[:1].lower() + words[1:] if first.istitle() else words


def _context(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    lead, tail = "…" if first else "", "…" if last < len(text) else ""
    return f"{lead}{text[first:start]}[{text[start:end]}]{text[end:last]}{tail}".replace("\n", " ")


def _runs(text: str, language: str, finder: Finder) -> Iterator[list[Token]]:
    """The stretches of words in which phrases may lie: no verb, no function word, no known term.

    A term of several words is taken whole: what is known needs no suggestion, and half of it is
    no term. Single known words may be part of a new term.
    """
    closed = list(_closed(text, finder))
    run: list[Token] = []
    end = 0
    for word in tokens(text):
        broken = _BREAK.search(text, end, word.start) is not None
        inside = any(start <= word.start < stop for start, stop in closed)
        if broken or inside or not may_be_part(word.text, language):
            if len(run) > 1:
                yield run
            run = []
        if not inside and may_be_part(word.text, language):
            run.append(word)
        end = word.end
    if len(run) > 1:
        yield run


def _closed(text: str, finder: Finder) -> Iterator[tuple[int, int]]:
    for match in finder.matches(text):
        several = len(tokens(match.entry.term.text)) > 1
        if several or match.entry.domain == ACTIONS:
            yield match.start, match.end


def _candidates(tag: str, seen: dict[_Key, _Phrase], least: int) -> Iterator[Suggestion]:
    frequent = {key: phrase for key, phrase in seen.items() if phrase.count >= least}
    for key, phrase in frequent.items():
        for first, last in _spans(len(key)):
            part = key[first : last + 1]
            if len(part) < len(key) and part in frequent:
                frequent[part].inside[key] = phrase.count
    for phrase in frequent.values():
        outside = phrase.count - (
            phrase.inside.total() / len(phrase.inside) if phrase.inside else 0.0
        )
        score = log2(phrase.length) * outside * log2(1 + len(phrase.documents))
        # Half of a longer phrase is no term of its own.
        if outside >= 1 or not phrase.inside:
            yield _suggestion(tag, phrase, score)


def _suggestion(tag: str, phrase: _Phrase, score: float) -> Suggestion:
    forms = sorted(phrase.forms, key=lambda form: (-phrase.forms[form], len(form), form))
    return Suggestion(
        language=tag,
        phrase=base_form(forms, phrase.forms, tag),
        count=phrase.count,
        documents=len(phrase.documents),
        score=round(score, 3),
        forms=tuple(forms),
        contexts=tuple(phrase.contexts),
    )
