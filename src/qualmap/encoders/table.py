"""The encoders by name; each is imported on first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qualmap.errors import QualmapError
from qualmap.model.encoder import Encoder

__all__ = ["DEFAULT", "ENCODERS", "load_encoder"]

DEFAULT: Final = "static"


def _static() -> Encoder:
    from qualmap.encoders.static import StaticEncoder

    return StaticEncoder()


ENCODERS: Final[dict[str, Callable[[], Encoder]]] = {DEFAULT: _static}
"""Name → how to make it."""


def load_encoder(name: str = "") -> Encoder:
    """Return the encoder called `name`, the embedded one if no name is given."""
    make = ENCODERS.get(name or DEFAULT)
    if make is None:
        known = ", ".join(sorted(ENCODERS))
        raise QualmapError(f"unknown encoder {name!r}", hint=f"known: {known}")
    return make()
