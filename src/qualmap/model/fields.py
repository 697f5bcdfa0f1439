"""How a field of a file is described: one line each, read by validation, schema and docs alike.

The metadata keys are those that pydantic's `Field` takes, so `sources` can validate these plain
dataclasses and `qualmap schema` can describe them, while `model` itself imports nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, field
from typing import Any, Final

Texts = dict[str, str]
"""The same words in several languages: BCP 47 tag → text, the first one being the original."""

STRICT: Final[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": False}
"""pydantic configuration of every shape: an unknown key is a fault, words stay as written."""

ID_PATTERN: Final = r"^[^\s/\\:]+$"
"""Ids go into URIs, file names and SSSOM CURIEs: no space, slash or colon."""


def about(
    description: str,
    *,
    default: Any = MISSING,
    factory: Callable[[], Any] | Any = MISSING,
    **rules: Any,
) -> Any:
    """Return a dataclass field with a description and rules such as `alias` or `min_length`."""
    metadata = {"description": description, **rules}
    if factory is not MISSING:
        return field(default_factory=factory, metadata=metadata)
    if default is not MISSING:
        return field(default=default, metadata=metadata)
    return field(metadata=metadata)
