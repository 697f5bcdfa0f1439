"""The narrow door behind which all models of meaning stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors; two texts of one meaning lie close, whatever their language."""

    @property
    def name(self) -> str:
        """Name that goes into every record, e.g. `qualmap-static-1`."""
        ...

    @property
    def sha256(self) -> str:
        """Hash of the weights (or of the revision), so that a result can be made again."""
        ...

    def encode(self, texts: Sequence[str]) -> Any:
        """Return a float32 array of shape (texts, dimensions), each row of length 1 or 0."""
        ...

    def background(self, left: str, right: str) -> tuple[float, float]:
        """Return mean and standard deviation of the cosines of unrelated texts.

        `left` and `right` are language tags. This puts all pairs of languages on one scale.
        """
        ...
