"""Reads texts: tidied, tokenised, its glossary concepts, action and particulars recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from qualmap.glossary.finder import Finder, hit_of
from qualmap.glossary.kept import KeptReadings, Question
from qualmap.glossary.together import read_together
from qualmap.messages import _
from qualmap.model.glossary import Glossary
from qualmap.model.reading import ConceptHit, Reading
from qualmap.text.detection import detect_language
from qualmap.text.inflection import keys
from qualmap.text.particulars import particulars
from qualmap.text.romanise import romanise
from qualmap.text.tidy import Tidied, tidy
from qualmap.text.tokens import tokens
from qualmap.text.verbs import leading_action

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is."""


@dataclass(slots=True)
class Annotator:
    """Turns words into readings with one glossary; remembers what it has read."""

    glossary: Glossary
    kept: KeptReadings | None = None
    _finders: dict[str, Finder] = field(default_factory=dict)
    _read: dict[tuple[str, str], Reading] = field(default_factory=dict)
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def broader(self) -> dict[str, tuple[str, ...]]:
        """Concept → the concepts directly broader or narrower."""
        if not self._near:
            near: dict[str, list[str]] = {}
            for concept in self.glossary.concepts.values():
                for other in concept.broader:
                    near.setdefault(concept.id, []).append(other)
                    near.setdefault(other, []).append(concept.id)
            self._near = {name: tuple(others) for name, others in near.items()}
        return self._near

    def read(self, text: str, language: str = "", *, domain: str = "", unit: str = "") -> Reading:
        """Return the reading of a text; without a language it is detected."""
        key = (text, language)
        if key not in self._read:
            self._read[key] = self._understand(text, language or detect_language(text).tag)
        return replace(self._read[key], domain=domain, unit=unit)

    def read_all(self, questions: Sequence[Question], progress: Progress | None = None) -> None:
        """Read texts together, so that `read` finds those of earlier runs and of this one ready."""
        new = [one for one in dict.fromkeys(questions) if one not in self._read]
        if self.kept is None or not new:
            return
        self._read |= self.kept.get(new)
        unknown = [one for one in new if one not in self._read]
        done = len(new) - len(unknown)
        for readings in read_together(self, unknown):
            self._read |= readings
            self.kept.put(readings)
            done += len(readings)
            if progress:
                progress(_("reading texts"), done, len(new))

    def understand(self, questions: Sequence[Question]) -> dict[Question, Reading]:
        """Return texts with their readings, made anew."""
        return {
            (text, language): self._understand(text, language or detect_language(text).tag)
            for text, language in questions
        }

    def find(self, text: str, language: str, *, fuzzy: bool = False) -> tuple[ConceptHit, ...]:
        """Return the glossary terms in a text; spans count characters of the text as written.

        With `fuzzy`, words with one wrong letter are found as well.
        """
        return self._hits(tidy(text, language), language, fuzzy=fuzzy)

    def _hits(
        self, tidied: Tidied, language: str, *, fuzzy: bool = False
    ) -> tuple[ConceptHit, ...]:
        matches = self.finder(language).matches(tidied.text, fuzzy=fuzzy)
        return tuple(
            hit_of(match, tidied.original_span(match.start, match.end)) for match in matches
        )

    def finder(self, language: str) -> Finder:
        """Return the finder for a language, built when first needed."""
        if language not in self._finders:
            self._finders[language] = Finder(self.glossary, language)
        return self._finders[language]

    def _understand(self, text: str, language: str) -> Reading:
        tidied = tidy(text, language)
        action = leading_action(tidied.text, language)
        # A sign that romanises to nothing (a lone ъ) is no word to compare.
        words = [word for word in tokens(tidied.text) if romanise(word.text).strip()]
        return Reading(
            text=text,
            language=language,
            tidy=tidied.text,
            words=tuple(word.text for word in words),
            romanised=" ".join(romanise(word.text) for word in words),
            tokens=tuple(romanise(min(keys(word.text, language))) for word in words),
            concepts=self._hits(tidied, language),
            action=action.id if action else "",
            step=action.step if action else 0,
            action_words=action.verb_text if action else "",
            particulars=particulars(tidied.text, language),
        )
