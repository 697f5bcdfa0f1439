"""Language tags (BCP 47): whether one is well formed, how it is written, what was meant by it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["canonical", "fault_of", "meant"]

WELL_FORMED: Final = re.compile(
    r"(?P<language>[a-z]{2,3}|[a-z]{5,8})(?P<script>-[a-z]{4})?(?P<region>-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)

# ISO 639-1, as registered with IANA.
_TWO_LETTERS: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
TWO_LETTERS: Final = frozenset(_TWO_LETTERS.split())

# BCP 47 asks for the shortest code; these are the long ones of the languages around us.
LONG: Final = {
    "eng": "en", "rus": "ru", "kaz": "kk", "kir": "ky", "tgk": "tg", "tuk": "tk", "uzb": "uz",
    "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "est": "et", "tur": "tr", "ukr": "uk",
    "per": "fa", "fas": "fa", "aze": "az", "tat": "tt", "kaa": "kaa",
}  # fmt: skip

# A country's code in the place of its language. (kg is Kongo, tj and tm are no languages.)
COUNTRIES: Final = {"kz": "kk", "kg": "ky", "tj": "tg", "tm": "tk", "ua": "uk", "uk-latn": "uk"}

TWO_SCRIPTS: Final = frozenset(("uz",))
"""Languages of ours written in two alphabets, so that a tag without one leaves it open."""


def canonical(tag: str) -> str:
    """Return a tag in the recommended case, with hyphens and the shortest code.

    >>> canonical("UZ_latn"), canonical("rus"), canonical("en-gb")
    ('uz-Latn', 'ru', 'en-GB')
    """
    parts = tag.strip().replace("_", "-").lower().split("-")
    parts[0] = LONG.get(parts[0], parts[0])
    for place, piece in enumerate(parts[1:], 1):
        if len(parts[place - 1]) == 1:
            break  # an extension stays in lower case
        if len(piece) == 4 and piece.isalpha():
            parts[place] = piece.title()
        elif len(piece) == 2:
            parts[place] = piece.upper()
    return "-".join(parts)


@lru_cache(maxsize=1024)
def fault_of(tag: str) -> str:
    """Return what is wrong with a tag: form, script, language, spelling; empty if nothing is."""
    best = canonical(tag)
    match = WELL_FORMED.fullmatch(best)
    if match is None:
        return "form"
    code = match["language"]
    if best.lower() in COUNTRIES or (len(code) == 2 and code not in TWO_LETTERS):
        return "language"
    if code in TWO_SCRIPTS and match["script"] is None:
        return "script"
    return "spelling" if best != tag else ""


def meant(tag: str) -> str:
    """Return the tag that was probably meant, empty if there is no telling.

    >>> meant("kz"), meant("uz_cyrl"), meant("xx")
    ('kk', 'uz-Cyrl', '')
    """
    best = canonical(tag)
    if (known := COUNTRIES.get(best.lower())) is not None:
        return known
    return best if fault_of(best) == "" else ""
