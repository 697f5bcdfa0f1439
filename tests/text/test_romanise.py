from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_cases import read

from qualmap.text.fold import fold_key
from qualmap.text.romanise import romanise

PAIRS = [(case["latin"], case["cyrillic"]) for case in read("text", "uzbek-pairs.yaml")]


@pytest.mark.parametrize(("latin", "cyrillic"), PAIRS)
def test_both_alphabets_of_uzbek_come_out_the_same(latin: str, cyrillic: str) -> None:
    assert romanise(latin) == romanise(cyrillic)
    assert fold_key(latin) == fold_key(cyrillic)
    assert romanise(latin.upper()) == romanise(cyrillic.upper())


@pytest.mark.parametrize("mark", ["ʻ", "‘", "’", "'", "`", "ʼ", "´"])
def test_every_apostrophe_in_use_reads_the_same(mark: str) -> None:
    assert romanise(f"o{mark}quv, ta{mark}lim, tog{mark}") == "öquv, talim, toğ"


@pytest.mark.parametrize(
    "text",
    ["the 'training' part", "employer, layer, year, yes", "results of 3 tests (a-b)", "exam; tax"],
)
def test_english_is_left_alone(text: str) -> None:
    assert romanise(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("нәтиже", "natije"),
        ("ilim", "ылым"),
        ("касбӣ", "kasbiy"),
        ("квалификация", "kvalifikatsiya"),
        ("ýokary", "yokary"),
        ("еркін", "erkin"),
        ("о\u0301пыт", "opit"),
        ("и\u0306од", "yod"),
    ],
)
def test_cognates_and_accents(one: str, other: str) -> None:
    assert romanise(one) == romanise(other)


@given(st.text())
def test_only_plain_letters_of_our_scripts_remain(text: str) -> None:
    plain = romanise(text)
    assert not any("\u0430" <= letter <= "\u044f" for letter in plain)
    assert romanise(plain + " ") == romanise(plain) + " "


@given(st.text(alphabet="0123456789 .,;:()-–«»/%№\n"))
def test_digits_spaces_and_punctuation_stay(text: str) -> None:
    assert romanise(text) == text


@pytest.mark.parametrize(
    ("one", "other", "tag"),
    [
        ("byudjet", "budjet", "uz-Latn"),
        ("proyekt", "proekt", "uz-Latn"),
        ("учёт", "учет", "ru"),
        ("kompetentsiya", "kompetensiya", "uz-Latn"),
    ],
)
def test_variants_meet_in_the_fold_key(one: str, other: str, tag: str) -> None:
    assert fold_key(one, tag) == fold_key(other, tag)


def test_fold_key_keeps_what_makes_another_word() -> None:
    assert fold_key("кәсіби", "kk") != fold_key("кәсібі", "kk")
    assert fold_key("касбӣ", "tg") != fold_key("касби", "tg")
    assert fold_key("ot") != fold_key("oʻt")
