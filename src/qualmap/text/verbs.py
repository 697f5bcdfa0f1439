"""The action that an outcome asks for: its leading verb, and the step of the ladder it stands on.

English and Russian put the verb first, after an opening ("is able to", "владеет навыками"). The
other languages close each clause with it, before a verb of ability ("tekshira oladi"), and the
first clause leads; Tajik also begins with a verbal noun.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from qualmap.cache import shipped_data
from qualmap.text.detection import detect_language
from qualmap.text.fold import fold_key
from qualmap.text.languages import VerbPlace
from qualmap.text.languages import language as language_row
from qualmap.text.phrases import PhraseHit, PhraseIndex, longest_apart
from qualmap.text.tables import table
from qualmap.text.tokens import Token, tokens

__all__ = ["Action", "actions_in_words", "leading_action", "verbs_in"]

# An adverb or two may stand before the verb ("independently and correctly uses"), and "uchun
# javob beradi" or "koʻnikmasiga ega" after it. Wider, other verbs of the sentence come in.
REACH: Final = 4
# "The learner is able to": two words before the opening.
SUBJECT: Final = 2


# The first verbs of an action are its core; later ones are rare or shade into other actions.
VERBS_THAT_DESCRIBE: Final = 6


@dataclass(frozen=True, slots=True)
class Action:
    """An action of the table, its step from 1 (recall) to 8 (create, lead), and where it stands."""

    id: str
    step: int
    verb_text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Verbs:
    """The action table of one language, ready to be looked up."""

    tag: str
    actions: dict[str, tuple[str, int]]
    phrases: PhraseIndex
    openings: PhraseIndex
    auxiliaries: PhraseIndex
    clause_ends: tuple[str, ...]
    conjunctions: frozenset[str]
    place: VerbPlace


def leading_action(text: str, language: str = "") -> Action | None:
    """The action of a learning outcome, or None where no verb of the table leads it.

    >>> action = leading_action("Is able to check the quality of welds", "en")
    >>> action.verb_text, action.start
    ('check', 11)
    >>> leading_action("Choklar sifatini tekshira oladi", "uz-Latn").id == action.id
    True
    """
    verbs = _verbs(language or detect_language(text).tag)
    if verbs is None:
        return None
    words = tokens(text)
    for find in WAYS[verbs.place]:
        if hit := find(text, words, verbs):
            start, end = words[hit.first].start, words[hit.last].end
            return Action(*verbs.actions[hit.phrase], text[start:end], start, end)
    return None


def verbs_in(text: str, language: str) -> tuple[Action, ...]:
    """Every verb of the table in a text, by place; a longer one hides those within it.

    >>> [action.verb_text for action in verbs_in("Checks the wall and cooks soup", "en")]
    ['Checks', 'cooks']
    """
    verbs = _verbs(language)
    if verbs is None:
        return ()
    words = tokens(text)
    spans = [
        (verbs.actions[hit.phrase], words[hit.first].start, words[hit.last].end)
        for hit in sorted(longest_apart(verbs.phrases.find(words)), key=lambda hit: hit.first)
    ]
    return tuple(Action(*action, text[start:end], start, end) for action, start, end in spans)


def _verb_after_opening(text: str, words: Sequence[Token], verbs: _Verbs) -> PhraseHit | None:
    """The earliest verb after the openings, the longest phrase where several start together."""
    begin = _after_openings(words, verbs)
    hits = verbs.phrases.find(words[: begin + 2 * REACH])
    near = [hit for hit in hits if begin <= hit.first < begin + REACH]
    return min(near, key=lambda hit: (hit.first, -hit.length), default=None)


def _verb_at_start(text: str, words: Sequence[Token], verbs: _Verbs) -> PhraseHit | None:
    """The earliest verb: "skills" may be no opening but all there is."""
    near = [hit for hit in verbs.phrases.find(words[: 2 * REACH]) if hit.first < REACH]
    return min(near, key=lambda hit: (hit.first, -hit.length), default=None)


def _after_openings(words: Sequence[Token], verbs: _Verbs) -> int:
    begin = 0
    hits = verbs.openings.find(words[: 3 * REACH])
    while near := [hit for hit in hits if begin <= hit.first <= begin + SUBJECT]:
        begin = max(hit.last for hit in near) + 1
    return begin


def _verb_at_end(text: str, words: Sequence[Token], verbs: _Verbs) -> PhraseHit | None:
    """The verb that closes the first clause; what follows a colon only lists."""
    colon = text.find(":")
    if colon > 0:
        words = [word for word in words if word.end <= colon]
    hits = verbs.phrases.find(words)
    last = _before_auxiliaries(words, hits, verbs)
    near = [hit for hit in hits if last - REACH < hit.last <= last]
    final = max(near, key=lambda hit: (hit.last, hit.length), default=None)
    if final is None:
        return None
    earlier = [
        hit for hit in hits if hit.last < final.first and _leads(hit, final, text, words, verbs)
    ]
    return min(earlier, key=lambda hit: (hit.last, -hit.length), default=final)


def _before_auxiliaries(words: Sequence[Token], hits: Sequence[PhraseHit], verbs: _Verbs) -> int:
    """The place of the last token that is no verb of ability after another verb.

    In "olib boradi" the last word belongs to the phrase, and "mezonlarni biladi" has no verb
    before it: neither is one.
    """
    last = len(words) - 1
    while last > 0 and verbs.auxiliaries.find(words[last : last + 1]):
        in_phrase = any(hit.last == last and hit.length > 1 for hit in hits)
        if in_phrase or not any(hit.last == last - 1 for hit in hits):
            break
        last -= 1
    return last


def _leads(
    hit: PhraseHit, final: PhraseHit, text: str, words: Sequence[Token], verbs: _Verbs
) -> bool:
    """Whether a verb closes a clause of its own (… qabul qilib, … tuzadi) or is joined to the last
    (tekshirish va baholash).
    """
    after = hit.last + 1
    joined = fold_key(words[after].text, verbs.tag) in verbs.conjunctions
    if joined and after + 1 == final.first:
        return True
    comma = text[words[hit.last].end :].lstrip().startswith(",")
    key = fold_key(words[hit.last].text, verbs.tag)
    return (joined or comma) and key.endswith(verbs.clause_ends)


Way = Callable[[str, Sequence[Token], _Verbs], PhraseHit | None]
WAYS: Final[dict[VerbPlace, tuple[Way, ...]]] = {
    "first": (_verb_after_opening, _verb_at_start),
    "last": (_verb_at_end,),
    "any": (_verb_at_end, _verb_at_start),
}
"""Where the verb is looked for, by the `verb_place` of the language; the first that finds wins."""


@lru_cache(maxsize=1)
def actions_in_words() -> dict[str, str]:
    """Action → its English verbs, so that the likeness of two actions can be measured.

    >>> actions_in_words()["inspect"].split()[:2]
    ['inspect', 'check']
    """
    return {
        action["id"]: " ".join(action["verbs"]["en"][:VERBS_THAT_DESCRIBE])
        for action in _action_table()
    }


@lru_cache(maxsize=16)
def _verbs(tag: str) -> _Verbs | None:
    """The verbs for a language; Uzbek in Cyrillic letters has those of its Latin table."""
    row = language_row(tag)
    data = table(row.table)
    actions = {
        variant: (action["id"], int(action["step"]))
        for action in reversed(_action_table())  # where two have one verb, the earlier wins
        for verb in action["verbs"].get(row.table, ())
        for variant in _variants(verb, data.light_verbs)
    }
    if not actions:
        return None
    return _Verbs(
        tag=row.tag,
        actions=actions,
        phrases=PhraseIndex(actions, row.tag),
        openings=PhraseIndex(data.openings, row.tag),
        auxiliaries=PhraseIndex(data.auxiliaries, row.tag),
        clause_ends=tuple(fold_key(ending, row.tag) for ending in data.clause_ends),
        conjunctions=frozenset(fold_key(word, row.tag) for word in data.conjunctions),
        place=row.verb_place,
    )


def _variants(verb: str, light_verbs: Mapping[str, str]) -> tuple[str, ...]:
    """Tahlil qilish is tahlil etish as well; a phrase of the table still wins over a variant."""
    head, _, last = verb.rpartition(" ")
    return (verb, f"{head} {light_verbs[last]}") if head and last in light_verbs else (verb,)


@lru_cache(maxsize=1)
def _action_table() -> list[dict[str, Any]]:
    actions: list[dict[str, Any]] = shipped_data("actions.yaml")["actions"]
    return actions
