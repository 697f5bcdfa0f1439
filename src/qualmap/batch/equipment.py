"""With what the runs of a plan compare, as values that can travel to another machine."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from qualmap import __version__
from qualmap.encoders import load_encoder
from qualmap.encoders.settings import Settings, read_settings
from qualmap.errors import QualmapError
from qualmap.glossary.annotate import Annotator
from qualmap.glossary.kept import KeptReadings
from qualmap.glossary.load import in_reach
from qualmap.mapping.tools import Tools
from qualmap.messages import _, use_language
from qualmap.model.glossary import Glossary
from qualmap.scoring.recipe import DEFAULT_RECIPE, load_recipe

RESULTS: Final = 1
"""Raised when results change without a new version of qualmap: what was kept is made anew."""

READY_AT_ONCE: Final = 4
"""Sets of tools that a process keeps ready; a plan rarely has two."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """Recipe and encoder by name, the hash of the encoder, the whole glossary.

    The encoder is loaded where it is used, and must be the same there. `key` stands for all of it.
    """

    recipe: str
    model: str
    encoder_sha256: str
    use_declared: bool
    language: str
    glossary: Glossary = field(repr=False)
    settings: Settings
    version: str = __version__
    key: str = ""


def equipment(
    workspace: Path | None, *, recipe: str, model: str, use_declared: bool, language: str
) -> Equipment:
    """Return the equipment named; QualmapError for an unknown model or recipe."""
    recipe = recipe or DEFAULT_RECIPE
    load_recipe(recipe)
    settings = read_settings(workspace)
    encoder = load_encoder(model, settings=settings)
    words = in_reach(workspace)
    parts = (
        str(RESULTS), __version__, recipe, model, encoder.name, encoder.sha256, words.sha256,
        str(use_declared), language,
    )  # fmt: skip
    return Equipment(
        recipe=recipe,
        model=model,
        encoder_sha256=encoder.sha256,
        use_declared=use_declared,
        language=language,
        glossary=words,
        settings=settings,
        key=key_of("tools", *parts),
    )


def key_of(*parts: str) -> str:
    """Return a name for whatever is made from these parts, 128 bits of their SHA-256."""
    sizes = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(sizes.encode("utf-8", "surrogatepass")).hexdigest()[:32]


_ready: OrderedDict[str, Tools] = OrderedDict()


def tools(given: Equipment) -> Tools:
    """Return the tools for an equipment, kept ready in this process.

    QualmapError where this machine has another qualmap or another model than the one that asks.
    """
    use_language(given.language)
    if given.key not in _ready:
        _ready[given.key] = _make(given)
        while len(_ready) > READY_AT_ONCE:
            _ready.popitem(last=False)
    return _ready[given.key]


def _make(given: Equipment) -> Tools:
    if given.version != __version__:
        raise QualmapError(
            _("this worker has qualmap {here}, the plan is run by {there}").format(
                here=__version__, there=given.version
            ),
            hint=_("install the same version on all workers"),
        )
    encoder = load_encoder(given.model, settings=given.settings)
    if encoder.sha256 != given.encoder_sha256:
        raise QualmapError(
            _("the encoder {name} of this worker has other weights").format(name=encoder.name),
            hint=_("name a revision: OWNER/NAME@REVISION"),
        )
    return Tools(
        annotator=Annotator(given.glossary, KeptReadings(given.glossary.sha256)),
        encoder=encoder,
        recipe=load_recipe(given.recipe),
        use_declared=given.use_declared,
    )
