from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_cases import read

from qualmap.text import detection
from qualmap.text.detection import detect_language
from qualmap.text.languages import LANGUAGES, language
from qualmap.text.scripts import letters_outside, script_of

SENTENCES = [(case["language"], case["text"]) for case in read("text", "languages.yaml")]


@pytest.mark.parametrize(("tag", "text"), SENTENCES)
def test_sentences_are_told_apart(tag: str, text: str) -> None:
    assert detect_language(text).tag == tag


def test_rules_alone_tell_nearly_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without py3langid two of 64 sentences, both without a function word, are missed."""
    monkeypatch.setattr(detection, "_identifier", lambda: None)
    undecorated = detect_language.__wrapped__
    missed = [text for tag, text in SENTENCES if undecorated(text).tag != tag]
    assert len(missed) <= 2


@pytest.mark.parametrize("term", ["диплом", "bakalavr", "daraja", "модуль", "test", "kasb"])
def test_a_shared_word_is_no_evidence(term: str) -> None:
    assert detect_language(term).confidence < 0.5


@pytest.mark.parametrize("text", ["", "36 (5)", "資格", "—"])
def test_no_letters_of_ours(text: str) -> None:
    assert detect_language(text).tag == ""


@given(st.text())
def test_detection_never_fails(text: str) -> None:
    found = detect_language(text)
    assert found.tag in {"", *LANGUAGES}
    assert 0 <= found.confidence <= 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Oʻquv", "Latin"),
        ("Ўқув", "Cyrillic"),
        ("ISO талаби ва меъёрий ҳужжатлар тўплами", "Cyrillic"),
        ("daraja даража", "mixed"),
        ("資格", "other"),
        ("5", "none"),
    ],
)
def test_scripts(text: str, name: str) -> None:
    assert script_of(text).name == name


@pytest.mark.parametrize(
    ("text", "tag", "outside"),
    [
        ("ўқитувчи", "uz-Cyrl", ""),
        ("ӯқитувчи", "uz-Cyrl", "ӯ"),
        ("қызмет", "kk", ""),
        ("ќызмет", "kk", "ќ"),
        ("цирк", "tg", "ц"),
        ("daraja", "uz-Cyrl", "darj"),
        ("o'quv", "uz-Latn", ""),
        ("où", "fr", ""),
    ],
)
def test_letters_outside(text: str, tag: str, outside: str) -> None:
    assert "".join(letters_outside(text, tag)) == outside


@pytest.mark.parametrize(
    ("tag", "row"),
    [("uz-Latn", "uz-Latn"), ("UZ-CYRL", "uz-Cyrl"), ("uz_Latn_UZ", "uz-Latn"), ("ru-KZ", "ru"),
     ("kk-Cyrl", "kk"), ("uz", "uz"), ("fr", "fr"), ("kk-Latn", "kk-Latn"), ("", "")],
)  # fmt: skip
def test_tags(tag: str, row: str) -> None:
    assert language(tag).tag == row


def test_uzbek_without_a_script_has_both_alphabets() -> None:
    assert letters_outside("ўқув oʻquv", "uz") == ()
    assert language("uz").inflection == "suffixes"
