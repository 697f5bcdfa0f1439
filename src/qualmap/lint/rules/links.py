"""GR, continued: links to other vocabularies (`matches`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qualmap.lint.concepts import Concept
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule
from qualmap.lint.tree import Words, is_null
from qualmap.messages import _

CLASHES: Final = {
    "broad": ("exact",),
    "narrow": ("exact", "broad"),
    "related": ("exact", "broad", "narrow"),
}
"""Which kinds of match one target must not have together (SKOS, S46 and S27)."""

FOLDER: Final = re.compile(r".*[/#:=]")
PROTOCOL: Final = re.compile(r"https?:/+(www\.)?", re.IGNORECASE)

# What RFC 3986 and 3987 allow in no address, and white space.
FORBIDDEN: Final = re.compile(r"[\s\x00-\x20\x7f-\xa0<>\"{}|\\^`\u200b-\u200f\u2028-\u202e\ufeff]")
BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
ADDRESS: Final = re.compile(
    r"https?://(?:[\w%.~-]+@)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*(?::\d{1,5})?(?:[/?#].*)?",
    re.IGNORECASE,
)
CODE: Final = re.compile(r"[A-Za-z][\w.-]*:[^/:].*")

UUID: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LIST_ID: Final = "25831c2"
"""How the lists of data.europa.eu/snb are called as a whole."""

# Where the end of an address or code has a known form: ISCO-08 has groups of one to four digits,
# ISCED-F 2013 fields of two to four, the EQF levels 1 to 8.
KNOWN: Final = tuple(
    (re.compile(start, re.IGNORECASE), re.compile(rest, re.IGNORECASE), example)
    for start, rest, example in (
        (r"https?://data\.europa\.eu/esco/isco/", r"C\d{1,4}", "C2512"),
        (r"https?://data\.europa\.eu/esco/occupation/", UUID, "00030d09-…"),
        (
            r"https?://data\.europa\.eu/esco/skill/",
            rf"{UUID}|[SLTK]\d*(\.\d+)*",
            "00030d09-… or S1.2",
        ),
        (r"https?://data\.europa\.eu/snb/eqf/", rf"[1-8]|{LIST_ID}", "5"),
        (r"https?://data\.europa\.eu/snb/isced-f/", rf"\d{{2,4}}|{LIST_ID}", "0613"),
        (r"https?://www\.wikidata\.org/entity/", r"[QPL][1-9]\d*", "Q42"),
        (r"isco(-08)?:", r"\d{1,4}", "2512"),
        (r"isced-f(-2013)?:", r"\d{2,4}", "0613"),
    )
)


def _links(concept: Concept) -> Iterator[tuple[str, Words]]:
    for kind, words in concept.matches.items():
        for word in words:
            if not is_null(word):
                yield kind, word


def _target(address: str) -> str:
    """What an address points at, whichever protocol it names."""
    return PROTOCOL.sub("", address.strip()).rstrip("/")


@rule("GR008", "mapping-clash", "error")
def mapping_clash(concept: Concept, context: Context) -> Iterator[Hit]:
    """One target is matched in two ways that exclude each other, such as exact and broad.

    Why:
        What means the same is not broader (condition S46 of SKOS), and what is broader is not
        narrower, nor merely related.
    Bad:
        matches: {exact: ["http://example.org/1"], broad: ["http://example.org/1"]}
    Good:
        matches: {broad: ["http://example.org/1"]}
    """
    if len(concept.matches) < 2:
        return
    ways: dict[str, dict[str, None]] = {}
    for kind, word in _links(concept):
        ways.setdefault(_target(word.value), {})[kind] = None
    for kind, word in _links(concept):
        for other in CLASHES.get(kind, ()):
            if other in ways[_target(word.value)]:
                message = _("{uri} is a match of two kinds: {first} and {second}")
                yield hit(word, message.format(uri=word.value, first=other, second=kind))
                break


def _exact(glossary: Linted) -> dict[str, Concept]:
    """The first concept in use with an exact match to each target."""
    found: dict[str, Concept] = {}
    for concept in glossary.concepts:
        for word in concept.matches.get("exact", ()) if not concept.retired else ():
            found.setdefault(_target(word.value), concept)
    return found


@rule("GR009", "two-exact-matches-in-one-scheme", "warning")
def two_exact_matches_in_one_scheme(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept is an exact match of two concepts of one vocabulary, or shares its match.

    Concepts of one vocabulary are those whose addresses differ only behind the last slash or #.

    Why:
        Exact matches mean the same, so the two concepts of the one vocabulary would be one.
    Bad:
        matches: {exact: ["http://example.org/fields/1", "http://example.org/fields/2"]}
    Good:
        matches: {exact: ["http://example.org/fields/1"], close: ["http://example.org/fields/2"]}
    """
    exact = [word for word in concept.matches.get("exact", ()) if not is_null(word)]
    if not exact or concept.retired:
        return
    seen: dict[str, Words] = {}
    for word in exact:
        target = _target(word.value)
        first = seen.setdefault(_scheme(target), word)
        if _target(first.value) != target:
            message = _("{uri} is of the same vocabulary as {other}")
            yield hit(word, message.format(uri=word.value, other=first.value))
        holder = context.once(_exact).get(target, concept)
        if holder is not concept and holder.name != concept.name:
            message = _("{uri} is an exact match of {other!r}, too")
            yield hit(word, message.format(uri=word.value, other=holder.name))


def _scheme(target: str) -> str:
    found = FOLDER.match(target)
    return found[0] if found else target


@rule("GR010", "malformed-uri-or-code", "error")
def malformed_uri_or_code(concept: Concept, context: Context) -> Iterator[Hit]:
    """A match is neither an address (http, https) nor a code with its list in front of it.

    Of ESCO, ISCO, ISCED-F, EQF and Wikidata it is known what their addresses look like.

    Why:
        A link that leads nowhere looks like proof and is none. Nothing is fetched here; only the
        form is looked at.
    Bad:
        matches: {exact: ["www.example.org/1", "isced-f:6"]}
    Good:
        matches: {exact: ["http://www.example.org/1", "isced-f:0613"]}
    """
    for _kind, word in _links(concept):
        if fault := _fault(word.value):
            yield hit(word, _("{uri!r}: {fault}").format(uri=word.value, fault=fault))


def _fault(link: str) -> str:
    """What is wrong with a link, empty if nothing is."""
    if (wrong := FORBIDDEN.search(link)) is not None:
        return _("a character that no address has (U+{code:04X})").format(code=ord(wrong[0]))
    if BAD_ESCAPE.search(link):
        return _("behind % there must be two digits or letters a to f")
    if re.match("https?:", link, re.IGNORECASE):
        if not ADDRESS.fullmatch(link):
            return _("no address; it should look like http://example.org/…")
    elif not CODE.fullmatch(link):
        return _("neither an address (http://…) nor a code behind the name of its list (isco:2512)")
    for start, rest, example in KNOWN:
        found = start.match(link)
        if found and not rest.fullmatch(link, found.end()):
            message = _("behind {found} one expects something like {example}")
            return message.format(found=found[0], example=example)
    return ""
