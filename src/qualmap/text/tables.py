"""The bulky tables of a language, read from `data/languages/` when first needed, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from qualmap.cache import shipped_data

__all__ = ["Endings", "Slot", "Table", "table"]

Slot = tuple[tuple[str, tuple[str, ...]], ...]
"""Forms of one suffix with the letters they may follow: ((condition, forms), …)."""

Endings = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Endings of dictionary forms: (condition, ending, what stands in its place)."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a language file holds, in the words of that file (see `data/languages/README.md`)."""

    words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    slots: Mapping[str, Slot] = field(default_factory=dict)
    orders: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    stems: Mapping[str, Endings] = field(default_factory=dict)
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    alternations: Mapping[str, str] = field(default_factory=dict)
    hardening: Mapping[str, str] = field(default_factory=dict)
    dropping: Mapping[str, str] = field(default_factory=dict)
    auxiliaries: tuple[str, ...] = ()
    clause_ends: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    light_verbs: Mapping[str, str] = field(default_factory=dict)
    openings: tuple[str, ...] = ()
    loans: Mapping[str, str] = field(default_factory=dict)


_EMPTY: Final = Table()


@lru_cache(maxsize=32)
def table(name: str) -> Table:
    """The table of that name; an empty one for no name.

    >>> "va" in table("uz-Latn").words, table("").words
    (True, frozenset())
    """
    if not name:
        return _EMPTY
    data: dict[str, Any] = shipped_data("languages", f"{name}.yaml")
    return Table(
        words=frozenset(data.get("words") or ()),
        endings=tuple(data.get("endings") or ()),
        slots={name: _slot(forms) for name, forms in (data.get("slots") or {}).items()},
        orders={kind: _orders(orders) for kind, orders in (data.get("orders") or {}).items()},
        stems={kind: _endings(endings) for kind, endings in (data.get("stems") or {}).items()},
        irregular={verb: tuple(stems) for verb, stems in (data.get("irregular") or {}).items()},
        prefixes=tuple(data.get("prefixes") or ()),
        alternations=data.get("alternations") or {},
        hardening=data.get("hardening") or {},
        dropping=data.get("dropping") or {},
        auxiliaries=tuple(data.get("auxiliaries") or ()),
        clause_ends=tuple(data.get("clause_ends") or ()),
        conjunctions=tuple(data.get("conjunctions") or ()),
        light_verbs=data.get("light_verbs") or {},
        openings=tuple(data.get("openings") or ()),
        loans=data.get("loans") or {},
    )


def _slot(forms: dict[str, list[str]]) -> Slot:
    return tuple((condition, tuple(items)) for condition, items in forms.items())


def _orders(orders: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(order) for order in orders)


def _endings(by_condition: dict[str, dict[str, list[str]]]) -> Endings:
    return tuple(
        (condition, ending, tuple(stems))
        for condition, endings in by_condition.items()
        for ending, stems in endings.items()
    )
