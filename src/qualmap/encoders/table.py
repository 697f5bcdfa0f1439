"""The encoders by name; each is imported on first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qualmap.encoders.settings import AS_IT_COMES, Settings
from qualmap.errors import QualmapError
from qualmap.model.encoder import Encoder

__all__ = ["DEFAULT", "ENCODERS", "load_encoder", "unknown"]

DEFAULT: Final = "static"

Progress = Callable[[str, int, int], None]


def _static() -> Encoder:
    from qualmap.encoders.static import StaticEncoder

    return StaticEncoder()


ENCODERS: Final[dict[str, Callable[[], Encoder]]] = {DEFAULT: _static}
"""Name → how to make it."""


def load_encoder(
    name: str = "",
    *,
    settings: Settings = AS_IT_COMES,
    progress: Progress | None = None,
    cached: bool = True,
) -> Encoder:
    """Return the encoder called `name`, the embedded one if no name is given.

    `name` may also be a sentence-transformers model, `OWNER/NAME[@REVISION]`, or the folder of a
    model; what it encodes is kept between runs unless `cached` is false. QualmapError for an
    unknown name, a missing extra, or a model that is neither here nor on the hub.
    """
    from qualmap.encoders.hub import asks_for_model

    if make := ENCODERS.get(name or DEFAULT):
        return make()
    if asks_for_model(name):
        return _heavy(name, settings, progress, cached)
    raise unknown(name)


def unknown(name: str) -> QualmapError:
    """Return the error for a short name that is not in the table."""
    return QualmapError(
        f"unknown encoder {name!r}",
        hint=f"known: {', '.join(sorted(ENCODERS))}; a sentence-transformers model is named "
        "OWNER/NAME[@REVISION], or by the path of its folder",
    )


def _heavy(spec: str, settings: Settings, progress: Progress | None, cached: bool) -> Encoder:
    from qualmap.encoders.hub import static_folder

    if (folder := static_folder(spec)) is not None:
        from qualmap.encoders.static import StaticEncoder

        return StaticEncoder(folder)
    from qualmap.encoders.cache import Cached
    from qualmap.encoders.transformers import TransformersEncoder, find_or_fetch

    encoder = TransformersEncoder(find_or_fetch(spec), settings)
    return Cached(encoder, progress=progress) if cached else encoder
