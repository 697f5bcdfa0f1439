"""SKOS in Turtle."""

from __future__ import annotations

from collections.abc import Sequence

from qualmap.files import decode
from qualmap.glossary.exchange.gathered import Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.rdf import parsed
from qualmap.glossary.exchange.skos_read import concepts_of
from qualmap.glossary.exchange.skos_write import graph_of
from qualmap.model.glossary import Concept


def write(concepts: Sequence[Concept], losses: Losses) -> bytes:
    """Return the concepts in Turtle; rdflib sorts subjects, predicates and objects."""
    text: str = graph_of(concepts, losses).serialize(format="turtle")
    return (text.strip() + "\n").encode("utf-8")


def read(content: bytes, shown: str, losses: Losses) -> list[Gathered]:
    """Return the concepts of a Turtle file; QualmapError if it is malformed."""
    return concepts_of(parsed(decode(content, shown), "turtle", shown), losses)
