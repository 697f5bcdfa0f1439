"""The glossary as a SKOS graph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from qualmap.glossary.exchange.characters import TAG
from qualmap.glossary.exchange.gathered import KINDS_OF_MATCH
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.rdf import (
    DCTERMS,
    MARKS,
    RDF,
    SCHEME,
    SKOS,
    empty_graph,
    library,
    uri_of,
)
from qualmap.glossary.exchange.standing import standing
from qualmap.messages import _
from qualmap.model.glossary import Concept, Term, TermStatus

LABELS: Final[dict[TermStatus, str]] = {
    "preferred": "prefLabel",
    "admitted": "altLabel",
    "candidate": "altLabel",
    "deprecated": "hiddenLabel",
    "obsolete": "hiddenLabel",
}
URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def graph_of(concepts: Sequence[Concept], losses: Losses) -> Any:
    """Return the graph of the concepts."""
    writer = _Writer(losses)
    writer.say(SCHEME, RDF + "type", uri=SKOS + "ConceptScheme")
    for concept in concepts:
        writer.write(concept)
    return writer.graph


class _Writer:
    def __init__(self, losses: Losses) -> None:
        self.graph = empty_graph()
        self.rdflib: Any = library()
        self.losses = losses

    def say(self, subject: str, predicate: str, text: str = "", **kind: str) -> None:
        """Add a statement about a resource (`uri`) or a text (in the language `tag`)."""
        value = (
            self.rdflib.URIRef(kind["uri"]) if "uri" in kind
            else self.rdflib.Literal(text, lang=kind.get("tag"))
        )  # fmt: skip
        self.graph.add((self.rdflib.URIRef(subject), self.rdflib.URIRef(predicate), value))

    def write(self, concept: Concept) -> None:
        subject = uri_of(concept.id)
        self.say(subject, RDF + "type", uri=SKOS + "Concept")
        self.say(subject, SKOS + "inScheme", uri=SCHEME)
        for predicate, text in ((DCTERMS + "subject", concept.domain),
                                (DCTERMS + "source", concept.source),
                                (SKOS + "note", concept.note)):  # fmt: skip
            if text:
                self.say(subject, predicate, text)
        for tag, terms in concept.terms.items():
            if self._is_tag("terms", tag, concept):
                self._write_terms(concept, tag, terms)
        for tag, text in concept.definition.items():
            if self._is_tag("definition", tag, concept):
                self.say(subject, SKOS + "definition", text, tag=tag)
        self._write_links(subject, concept)

    def _write_links(self, subject: str, concept: Concept) -> None:
        for name in ("broader", "related"):
            for target in getattr(concept, name):
                self.say(subject, SKOS + name, uri=uri_of(target))
        for kind in KINDS_OF_MATCH:
            for uri in getattr(concept.matches, kind):
                if URI.fullmatch(uri):
                    self.say(subject, f"{SKOS}{kind}Match", uri=uri)
                else:
                    self.losses.add("matches", _("is no URI"), concept.id)

    def _is_tag(self, name: str, tag: str, concept: Concept) -> bool:
        if TAG.fullmatch(tag):
            return True
        self.losses.add(name, _("{tag!r} is no language tag").format(tag=tag), concept.id)
        return False

    def _write_terms(self, concept: Concept, tag: str, terms: Sequence[Term]) -> None:
        """One preferred label a language, and each label once: so SKOS has it (S13, S14)."""
        order: list[tuple[str, str]] = []
        preferred = False
        for term, status in zip(terms, standing(terms), strict=True):
            label = LABELS[status]
            if term.text in (text for _label, text in order):
                self.losses.add("terms", _("stands twice"), concept.id)
                continue
            if status == "preferred" and preferred:
                self.losses.add("terms.status", _("a second preferred term"), concept.id)
                label = "altLabel"
            preferred = preferred or status == "preferred"
            order.append((label, term.text))
            self._write_term(concept, tag, term, (label, status))
        if order != sorted(order, key=lambda one: (LABEL_ORDER.index(one[0]), one[1])):
            self.losses.add("terms", _("the order of terms"), concept.id)

    def _write_term(
        self, concept: Concept, tag: str, term: Term, how: tuple[str, TermStatus]
    ) -> None:
        label, status = how
        subject = uri_of(concept.id)
        self.say(subject, SKOS + label, term.text, tag=tag)
        for mark in filter(None, (status, term.kind)):
            if mark in MARKS:
                self.say(subject, MARKS[mark], term.text, tag=tag)
        if term.use:
            self.losses.add("terms.use", _("SKOS has no place for it"), concept.id)
        if term.note:
            self.losses.add("terms.note", _("SKOS has no place for it"), concept.id)


LABEL_ORDER: Final = ("prefLabel", "altLabel", "hiddenLabel")
