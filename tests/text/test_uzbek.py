from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from text_cases import read

from qualmap.text.fold import fold_key
from qualmap.text.uzbek import apostrophe_edits, apostrophes, to_cyrillic, to_latin

PAIRS = [(case["latin"], case["cyrillic"]) for case in read("text", "uzbek-pairs.yaml")]


@pytest.mark.parametrize(("latin", "cyrillic"), PAIRS)
def test_pairs_both_ways(latin: str, cyrillic: str) -> None:
    assert to_latin(cyrillic) == latin
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Шаҳар", "Shahar"),
        ("ШАҲАР", "SHAHAR"),
        ("ТОШ", "TOSH"),
        ("Ш", "Sh"),
        ("ЕР", "YER"),
        ("Ер", "Yer"),
        ("ЎҚУВ", "OʻQUV"),
        ("Ўзбекистон ва АҚШ", "Oʻzbekiston va AQSH"),
        ("ЛИЦЕНЗИЯ", "LITSENZIYA"),
        ("ISO стандарти, 5-даража", "ISO standarti, 5-daraja"),
    ],
)
def test_capitals(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшэюяўқғҳё", min_size=1, max_size=30))
def test_to_latin_keeps_the_fold_key(word: str) -> None:
    # English year, yes and yellow keep their y, and ng' closes a quotation: no Uzbek word does so.
    assume(not re.match("е(а|с(?!ҳ)|лл)", word) and not word.endswith("нғ"))
    assert fold_key(to_latin(word)) == fold_key(word)


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("o'quv", "oʻquv"),
        ("O`ZBEK", "OʻZBEK"),
        ("ta’lim", "taʼlim"),
        ("taʻlim", "taʼlim"),
        ("oʼquv", "oʻquv"),
        ("tog‘", "togʻ"),
        ("O'Reilly kitobi", "O'Reilly kitobi"),
        ("'bog'", "'bog'"),
        ("'dars' ‘kurs’", "'dars' ‘kurs’"),
        ("5' 30''", "5' 30''"),
        ("mo''jiza", "moʻʼjiza"),
        ("uning'", "uning'"),
    ],
)
def test_apostrophes(written: str, proper: str) -> None:
    assert apostrophes(written) == proper


@given(st.text(alphabet="oOgGnats'ʻʼ‘’` 5", max_size=20))
def test_apostrophes_are_settled_at_once(text: str) -> None:
    assert not list(apostrophe_edits(apostrophes(text)))
