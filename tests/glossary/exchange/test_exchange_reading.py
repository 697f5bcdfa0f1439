"""Files as other tools and people write them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from exchange_samples import DCT, MARTIF, TURTLE

from qualmap.errors import QualmapError
from qualmap.glossary.exchange.formats import FORMATS, format_of, read
from qualmap.glossary.exchange.loss import Losses
from qualmap.model.glossary import Concept, Matches, Term


def take(folder: Path, name: str, content: str | bytes) -> tuple[dict[str, Concept], set[str]]:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    concepts, losses = read(path, name, format_of("", path))
    return {one.id: one for one in concepts}, {f"{one.field}: {one.why}" for one in losses}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("lead", ["", "\ufeff", "sep=X\n"])
def test_tables_of_every_division(tmp_path: Path, delimiter: str, lead: str) -> None:
    rows = [["ID", "lang", "Term", "status", "Definition (EN)", "broader"],
            ["a", "en", "'=x", "Deprecated", "one; two, three", "b, c"],
            ["a", "ru", "икс", "", "", ""], ["", "", "", "", "", ""],
            ["b", "en", "'tis", "approved", "", ""]]  # fmt: skip
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    concepts, lost = take(tmp_path, "a.csv", lead.replace("X", delimiter) + text)
    assert concepts["a"] == Concept(
        "a", {"en": (Term("=x", "deprecated"),), "ru": (Term("икс", "candidate"),)},
        definition={"en": "one; two, three"}, broader=("b", "c"),
    )  # fmt: skip
    assert concepts["b"].terms == {"en": (Term("'tis", "candidate"),)}
    assert lost == {"terms.status: 'approved' is no status"}


def test_what_a_table_has_too_much(tmp_path: Path) -> None:
    text = ("concept,language,text,kind,definition,matches,source,remark\n"
            "a,en,x,acronym,,near: http://example.org,book,!\n,en,y,,,,,\na,,z,,,,paper,,more\n"
            "a,12345678910,q\na,en,,,d,,\nb,,,,d,,\n")  # fmt: skip
    concepts, lost = take(tmp_path, "a.csv", text)
    assert concepts["a"].terms == {"en": (Term("x", "candidate"),)}
    assert concepts["a"].definition == {"en": "d"} and concepts["a"].source == "book"
    assert lost == {
        "cells: stand beyond the last heading", "column remark: is not known here",
        "definition: no language is given", "matches: each is written `exact: URI`",
        "rows: name no concept", "source: the file has several",
        "terms.kind: 'acronym' is no kind", "terms: '12345678910' is no language tag",
        "terms: no language is given",
    }  # fmt: skip


def test_an_edited_workbook(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Read me").write(0, 0, "Welcome")
        book.add_worksheet("Empty")
        page = book.add_worksheet("Our terms")
        page.write_row(0, 0, ["Concept", "Language", "Text", "Status"])
        page.write_row(1, 0, [5, "en", 2026, "preferred"])
        page.write_row(2, 0, [5, "en", 1.5, None])
    concepts, lost = take(tmp_path, "a.xlsx", stream.getvalue())
    assert concepts["5"].terms == {"en": (Term("2026"), Term("1.5", "candidate"))}
    assert lost == {"sheet: has no column `concept`"}


def test_tbx_with_elements_for_categories(tmp_path: Path) -> None:
    concepts, lost = take(tmp_path, "a.tbx", DCT)
    assert concepts["c67"] == Concept(
        "c67",
        {"en": (Term("pipe"), Term("PP", "candidate", kind="abbreviation")),
         "uz-Cyrl": (Term("қувур", "candidate"),)},
        domain="construction", definition={"en": "tube that carries water"}, related=("c68",),
    )  # fmt: skip
    assert {one.split(":")[0] for one in lost} == {
        "definition/source", "externalCrossReference", "responsibility", "term/partOfSpeech",
    }  # fmt: skip


def test_tbx_of_the_older_form(tmp_path: Path) -> None:
    concepts, lost = take(tmp_path, "a.xml", MARTIF)
    assert concepts["weld-seam"].terms == {
        "en": (Term("weld seam", "deprecated"), Term("bead", "candidate"))
    }
    assert lost == {
        "administrativeStatus legalTerm: has no place in our files", "id: became weld-seam",
    }  # fmt: skip


def test_skos_of_others(tmp_path: Path) -> None:
    concepts, lost = take(tmp_path, "a.ttl", TURTLE)
    assert concepts["job"] == Concept(
        "job", {"en": (Term("job"),)}, definition={"en": "a post"}, note="as is", broader=("work",),
        matches=Matches(exact=("http://example.org/voc/job",)),
    )  # fmt: skip
    assert concepts["work"].terms == {
        "en": (Term("work"), Term("wrk", "deprecated")), "uz-Cyrl": (Term("иш"),),
        "en-GB": (Term("labour", "admitted"),),
    }  # fmt: skip
    assert concepts["work"].matches.close == ("http://example.net/1",)
    assert lost == {
        "broader: leads out of the file", "concept: has no URI", "terms: no language is given",
        "skos:notation: has no place in our files",
        "http://www.w3.org/2008/05/skos-xl#prefLabel: has no place in our files",
    }  # fmt: skip


def test_json_ld_with_its_own_context(tmp_path: Path) -> None:
    text = """{"@context": {"label": {"@id": "http://www.w3.org/2004/02/skos/core#prefLabel",
        "@container": "@language"}}, "@id": "http://example.org/b/c%20d",
        "label": {"en": "a", "kk": "ә"}}"""
    concepts, lost = take(tmp_path, "a.jsonld", text)
    assert concepts["c-d"].terms == {"en": (Term("a"),), "kk": (Term("ә"),)}
    assert lost == {"id: became c-d"}
    graph = f'{{"@id": "http://example.org/graph", "@graph": [{text}]}}'
    assert take(tmp_path, "b.json", graph) == (concepts, lost)


def test_two_names_that_become_one_id(tmp_path: Path) -> None:
    text = "concept,language,text,related\na b,en,x,\na/b,en,y,a-b\na-b,en,z,\n"
    concepts, lost = take(tmp_path, "a.csv", text)
    assert sorted(concepts) == ["a-b", "a-b-2", "a-b-3"] and concepts["a-b-3"].related == ("a-b",)
    assert lost == {"id: became a-b-2", "id: became a-b-3"}


def test_formats_are_known_by_ending_or_name(tmp_path: Path) -> None:
    assert {format_of("", Path(f"a{one}")).name for entry in FORMATS.values()
            for one in entry.suffixes} == set(FORMATS)  # fmt: skip
    for name, path in (("docx", None), ("", Path("a.docx"))):
        with pytest.raises(QualmapError, match="docx") as caught:
            format_of(name, path)
        assert "tbx (.tbx)" in caught.value.hint


def test_the_report_reads_well() -> None:
    losses = Losses("export", "tbx")
    assert losses.as_text() == "nothing is lost"
    for number in range(7):
        losses.add("note", "why", f"c{number}")
    losses.add("note", "why", "c0")
    assert losses.as_text() == (
        "lost in the tbx file:\n  note: why (8: c0, c1, c2, c3, c4 and 2 more)"
    )
