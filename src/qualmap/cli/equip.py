"""Puts together what a comparison works with, from the options of a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualmap.catalogue import find_workspace
from qualmap.cores import multiply_on_one_core
from qualmap.model.glossary import Glossary

if TYPE_CHECKING:  # numpy comes with these, and --help must not wait for it
    from qualmap.encoders.settings import Settings
    from qualmap.mapping.tools import Progress, Tools


def tools(
    *,
    model: str = "",
    recipe: str = "",
    use_declared: bool = True,
    progress: Progress | None = None,
    long_lists: bool = False,
) -> Tools:
    """Return the tools named; QualmapError for an unknown model or recipe.

    Only for `long_lists` are matrices large enough that all cores should multiply them.
    """
    if not long_lists:
        multiply_on_one_core()
    from qualmap.encoders import load_encoder
    from qualmap.glossary.annotate import Annotator
    from qualmap.glossary.kept import KeptReadings
    from qualmap.mapping.tools import Tools, silent
    from qualmap.scoring.recipe import DEFAULT_RECIPE, load_recipe

    known = glossary()
    return Tools(
        annotator=Annotator(known, KeptReadings(known.sha256)),
        encoder=load_encoder(model, settings=model_settings(), progress=progress),
        recipe=load_recipe(recipe or DEFAULT_RECIPE),
        use_declared=use_declared,
        progress=progress or silent,
    )


def model_settings() -> Settings:
    """Return how heavy models run in this workspace: `[models]` of its `qualmap.toml`."""
    from qualmap.encoders.settings import read_settings

    return read_settings(find_workspace(Path.cwd().resolve()))


def glossary() -> Glossary:
    """Return the shipped glossary, with the workspace's own concepts if there are any."""
    from qualmap.glossary.load import in_reach

    return in_reach(find_workspace(Path.cwd().resolve()))
