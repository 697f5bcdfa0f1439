"""What a comparison works with: a reader of texts, an encoder, a recipe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualmap.glossary.annotate import Annotator, Progress
from qualmap.model.encoder import Encoder
from qualmap.model.mapping import Made
from qualmap.model.reading import Reading
from qualmap.scoring.facing import Facing
from qualmap.scoring.recipe import Recipe

__all__ = ["Progress", "Tools", "silent"]


def silent(what: str, done: int, total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that a comparison needs beside its two sides."""

    annotator: Annotator
    encoder: Encoder
    recipe: Recipe
    use_declared: bool = True
    progress: Progress = field(default=silent)

    def facing(self, left: Sequence[Reading], right: Sequence[Reading]) -> Facing:
        """Return two lists of readings held against each other."""
        return Facing(left, right, encoder=self.encoder, broader=self.annotator.broader)

    def made(self, version: str) -> Made:
        """Return by what the result is made."""
        return Made(
            version=version,
            recipe=self.recipe.name,
            threshold=self.recipe.threshold,
            encoder=self.encoder.name,
            encoder_sha256=self.encoder.sha256,
            glossary_sha256=self.annotator.glossary.sha256,
        )
