"""How definitions are worded in each language: a row a language, none is an error.

ISO 704 and ISO 10241-1: a definition names the next broader concept (its genus) and what sets the
concept apart; it is one phrase that could stand in the place of the term.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from qualmap.text.inflection import WordIndex
from qualmap.text.languages import language as language_row
from qualmap.text.romanise import APOSTROPHES
from qualmap.text.tables import table
from qualmap.text.tokens import Token, tokens

__all__ = ["bare_start", "genus_at", "is_cut", "is_form", "is_repeated", "sentence_ends", "wording"]

Head = Literal["first", "first-after-modifiers", "last"]

# Without -ой, -ний and -ние, in which nouns end, too: слой, критерий, здание.
ADJECTIVES: Final = (
    *("ый", "ая", "яя", "ое", "ее", "ые", "кий", "гий", "хий", "жий", "чий", "ший", "щий"),
    *("кие", "гие", "хие", "жие", "чие", "шие", "щие"),
)
FOREMOST: Final = 4
"""The genus is looked for among so many words: "formal and recognised qualification that …" is at
the limit of what one writes."""

TAIL: Final = 80
"""So many letters before or behind the genus are enough to tell that it is one."""

DASH: Final = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:[–—:=]|-(?=\s))")
NEXT_WORD: Final = re.compile(r"\s*(?:\([^()]*\)\s*)?(\w+)")
SENTENCE_END: Final = re.compile(r"(?P<mark>[.!?…])[\"»”’)\]]*\s+[\"«“‘(\[]*(?P<next>\w)")
LONGEST_CUT: Final = 20
LAST_WORD: Final = re.compile(r"[\w\u02bb\u02bc'’.-]*\Z")


# "qualification awarded by", "skill taught at", "level showing the"; but "school garden" and
# "school building" are no school, nor is "grass seed" grass.
PARTICIPLES: Final = re.compile(
    r"\w+(?<!e)ed\b|\w+ing (?:a|an|the|its|their|all|any|each|every|some)\b"
    r"|(?:given|taken|made|known|held|kept|set|shown|taught|built|sold|put|written|chosen|drawn"
    r"|led|meant|laid|left|lent|paid|won)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that matter in the definitions of a language.

    `head` tells where the genus stands, `behind` which words of content may follow it. `defining`
    are words between the term and what it is said to be; `cut` are words written short, with a full
    stop.
    """

    head: Head = "first"
    articles: tuple[str, ...] = ()
    behind: re.Pattern[str] | None = None
    defining: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORDINGS: Final = {
    "en": Wording(
        "first-after-modifiers", ("a", "an", "the"), PARTICIPLES,
        _set("is are was were means denotes refers"),
        _set("etc e.g i.e cf vs no approx incl fig ed vol p pp art sec dr mr mrs st inc ltd"),
    ),
    "ru": Wording(
        "first-after-modifiers", defining=_set("это есть является являются означает называется"),
        cut=_set("т.е т.д т.п т.к т е д п к др пр проч см ср напр г гг в вв им ст пп ч чел тыс "
                 "млн млрд руб коп мин макс обл ул стр рис табл англ лат"),
    ),
    "uz": Wording(
        "last", defining=_set("bu deb deganda degani бу деб деганда дегани"),
        cut=_set("h.k h k va.h.k sh.k j y b m mas mln mlrd ҳ.к ҳ к ш.к ж й б м мас млн млрд"),
    ),
    "kk": Wording(
        "last", defining=_set("бұл деп дегеніміз деген"),
        cut=_set("т.б т.с.с б с т мыс ж жж млн млрд"),
    ),
    "ky": Wording(
        "last", defining=_set("бул деп деген дегенибиз"),
        cut=_set("ж.б б ж мис млн млрд"),
    ),
    "tg": Wording(defining=_set("ин гуфта"), cut=_set("ва.ғ ғ с м мас млн млрд")),
    "tk": Wording("last", defining=_set("bu diýip diýlip"), cut=_set("ş.m ş m mys mln mlrd")),
}  # fmt: skip
NEUTRAL: Final = Wording()


def wording(tag: str) -> Wording:
    """Return the row of a language, whatever its script and region."""
    return WORDINGS.get(tag.lower().split("-")[0], NEUTRAL)


def bare_start(text: str, tag: str) -> int:
    """Return where a text starts behind white space and an article.

    >>> bare_start("the level of a thing", "en"), bare_start("theory", "en")
    (4, 0)
    """
    start = len(text) - len(text.lstrip())
    first, _space, rest = text[start:].partition(" ")
    if rest and first.lower() in wording(tag).articles:
        start += len(first) + 1
    return start


def is_repeated(text: str, term: str, tag: str) -> tuple[int, int] | None:
    """Return the span of a term with which a definition starts as in "X is …" or "X: …", or None.

    >>> is_repeated("A level is a step", "level", "en")
    (2, 7)
    >>> is_repeated("level of a step", "level", "en")
    """
    start = bare_start(text, tag)
    end = start + len(term)
    if not term or text[start:end].lower() != term.lower():
        return None
    if DASH.match(text, end):
        return start, end
    following = NEXT_WORD.match(text, end)
    defines = following is not None and following[1].lower() in wording(tag).defining
    return (start, end) if defines else None


def genus_at(text: str, term: str, tag: str) -> tuple[int, int] | None:
    """Return the span of a term that a definition names as what the concept is, or None.

    >>> genus_at("formal qualification that a college awards", "qualification", "en")
    (7, 20)
    >>> genus_at("process of assessing a qualification", "qualification", "en")
    >>> genus_at("muayyan ish uchun kerakli malaka", "malaka", "uz-Latn")
    (26, 32)
    """
    last = wording(tag).head == "last"
    start = max(len(text) - len(term) - TAIL, 0) if last else bare_start(text, tag)
    # Most definitions end here: the place where the genus is does not have the letters.
    near = text[start : None if last else start + len(term) + TAIL]
    lowered = near.lower()
    if not all(_beginning(word) in lowered for word in term.split()):
        return None
    wanted = _words_of(term)
    words = _last(near, len(wanted)) if last else _foremost(near, tag, len(wanted))
    for at in range(min(len(words) - len(wanted), FOREMOST) + 1 if wanted else 0):
        part, rest = words[at : at + len(wanted)], words[at + len(wanted) :]
        behind = text[start + rest[0].start :] if rest else ""
        if _may_stand(words[:at], behind, tag) and _are_forms(wanted, part, tag):
            return part[0].start + start, part[-1].end + start
    return None


@lru_cache(maxsize=1024)
def _words_of(term: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(term))


@lru_cache(maxsize=4096)
def _beginning(word: str) -> str:
    """The letters that all forms of a word have; an apostrophe may be another one."""
    word = word.lower()
    length = min(max(len(word) - 2, 1), 4)
    return next((word[:at] for at in range(1, length) if word[at] in APOSTROPHES), word[:length])


def _last(text: str, length: int) -> Sequence[Token]:
    words = tokens(text)[-length:]
    return words if words and not text[words[-1].end :].strip(" .!;") else ()


def _foremost(text: str, tag: str, length: int) -> list[Token]:
    """The first words of a text, up to a function word or a mark."""
    small = table(language_row(tag).table).words
    found: list[Token] = []
    for token in tokens(text):
        gap = text[found[-1].end : token.start] if found else ""
        if token.text.lower() in small or gap.strip(" -\u2010\u2011"):
            break
        found.append(token)
        if len(found) > FOREMOST + length:
            break
    return found


def _may_stand(before: Sequence[Token], behind: str, tag: str) -> bool:
    """Whether the genus may stand behind these words, and this text behind the genus."""
    row = wording(tag)
    if row.head != "first-after-modifiers":
        return not before
    if row.behind is None:
        return all(word.text.lower().endswith(ADJECTIVES) for word in before)
    return not behind or row.behind.match(behind) is not None


def _are_forms(words: Sequence[str], part: Sequence[Token], tag: str) -> bool:
    return all(
        token.text.lower().startswith(_beginning(word)) and is_form(word, token.text, tag)
        for word, token in zip(words, part, strict=True)
    )


def is_form(word: str, token: str, tag: str) -> bool:
    """Whether a token is a form of a word, in a language.

    >>> is_form("malaka", "malakasini", "uz-Latn"), is_form("malaka", "malakali", "uz-Latn")
    (True, False)
    """
    return word.lower() == token.lower() or bool(_index(word, tag).look_up(token))


@lru_cache(maxsize=4096)
def _index(word: str, tag: str) -> WordIndex:
    return WordIndex((word,), tag)


def sentence_ends(text: str, tag: str) -> list[int]:
    """Return the places of the marks that end a sentence before another one.

    >>> sentence_ends("Step of a scale. It is numbered, e.g. A1.", "en")
    [15]
    """
    return [
        match.start("mark")
        for match in SENTENCE_END.finditer(text)
        if match["next"].isupper() and not is_cut(text[: match.end("mark")], tag)
    ]


def is_cut(text: str, tag: str) -> bool:
    """Whether the full stop at the end of a text belongs to a word written short, or to a number.

    >>> is_cut("tools, machines etc.", "en"), is_cut("a tool.", "en"), is_cut("и т. д.", "ru")
    (True, False, True)
    """
    if not text.endswith("."):
        return False
    found = LAST_WORD.search(text[-LONGEST_CUT:-1])
    word = found[0].lower() if found else ""
    return word in wording(tag).cut or (len(word) < 3 and word.isdigit()) or _initial(text[:-1])


def _initial(text: str) -> bool:
    """Whether a text ends in a single capital letter: A. Navoiy."""
    return text[-1:].isupper() and not text[-2:-1].isalnum()
