"""Readings kept between runs: a text read once with a glossary need not be understood again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Final

from qualmap.cache import code_state
from qualmap.model.reading import ConceptHit, Particulars, Reading
from qualmap.store import Store, shared_store

Question = tuple[str, str]
"""A text and the language it is said to be in; empty: to be detected."""

ROOMS: Final = (
    "text", "glossary", "model", "data/languages", "data/actions.yaml", "data/cues.yaml",
)  # fmt: skip
"""What a reading depends on beside the glossary."""

LONGEST: Final = 2_000
"""Letters; whole documents are read once and would fill the store."""


class KeptReadings:
    """The readings made with one glossary by this very code."""

    def __init__(self, glossary_sha256: str, store: Store | None = None) -> None:
        self._maker = f"{code_state(*ROOMS)} {glossary_sha256}"
        self._store = shared_store("readings") if store is None else store

    def get(self, questions: Sequence[Question]) -> dict[Question, Reading]:
        """Return the readings that are there."""
        keys = {_key(question): question for question in questions}
        kept = self._store.get(self._maker, list(keys))
        found = {keys[key]: _reading(keys[key][0], content) for key, content in kept.items()}
        return {question: reading for question, reading in found.items() if reading is not None}

    def put(self, readings: Mapping[Question, Reading]) -> None:
        """Keep readings for later runs."""
        rows = {
            _key(question): _content(reading)
            for question, reading in readings.items()
            if len(question[0]) <= LONGEST
        }
        if rows:
            self._store.put(self._maker, "readings", rows)


def _key(question: Question) -> bytes:
    text, language = question
    return hashlib.sha256(f"{language}\0{text}".encode("utf-8", "surrogatepass")).digest()[:16]


def _content(reading: Reading) -> bytes:
    """A list is half the size of an object with names, and `ROOMS` guards its order."""
    row = [
        reading.language, reading.tidy, reading.words, reading.romanised, reading.tokens,
        [astuple(hit) for hit in reading.concepts], reading.action, reading.step,
        reading.action_words, astuple(reading.particulars),
    ]  # fmt: skip
    return json.dumps(row).encode()


def _reading(text: str, content: bytes) -> Reading | None:
    """The reading as it was, or None where the row is damaged: it is then made again."""
    try:
        language, tidy, words, romanised, tokens, hits, *rest = json.loads(content)
        action, step, action_words, (numbers, *flags) = rest
        return Reading(
            text=text,
            language=language,
            tidy=tidy,
            words=tuple(words),
            romanised=romanised,
            tokens=tuple(tokens),
            concepts=tuple(ConceptHit(*hit) for hit in hits),
            action=action,
            step=step,
            action_words=action_words,
            particulars=Particulars(tuple(numbers), *flags),
        )
    except (ValueError, TypeError):
        return None
