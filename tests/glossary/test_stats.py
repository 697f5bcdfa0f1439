"""Figures of a glossary, and a concept with what stands around it."""

from __future__ import annotations

import pytest

from qualmap.errors import QualmapError
from qualmap.glossary.load import shipped
from qualmap.glossary.lookup import look_up, neighbourhood
from qualmap.glossary.stats import stats
from qualmap.model.glossary import Concept, Glossary, Matches, Term

SMALL = Glossary(
    {
        "a": Concept(
            "a",
            {"en": (Term("a"), Term("aa"), Term("A", kind="abbreviation")), "xx": (Term("æ"),)},
            domain="letters",
            definition={"en": "first", "ru": "первая"},
            matches=Matches(exact=("http://example.org/a",)),
        ),
        "b": Concept("b", {"en": (Term("b", "candidate"),)}, broader=("a", "z")),
    }
)


def test_counts_by_language_and_domain() -> None:
    found = stats(SMALL)
    assert (found.concepts, found.terms, found.defined, found.linked) == (2, 5, 1, 1)
    assert [row.language for row in found.languages] == ["en", "ru", "xx"]
    english = found.languages[0]
    assert english.statuses == {"admitted": 2, "candidate": 1, "preferred": 1}
    assert (english.coverage, english.abbreviations, english.definitions) == (1.0, 1, 1)
    assert [(d.domain, d.concepts, d.coverage["xx"]) for d in found.domains] == [
        ("letters", 1, 1.0), ("–", 1, 0.0),
    ]  # fmt: skip
    assert found.growth is None


def test_an_empty_glossary_has_figures() -> None:
    assert stats(Glossary({})).languages == ()


def test_growth_since_an_older_state() -> None:
    older = Glossary({"a": SMALL.concepts["a"], "c": Concept("c", {"ru": (Term("ц"),)})})
    growth = stats(SMALL, older).growth
    assert growth is not None
    assert (growth.added, growth.removed) == (("b",), ("c",))
    assert growth.terms == {"en": 1, "ru": -1, "xx": 0}


@pytest.mark.parametrize(
    "name",
    ["learning-outcome", "learning outcome", "Learning Outcome", "результатами обучения",
     "taʼlim natijalari", "таълим натижаси", "оқыту нәтижелерін", "ta'lim natijasi",
     "резултат обучения"],
)  # fmt: skip
def test_a_concept_is_found_by_any_of_its_names(name: str) -> None:
    assert [concept.id for concept in look_up(name, shipped())] == ["learning-outcome"]


def test_a_term_of_several_concepts_finds_them_all() -> None:
    found = look_up("Бағасы".lower(), shipped(), "kk")
    assert {concept.id for concept in found} == {"grade", "price"}


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(QualmapError) as error:
        look_up("learning outcom of", shipped())
    assert "learning" in error.value.hint
    with pytest.raises(QualmapError):
        look_up("", shipped())


def test_relations_both_ways() -> None:
    below = neighbourhood(SMALL.concepts["b"], SMALL)
    assert [c.id for c in below.broader] == ["a"] and below.unknown == ("z",)
    assert [c.id for c in neighbourhood(SMALL.concepts["a"], SMALL).narrower] == ["b"]
