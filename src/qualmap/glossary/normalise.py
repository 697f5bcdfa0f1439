"""One term for one concept: marks the terms of a text, or puts the preferred ones in.

What cannot be put in safely is left as it is and reported: an inflected form would have to be
inflected again, and a word of two concepts does not say which is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from qualmap.model.glossary import Glossary
from qualmap.model.reading import ConceptHit
from qualmap.text.languages import language as language_row
from qualmap.text.tidy import tidy
from qualmap.text.tokens import tokens

RETIRED: Final = ("deprecated", "obsolete")

SAME_END: Final = 2
"""Letters at the end of two words after which Turkic endings are the same: the last vowel rules
harmony, the last letter the form of the ending."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place where another term is preferred; `done` tells whether it was put in, else `why`."""

    start: int
    end: int
    matched: str
    concept: str
    preferred: str
    done: bool
    why: str = ""


def annotate(text: str, hits: Iterable[ConceptHit], glossary: Glossary) -> str:
    """Return the text with its terms marked: `[matched](concept)`, retired ones with what to use.

    A term of several concepts names them all, separated by spaces.
    """
    parts: list[str] = []
    done = 0
    for (start, end), group in _by_span(hits):
        concepts = " ".join(hit.concept for hit in group)
        advice = [hit for hit in group if hit.status in RETIRED]
        note = f' "{advice[0].status}: {better(advice[0], glossary)}"' if advice else ""
        parts += [text[done:start], f"[{text[start:end]}]({concepts}{note})"]
        done = end
    return "".join([*parts, text[done:]])


def replace(
    text: str, hits: Iterable[ConceptHit], glossary: Glossary
) -> tuple[str, tuple[Change, ...]]:
    """Return the text with preferred terms, and every place where another term stood."""
    parts: list[str] = []
    changes = []
    done = 0
    for (start, end), group in _by_span(hits):
        change = _change(text[start:end], group, glossary)
        if change is None:
            continue
        changes.append(change)
        if change.done:
            parts += [text[done:start], change.preferred]
            done = end
    return "".join([*parts, text[done:]]), tuple(changes)


def better(hit: ConceptHit, glossary: Glossary) -> str:
    """Return the term to use instead of the one found: what it says itself, else the preferred."""
    concept = glossary.concepts[hit.concept]
    terms = concept.terms.get(hit.language, ())
    use = next((term.use for term in terms if term.text == hit.term), "")
    return use or concept.preferred(hit.language)


def abbreviated(hit: ConceptHit, glossary: Glossary) -> bool:
    """Whether the term found is an abbreviation: a short form is no other choice of words."""
    terms = glossary.concepts[hit.concept].terms.get(hit.language, ())
    return any(term.text == hit.term and term.kind == "abbreviation" for term in terms)


def _by_span(
    hits: Iterable[ConceptHit],
) -> Iterator[tuple[tuple[int, int], list[ConceptHit]]]:
    ordered = sorted(hits)
    for span, group in groupby(ordered, key=lambda hit: (hit.start, hit.end)):
        yield span, list(group)


def _change(matched: str, group: Sequence[ConceptHit], glossary: Glossary) -> Change | None:
    hit = group[0]
    preferred = better(hit, glossary)
    if not preferred or preferred == hit.term:
        return None
    if hit.status not in RETIRED and abbreviated(hit, glossary):
        return None
    place = (hit.start, hit.end, matched, hit.concept)
    if len(group) > 1:
        return Change(*place, preferred, False, "several concepts have this term")
    new = _in_place(matched, hit, preferred)
    if new is None:
        why = "misspelt" if hit.how == "fuzzy" else "inflected"
        return Change(*place, preferred, False, why)
    return Change(*place, new, True)


def _in_place(matched: str, hit: ConceptHit, preferred: str) -> str | None:
    """The preferred term in the form that the text needs; None where that is not known."""
    if hit.how in ("exact", "case"):
        return cased(preferred, matched)
    if hit.how == "inflected" and language_row(hit.language).inflection == "suffixes":
        ending = _ending(matched, hit.term, hit.language)
        if ending and preferred[-SAME_END:].lower() == hit.term[-SAME_END:].lower():
            return cased(preferred, matched) + ending
    return None


def _ending(matched: str, term: str, language: str) -> str:
    """What follows the term where only its end is inflected; empty where more is changed."""
    matched = tidy(matched, language).text
    found, known = (tokens(words.lower()) for words in (matched, term))
    if len(found) != len(known) or any(
        a.text != b.text for a, b in zip(found[:-1], known[:-1], strict=True)
    ):
        return ""
    last = known[-1].text
    return matched[found[-1].start + len(last) :] if found[-1].text.startswith(last) else ""


def cased(new: str, old: str) -> str:
    """Return new words that begin with a capital where the old ones did.

    >>> cased("taʼlim natijasi", "Oʻqish natijasi"), cased("qualification", "QUAL")
    ('Taʼlim natijasi', 'QUALIFICATION')
    """
    if len(old) > 1 and old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
