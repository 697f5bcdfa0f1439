"""GT009-GT011, GT013, GT014, GT017: signs in a term that do not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from qualmap.lint.alike import is_empty, spelling
from qualmap.lint.concepts import Concept, Term
from qualmap.lint.edits import append, part, quoted, replace, whole
from qualmap.lint.rule import Context, Hit, hit, rule, safe, unsafe
from qualmap.messages import _
from qualmap.model.finding import Fix, TextEdit

TRAILING: Final = " \t\n\u00a0.,:;\u2026"
# A last word of up to so many letters may be a shortened one: etc., Inc., др., тыс.
SHORTENED: Final = 4

STRONG: Final = re.compile("[;|\n]")
ENTITY: Final = re.compile("&#?[A-Za-z0-9]+;")
# Between shorter parts a slash is a unit or a code: kg / m.
SHORTEST: Final = 3
_WORD: Final = r"[^\W\d_][\w'\u2018\u2019\u02bb\u02bc-]*"
PHRASE: Final = re.compile(f"{_WORD}(?: {_WORD})+")
LIST: Final = re.compile(f"{_WORD}(?:, {_WORD})+")
# A place and its country, or a Russian clause: лицо, обучающееся.
CLAUSE: Final = re.compile(
    r", (?:[A-ZА-ЯЁ]|\w+(?:(?:щ|вш)(?:ий|ая|ее|ие)(?:ся)?|(?:нн|[еио]м|т)(?:ый|ая|ое|ые))\b)"
)

# Ca(OH)2, f(x): no word stands in these brackets.
FORMULA: Final = re.compile(r"\w[(\[][A-ZА-Я0-9+\-]|\b\w[(\[]\w[)\]]")
BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")

FORMULA_SIGNS: Final = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"

PAIRS: Final = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "„": "“”"}
CLOSING: Final = frozenset("".join(PAIRS.values()))
ANY_PAIR: Final = re.compile('[(){}\\[\\]«»“”„"]')
INCHES: Final = re.compile('\\d"')


@rule("GT009", "trailing-punctuation", "warning", fix="safe")
def trailing_punctuation(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term ends with a full stop, dots, a comma, a colon or a semicolon.

    The full stop of an abbreviation is right: of `kind: abbreviation`, of a short word at the end
    (`Inc.`), or of a term with several.

    Why:
        A term is no sentence; with the mark it looks like another word wherever it is compared.
    Bad:
        en: [{text: "learning outcome."}]
    Good:
        en: [{text: "learning outcome"}]
    Fix:
        Safe: the mark goes.
    """
    for term in concept.all_terms:
        value = term.value
        if value.rstrip()[-1:] in (".", ",", ":", ";", "\u2026"):
            bare = value.rstrip(TRAILING)
            marks = value[len(bare) :].strip()
            if bare and not is_empty(value) and not (marks == "." and _shortened(term, bare)):
                message = _("{term!r} ends with {mark!r}")
                yield hit(
                    term,
                    message.format(term=value, mark=marks),
                    at=(len(bare), len(value)),
                    fix=safe(_("take it away"), replace(term.text, bare + _line_end(value))),
                )


def _line_end(value: str) -> str:
    """The line end that closes a text in block style, and is no part of the term."""
    return "\n" if value.endswith("\n") else ""


def _shortened(term: Term, bare: str) -> bool:
    last = bare.split()[-1]
    return term.kind == "abbreviation" or "." in bare or len(last) <= SHORTENED


@rule("GT010", "several-terms-in-one-field", "warning", fix="unsafe")
def several_terms(concept: Concept, context: Context) -> Iterator[Hit]:
    """One field holds several terms, with `;`, `|`, ` / ` or a line end between them.

    Single words with commas between them count, too, and phrases with a slash. A comma within a
    phrase does not, nor does the slash of `input/output` and `ISO/IEC`.

    Why:
        None of them is found in a text, since nobody writes them all in a row.
    Bad:
        en: [{text: "learning outcome; outcome of learning"}]
    Good:
        en: [{text: "learning outcome"}, {text: "outcome of learning", status: admitted}]
    Fix:
        Unsafe: the first stays, and the others become terms of their own, admitted where the first
        is preferred, else of the same status.
    """
    for term in concept.all_terms:
        value = term.value
        if not (";" in value or "|" in value or "/" in value or "," in value or "\n" in value):
            continue
        parts = _parts(value)
        if len(parts) > 1:
            message = _("{term!r} holds {number} terms")
            yield hit(
                term,
                message.format(term=value, number=len(parts)),
                fix=_split(term, parts),
            )


def _parts(value: str) -> list[str]:
    """The terms in a field, one where it is as it should be."""
    fields = STRONG.split(ENTITY.sub("", value))
    parts = [part.strip() for field in fields for part in _soft_parts(field.strip())]
    return list(dict.fromkeys(part for part in parts if not is_empty(part)))


def _soft_parts(field: str) -> list[str]:
    """The parts between slashes or commas, where these part terms."""
    spaced, halves = field.split(" / "), field.split("/")
    if len(spaced) > 1 and all(len(part.strip()) >= SHORTEST for part in spaced):
        return spaced
    if len(halves) > 1 and all(PHRASE.fullmatch(half) for half in halves):
        return halves
    return field.split(", ") if LIST.fullmatch(field) and not CLAUSE.search(field) else [field]


def _split(term: Term, parts: list[str]) -> Fix | None:
    """The first part stays, the others go to the end of the list, unless they are there already."""
    if ENTITY.search(term.value):
        return None
    there = {spelling(other.value) for other in term.concept.terms[term.language]}
    status = "admitted" if term.status in ("preferred", "") else term.status
    added = [
        append(term.siblings, f"{{text: {quoted(part)}, status: {status}{_use(term)}}}")
        for part in parts[1:]
        if spelling(part) not in there
    ]
    if added:  # they go to one place, so they have to be one edit
        added = [TextEdit(added[0].start, added[0].end, "".join(edit.text for edit in added))]
    write = whole if "\n" in term.value else replace
    return unsafe(_("split it"), write(term.text, parts[0]), *added)


def _use(term: Term) -> str:
    return f", use: {quoted(term.use.value)}" if term.use is not None else ""


@rule("GT011", "parenthesis-in-term", "info", default=False)
def parenthesis_in_term(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term has words in brackets: a qualifier, an abbreviation, or an ending that may follow.

    Why:
        No text has the word together with its brackets. What tells homonyms apart belongs into the
        domain or the note, an abbreviation is a term of its own, and an ending is left out.
    Bad:
        en: [{text: "recognition of prior learning (RPL)"}]
    Good:
        en: [{text: "recognition of prior learning"}, {text: "RPL", kind: abbreviation}]
    """
    for term in concept.all_terms:
        value = term.value
        if "(" not in value and "[" not in value:
            continue
        found = BRACKETS.search(value)
        if found is None or FORMULA.search(value):
            continue
        hint = _("put it into the note or the domain")
        if found[1].isupper() and len(found[1]) > 1:
            hint = _("make it a term of its own, with kind: abbreviation")
        elif found.start() and value[found.start() - 1].isalpha():
            hint = _("leave the ending out")
        message = _("{term!r} has {part!r} in brackets")
        yield hit(term, message.format(term=value, part=found[1]), at=found.span(), hint=hint)


@rule("GT013", "csv-injection-initial-char", "error")
def initial_formula_sign(concept: Concept, context: Context) -> Iterator[Hit]:
    """A term starts with `=`, `+`, `-`, `@`, a tab or a carriage return.

    Why:
        A spreadsheet takes it for a formula as soon as the glossary is opened as CSV, and a formula
        can send data elsewhere or start a program.
    Bad:
        en: [{text: "=level"}]
    Good:
        en: [{text: "level"}]
    """
    for term in concept.all_terms:
        value = term.value
        if value[:1].isalpha():
            continue
        first = value[:1] if value[:1] in "\t\r" else value.lstrip()[:1]
        if first and first in FORMULA_SIGNS and not is_empty(value):
            place = value.index(first)
            message = _("{term!r} starts with {sign!r}, as a formula does")
            yield hit(term, message.format(term=value, sign=first), at=(place, place + 1))


@rule("GT014", "doubled-word", "warning", fix="unsafe")
def doubled_word(concept: Concept, context: Context) -> Iterator[Hit]:
    """A word stands twice in a row.

    Names (`Bora Bora`), numbers, words joined by a hyphen (`чуть-чуть`) and a term that is nothing
    but the two words are left alone.

    Why:
        It is a slip, and with it the term is found nowhere.
    Bad:
        en: [{text: "level of of learning"}]
    Good:
        en: [{text: "level of learning"}]
    Fix:
        Unsafe: the second goes.
    """
    for term in concept.all_terms:
        words = term.value.lower().split()
        if len(set(words)) < len(words) and len(words) > 2:
            yield from _doubled(term)


def _doubled(term: Term) -> Iterator[Hit]:
    before: re.Match[str] | None = None
    for word in re.finditer(r"\S+", term.value):
        if before is not None and _repeats(before[0], word[0]):
            yield hit(
                term,
                _("{word!r} stands twice in a row").format(word=word[0]),
                at=word.span(),
                fix=unsafe(_("take one away"), part(term.text, before.end(), word.end(), "")),
            )
        before = word


def _repeats(first: str, second: str) -> bool:
    name = first[:1].isupper() and second[:1].isupper()
    return first.lower() == second.lower() and not name and any(map(str.isalpha, first))


@rule("GT017", "unbalanced-brackets-quotes", "warning")
def unbalanced(concept: Concept, context: Context) -> Iterator[Hit]:
    """A bracket or a quotation mark has no partner.

    Apostrophes are not looked at, and a straight mark behind a digit stands for inches.

    Why:
        A part of the term has been cut off, or the mark is a slip.
    Bad:
        en: [{text: "level (of a framework"}]
    Good:
        en: [{text: "level (of a framework)"}]
    """
    for term in concept.all_terms:
        if ANY_PAIR.search(term.value):
            place = _without_partner(term.value)
            if place is not None:
                message = _("{mark!r} in {term!r} has no partner")
                yield hit(
                    term,
                    message.format(mark=term.value[place], term=term.value),
                    at=(place, place + 1),
                )


def _without_partner(value: str) -> int | None:
    """The place of the first mark without a partner."""
    open_: list[int] = []
    for found in ANY_PAIR.finditer(value):
        mark, place = found[0], found.start()
        if open_ and mark in PAIRS[value[open_[-1]]]:
            open_.pop()
        elif mark in PAIRS:
            open_.append(place)
        elif mark in CLOSING:
            return open_[0] if open_ else place
    if open_:
        return open_[0]
    odd = value.count('"') % 2 and not INCHES.search(value)
    return value.rindex('"') if odd else None
