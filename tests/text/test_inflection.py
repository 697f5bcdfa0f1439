from __future__ import annotations

import pytest
from text_cases import params, read

from qualmap.text.inflection import WordIndex, keys, same_word
from qualmap.text.languages import LANGUAGES
from qualmap.text.phrases import PhraseIndex, longest_apart
from qualmap.text.tokens import tokens


@pytest.mark.parametrize(
    ("tag", "word", "token", "match"), params("inflection", "word", "token", "match")
)
def test_forms(tag: str, word: str, token: str, match: str) -> None:
    assert same_word(word, token, tag) == (match == "true")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_one_index_of_all_words_keeps_them_apart(tag: str) -> None:
    """A form leads back to its word, and not to the word that it only resembles."""
    cases = [case for case in read("inflection", f"{tag}.yaml") if "known_failure" not in case]
    index = WordIndex([case["word"] for case in cases], tag)
    for case in cases:
        found = {hit.word for hit in index.look_up(case["token"])}
        assert (case["word"] in found) == (case["match"] == "true")


def test_how_it_was_found() -> None:
    index = WordIndex(["daraja"], "uz-Latn")
    how = {
        token: index.look_up(token)[0].how for token in ("daraja", "Daraja", "даража", "darajalar")
    }
    assert how == {
        "daraja": "exact",
        "Daraja": "case",
        "даража": "script",
        "darajalar": "inflected",
    }


def test_surer_ways_come_first() -> None:
    index = WordIndex(["ish", "ishi"], "uz-Latn")
    assert [hit.word for hit in index.look_up("ishi")] == ["ishi", "ish"]


def test_a_language_without_a_row_matches_by_spelling_only() -> None:
    index = WordIndex(["diplôme"], "fr")
    assert index.look_up("DIPLÔME") and not index.look_up("diplômes")
    assert keys("Diplôme", "fr") == {"diplome"}


def test_uzbek_without_a_script_takes_both() -> None:
    index = WordIndex(["malaka"], "uz")
    assert index.look_up("малакалари") and index.look_up("malakalari")


def test_phrases_in_their_forms() -> None:
    index = PhraseIndex(["результат обучения", "обучение"], "ru")
    text = tokens("Достигнуты результаты обучения")
    assert [(hit.phrase, hit.first, hit.last) for hit in index.find(text)] == [
        ("результат обучения", 1, 2),
        ("обучение", 2, 2),
    ]
    assert [hit.phrase for hit in longest_apart(index.find(text))] == ["результат обучения"]
