"""Which forms of a term of one word are to be trusted: short words, participles, helping verbs."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from qualmap.model.glossary import Term
from qualmap.text.fold import fold_key
from qualmap.text.languages import language as language_row
from qualmap.text.suffixes import suffixes
from qualmap.text.tables import table

SHORT: Final = 3
"""A term of one word up to this length has to be seen more clearly: кран is not КР."""

SHORTEST_ENDING: Final = {2: 4, 1: 99}
"""Letters of the ending that a very short term needs: Uzbek undan is "from him", not flour."""

PARTICIPLE: Final = re.compile(r"(?:щ|м|нн|т|вш)(?:ий|ый|ая|ее|ое)(?:ся)?\Z")
"""Russian dictionary forms that share their lemma with a verb: проверяющий, обучающийся."""

CONVERB: Final = ("b", "p")
"""Last letters of the verb form before a helping verb (saralab berdi), romanised."""
OPEN_CONVERB: Final = ("a", "e", "y")
"""The same before a verb of ability (tekshira oladi); a noun may end so, too."""


class Forms:
    """What tells a form of a term from a word that only looks like it, in one language."""

    def __init__(self, language: str) -> None:
        self._row = language_row(language)

    def doubtful(self, term: Term) -> bool:
        """Whether the forms of a term of one word have to be looked at again, by the other two."""
        return (
            term.kind == "abbreviation"
            or len(term.text) <= SHORT
            or fold_key(term.text, self._row.tag) in self._auxiliaries
            or (self._row.inflection == "lemmas" and PARTICIPLE.search(term.text) is not None)
        )

    def fits(self, term: Term, token: str) -> bool:
        """Whether a token may be taken for a term of one word.

        >>> Forms("ru").fits(Term("КР"), "кран"), Forms("ru").fits(Term("сад"), "сады")
        (False, True)
        >>> Forms("kk").fits(Term("қой"), "қойлар"), Forms("kk").fits(Term("қой"), "қойды")
        (True, False)
        """
        if term.text == token:
            return True
        if term.kind == "abbreviation":
            return False
        if len(term.text) <= SHORT:
            return self._short(term.text, token)
        return self._row.inflection != "lemmas" or _keeps_stem(term.text, token)

    def _short(self, term: str, token: str) -> bool:
        if not term.islower() or token.isupper():
            return False
        if term == token.lower():
            return True
        return self._row.inflection != "suffixes" or self._is_noun_form(term, token)

    def _is_noun_form(self, term: str, token: str) -> bool:
        """Kazakh қойды is "put" as well as the sheep, and proves nothing."""
        stem, form = fold_key(term, self._row.tag), fold_key(token, self._row.tag)
        if not form.startswith(stem):
            return False
        ending = form[len(stem) :]
        rules = suffixes(self._row.table, self._row.tag)
        return (
            len(ending) >= SHORTEST_ENDING.get(len(term), 1)
            and rules.legal("noun", stem, ending)
            and not rules.legal("verb", stem, ending)
        )

    def helps(self, term: str, before: str, *, inflected: bool) -> bool:
        """Whether the term is a verb that only helps the one before: tekshira oladi.

        `inflected` tells whether the word before is a form of a known word.

        >>> Forms("uz-Latn").helps("berish", "saralab", inflected=False)
        True
        """
        if fold_key(term, self._row.tag) not in self._auxiliaries:
            return False
        key = fold_key(before, self._row.tag)
        return key.endswith(self._converbs) or (inflected and key.endswith(OPEN_CONVERB))

    @cached_property
    def _auxiliaries(self) -> frozenset[str]:
        verbs = table(self._row.table).auxiliaries
        return frozenset(fold_key(verb, self._row.tag) for verb in verbs)

    @cached_property
    def _converbs(self) -> tuple[str, ...]:
        ends = (fold_key(end, self._row.tag) for end in table(self._row.table).clause_ends)
        return tuple(end for end in ends if end.endswith(CONVERB))


def _keeps_stem(term: str, token: str) -> bool:
    """A participle used as a noun is no form of the verb: проверяет is not проверяющий."""
    found = PARTICIPLE.search(term)
    return found is None or token.lower().startswith(term[: found.start() + 1])
