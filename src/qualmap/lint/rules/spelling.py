"""GS012, GS014, GS015: ё, quotation marks and dashes, and the language of definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from qualmap.lint.concepts import Concept
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, rule, unsafe
from qualmap.lint.written import Change, Text, changes, texts_of
from qualmap.messages import _
from qualmap.text.detection import SURE, detect_language
from qualmap.text.languages import LANGUAGES
from qualmap.text.languages import language as language_row
from qualmap.text.tables import table

RUSSIAN: Final = "ru"
RUSSIAN_WORD: Final = re.compile("[а-яё]+", re.IGNORECASE)
# With е these are other words: все and всё, чем and чём.
TWO_WORDS: Final = frozenset(
    ("все", "всем", "чем", "нем", "том", "берет", "берете", "осел", "небо", "мел", "лен", "лет")
)


@rule("GS012", "yo-inconsistent", "info", default=False, fix="unsafe")
def yo_inconsistent(concept: Concept, context: Context) -> Iterator[Hit]:
    """A Russian word is written with ё here and with е there.

    Words that mean something else with е (все, чем) are left alone.

    Why:
        Both are right, and qualmap finds either; a reader wonders whether two things are meant.
    Bad:
        ru: [{text: "зачет"}, {text: "зачёт по практике"}]
    Good:
        ru: [{text: "зачёт"}, {text: "зачёт по практике"}]
    Options:
        ru.yo: `ignore` (default): a word as it is most often written; `always`: with ё if it has
        it anywhere in the glossary; `never`: ё nowhere.
    Fix:
        Unsafe: ё or е is written.
    """
    mode = context.options.ru.yo
    with_yo = context.once(_words_with_yo)
    if mode != "never" and not with_yo:
        return
    for text in texts_of(concept, RUSSIAN):
        for match in RUSSIAN_WORD.finditer(text.value):
            if wanted := list(_other_letter(match, with_yo, mode)):
                message = _("{word} is written with {letter} elsewhere")
                if mode == "never":
                    message = _("{word} is written with {letter} here")
                new = wanted[0][2]
                yield text.hit(
                    message.format(word=match[0], letter=new.lower()),
                    match.span(),
                    fix=unsafe(
                        _("write {letter}").format(letter=new), *changes(text.words, wanted)
                    ),
                )


def _other_letter(
    match: re.Match[str], known: dict[str, tuple[str, bool]], mode: str
) -> Iterator[Change]:
    word = match[0].lower()
    usual, often = known.get(word.replace("ё", "е"), (word, True))
    if mode == "never" or (mode == "ignore" and not often):
        usual = usual.replace("ё", "е")
    for place, (old, new) in enumerate(zip(word, usual, strict=True), match.start()):
        if old != new:
            yield place, place + 1, new.upper() if match.string[place].isupper() else new


def _words_with_yo(glossary: Linted) -> dict[str, tuple[str, bool]]:
    """Each word that has ё somewhere: its form with е, that with ё, whether this is as frequent."""
    counts: Counter[str] = Counter()
    for concept in glossary.concepts:
        for text in texts_of(concept, RUSSIAN):
            counts.update(RUSSIAN_WORD.findall(text.value.lower()))
    found = {}
    for word, times in sorted(counts.items()):
        bare = word.replace("ё", "е")
        if bare != word and bare not in TWO_WORDS:
            found[bare] = (word, times >= counts[bare])
    return found


STRAIGHT: Final = re.compile(r'(?<!\d)"([^"]*[^"\d]|)"')
CURLED: Final = re.compile("[“„]([^«»“”„]*)[”“]")
DASH: Final = re.compile(r"(?<=\S) (-{1,2}|\u2014|\u2013) (?=\S)")
STYLES: Final = {"Latin": ("“", "”", "\u2013"), "Cyrillic": ("«", "»", "\u2014")}
"""The quotation marks and the dash of each script."""


@rule("GS014", "quote-dash-style", "info", default=False, fix="unsafe")
def quote_dash_style(concept: Concept, context: Context) -> Iterator[Hit]:
    """Quotation marks or a dash are not those of the script.

    In Cyrillic letters «…» and —, in Latin letters “…” and –. Hyphens within words are fine.

    Why:
        A glossary is printed, too, and looks careless with marks of several kinds.
    Bad:
        ru: "знак \\"отлично\\" - высшая оценка"
    Good:
        ru: "знак «отлично» — высшая оценка"
    Fix:
        Unsafe: the marks of the script are written; a minus sign would become a dash.
    """
    for text in texts_of(concept):
        style = STYLES.get(language_row(text.language).script) if text.language else None
        if style and (wanted := _style_changes(text.value, *style)):
            marks = "".join(dict.fromkeys(text.value[start:end] for start, end, _new in wanted))
            message = _("{marks} should be {wanted}")
            proper = "".join(dict.fromkeys(new for *_place, new in wanted))
            yield text.hit(
                message.format(marks=marks, wanted=proper),
                wanted[0][:2],
                fix=unsafe(_("write them"), *changes(text.words, wanted)),
            )


def _style_changes(value: str, opening: str, closing: str, dash: str) -> list[Change]:
    wanted: list[Change] = []
    if '"' in value and value.count('"') % 2 == 0:
        for match in STRAIGHT.finditer(value):
            wanted += [(match.start(), match.start() + 1, opening)]
            wanted += [(match.end() - 1, match.end(), closing)]
    elif opening == "«" and opening not in value:
        for match in CURLED.finditer(value):
            wanted += [(match.start(), match.start() + 1, opening)]
            wanted += [(match.end() - 1, match.end(), closing)]
    if "-- " in value or " - " in value:
        wanted += [
            (*match.span(1), dash) for match in DASH.finditer(value) if match[1].startswith("-")
        ]
    return sorted(wanted)


LEAST_WORDS: Final = 4
"""Shorter texts do not tell their language."""

ENOUGH: Final = 2
"""With so many function words of its language, a definition is in it."""


@rule("GS015", "definition-language-mismatch", "warning", default=False)
def definition_language_mismatch(concept: Concept, context: Context) -> Iterator[Hit]:
    """A definition is in another language than the one it is given for.

    Alphabets, function words and endings tell; where they do not, py3langid is asked. Texts of
    less than four words are left alone.

    Why:
        It was pasted into the wrong line, or has still to be translated.
    Bad:
        kk: "то, что человек знает и умеет делать"
    Good:
        ru: "то, что человек знает и умеет делать"
    """
    for tag, words in concept.definitions.items():
        row = language_row(tag)
        if not row.table or _in_its_language(words.value, tag):
            continue
        found = detect_language(words.value)
        other = language_row(found.tag)
        if found.confidence >= SURE and found.tag and other.table != row.table:
            yield Text(words, tag, "definition", concept).hit(
                _("this seems to be {other}, not {own}").format(other=other.name, own=row.name),
                hint=_("confidence {share:.0%}").format(share=found.confidence),
            )


def _in_its_language(value: str, tag: str) -> bool:
    """Whether no detection is needed, which takes far longer than this look."""
    words = value.lower().split()
    return len(words) < LEAST_WORDS or sum(word in _common(tag) for word in words) >= ENOUGH


@lru_cache(maxsize=32)
def _common(tag: str) -> frozenset[str]:
    """The function words that only this language has among those of its script."""
    row = language_row(tag)
    others = [table(other.table).words for other in LANGUAGES.values() if other.table != row.table]
    return table(row.table).words - frozenset[str]().union(*others)
