"""One layout: order of concepts, keys and languages; nothing said is lost, nothing is added."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualmap.errors import QualmapError
from qualmap.files import parse_yaml
from qualmap.glossary.layout import lay_out, quoted
from qualmap.glossary.load import shipped_folder

MESSY = """\
# Our words.
kind: glossary
concepts:   # by hand
  # about b
  - terms:
      kk: [ {text: бе} ]
      # Russian first
      ru:
        - {status: preferred, text: "б # не комментарий"}   # sure
        # the other one
        - text: бэ
      en: [{text: "b"}]
    domain: letters   # a field
    id: b-two
    note: >
      two
      lines
  - id: a-one
    definition:
      ru: 'a ''x'''
      en: first
    terms: {en: [{text: a, kind: abbreviation}]}
    related: [b-two]   # see there
    matches: {exact: ["http://example.org/#a"]}
# the end
"""
TIDY = """\
# Our words.
kind: glossary
concepts:  # by hand
  - id: a-one
    terms:
      en: [{text: "a", kind: abbreviation}]
    definition:
      en: "first"
      ru: "a 'x'"
    related: [b-two]  # see there
    matches: {exact: ["http://example.org/#a"]}
  # about b
  - id: b-two
    domain: letters  # a field
    terms:
      en: [{text: "b"}]
      # Russian first
      # the other one
      ru: [{text: "б # не комментарий", status: preferred}, {text: "бэ"}]  # sure
      kk: [{text: "бе"}]
    note: "two lines\\n"
# the end
"""


def test_order_layout_and_comments() -> None:
    assert lay_out(MESSY, "a.yaml") == TIDY


def test_twice_is_once() -> None:
    assert lay_out(TIDY, "a.yaml") == TIDY


def test_line_ends_and_the_byte_order_mark_go() -> None:
    assert lay_out("\ufeff" + MESSY.replace("\n", "\r\n"), "a.yaml") == TIDY


def test_a_glossary_without_concepts() -> None:
    assert lay_out("kind: glossary\nconcepts: []\n", "a.yaml") == "kind: glossary\nconcepts: []\n"
    assert lay_out("kind: glossary\n", "a.yaml") == "kind: glossary\n"


def test_our_own_glossary_is_laid_out() -> None:
    for path in sorted(shipped_folder().glob("*.yaml")):
        text = path.read_text("utf-8")
        assert lay_out(text, path.name) == text, f"run `qualmap glossary fmt` on {path.name}"


@pytest.mark.parametrize(
    "text", ["kind: glossary\nconcept: []\n", "a: [", "kind: qualification\n", "# nothing\n", "1"]
)
def test_what_is_no_glossary_is_refused(text: str) -> None:
    with pytest.raises(QualmapError):
        lay_out(text, "a.yaml")


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), WORD, WORD),
        unique_by=lambda row: row[0],
        max_size=4,
    ),
    st.sampled_from(["", "  # remark", "   # a 'b': \"c\""]),
)
def test_any_words_come_through(rows: list[tuple[str, str, str]], remark: str) -> None:
    lines = ["kind: glossary", "concepts: []" if not rows else "concepts:"]
    for name, term, note in rows:
        lines += [f"  # {name}", f"  - note: {quoted(note)}{remark}", f"    id: {quoted(name)}",
                  "    terms:", f"      en: [{{text: {quoted(term)}}}]{remark}"]  # fmt: skip
    text = "\n".join(lines)
    laid = lay_out(text, "a.yaml")
    before, after = parse_yaml(text, "a").data, parse_yaml(laid, "a").data
    assert sorted(after["concepts"], key=str) == sorted(
        ({"id": c["id"], "terms": c["terms"], "note": c["note"]} for c in before["concepts"]),
        key=str,
    )
    assert laid.count("#") >= text.count("# ")
    assert lay_out(laid, "a.yaml") == laid
