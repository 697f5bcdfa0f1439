"""The action table and its twin in the glossary speak of the same actions."""

from __future__ import annotations

from qualmap.glossary.load import shipped
from qualmap.text.verbs import actions_in_words, leading_action


def test_every_action_has_a_concept_and_every_action_concept_an_action() -> None:
    concepts = {
        name.removeprefix("action-") for name in shipped().concepts if name.startswith("action-")
    }
    assert concepts == set(actions_in_words())


def test_the_preferred_terms_of_an_action_are_read_as_that_action() -> None:
    wrong = []
    for name in actions_in_words():
        concept = shipped().concepts[f"action-{name}"]
        for language in ("en", "ru", "uz-Latn", "kk"):
            action = leading_action(concept.preferred(language), language)
            if action is None or action.id != name:
                wrong.append((name, language, concept.preferred(language), action and action.id))
    # Some preferred terms are ambiguous on their own: ажырату is to distinguish and to sort.
    assert len(wrong) <= 0.05 * 4 * len(actions_in_words()), wrong
