"""Characters that XML, and so most formats of exchange, cannot hold; and tags of languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from qualmap.glossary.exchange.loss import Losses
from qualmap.messages import _
from qualmap.model.glossary import Concept
from qualmap.text.scripts import script_of

# XML 1.0, section 2.2, less the carriage return, which XML reads as a line feed.
FOREIGN: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_END: Final = re.compile("\r\n?")
SPACES: Final = re.compile("[ \t\n]+")
SUBTAGS: Final = {"Latin": ("Latn",), "Cyrillic": ("Cyrl",)}
TAG: Final = re.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def storable(concept: Concept, losses: Losses) -> Concept:
    """Return the concept with � for what no format can hold; each such concept is a loss."""

    if not any(map(FOREIGN.search, texts(concept))):
        return concept
    losses.add("characters", _("control characters and half characters"), concept.id)
    new: Concept = mapped(concept, lambda text: FOREIGN.sub("\ufffd", LINE_END.sub("\n", text)))
    return new


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value of the model, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, dict)):
        for item in value:
            yield from texts(item)
        if isinstance(value, dict):
            yield from texts(tuple(value.values()))
    elif is_dataclass(value):
        for part in fields(value):
            yield from texts(getattr(value, part.name))


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Return a value of the model with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(mapped(item, change) for item in value)
    if isinstance(value, dict):
        return {change(key): mapped(item, change) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: mapped(getattr(value, f.name), change) for f in fields(value)}
        return replace(value, **parts)
    return value


def flat(text: str) -> str:
    """Return a text on one line, as XML with indentation has to be read.

    >>> flat(" unit\\n  of learning ")
    'unit of learning'
    """
    return SPACES.sub(" ", text).strip(" ")


def language_tag(tag: str, text: str = "") -> str:
    """Return a tag in the usual letters; plain Uzbek gets its script from the text.

    >>> language_tag("UZ_latn"), language_tag("en-us"), language_tag("uz", "ўқув")
    ('uz-Latn', 'en-US', 'uz-Cyrl')
    """
    first, *rest = tag.strip().replace("_", "-").split("-")
    parts = [first.lower(), *map(_subtag, rest)]
    if parts == ["uz"]:
        parts += SUBTAGS.get(script_of(text).name, ())
    return "-".join(parts)


def _subtag(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.capitalize()
    return part.upper() if len(part) == 2 else part.lower()
