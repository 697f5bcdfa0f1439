"""A text with its terms marked, with preferred terms, and what is wrong with its terms."""

from __future__ import annotations

from qualmap.glossary.annotate import Annotator
from qualmap.glossary.normalise import annotate, replace
from qualmap.glossary.reading import find_all, pieces
from qualmap.glossary.usage import Document, check
from qualmap.model.glossary import Concept, Glossary, Term

GLOSSARY = Glossary(
    {
        concept.id: concept
        for concept in (
            Concept(
                "learning-outcome",
                {
                    "en": (Term("learning outcome"), Term("LO", kind="abbreviation")),
                    "ru": (Term("результат обучения"), Term("образовательный результат")),
                    "uz-Latn": (
                        Term("taʼlim natijasi"),
                        Term("oʻqitish natijasi"),
                        Term("oʻqish natijasi", "deprecated", "oʻqitish natijasi"),
                    ),
                },
            ),
            Concept("drawing", {"ru": (Term("чертёж"),), "en": (Term("drawing"),)}),
            Concept("sketch", {"ru": (Term("эскиз"), Term("чертёж"))}),
            Concept("check", {"ru": (Term("проверять"), Term("осматривать"))}, domain="action"),
        )
    }
)
ANNOTATOR = Annotator(GLOSSARY)


def marked(text: str, language: str) -> str:
    return annotate(text, ANNOTATOR.find(text, language), GLOSSARY)


def replaced(text: str, language: str) -> tuple[str, list[tuple[str, bool, str]]]:
    new, changes = replace(text, ANNOTATOR.find(text, language), GLOSSARY)
    return new, [(change.matched, change.done, change.why) for change in changes]


def codes(text: str, language: str) -> list[tuple[str, int, int, str]]:
    document = Document("a.txt", text, ANNOTATOR.find(text, language))
    return [(f.code, f.line, f.column, f.term) for f in check(document, GLOSSARY)]


def test_terms_are_marked_where_they_stand() -> None:
    assert marked("Описаны  результаты обучения.", "ru") == (
        "Описаны  [результаты обучения](learning-outcome)."
    )
    assert marked("чертёж", "ru") == "[чертёж](drawing sketch)"
    assert marked("oʻqish natijasi", "uz-Latn") == (
        '[oʻqish natijasi](learning-outcome "deprecated: oʻqitish natijasi")'
    )
    assert marked("ничего", "ru") == "ничего"


def test_a_dictionary_form_is_replaced_and_an_inflected_one_reported() -> None:
    assert replaced("Образовательный результат описан", "ru") == (
        "Результат обучения описан",
        [("Образовательный результат", True, "")],
    )
    assert replaced("Нет образовательного результата", "ru") == (
        "Нет образовательного результата",
        [("образовательного результата", False, "inflected")],
    )


def test_an_ending_moves_over_where_both_words_end_alike() -> None:
    assert replaced("o'qitish natijasini baholadi", "uz-Latn")[0] == "taʼlim natijasini baholadi"
    assert replaced("oʻqitish natijalarini", "uz-Latn")[1] == [
        ("oʻqitish natijalarini", False, "inflected")
    ]


def test_a_retired_term_gives_way_to_the_one_it_names() -> None:
    assert replaced("oʻqish natijasi", "uz-Latn")[0] == "oʻqitish natijasi"


def test_what_is_not_replaced() -> None:
    assert replaced("the LO of a course", "en") == ("the LO of a course", [])
    assert replaced("чертёж", "ru") == ("чертёж", [])
    assert replaced("эскиз чертёж", "ru")[0] == "эскиз чертёж"


def test_retired_and_mixed_terms_are_found() -> None:
    assert codes("a\noʻqish natijasi", "uz-Latn") == [("GU001", 2, 1, "oʻqish natijasi")]
    text = "Результат обучения.\nЕщё результаты обучения и образовательные результаты."
    assert codes(text, "ru") == [("GU002", 2, 27, "образовательный результат")]


def test_what_is_no_inconsistency() -> None:
    assert codes("learning outcome (LO)", "en") == []
    assert codes("проверять и осматривать", "ru") == []
    assert codes("эскиз и чертёж", "ru") == []


def test_of_two_terms_as_frequent_the_preferred_one_stays() -> None:
    text = "образовательный результат, результат обучения"
    assert [term for *_, term in codes(text, "ru")] == ["образовательный результат"]


def test_a_text_may_change_its_language_from_line_to_line() -> None:
    text = (
        "Обучающийся умеет проверять чертежи и описывать результаты обучения.\n"
        "The learner can read a drawing and describe each learning outcome of the course.\n"
    )
    assert [piece.language for piece in pieces(text)] == ["ru", "en"]
    hits = find_all(text, ANNOTATOR)
    assert [text[hit.start : hit.end] for hit in hits] == [
        "проверять", "чертежи", "чертежи", "результаты обучения", "drawing", "learning outcome",
    ]  # fmt: skip
    assert "".join(piece.text for piece in pieces(text)) == text
