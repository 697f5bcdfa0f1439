"""What is wrong with the terms of a document: retired terms, and two words for one concept."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qualmap.glossary.normalise import RETIRED, abbreviated, better
from qualmap.messages import _
from qualmap.model.finding import Finding, Severity
from qualmap.model.glossary import Glossary
from qualmap.model.reading import ConceptHit

RULES: Final[dict[str, tuple[str, Severity]]] = {
    "GU001": ("retired-term", "warning"),
    "GU002": ("inconsistent-term", "warning"),
}
"""Codes of what is found in a document that uses a glossary: name and severity."""

VARIED: Final = ("action",)
"""Domains whose terms are words of the common language: a text may inspect and check."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its name in reports; the hits are those of the glossary in it."""

    path: str
    text: str
    hits: tuple[ConceptHit, ...]


def check(document: Document, glossary: Glossary) -> list[Finding]:
    """Return the findings in a document, by place.

    GU001: a term is deprecated or obsolete. GU002: a concept has two terms of one language in the
    document; all places of the less frequent ones are reported. A term of several concepts says
    nothing, and abbreviations may stand beside what they are short for.
    """
    starts = _line_starts(document.text)
    found = [*_retired(document, glossary, starts), *_inconsistent(document, glossary, starts)]
    return sorted(found)


def _retired(document: Document, glossary: Glossary, starts: list[int]) -> Iterator[Finding]:
    for hit in document.hits:
        if hit.status in RETIRED:
            advice = better(hit, glossary)
            message = _("{term!r} is {status}").format(term=hit.term, status=hit.status)
            hint = _("use {term!r}").format(term=advice) if advice else ""
            yield _finding(document, hit, "GU001", (message, hint), starts)


def _inconsistent(document: Document, glossary: Glossary, starts: list[int]) -> Iterator[Finding]:
    shared = Counter((hit.start, hit.end) for hit in document.hits)
    uses: dict[tuple[str, str], list[ConceptHit]] = defaultdict(list)
    for hit in document.hits:
        varied = glossary.concepts[hit.concept].domain in VARIED
        alone = shared[hit.start, hit.end] == 1
        if alone and not varied and hit.status not in RETIRED and not abbreviated(hit, glossary):
            uses[hit.concept, hit.language].append(hit)
    for hits in uses.values():
        yield from _other_words(document, hits, glossary, starts)


def _other_words(
    document: Document, hits: Sequence[ConceptHit], glossary: Glossary, starts: list[int]
) -> Iterator[Finding]:
    counts = Counter(hit.term for hit in hits)
    if len(counts) < 2:
        return
    preferred = glossary.concepts[hits[0].concept].preferred(hits[0].language)
    most = max(counts, key=lambda term: (counts[term], term == preferred, term))
    for hit in hits:
        if hit.term != most:
            message = _("{term!r} and {other!r} are used for one concept").format(
                term=hit.term, other=most
            )
            hint = _("use {term!r} throughout").format(term=preferred or most)
            yield _finding(document, hit, "GU002", (message, hint), starts)


def _finding(
    document: Document, hit: ConceptHit, code: str, words: tuple[str, str], starts: list[int]
) -> Finding:
    name, severity = RULES[code]
    line, column = _place(starts, hit.start)
    end_line, end_column = _place(starts, hit.end)
    return Finding(
        document.path, line, column, code, severity, words[0], words[1],
        end_line=end_line, end_column=end_column, name=name, concept=hit.concept,
        language=hit.language, term=hit.term, url=f"docs/glossary.md#{code.lower()}",
    )  # fmt: skip


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _place(starts: list[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
