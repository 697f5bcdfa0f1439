"""Names of folders made of ids that people choose: safe on every system, never the same twice."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from qualmap.text.romanise import romanise

MAX_LETTERS: Final = 60
"""Windows allows 260 characters for a whole path."""

_PLAIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names of devices, which Windows takes for itself whatever follows the first dot."""


def folder_name(name: str) -> str:
    """Return a folder name for an id: the id itself where it is plain, else its letters and a hash.

    It depends on the id alone, so that a run keeps its folder when others come and go.

    >>> folder_name("kz-uz-tourism"), folder_name("../up"), folder_name("Туризм")
    ('kz-uz-tourism', 'up-8c722b8a', 'turizm-e6eab597')
    """
    if _PLAIN.fullmatch(name) and not _RESERVED.fullmatch(name) and len(name) <= MAX_LETTERS:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    letters = re.sub(r"[^a-z0-9]+", "-", romanise(name.lower())).strip("-")[:MAX_LETTERS]
    return f"{letters.rstrip('-') or 'run'}-{digest}"
