"""How much the finder finds of what is there, and how much of what it finds is there.

On the sentences of tests/cases/finder. As first written: recall 0.987 ru, 0.972 uz, 0.931 kk.
"""

from __future__ import annotations

import pytest
from finder_cases import annotator, cases, measure

GOALS = [
    (("ru",), 250, 0.97, 0.95),
    (("uz-Latn", "uz-Cyrl"), 250, 0.97, 0.95),
    (("kk",), 150, 0.95, 0.93),
]


@pytest.mark.parametrize(("languages", "count", "recall", "precision"), GOALS)
def test_quality(languages: tuple[str, ...], count: int, recall: float, precision: float) -> None:
    assert len(list(cases(*languages))) >= count
    score = measure(*languages)
    told = "\n".join(score.wrong)
    assert score.recall >= recall, f"recall {score.recall:.3f}\n{told}"
    assert score.precision >= precision, f"precision {score.precision:.3f}\n{told}"


@pytest.mark.parametrize("language", ["ru", "uz-Latn", "uz-Cyrl", "kk"])
def test_every_mark_names_a_concept(language: str) -> None:
    known = annotator().glossary.concepts
    assert not {
        concept for case in cases(language) for concept, *_ in case.expected if concept not in known
    }


@pytest.mark.parametrize(
    ("language", "text", "concepts"),
    [
        ("uz-Cyrl", "мутахассис", []),
        ("uz-Cyrl", "мутахассислик", ["speciality"]),
        ("ru", "Проверяющий проверяет", ["action-inspect", "reviewer", "action-inspect"]),
        ("ru", "Сваи. Работы", ["job"]),
        ("ru", "результат. Обучения", ["training"]),
        ("ru", "орган, присваивающий квалификацию", ["awarding-body"]),
        ("uz-Latn", "Choklarni tekshira oladi", ["seam", "action-inspect"]),
        ("uz-Latn", "tekshira biladi", ["action-inspect"]),
        ("uz-Latn", "Ombordan yuklarni oldi", ["warehouse", "cargo"]),
        ("kk", "Қойларды қойды", ["sheep"]),
        ("en", "Uses hay", ["action-use", "hay"]),
    ],
)
def test_close_calls(language: str, text: str, concepts: list[str]) -> None:
    found = [hit.concept for hit in annotator().find(text, language)]
    assert sorted(found) == sorted(concepts)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ru", "подготовка квалефикаций", ["подготовка", "квалефикаций"]),
        ("ru", "изменение", []),
        ("uz-Latn", "kvalifikatsiya malakalari", ["malakalari"]),
        ("uz-Latn", "oʻqish teskshirishda", ["teskshirishda"]),
        ("en", "an occupatoinal standard", ["occupatoinal standard"]),
    ],
)
def test_one_wrong_letter(language: str, text: str, words: list[str]) -> None:
    plain = annotator().find(text, language)
    near = annotator().find(text, language, fuzzy=True)
    assert not any(hit.how == "fuzzy" for hit in plain)
    found = [text[hit.start : hit.end] for hit in near]
    assert [word for word in words if word in found] == words
    fuzzy = {text[hit.start : hit.end] for hit in near if hit.how == "fuzzy"}
    assert fuzzy <= set(words)
