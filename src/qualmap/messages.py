"""The one door through which words shown to people pass, so that they can be translated.

Call `_("text")` with a literal; catalogues (gettext, one folder a language) live in
`data/messages`. English is the source language and needs no catalogue.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

_CATALOGUES = Path(__file__).parent / "data" / "messages"
_current: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str) -> None:
    """From now on, messages come in `language` where a catalogue has them, else in English."""
    global _current  # the language of messages is a property of the whole process
    _current = _gettext.translation(
        "qualmap", str(_CATALOGUES), languages=[language.replace("-", "_")], fallback=True
    )


def _(message: str) -> str:
    """Return `message` in the chosen language."""
    return _current.gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Return the form of the message that fits `count`, with `{count}` filled in."""
    return _current.ngettext(one, many, count).format(count=count)
