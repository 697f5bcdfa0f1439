"""Concepts as hypothesis makes them up, and files as other tools write them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from qualmap.glossary.exchange.standing import settled
from qualmap.model.glossary import Concept, Lint, Matches, Term

PIECES = ("a", "б", "oʻ", " ", "\n", "\t", "=", "'", '"', "+1", "-", "@", ",", ";", "<&>", "#",
          "_x0041_", "😀", "\u200f", "\r\n", "\x00", "\ud800", "use: ", "{",
          "\\", "%41")  # fmt: skip
LANGUAGES = ("en", "ru", "uz-Latn", "uz-Cyrl", "kk", "fr-CA")
IDS = ("outcome", "level", "5s", "a+b", "c,d", "x.y", "skill-é", "_x0035_")

words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
maybe = st.just("") | words
statuses = st.sampled_from((None, "preferred", "admitted", "deprecated", "obsolete", "candidate"))
terms = st.builds(
    Term, text=words, status=statuses, use=maybe, kind=st.sampled_from((None, "abbreviation")),
    note=maybe,
)  # fmt: skip
links = st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple)
uris = st.lists(
    st.sampled_from(("http://example.org/a", "urn:x:b#c", "no uri")), max_size=2, unique=True
).map(tuple)


concepts = st.builds(
    Concept, id=st.sampled_from(IDS),
    terms=st.dictionaries(
        st.sampled_from(LANGUAGES), st.lists(terms, min_size=1, max_size=3).map(tuple),
        min_size=1, max_size=3,
    ),
    domain=maybe, definition=st.dictionaries(st.sampled_from(LANGUAGES), words, max_size=2),
    broader=links, related=links, matches=st.builds(Matches, exact=uris, related=uris),
    source=maybe, note=maybe, lint=st.sampled_from((Lint(), Lint(("GT001",), "why"))),
)  # fmt: skip
glossaries = st.lists(concepts, min_size=1, max_size=3, unique_by=lambda one: one.id)


def plain(concept: Concept) -> Concept:
    """The concept with the status of each term as it is written after an import."""
    return replace(concept, terms={tag: settled(found) for tag, found in concept.terms.items()})


DCT = """<?xml version='1.0'?>
<!DOCTYPE tbx SYSTEM "TBXcoreStructV03.dtd">
<tbx style="dct" type="TBX-Basic" xml:lang="de" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
 <text><body><conceptEntry id="c67">
  <min:subjectField>construction</min:subjectField>
  <basic:crossReference target="c68">see also</basic:crossReference>
  <min:externalCrossReference target="https://example.org/pipe">a page</min:externalCrossReference>
  <basic:responsibility>someone</basic:responsibility>
  <langSec xml:lang="EN">
   <descripGrp><basic:definition>tube that
     carries <basic:hi>water</basic:hi></basic:definition><basic:source>a book</basic:source>
   </descripGrp>
   <termSec><term>pipe</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
    <min:partOfSpeech>noun</min:partOfSpeech></termSec>
   <termSec><term>PP</term><basic:termType>acronym</basic:termType></termSec>
  </langSec>
  <langSec xml:lang="uz"><termSec><term>қувур</term></termSec></langSec>
 </conceptEntry></body></text>
</tbx>"""
MARTIF = """<martif type="TBX" xml:lang="en"><text><body><termEntry><langSet xml:lang="en">
<ntig><termGrp><term>weld seam</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>bead</term><termNote type="administrativeStatus">legalTerm</termNote></tig>
</langSet></termEntry></body></text></martif>"""
TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix ex: <http://example.org/voc/> .
ex:scheme a skos:ConceptScheme ; skos:prefLabel "All"@en .
ex:work a skos:Concept ; skos:prefLabel "work"@en, "иш"@uz ; skos:altLabel "labour"@en-gb, "x" ;
  skos:narrower ex:job ; skos:notation "W1" ; skos:inScheme ex:scheme ; skos:hiddenLabel "wrk"@en ;
  skos:closeMatch <http://example.net/1> ; skos:broader <http://example.net/all> ;
  xl:prefLabel [ xl:literalForm "work"@en ] .
ex:job a skos:Concept ; skos:prefLabel "job"@en ; skos:definition "a post"@en ; skos:note "as is" .
[] a skos:Concept ; skos:prefLabel "nobody"@en .
"""
