"""Readings kept between runs are the readings made anew, and what is damaged is made again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standins import glossary

from qualmap.glossary.annotate import Annotator
from qualmap.glossary.kept import KeptReadings
from qualmap.store import Store

TEXTS = st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["", "en", "ru", "uz-Latn"])))


def annotator(path: Path) -> Annotator:
    known = glossary()
    return Annotator(known, KeptReadings(known.sha256, Store(path)))


@given(TEXTS)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
def test_a_kept_reading_is_the_reading(tmp_path: Path, questions: list[tuple[str, str]]) -> None:
    path = tmp_path / "readings.sqlite3"
    annotator(path).read_all(questions)
    again = annotator(path)
    again.read_all(questions)
    plain = Annotator(glossary())
    for text, language in questions:
        assert again.read(text, language) == plain.read(text, language)


def test_what_is_kept_is_not_understood_again(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite3"
    question = ("reads a drawing under supervision of 2 people", "en")
    annotator(path).read_all([question])
    kept = KeptReadings(glossary().sha256, Store(path)).get([question])[question]
    assert kept.concepts and kept.particulars.supervised and kept.particulars.numbers == ("2",)
    assert not KeptReadings("another glossary", Store(path)).get([question])


def test_a_damaged_row_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite3"
    question = ("reads a drawing", "en")
    annotator(path).read_all([question])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET result = CAST('[1, 2' AS BLOB)")
    again = annotator(path)
    again.read_all([question])
    assert again.read(*question) == Annotator(glossary()).read(*question)
