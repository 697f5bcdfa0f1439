"""The words that a model wants before each text.

Both sides of a comparison are of one kind, so both get one prompt: the one for likeness where the
model has one, else the one for queries. That is what the cards of the E5 models advise as well.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

__all__ = ["prompt_of"]

_PREFERRED: Final = ("sts", "similarity", "text-matching", "bitextmining", "clustering", "query")
"""Names of prompts in the models' own files, best for texts of one kind first."""

_BY_NAME: Final = (
    (re.compile(r"\be5-.*instruct"), "Instruct: Retrieve semantically similar text\nQuery: "),
    (re.compile(r"\be5-"), "query: "),
)
"""Models that say what they want only in their cards (intfloat/multilingual-e5-*)."""


def prompt_of(name: str, folder: Path) -> str:
    """Return the prompt for a model in a folder, empty where it wants none."""
    config = _config(folder)
    prompts = {str(key).lower(): text for key, text in (config.get("prompts") or {}).items()}
    wanted = (str(config.get("default_prompt_name") or "").lower(), *_PREFERRED)
    named = (prompts[key] for key in wanted if prompts.get(key))
    by_name = (text for pattern, text in _BY_NAME if pattern.search(name.lower()))
    return str(next(named, "") or next(by_name, ""))


def _config(folder: Path) -> dict[str, dict[str, str]]:
    try:
        content = json.loads((folder / "config_sentence_transformers.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
