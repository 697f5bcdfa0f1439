"""What the term commands print: rows and JSON entries, and tables for a terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from qualmap.glossary.lookup import Neighbourhood
from qualmap.glossary.normalise import Change
from qualmap.glossary.stats import Stats, standings
from qualmap.glossary.suggest import Suggestion
from qualmap.messages import _
from qualmap.model.glossary import Concept
from qualmap.model.reading import ConceptHit

if TYPE_CHECKING:
    from qualmap.glossary.stats import Growth

COLUMNS: Final = ("matched", "start", "end", "concept", "term", "status", "how", "language")


def entry(text: str, hit: ConceptHit) -> dict[str, Any]:
    """Return a hit as data: `matched` as written, `start` and `end` in characters from 0."""
    matched = {"matched": text[hit.start : hit.end]}
    return matched | {name: getattr(hit, name) for name in COLUMNS[1:]}


def rows(text: str, hits: Iterable[ConceptHit], format: str) -> str:
    """Return the hits as lines of JSON or of a table with tabs."""
    entries = [entry(text, hit) for hit in hits]
    if format == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entries)
    return _tabbed(COLUMNS, (one.values() for one in entries))


def _tabbed(columns: Iterable[str], lines: Iterable[Iterable[Any]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, dialect="excel-tab", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([" ".join(str(cell).split()) for cell in line] for line in lines)
    return stream.getvalue()


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _place(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"{line}:{offset - (text.rfind(chr(10), 0, offset) + 1) + 1}"


def hit_table(text: str, hits: Sequence[ConceptHit]) -> RenderableType:
    """Return the hits, one a row."""
    table = _table(_("place"), _("matched"), _("concept"), _("term"), _("status"), _("how"))
    for hit in hits:
        matched = " ".join(text[hit.start : hit.end].split())
        cells = (_place(text, hit.start), matched, hit.concept, hit.term, hit.status, hit.how)
        table.add_row(*map(Text, cells))
    return table


def change_line(text: str, change: Change) -> str:
    """Return a line about a place where another term is preferred."""
    place = _place(text, change.start)
    if change.done:
        return f"{place}: {change.matched} → {change.preferred}"
    why = {
        "inflected": _("inflected"), "misspelt": _("misspelt"),
        "several concepts have this term": _("several concepts have this term"),
    }[change.why]  # fmt: skip
    left = _("left {matched!r}: {why}; preferred is {preferred!r}")
    words = left.format(matched=change.matched, why=why, preferred=change.preferred)
    return f"{place}: {words}"


def concept_entry(found: Neighbourhood) -> dict[str, Any]:
    """Return a concept as data, every term with its status, and what is around it."""
    concept = found.concept
    terms = {
        tag: [
            {**asdict(term), "status": status}
            for term, status in zip(members, standings(concept, tag), strict=True)
        ]
        for tag, members in concept.terms.items()
    }
    around = {"broader": found.broader, "narrower": found.narrower, "related": found.related}
    ids = {name: [other.id for other in others] for name, others in around.items()}
    return {**asdict(concept), "terms": terms, **ids}


def concept_page(found: Neighbourhood) -> RenderableType:
    """Return a concept for a terminal."""
    concept = found.concept
    head = Text(concept.id, style="bold")
    head.append(f"  {concept.domain}" if concept.domain else "", style="dim")
    table = _table(_("language"), _("terms"), _("definition"))
    for tag in dict.fromkeys((*concept.terms, *concept.definition)):
        table.add_row(tag, _terms(concept, tag), Text(concept.definition.get(tag, "")))
    return Group(head, table, *map(Text, _remarks(found)), Text(""))


def _terms(concept: Concept, tag: str) -> Text:
    shown = []
    for term, status in zip(concept.terms.get(tag, ()), standings(concept, tag), strict=True):
        use = f", {_('use')} {term.use}" if term.use else ""
        kind = f", {term.kind}" if term.kind else ""
        plain = status == "preferred" and not use and not kind
        shown.append(term.text if plain else f"{term.text} ({status}{kind}{use})")
    return Text("\n".join(shown))


def _remarks(found: Neighbourhood) -> Iterator[str]:
    concept = found.concept
    for name, others in (
        (_("broader"), found.broader),
        (_("narrower"), found.narrower),
        (_("related"), found.related),
    ):
        if others:
            labels = (f"{other.id} ({other.label('en', 'ru')})" for other in others)
            yield f"{name}: {', '.join(labels)}"
    for name, uris in asdict(concept.matches).items():
        if uris:
            yield f"{name}: {', '.join(uris)}"
    for name, words in ((_("source"), concept.source), (_("note"), concept.note)):
        if words:
            yield f"{name}: {words}"


def _percent(share: float) -> str:
    return f"{share:.0%}"


def stats_page(found: Stats) -> RenderableType:
    """Return the figures of a glossary for a terminal."""
    head = _("{concepts} concepts, {terms} terms; {defined} defined, {linked} linked").format(
        concepts=found.concepts, terms=found.terms, defined=found.defined, linked=found.linked
    )
    by_language = _table(_("language"), _("concepts"), _("share"), _("terms"), _("definitions"),
                         _("statuses"))  # fmt: skip
    for row in found.languages:
        statuses = ", ".join(f"{count} {name}" for name, count in row.statuses.items())
        by_language.add_row(
            row.language, str(row.concepts), _percent(row.coverage), str(row.terms),
            str(row.definitions), statuses,
        )  # fmt: skip
    tags = [row.language for row in found.languages]
    by_domain = _table(_("domain"), _("concepts"), _("defined"), *tags)
    for area in found.domains:
        shares = [_percent(area.coverage[tag]) for tag in tags]
        by_domain.add_row(area.domain, str(area.concepts), str(area.defined), *shares)
    parts: list[RenderableType] = [
        Text(head, style="bold"),
        Text(""),
        by_language,
        Text(""),
        by_domain,
    ]
    return Group(*parts, *(_growth(found.growth) if found.growth else ()))


def _growth(growth: Growth) -> list[RenderableType]:
    terms = ", ".join(f"{tag} {count:+}" for tag, count in growth.terms.items())
    words = _("since then: {added} concepts more, {removed} gone; terms: {terms}")
    told = words.format(added=len(growth.added), removed=len(growth.removed), terms=terms)
    return [Text(""), Text(told)]


SUGGESTED: Final = ("language", "phrase", "count", "documents", "score", "context")


def suggestion_rows(found: Iterable[Suggestion]) -> str:
    """Return the suggestions as a table with tabs, each with its first context."""
    return _tabbed(SUGGESTED, map(_suggestion, found))


def suggestion_table(found: Iterable[Suggestion]) -> RenderableType:
    """Return the suggestions for a terminal, each with its first context."""
    table = _table(_("language"), _("phrase"), _("count"), _("documents"), _("score"), _("context"))
    for one in found:
        table.add_row(*(Text(str(cell)) for cell in _suggestion(one)))
    return table


def _suggestion(one: Suggestion) -> tuple[Any, ...]:
    return (one.language, one.phrase, one.count, one.documents, one.score, one.contexts[0])
