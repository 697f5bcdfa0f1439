"""A glossary as a table, one term a row, and back; CSV and XLSX share it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, get_args

from qualmap.glossary.exchange.gathered import KINDS_OF_MATCH, Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.standing import standing
from qualmap.messages import _
from qualmap.model.glossary import Concept, Term, TermStatus

STATUSES: Final = get_args(TermStatus)
KINDS: Final = ("abbreviation",)
OF_TERM: Final = ("text", "status", "kind", "use", "note")
OF_CONCEPT: Final = ("broader", "related", "matches", "source", "concept note")
COLUMNS: Final = ("concept", "domain", "language", *OF_TERM, "definition", *OF_CONCEPT)

SAME: Final = {"id": "concept", "lang": "language", "term": "text"}
"""Other headings that mean the same."""

DEFINITION: Final = re.compile(r"definition[\s_.(]+([a-z]+(?:-[a-z0-9]+)*)\)?")
MATCH: Final = re.compile(rf"({'|'.join(KINDS_OF_MATCH)})\s*:\s*(\S.*)")
BETWEEN_IDS: Final = re.compile(r"[,;]?\s+")

Row = dict[str, str]


def term_rows(concept: Concept) -> Iterator[Row]:
    """Yield a row for each term, and one for a definition in a language without terms."""
    for tag in dict.fromkeys((*concept.terms, *concept.definition)):
        terms = concept.terms.get(tag, ())
        base = {"concept": concept.id, "domain": concept.domain, "language": tag}
        for term, status in zip(terms, standing(terms), strict=True):
            yield base | {"text": term.text, "status": status, "kind": term.kind or "",
                          "use": term.use, "note": term.note}  # fmt: skip
        if not terms:
            yield base


def concept_cells(concept: Concept) -> Row:
    """Return what is said of the concept as such, less its definitions."""
    matches = [
        f"{kind}: {uri}" for kind in KINDS_OF_MATCH for uri in getattr(concept.matches, kind)
    ]
    return {
        "broader": " ".join(concept.broader), "related": " ".join(concept.related),
        "matches": "\n".join(matches), "source": concept.source, "concept note": concept.note,
    }  # fmt: skip


def columns(head: Sequence[str]) -> list[str]:
    """Return our names of the columns of a table; other columns keep theirs.

    >>> columns([" ID ", "Lang", "Definition (uz-Latn)"])
    ['concept', 'language', 'definition uz-latn']
    """
    names = [re.sub(r"\s+", " ", title.strip().lower().lstrip("\ufeff")) for title in head]
    found = (DEFINITION.fullmatch(name) for name in names)
    return [
        f"definition {match[1]}" if match else SAME.get(name, name)
        for name, match in zip(names, found, strict=True)
    ]


class Table:
    """Gathers the concepts of one or several tables."""

    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.found: dict[str, Gathered] = {}

    def read(self, names: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> None:
        """Read the rows under a head of columns; `name` is the sheet's, for places."""
        unknown = [
            column for column in dict.fromkeys(names)
            if column and column not in COLUMNS and not column.startswith("definition ")
        ]  # fmt: skip
        for number, cells in enumerate(rows, 2):
            row = _row(names, cells)
            if not any(value.strip() for value in (*row.values(), *cells)):
                continue
            place = f"{name}:{number}"
            if any(value.strip() for value in cells[len(names) :]):
                self.losses.add("cells", _("stand beyond the last heading"), place)
            for column in filter(row.get, unknown):
                self.losses.add(f"column {column}", _("is not known here"), place)
            self._take(row, place)

    def _take(self, row: Row, place: str) -> None:
        key = row.get("concept", "").strip()
        if not key:
            self.losses.add("rows", _("name no concept"), place)
            return
        one = self.found.setdefault(key, Gathered(key))
        self._take_words(one, row)
        for name, cell in (("domain", "domain"), ("source", "source"), ("note", "concept note")):
            one.say(name, row.get(cell, ""), self.losses)
        for name in ("broader", "related"):
            for target in filter(None, BETWEEN_IDS.split(row.get(name, ""))):
                one.link(name, target)
        for line in filter(str.strip, row.get("matches", "").split("\n")):
            if match := MATCH.fullmatch(line.strip()):
                one.link(f"{match[1]}Match", match[2])
            else:
                self.losses.add("matches", _("each is written `exact: URI`"), key)

    def _take_words(self, one: Gathered, row: Row) -> None:
        tag = row.get("language", "").strip()
        if row.get("text"):
            one.call(tag, self._term(row, one.key), self.losses)
        elif any(row.get(name) for name in OF_TERM):
            self.losses.add("terms", _("a term without a word"), one.key)
        one.define(tag, row.get("definition", ""), self.losses)
        for name, text in row.items():
            if name.startswith("definition "):
                one.define(name.split(" ", 1)[1], text, self.losses)

    def _term(self, row: Row, key: str) -> Term:
        status, kind = (row.get(name, "").strip().lower() for name in ("status", "kind"))
        if status and status not in STATUSES:
            self.losses.add("terms.status", _("{word!r} is no status").format(word=status), key)
        if kind and kind not in KINDS:
            self.losses.add("terms.kind", _("{word!r} is no kind").format(word=kind), key)
        return Term(
            row["text"],
            status=next((known for known in STATUSES if known == status), "candidate"),
            use=row.get("use", ""),
            kind="abbreviation" if kind in KINDS else None,
            note=row.get("note", ""),
        )


def _row(names: Sequence[str], cells: Sequence[str]) -> Row:
    row: Row = {}
    for name, cell in zip(names, cells, strict=False):
        if name and cell:
            row.setdefault(name, cell)
    return row
