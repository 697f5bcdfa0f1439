"""What a SKOS graph says of concepts, whoever wrote it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote

from qualmap.glossary.exchange.gathered import KINDS_OF_MATCH, Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.rdf import DCTERMS, MARKS, OWL, RDF, RDFS, SCHEME, SKOS, library
from qualmap.messages import _
from qualmap.model.glossary import Term, TermStatus

LABELS: Final[dict[str, TermStatus]] = {
    "prefLabel": "preferred",
    "altLabel": "admitted",
    "hiddenLabel": "deprecated",
}
SINGLE: Final = {SKOS + "note": "note", DCTERMS + "source": "source", DCTERMS + "subject": "domain"}
MATCHES: Final = {f"{SKOS}{kind}Match": f"{kind}Match" for kind in KINDS_OF_MATCH}

STRUCTURE: Final = frozenset((
    RDF + "type", SKOS + "inScheme", SKOS + "topConceptOf", SKOS + "narrower",
    SKOS + "broaderTransitive", SKOS + "narrowerTransitive", *MARKS.values(),
))  # fmt: skip
"""Read elsewhere, or following from what is read."""


def concepts_of(graph: Any, losses: Losses) -> list[Gathered]:
    """Return the concepts of the graph; a concept of others keeps its URI as an exact match."""
    return _Reader(graph, losses).read()


class _Reader:
    def __init__(self, graph: Any, losses: Losses) -> None:
        self.graph = graph
        self.losses = losses
        self.rdflib: Any = library()
        self.found: dict[Any, Gathered] = {}

    def read(self) -> list[Gathered]:
        for subject in self._subjects():
            self.found[subject] = _named(subject)
        for subject, one in self.found.items():
            for predicate, value in sorted(self.graph.predicate_objects(subject), key=_order):
                self._take(one, subject, str(predicate), value)
        narrower = self.rdflib.URIRef(SKOS + "narrower")
        for above, below in sorted(self.graph.subject_objects(narrower)):
            if above in self.found and below in self.found:
                self.found[below].link("broader", self.found[above].key)
        return list(self.found.values())

    def _subjects(self) -> list[Any]:
        kind = self.rdflib.URIRef(RDF + "type")
        named = set(self.graph.subjects(kind, self.rdflib.URIRef(SKOS + "Concept")))
        for label in LABELS:
            named |= set(self.graph.subjects(self.rdflib.URIRef(SKOS + label)))
        named -= set(self.graph.subjects(kind, self.rdflib.URIRef(SKOS + "ConceptScheme")))
        named -= set(self.graph.subjects(kind, self.rdflib.URIRef(SKOS + "Collection")))
        blank = {one for one in named if not isinstance(one, self.rdflib.URIRef)}
        for _one in blank:
            self.losses.add("concept", _("has no URI"), _("a concept without a name"))
        return sorted(named - blank)

    def _take(self, one: Gathered, subject: Any, predicate: str, value: Any) -> None:
        text = str(value)
        literal = isinstance(value, self.rdflib.Literal)
        name = predicate.removeprefix(SKOS)
        if name in LABELS and literal:
            self._call(one, subject, name, value)
        elif name == "definition" and literal:
            one.define(value.language or "", text, self.losses)
        elif name in ("broader", "related") and not literal:
            self._relate(one, name, value)
        elif predicate in MATCHES and not literal:
            one.link(MATCHES[predicate], text)
        elif predicate in SINGLE and literal and not value.language:
            one.say(SINGLE[predicate], text, self.losses)
        elif predicate not in STRUCTURE:
            self.losses.add(short(predicate), _("has no place in our files"), one.key)

    def _call(self, one: Gathered, subject: Any, name: str, value: Any) -> None:
        marks = {
            mark for mark, uri in MARKS.items()
            if (subject, self.rdflib.URIRef(uri), value) in self.graph
        }  # fmt: skip
        status: TermStatus = LABELS[name]
        if "candidate" in marks:
            status = "candidate"
        elif "obsolete" in marks:
            status = "obsolete"
        kind = "abbreviation" if "abbreviation" in marks else None
        term = Term(str(value), status, kind=kind)  # type: ignore[arg-type]
        one.call(value.language or "", term, self.losses)

    def _relate(self, one: Gathered, name: str, target: Any) -> None:
        if target in self.found:
            one.link(name, self.found[target].key)
        elif str(target).startswith(f"{SCHEME}/"):
            one.link(name, _named(target).key)
        else:
            self.losses.add(name, _("leads out of the file"), one.key)


def _named(subject: Any) -> Gathered:
    uri = str(subject)
    if uri.startswith(f"{SCHEME}/"):
        return Gathered(unquote(uri.removeprefix(f"{SCHEME}/")))
    place = max(uri.rstrip("/#").rfind(letter) for letter in "/#:")
    one = Gathered(uri, unquote(uri.rstrip("/#")[place + 1 :]))
    one.link("exactMatch", uri)
    return one


def _order(statement: tuple[Any, Any]) -> tuple[int, str, str, str]:
    """Preferred labels first, for they come first in our files."""
    predicate, value = statement
    name = str(predicate).removeprefix(SKOS)
    rank = list(LABELS).index(name) if name in LABELS else len(LABELS)
    return rank, name, str(value), str(getattr(value, "language", "") or "")


def short(predicate: str) -> str:
    """Return a predicate with a usual prefix."""
    for prefix, namespace in {"skos": SKOS, "dcterms": DCTERMS, "rdfs": RDFS, "owl": OWL}.items():
        if predicate.startswith(namespace):
            return f"{prefix}:{predicate.removeprefix(namespace)}"
    return predicate
