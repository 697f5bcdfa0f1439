"""GS012, GS014, GS015: ё, quotation marks and dashes, and the language of definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from qualmap.lint.concepts import Concept
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, rule, unsafe
from qualmap.lint.written import Change, Text, changes, matching, texts_of
from qualmap.messages import _
from qualmap.text.detection import detect_language
from qualmap.text.languages import LANGUAGES, Language
from qualmap.text.languages import language as language_row
from qualmap.text.tables import table

RUSSIAN: Final = "ru"
RUSSIAN_WORD: Final = re.compile("[а-яё]+", re.IGNORECASE)
# With е these are other words: все and всё, чем and чём.
TWO_WORDS: Final = frozenset(
    ("все", "всем", "чем", "нем", "том", "берет", "осел", "небо", "мел", "лен", "лет", "теплом")
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
    known = {} if mode == "never" else context.once(_words_of_two_forms)
    if mode != "never" and not known:
        return
    for text in texts_of(concept, RUSSIAN):
        for match in RUSSIAN_WORD.finditer(text.value):
            if wanted := list(_other_letter(match, known, mode)):
                place = _("here") if mode == "never" else _("elsewhere")
                new = wanted[0][2]
                yield text.hit(
                    _("{word} is written with {letter} {place}").format(
                        word=match[0], letter=new.lower(), place=place
                    ),
                    match.span(),
                    fix=unsafe(
                        _("write {letter}").format(letter=new), *changes(text.words, wanted)
                    ),
                )


def _other_letter(
    match: re.Match[str], known: Mapping[str, tuple[str, bool]], mode: str
) -> Iterator[Change]:
    """The change of е to ё or back that a word needs."""
    word = match[0].lower()
    bare = word.replace("ё", "е")
    proper = word
    if mode == "never":
        proper = bare
    elif bare in known:
        with_yo, often = known[bare]
        proper = with_yo if often or mode == "always" else bare
    for place, (old, new) in enumerate(zip(word, proper, strict=True), match.start()):
        if old != new:
            yield place, place + 1, new.upper() if match.string[place].isupper() else new


def _words_of_two_forms(glossary: Linted) -> dict[str, tuple[str, bool]]:
    """The words written both ways, by the form with е: that with ё, and whether it is as frequent.

    >>> from qualmap.lint.document import from_text
    >>> text = "concepts: [{id: a, terms: {ru: [{text: учёт}, {text: учет}]}}]"
    >>> _words_of_two_forms(Linted([from_text(text, "a.yaml")]))
    {'учет': ('учёт', True)}
    """
    counts: Counter[str] = Counter()
    for concept in glossary.concepts:
        values = " ".join(text.value for text in texts_of(concept, RUSSIAN))
        counts.update(RUSSIAN_WORD.findall(values.lower()))
    found = {}
    for word, times in sorted(counts.items()):
        bare = word.replace("ё", "е")
        if bare != word and bare in counts and bare not in TWO_WORDS:
            found[bare] = (word, times >= counts[bare])
    return found


STRAIGHT: Final = re.compile(r'(?<!\d)"([^"]*[^"\d]|)"')
CURLED: Final = re.compile("[“„]([^«»“”„]*)[”“]")
DASH: Final = re.compile(r"(?<=\S) (-{1,2}|\u2014|\u2013) (?=\S)")
UNSTYLED: Final = re.compile('["“„]| -{1,2} ')
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
    for text in matching(concept, UNSTYLED):
        style = STYLES.get(language_row(text.language).script)
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

# Of 12,000 texts, each in its language, one Uzbek one fails at 0.6 and none here; of 286
# Russian definitions put under another language nine in ten are found, of English ones all.
CERTAIN: Final = 0.85

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
        if found.confidence >= CERTAIN and other.table != row.table:
            yield Text(words, tag, "definition", concept).hit(
                _("this seems to be {other}, not {own}").format(other=other.name, own=row.name),
                hint=_("confidence {share:.0%}").format(share=found.confidence),
            )


def _in_its_language(value: str, tag: str) -> bool:
    """Whether no detection is needed, which takes far longer than this look."""
    words = value.lower().split()
    if len(words) < LEAST_WORDS or not _own_letters(tag).isdisjoint(value):
        return True
    return sum(word in _own_words(tag) for word in words) >= ENOUGH


def _others(tag: str) -> list[Language]:
    macro = language_row(tag).table
    return [row for row in LANGUAGES.values() if row.table != macro]


@lru_cache(maxsize=32)
def _own_letters(tag: str) -> frozenset[str]:
    """The letters that only this language has."""
    return frozenset(language_row(tag).letters).difference(*(row.letters for row in _others(tag)))


@lru_cache(maxsize=32)
def _own_words(tag: str) -> frozenset[str]:
    """The function words that only this language has."""
    return table(language_row(tag).table).words.difference(
        *(table(row.table).words for row in _others(tag))
    )
