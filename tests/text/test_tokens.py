from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualmap.text.tokens import tokens


@pytest.mark.parametrize("mark", ["ʻ", "‘", "’", "'", "`", "ʼ", "´"])
def test_uzbek_words_stay_whole(mark: str) -> None:
    text = f"O{mark}quv ta{mark}lim bog{mark}"
    assert [token.text for token in tokens(text)] == text.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("'quoted' words", ["quoted", "words"]),
        ("the 'training' part", ["the", "training", "part"]),
        ("don't; workers' rights", ["don't", "workers", "rights"]),
        ("и\u0306од, ў", ["и\u0306од", "ў"]),
        ("snake_case 2.5", ["snake", "case", "2", "5"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


def test_a_hyphen_joins_and_a_dash_does_not() -> None:
    joined = {token.text: token.joined for token in tokens("o‘quv-uslubiy 5‑daraja, a - b c–d")}
    assert joined == {"o‘quv": False, "uslubiy": True, "5": False, "daraja": True,
                      "a": False, "b": False, "c": False, "d": False}  # fmt: skip


@given(st.text())
def test_tokens_are_slices_in_order(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text != "" for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
