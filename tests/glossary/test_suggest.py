"""Phrases that texts use and the glossary lacks."""

from __future__ import annotations

import yaml

from qualmap.glossary.drafts import as_yaml
from qualmap.glossary.load import load, shipped
from qualmap.glossary.suggest import Suggestion, Text, suggest
from qualmap.model.glossary import Glossary

RUSSIAN = [
    "Подбирает режим плавки металла и проверяет режим плавки.",
    "Знает режимы плавки металла, владеет режимами плавки металла.",
]
UZBEK = ["Metall eritish rejimini tanlaydi.", "Metall eritish rejimlari va metall eritish rejimi."]


def texts(language: str, lines: list[str]) -> list[Text]:
    return [Text(str(number), language, line) for number, line in enumerate(lines)]


def best(language: str, lines: list[str], **options: int) -> list[Suggestion]:
    return suggest(texts(language, lines), Glossary({}), **options)


def test_forms_of_a_phrase_are_counted_together() -> None:
    first = best("ru", RUSSIAN)[0]
    assert (first.phrase, first.count, first.documents) == ("режим плавки металла", 3, 2)
    assert set(first.forms) == {
        "режим плавки металла", "режимы плавки металла", "режимами плавки металла",
    }  # fmt: skip
    assert first.contexts[0].startswith("Подбирает [режим плавки металла] и")


def test_the_case_is_cut_off_where_no_dictionary_helps() -> None:
    first = best("uz-Latn", UZBEK)[0]
    assert (first.phrase, first.count) == ("metall eritish rejimi", 3)


def test_half_of_a_phrase_needs_places_of_its_own() -> None:
    phrases = {one.phrase: one.count for one in best("ru", RUSSIAN)}
    assert "плавки металла" not in phrases and phrases["режим плавки"] == 4


def test_no_phrase_reaches_over_a_mark_a_number_or_a_verb() -> None:
    lines = ["чугун, сталь", "чугун 5 сталь", "чугун проверяет сталь", "чугун и сталь"] * 2
    assert best("ru", lines) == []


def test_what_the_glossary_has_is_not_suggested() -> None:
    lines = ["Описывает результаты обучения ясно"] * 3
    assert "результаты обучения" in str(best("ru", lines))
    found = suggest(texts("ru", lines), shipped())
    assert not [one for one in found if "обучени" in one.phrase]


def test_least_and_top() -> None:
    assert len(best("ru", RUSSIAN, top=1)) == 1
    assert {one.count for one in best("ru", RUSSIAN, least=4)} == {4}
    assert best("fr", ["un cours en ligne", "un cours en ligne"]) == []


def test_drafts_are_a_glossary_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    found = [*best("ru", RUSSIAN), *best("uz-Latn", UZBEK), *best("uz-Latn", UZBEK)]
    draft = as_yaml(found, Glossary({}))
    path = tmp_path / "draft.yaml"
    path.write_text(draft, "utf-8")
    concepts = load([path]).concepts
    assert len(concepts) == len(found)
    assert {term.status for c in concepts.values() for t in c.terms.values() for term in t} == {
        "candidate"
    }
    assert "3 times in 2 documents" in draft
    assert yaml.safe_load(as_yaml([], Glossary({}))) == {"kind": "glossary", "concepts": []}
