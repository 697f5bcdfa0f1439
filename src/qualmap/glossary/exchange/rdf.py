"""The door to rdflib (extra `exchange`), and the names of SKOS and of our own few properties."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final
from urllib.parse import quote

from qualmap.errors import QualmapError

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
OWN: Final = "https://w3id.org/qualmap/vocabulary#"

PREFIXES: Final = {"dcterms": DCTERMS, "qmv": OWN, "skos": SKOS}

SCHEME: Final = "https://w3id.org/qualmap/glossary"
"""Names, not sites: nothing stands there."""

MARKS: Final = {
    "candidate": OWN + "candidateLabel",
    "obsolete": OWN + "obsoleteLabel",
    "abbreviation": OWN + "abbreviation",
}
"""What SKOS cannot say of a label, repeated with a property of our own; others pass it over."""


def uri_of(name: str) -> str:
    """Return the URI of a concept of ours.

    >>> uri_of("learning-outcome")
    'https://w3id.org/qualmap/glossary/learning-outcome'
    """
    return f"{SCHEME}/{quote(name, safe='')}"


def library() -> ModuleType:
    """Return rdflib; a QualmapError that names the extra where it is not installed."""
    try:
        import rdflib
    except ImportError:
        raise QualmapError(
            "SKOS needs rdflib, which is not installed",
            hint='install it: pip install "qualmap[exchange]"',
        ) from None
    return rdflib


def empty_graph() -> Any:
    """Return a graph that knows our prefixes and no others."""
    rdflib = library()
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def parsed(content: str, format: str, shown: str) -> Any:
    """Return the graph that a text in `turtle` or `json-ld` describes.

    QualmapError with the line, as far as rdflib tells it, if the text is malformed.
    """
    graph = empty_graph()
    source = library().Dataset() if format == "json-ld" else graph
    try:
        source.parse(data=content, format=format, publicID="urn:qualmap:file/")
    except Exception as error:  # rdflib's parsers raise whatever their inner parts do
        message = " ".join(str(error).split())[:200] or type(error).__name__
        raise QualmapError(f"{shown}: not {format}: {message}") from None
    if source is not graph:  # JSON-LD may put concepts into named graphs
        for *statement, _name in source.quads():
            graph.add(tuple(statement))
    return graph
