"""Words as parts of phrases: which may be one, under which name forms meet, what the base form is.

Serves `suggest`, where no list of known words tells what a token is a form of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from qualmap.cache import shipped_data
from qualmap.text.fold import fold_key
from qualmap.text.inflection import WordIndex, keys
from qualmap.text.languages import language as language_row
from qualmap.text.suffixes import suffixes
from qualmap.text.tables import table
from qualmap.text.tokens import tokens

SHORTEST_WORD: Final = 3
"""Letters of a word of a phrase, and of a stem."""


def may_be_part(word: str, language: str) -> bool:
    """Whether a word may be part of a term: no number, function word or verb in its forms."""
    if len(word) < SHORTEST_WORD or any(char.isdigit() for char in word):
        return False
    key = fold_key(word, language)
    return key not in _function_words(language) and not _is_verb(word, key, language)


@lru_cache(maxsize=32)
def _function_words(language: str) -> frozenset[str]:
    row = language_row(language)
    data = table(row.table)
    words = data.words | set(data.conjunctions) | set(data.auxiliaries)
    return frozenset(fold_key(word, row.tag) for word in words)


@lru_cache(maxsize=1 << 16)
def _is_verb(word: str, key: str, language: str) -> bool:
    """A form of a verb of the action table, or what ends as only verbs do.

    A dictionary form may be a noun as well (baholash, бағалау), and so may any English verb.
    """
    ends, verbs = _verbs(language)
    if ends and key.endswith(ends):
        return True
    hits = verbs.look_up(word)
    return bool(hits) and all(hit.word != word for hit in hits)


INFINITIVES: Final = {"lemmas": ("ть", "ти", "чь", "ся"), "stems": ("–",)}
"""Ends of the verbs in the action table, by kind of inflection: it lists nouns of action, too."""


@lru_cache(maxsize=32)
def _verbs(language: str) -> tuple[tuple[str, ...], WordIndex]:
    row = language_row(language)
    infinitives = INFINITIVES.get(row.inflection, ("",))
    actions = shipped_data("actions.yaml")["actions"]
    verbs = {verb for action in actions for verb in action["verbs"].get(row.table, ())}
    ends = (fold_key(end, row.tag) for end in table(row.table).clause_ends)
    return (
        tuple(end for end in ends if len(end) >= SHORTEST_WORD),
        WordIndex(
            (verb for verb in sorted(verbs) if " " not in verb and verb.endswith(infinitives)),
            row.tag,
        ),
    )


class Names:
    """The names under which the forms of a word meet.

    Without lemmas that is the stem which most words of the texts share, the longest of several:
    rejimi alone could be rej and imi, but rejimlari and rejimini say rejim.
    """

    def __init__(self, words: Iterable[str], language: str) -> None:
        self._language = language
        self._rules = None
        row = language_row(language)
        self._shared: Counter[str] = Counter()
        if row.inflection == "suffixes":
            self._rules = suffixes(row.table, row.tag)
            for key in {fold_key(word, language) for word in words}:
                self._shared.update(self._stems(key))

    def _stems(self, key: str) -> Iterator[str]:
        assert self._rules is not None
        for place in range(SHORTEST_WORD, len(key)):
            if self._rules.legal("noun", key[:place], key[place:]):
                yield key[:place]
        yield key

    def name(self, word: str) -> str:
        """Return the name of a word of these texts."""
        key = min(keys(word, self._language))
        if self._rules is None:
            return key
        return max(self._stems(key), key=lambda stem: (self._shared[stem], len(stem)))


def base_form(forms: Sequence[str], counts: Counter[str], tag: str) -> str:
    """The form most like the one in a dictionary: with suffixes the shortest, its case cut off;
    with lemmas the one with most words that are their own."""
    method = language_row(tag).inflection
    if method == "suffixes":
        return _without_case(min(forms, key=lambda form: (len(form), -counts[form], form)), tag)
    if method == "lemmas":
        return max(forms, key=lambda form: (_own_lemmas(form, tag), counts[form], form))
    return forms[0]


def _own_lemmas(form: str, tag: str) -> int:
    return sum(word.text.lower() in keys(word.text, tag) for word in tokens(form))


def _without_case(form: str, tag: str) -> str:
    """The phrase without the case of its last word; the possessive stays: ish vaqtini, ish vaqti.

    >>> _without_case("ish vaqtini", "uz-Latn"), _without_case("жұмыс уақытында", "kk")
    ('ish vaqti', 'жұмыс уақыты')
    """
    row = language_row(tag)
    rules = suffixes(row.table, row.tag)
    word = tokens(form)[-1].text
    key = fold_key(word, tag)
    cases = {
        fold_key(end, tag) for _, ends in table(row.table).slots.get("case", ()) for end in ends
    }
    for length in range(SHORTEST_WORD, len(word)):
        rest = fold_key(word[:length], tag)
        case = key[len(rest) :]
        if key.startswith(rest) and case in cases and rules.legal("noun", rest, case):
            return form[: len(form) - len(word) + length]
    return form
