from __future__ import annotations

from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualmap.text.tidy import STEPS, tidy

# What the steps are about, next to anything else.
AWKWARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \u00a0\u202f\t\n\u200b\u00ad\ufeff'’‘`ʻʼ\u2011\u0301\u0306иеoOgGaт"),
        st.characters(codec="utf-8"),
    )
)
TAGS = st.sampled_from(["", "uz-Latn", "uz-Cyrl", "ru", "en", "kk"])


@given(AWKWARD, TAGS)
def test_tidy_text_needs_no_tidying(text: str, tag: str) -> None:
    tidied = tidy(text, tag)
    assert tidy(tidied.text, tag).steps == ()
    assert is_normalized("NFC", tidied.text)
    assert tidied.text == tidied.text.strip()


@given(AWKWARD, TAGS)
def test_every_character_has_a_place_as_written(text: str, tag: str) -> None:
    tidied = tidy(text, tag)
    assert len(tidied.offsets) == len(tidied.ends) == len(tidied.text)
    assert list(tidied.offsets) == sorted(tidied.offsets)
    assert all(0 <= a < b <= len(text) for a, b in zip(tidied.offsets, tidied.ends, strict=True))


@given(st.text(alphabet="abcабв \u00a0\u200b\t-"))
def test_offsets_point_to_the_same_letters(text: str) -> None:
    tidied = tidy(text)
    for letter, offset in zip(tidied.text, tidied.offsets, strict=True):
        assert letter == text[offset] or letter == " "


@given(AWKWARD)
def test_the_whole_span_covers_what_is_left(text: str) -> None:
    tidied = tidy(text, "ru")
    start, end = tidied.original_span(0, len(tidied.text))
    assert tidy(text[start:end], "ru").text == tidied.text


@pytest.mark.parametrize(
    ("written", "language", "expected", "steps"),
    [
        ("таълим", "uz-Cyrl", "таълим", ()),
        ("  o'quv\u00a0 dasturi ", "uz-Latn", "oʻquv dasturi",
         ("spaces", "margins", "whitespace", "uzbek-apostrophes")),
        ("обуче\u00adние", "ru", "обучение", ("invisible",)),
        ("и\u0306од", "kk", "йод", ("nfc",)),
        ("workers' o'clock", "en", "workers' o'clock", ()),
        ("o‘quv jarayonini rejalashtiradi", "", "oʻquv jarayonini rejalashtiradi",
         ("uzbek-apostrophes",)),
        ("O'Reilly's guide to the web", "", "O'Reilly's guide to the web", ()),
        ("о\u0443\u2011в", "ru", "оу-в", ("hyphens",)),
    ],
)  # fmt: skip
def test_steps(written: str, language: str, expected: str, steps: tuple[str, ...]) -> None:
    tidied = tidy(written, language)
    assert (tidied.text, tidied.steps) == (expected, steps)
    assert set(steps) <= set(STEPS)


def test_a_span_leads_back_to_the_words_as_written() -> None:
    written = "  Oʻquv\u200b  jara\u00adyoni "
    tidied = tidy(written, "uz-Latn")
    start = tidied.text.index("jarayoni")
    assert written[slice(*tidied.original_span(start, start + 8))] == "jara\u00adyoni"
    assert tidied.original_span(0, 0) == (2, 2)
    assert tidy("").original_span(0, 0) == (0, 0)
