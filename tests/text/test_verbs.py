from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_cases import params

from qualmap.files import data_path, read_yaml
from qualmap.text.languages import LANGUAGES
from qualmap.text.particulars import cues, particulars
from qualmap.text.verbs import leading_action


@pytest.mark.parametrize(("tag", "text", "action"), params("actions", "text", "action"))
def test_leading_action(tag: str, text: str, action: str) -> None:
    found = leading_action(text, tag)
    assert found is not None
    assert found.id == action
    assert text[found.start : found.end] == found.verb_text


def test_steps_come_from_the_table() -> None:
    table = {a["id"]: int(a["step"]) for a in read_yaml(data_path("actions.yaml")).data["actions"]}
    found = leading_action("Repairs leaking taps", "en")
    assert found is not None
    assert found.step == table[found.id]


def test_the_language_is_detected_where_not_given() -> None:
    found = leading_action("Choklarning sifatini tekshiradi va natijani yozadi")
    assert found is not None
    assert found.verb_text == "tekshiradi"


@pytest.mark.parametrize("text", ["", "5", "Blue", "Vérifie la pression"])
def test_a_language_without_verbs_has_no_action(text: str) -> None:
    assert leading_action(text, "fr") is None


@given(st.text(), st.sampled_from(sorted(LANGUAGES)))
def test_no_text_is_too_odd(text: str, tag: str) -> None:
    found = leading_action(text, tag)
    assert found is None or text[found.start : found.end] == found.verb_text
    assert isinstance(cues(text, tag), frozenset)


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("Works under supervision", "en", {"supervised"}),
        ("Works without supervision", "en", {"independent"}),
        ("Работает под руководством мастера", "ru", {"supervised"}),
        ("Самостоятельно чинит насос", "ru", {"independent"}),
        ("Usta rahbarligida ishlaydi", "uz-Latn", {"supervised"}),
        ("Уста раҳбарлигида ишлайди", "uz-Cyrl", {"supervised"}),
        ("Mustaqil ravishda ishlaydi", "uz-Latn", {"independent"}),
        ("Qoidani buzmasdan ishlaydi", "uz-Latn", {"negation"}),
        ("Қоидани бузмасдан ишлайди", "uz-Cyrl", {"negation"}),
        ("Шебердің басшылығымен жұмыс істейді", "kk", {"supervised"}),
        ("Насосты дербес жөндейді", "kk", {"independent"}),
        ("Дар зери назорати усто кор мекунад", "tg", {"supervised"}),
        ("Paints walls", "en", set()),
    ],
)
def test_cues(text: str, tag: str, expected: set[str]) -> None:
    assert cues(text, tag) & {"supervised", "independent", "negation"} == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5-daraja, 36,5 soat", ("5", "36.5")),
        ("pressure up to 2.5 bar for 10 min.", ("2.5", "10")),
        ("ISO 9001:2015", ("9001", "2015")),
        ("A4 paper", ()),
    ],
)
def test_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert particulars(text, "en").numbers == numbers
