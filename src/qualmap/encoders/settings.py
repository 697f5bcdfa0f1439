"""How heavy models run here: `[models]` in `qualmap.toml`, the same for every command.

They change how fast a model is, never which one is used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from qualmap.errors import QualmapError

__all__ = ["AS_IT_COMES", "Settings", "read_settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """`device` is a name of torch (`cpu`, `cuda:1`, `mps`); empty is the fastest there is."""

    device: str = ""
    batch_size: int = 32


AS_IT_COMES: Final = Settings()
"""What holds where nothing is set."""


_KEYS: Final[dict[str, Callable[[Any], bool]]] = {
    "device": lambda value: isinstance(value, str),
    "batch-size": lambda value: type(value) is int and value > 0,  # true is an int as well
}
"""Key → what its value must be."""


def read_settings(folder: Path | None) -> Settings:
    """Return the settings of a workspace; QualmapError for an unknown key or a wrong value."""
    table = _table(folder) if folder else {}
    for key, value in table.items():
        if key not in _KEYS or not _KEYS[key](value):
            raise QualmapError(
                f"qualmap.toml: [models] {key} = {value!r} is not understood",
                hint='known: device = "cpu", batch-size = 32',
            )
    return Settings(table.get("device", ""), table.get("batch-size", AS_IT_COMES.batch_size))


def _table(folder: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads((folder / "qualmap.toml").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise QualmapError(f"qualmap.toml cannot be read: {error}") from None
    table = content.get("models", {})
    return table if isinstance(table, dict) else {"models": table}
