"""What the rules look at: a qualification, its level, and the texts of its outcomes in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from qualmap.lint.document import SourceFile
from qualmap.lint.rule import Hit, hit
from qualmap.lint.tree import Keys, Words
from qualmap.model.framework import Framework
from qualmap.model.qualification import Outcome, Qualification
from qualmap.model.reading import Particulars
from qualmap.text.languages import language as language_row
from qualmap.text.particulars import particulars
from qualmap.text.tokens import Token, tokens
from qualmap.text.uzbek import to_latin
from qualmap.text.verbs import Action, leading_action, verbs_in

__all__ = ["EQF_LEVELS", "Described", "Statement"]

EQF_LEVELS = 8


@dataclass(frozen=True, eq=False)
class Statement:
    """A learning outcome in one language, and where it stands."""

    outcome: Outcome
    tag: str
    words: Words

    @property
    def text(self) -> str:
        """The outcome as written."""
        return self.words.value

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and numbers."""
        return tokens(self.text)

    @cached_property
    def lead(self) -> Action | None:
        """The verb that leads it, if the table of actions has it."""
        return leading_action(self.text, self.tag)

    @cached_property
    def verbs(self) -> tuple[Action, ...]:
        """All words in it that may be verbs of the table."""
        return verbs_in(self.text, self.tag)

    @cached_property
    def particulars(self) -> Particulars:
        """Its numbers, and whether it speaks of supervision or independence."""
        return particulars(self.text, self.tag)

    @property
    def script_free(self) -> str:
        """The words in small letters, Uzbek ones in Latin script: as `data/quality.yaml` has them.

        Places are not those of the text.
        """
        cyrillic = language_row(self.tag).tag == "uz-Cyrl"
        return (to_latin(self.text) if cyrillic else self.text).lower()

    def hit(self, message: str, at: tuple[int, int] | None = None, hint: str = "") -> Hit:
        """Return a hit at the text or at a slice of it."""
        return hit(self.words, message, at=at, hint=hint, language=self.tag, term=self.outcome.id)


@dataclass(frozen=True, eq=False)
class Described:
    """A qualification with its file, and its framework where that is known."""

    file: SourceFile
    value: Qualification
    framework: Framework | None = None

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The texts of all outcomes, in the order of the file."""
        return tuple(self._statements())

    def _statements(self) -> Iterator[Statement]:
        for u, unit in enumerate(self.value.units):
            for o, outcome in enumerate(unit.outcomes):
                texts = self.file.node_at(("units", u, "outcomes", o, "text"))
                for key, words in texts.pairs if isinstance(texts, Keys) else ():
                    if isinstance(words, Words) and words.value.strip():
                        yield Statement(outcome, key.value, words)

    @cached_property
    def originals(self) -> tuple[Statement, ...]:
        """The statements in the first language of each outcome."""
        firsts = {one.outcome.id: one for one in reversed(self.statements)}
        return tuple(one for one in self.statements if firsts[one.outcome.id] is one)

    @cached_property
    def stage(self) -> float | None:
        """The level on the scale of the EQF, 1 to 8; None where it is not known.

        It is the level referenced to the EQF if the framework declares one, else the even position
        of the level among the levels of the framework.
        """
        level = self.framework.level(self.value.level) if self.framework else None
        if self.framework is None or level is None:
            return None
        declared = [
            float(one.level)
            for one in level.references
            if one.framework == "eqf" and one.level.isdecimal()
        ]
        if declared:
            return sum(declared) / len(declared)
        if len(self.framework.levels) < 2:
            return None
        place = self.framework.levels.index(level) / (len(self.framework.levels) - 1)
        return 1 + place * (EQF_LEVELS - 1)

    def name_of(self, outcome: str) -> str:
        """What a finding is known by, wherever it moves: qualification/outcome."""
        return f"{self.value.id}/{outcome}" if outcome else self.value.id
