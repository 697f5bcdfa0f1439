"""Is this ending a legal chain of suffixes in that language? Decided on folded letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qualmap.text.fold import fold_key
from qualmap.text.tables import Endings, Slot, Table, table

__all__ = ["Suffixes", "suffixes"]

VOWELS: Final = frozenset("aeiouö")

Order = tuple[tuple[Slot, bool], ...]
"""Slots in order; the second part tells whether a slot may stay empty."""


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The suffixes of a language, folded, in the orders in which they may follow each other."""

    orders: Mapping[str, tuple[Order, ...]]
    table: Table
    tag: str

    def legal(self, kind: str, stem: str, ending: str) -> bool:
        """Whether `stem` + `ending` is a form of the stem.

        >>> suffixes("uz-Latn", "uz-Latn").legal("noun", "baho", "larini")
        True
        >>> suffixes("uz-Latn", "uz-Latn").legal("noun", "mutaxassis", "lik")
        False
        """
        return any(_follows(ending, stem[-1:], order) for order in self.orders.get(kind, ()))

    def stems(self, word: str) -> Iterator[tuple[str, str]]:
        """The stems of a folded word, each with the kind of suffixes it takes.

        >>> sorted(suffixes("uz-Latn", "uz-Latn").stems("baholash"))
        [('bahola', 'verb'), ('baholash', 'noun')]
        """
        for stem in self._noun_stems(word):
            yield stem, "noun"
        for kind, endings in self.table.stems.items():
            for stem in self._cut_stems(word, endings):
                yield stem, kind
        for verb, stems in self.table.irregular.items():
            if word == self._fold(verb):
                yield from ((self._fold(stem), "verb") for stem in stems)

    def _noun_stems(self, word: str) -> Iterator[str]:
        """Kerak is kerag before some suffixes, and oʻrin is oʻrn."""
        yield word
        yield from self._changed(word, self.table.alternations)
        for full, short in self.table.dropping.items():
            if word == self._fold(full):
                yield self._fold(short)

    def _cut_stems(self, word: str, endings: Endings) -> Iterator[str]:
        for condition, ending, stems in endings:
            base = word.removesuffix(self._fold(ending))
            if base == word or len(base) < _shortest(condition) or not allows(condition, base[-1]):
                continue
            for stem in stems:
                yield base + self._fold(stem)
                yield from self._changed(base + self._fold(stem), self.table.hardening)

    def _changed(self, stem: str, alternations: Mapping[str, str]) -> Iterator[str]:
        for old, new in alternations.items():
            base = stem.removesuffix(self._fold(old))
            if base != stem:
                yield base + self._fold(new)

    def _fold(self, form: str) -> str:
        return fold_key(form, self.tag)


# Uzbek -sh after a vowel would make bo- of bosh (head) and match boy; two letters and -ish are
# plain verbs (olish, qilish).
def _shortest(condition: str) -> int:
    return 3 if condition == "V" else 2


def allows(condition: str, letter: str) -> bool:
    """Whether a suffix under this condition may follow that letter."""
    if condition == "any":
        return True
    if condition in ("C", "V"):
        return (letter in VOWELS) == (condition == "V")
    return letter in condition


def _follows(ending: str, letter: str, order: Order) -> bool:
    """Whether `ending`, after `letter`, can be cut into suffixes in this order."""
    if not order:
        return not ending
    (slot, optional), rest = order[0], order[1:]
    if optional and _follows(ending, letter, rest):
        return True
    return any(
        _follows(ending[len(form) :], form[-1], rest)
        for condition, forms in slot
        if allows(condition, letter)
        for form in forms
        if ending.startswith(form)
    )


@lru_cache(maxsize=32)
def suffixes(name: str, tag: str) -> Suffixes:
    """The suffixes in the table of that name, folded as the language of `tag` is."""
    data = table(name)
    slots = {slot: _folded(forms, tag) for slot, forms in data.slots.items()}
    orders = {
        kind: tuple(
            tuple((slots[slot.rstrip("?")], slot.endswith("?")) for slot in order)
            for order in orders
        )
        for kind, orders in data.orders.items()
    }
    return Suffixes(orders, data, tag)


def _folded(slot: Slot, tag: str) -> Slot:
    """Forms that fold to one are kept once: Kazakh ы and і meet."""
    return tuple(
        (
            condition if condition in ("any", "C", "V") else fold_key(condition, tag),
            tuple(dict.fromkeys(fold_key(form, tag) for form in forms)),
        )
        for condition, forms in slot
    )
