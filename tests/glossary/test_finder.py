"""Terms are found in inflected text, leftmost and longest, and each hit says how."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standins import glossary

from qualmap.glossary.annotate import Annotator
from qualmap.glossary.load import shipped

ANNOTATOR = Annotator(glossary())


@pytest.mark.parametrize(
    ("language", "text", "concept", "words", "how"),
    [
        ("en", "reads a drawing", "drawing", "drawing", "exact"),
        ("en", "reads Drawings", "drawing", "Drawings", "inflected"),
        ("ru", "чтение чертежей", "drawing", "чертежей", "inflected"),
        ("ru", "по схеме электропроводки", "wiring-diagram", "схеме электропроводки", "inflected"),
        ("uz-Latn", "chizmalarni oʻqiydi", "drawing", "chizmalarni", "inflected"),
        (
            "uz-Latn",
            "ta'lim natijalarini belgilaydi",
            "learning-outcome",
            "ta'lim natijalarini",
            "inflected",
        ),
        ("uz-Cyrl", "таълим натижаси", "learning-outcome", "таълим натижаси", "script"),
        ("uz-Cyrl", "чизмаларни ўқийди", "drawing", "чизмаларни", "inflected"),
        ("kk", "сызбаларды оқу", "drawing", "сызбаларды", "inflected"),
        ("en", "Write a CV.", "cv", "CV", "exact"),
    ],
)
def test_a_term_is_found_in_its_forms(
    language: str, text: str, concept: str, words: str, how: str
) -> None:
    hits = ANNOTATOR.find(text, language)
    assert [(hit.concept, text[hit.start : hit.end], hit.how) for hit in hits] == [
        (concept, words, how)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "a cv of steel"), ("en", "withdrawing"), ("uz-Latn", "chizmachilik"), ("ru", "")],
)
def test_what_only_looks_like_a_term_is_not_found(language: str, text: str) -> None:
    assert ANNOTATOR.find(text, language) == ()


def test_the_longest_term_wins() -> None:
    hits = ANNOTATOR.find("Читает схемы электропроводки и схемы", "ru")
    assert [hit.concept for hit in hits] == ["wiring-diagram", "drawing"]


def test_a_deprecated_term_says_so() -> None:
    (hit,) = ANNOTATOR.find("oʻqish natijalari", "uz-Latn")
    assert (hit.concept, hit.status) == ("learning-outcome", "deprecated")


@given(st.text(alphabet="чертёжисхмаэлкропв drawing'ʻoʻ-\u200b\u00ad\n", max_size=60))
def test_spans_point_into_the_text_as_written(text: str) -> None:
    for language in ("ru", "en", "uz-Latn"):
        previous = 0
        for hit in ANNOTATOR.find(text, language):
            assert previous <= hit.start < hit.end <= len(text)
            previous = hit.start


def test_a_reading_keeps_the_words_and_says_what_was_understood() -> None:
    reading = ANNOTATOR.read("Читает  чертежи под руководством мастера", "ru", domain="skills")
    assert reading.text == "Читает  чертежи под руководством мастера"
    assert reading.tidy == "Читает чертежи под руководством мастера"
    assert reading.concept_ids == {"drawing"}
    assert reading.text[reading.concepts[0].start : reading.concepts[0].end] == "чертежи"
    assert reading.particulars.supervised and not reading.particulars.independent
    assert reading.action and 1 <= reading.step <= 8


def test_the_shipped_glossary_has_what_it_promises() -> None:
    concepts = shipped().concepts
    complete = [
        c
        for c in concepts.values()
        if all(tag in c.terms for tag in ("en", "ru", "uz-Latn", "uz-Cyrl"))
    ]
    assert len(complete) >= 250
    dangling = {
        (c.id, other)
        for c in concepts.values()
        for other in (*c.broader, *c.related)
        if other not in concepts
    }
    assert not dangling
