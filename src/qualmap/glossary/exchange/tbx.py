"""TBX-Basic, ISO 30042:2019: written in the DCA style, read in both and in the older form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualmap.glossary.exchange.characters import TAG, flat
from qualmap.glossary.exchange.gathered import KINDS_OF_MATCH, Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.standing import standing
from qualmap.glossary.exchange.tbx_names import (
    NAMESPACE,
    RELATIONS,
    STATUSES,
    USE,
    XML_LANG,
    xml_id,
)
from qualmap.messages import _
from qualmap.model.glossary import Concept, Term, TermStatus

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def write(concepts: Sequence[Concept], losses: Losses) -> bytes:
    """Return the terminology; definitions in a language without terms have no place in it."""
    from xml.etree import ElementTree

    attributes = {"style": "dca", "type": "TBX-Basic", XML_LANG: "en", "xmlns": NAMESPACE}
    root = ElementTree.Element("tbx", attributes)
    file = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(file, "titleStmt"), "title", "Glossary")
    _add(_add(file, "sourceDesc"), "p", "qualmap glossary export")
    body = _add(_add(root, "text"), "body")
    known = {concept.id for concept in concepts}
    for concept in concepts:
        _write_concept(body, concept, known, losses)
    ElementTree.indent(root)
    content = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n'.encode()


def read(content: bytes, shown: str, losses: Losses) -> list[Gathered]:
    """Return the concepts of a TBX file; see `tbx_read`."""
    from qualmap.glossary.exchange.tbx_read import read_terminology

    return read_terminology(content, shown, losses)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    from xml.etree.ElementTree import SubElement

    element = SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _write_concept(body: Element, concept: Concept, known: set[str], losses: Losses) -> None:
    tags = [tag for tag in concept.terms if _is_tag(tag, concept, losses)]
    if not tags:
        losses.add("concept", _("has no term in a language that TBX can name"), concept.id)
        return
    entry = _add(body, "conceptEntry", id=xml_id(concept.id))
    words = _Words(concept.id, losses)
    if concept.domain:
        _add(entry, "descrip", words.plain("domain", concept.domain), type="subjectField")
    if concept.source:
        _add(entry, "admin", words.plain("source", concept.source), type="source")
    _write_links(entry, concept, known, losses)
    if concept.note:
        _add(entry, "note", words.plain("note", concept.note))
    for tag in tags:
        _write_language(entry, concept, tag, words)
    for tag in sorted(concept.definition.keys() - set(tags)):
        losses.add(f"definition.{tag}", _("the language has no term"), concept.id)


def _write_links(entry: Element, concept: Concept, known: set[str], losses: Losses) -> None:
    for name in RELATIONS:
        for target in getattr(concept, name):
            if target in known:
                _add(entry, "ref", name, type="crossReference", target=xml_id(target))
            else:
                losses.add(name, _("leads out of the file"), concept.id)
    for kind in KINDS_OF_MATCH:
        for uri in getattr(concept.matches, kind):
            _add(entry, "xref", f"{kind}Match", type="externalCrossReference", target=uri)


def _is_tag(tag: str, concept: Concept, losses: Losses) -> bool:
    if TAG.fullmatch(tag):
        return True
    losses.add(f"terms.{tag}", _("{tag!r} is no language tag").format(tag=tag), concept.id)
    return False


def _write_language(entry: Element, concept: Concept, tag: str, words: _Words) -> None:
    section = _add(entry, "langSec", "", **{XML_LANG: tag})
    if definition := concept.definition.get(tag):
        group = _add(section, "descripGrp")
        _add(group, "descrip", words.plain("definition", definition), type="definition")
    terms = concept.terms[tag]
    for term, status in zip(terms, standing(terms), strict=True):
        _write_term(_add(section, "termSec"), term, status, words)


def _write_term(section: Element, term: Term, status: TermStatus, words: _Words) -> None:
    _add(section, "term", words.plain("terms.text", term.text))
    if status in STATUSES:
        _add(section, "termNote", STATUSES[status], type="administrativeStatus")
    if term.kind:
        _add(section, "termNote", term.kind, type="termType")
    if term.use:
        _add(section, "note", USE + words.plain("terms.use", term.use))
    if term.note:
        _add(section, "note", words.plain("terms.note", term.note))


class _Words:
    """The texts of a concept, with the spaces that XML keeps."""

    def __init__(self, concept: str, losses: Losses) -> None:
        self.concept = concept
        self.losses = losses

    def plain(self, name: str, text: str) -> str:
        plain = flat(text)
        if plain != text:
            self.losses.add(name, _("line ends and repeated spaces"), self.concept)
        return plain
