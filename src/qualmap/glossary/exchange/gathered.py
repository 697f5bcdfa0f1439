"""A concept as it is put together from a file of others, and what our files make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from qualmap.glossary.exchange.characters import TAG, language_tag, storable
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.standing import settled
from qualmap.messages import _
from qualmap.model.glossary import Concept, Matches, Term
from qualmap.text.romanise import romanise

NOT_IN_IDS: Final = re.compile(r"[\s/\\:]+")
KINDS_OF_MATCH: Final = ("exact", "close", "broad", "narrow", "related")


@dataclass(slots=True)
class Gathered:
    """What a file says of one concept; `key` is its name there, `wish` the id it may get here."""

    key: str
    wish: str = ""
    single: dict[str, str] = field(default_factory=dict)
    """`domain`, `source` and `note`."""
    terms: dict[str, list[Term]] = field(default_factory=dict)
    definition: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    """`broader` and `related` by key, and links to other vocabularies by kind of match."""

    def say(self, name: str, value: str, losses: Losses) -> None:
        """Set `domain`, `source` or `note`; a second, different value is a loss."""
        if value and self.single.setdefault(name, value) != value:
            losses.add(name, _("the file has several"), self.key)

    def define(self, tag: str, text: str, losses: Losses) -> None:
        """Set the definition in a language; a second, different one is a loss."""
        if not text.strip():
            return
        tag = self._tag("definition", tag, text, losses)
        if tag and self.definition.setdefault(tag, text) != text:
            losses.add(f"definition.{tag}", _("the file has several"), self.key)

    def call(self, tag: str, term: Term, losses: Losses) -> None:
        """Add a term; without a word or a language it is a loss."""
        if not term.text.strip():
            losses.add("terms", _("a term without a word"), self.key)
        elif tag := self._tag("terms", tag, term.text, losses):
            self.terms.setdefault(tag, []).append(term)

    def link(self, name: str, target: str) -> None:
        """Add a relation or a link, once."""
        if target not in self.links.setdefault(name, []):
            self.links[name].append(target)

    def _tag(self, name: str, tag: str, text: str, losses: Losses) -> str:
        proper = language_tag(tag, text)
        if TAG.fullmatch(proper):
            return proper
        why = _("{tag!r} is no language tag").format(tag=tag) if tag else _("no language is given")
        losses.add(name, why, self.key)
        return ""


def finish(found: Iterable[Gathered], losses: Losses) -> list[Concept]:
    """Return the concepts in our form, sorted by id; each id is usable and stands once."""
    found = sorted(found, key=lambda one: one.key)
    ids = _ids(found, losses)
    concepts = [storable(_concept(one, ids), losses) for one in found]
    return sorted(concepts, key=lambda concept: concept.id)


def _ids(found: list[Gathered], losses: Losses) -> dict[str, str]:
    """A concept whose name can stay as it is goes first: no other may take it."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for one in sorted(found, key=lambda one: (_usable(one.wish or one.key) != one.key, one.key)):
        wish = _usable(one.wish or one.key) or _named_by_term(one)
        name, number = wish, 2
        while name in taken:
            name, number = f"{wish}-{number}", number + 1
        if name != (one.wish or one.key):
            losses.add("id", _("became {name}").format(name=name), one.key)
        taken.add(name)
        ids[one.key] = name
    return ids


def _usable(name: str) -> str:
    return NOT_IN_IDS.sub("-", name).strip("-")


def _named_by_term(one: Gathered) -> str:
    tags = sorted(one.terms, key=lambda tag: (tag != "en", tag))
    word = romanise(one.terms[tags[0]][0].text) if tags else ""
    word = word.replace("ö", "o").replace("ğ", "g")
    return re.sub("[^a-z0-9]+", "-", word).strip("-") or "concept"


def _concept(one: Gathered, ids: dict[str, str]) -> Concept:
    def links(name: str) -> Iterator[str]:
        for target in one.links.get(name, ()):
            yield ids.get(target, _usable(target))

    matches = {kind: tuple(one.links.get(f"{kind}Match", ())) for kind in KINDS_OF_MATCH}
    return Concept(
        ids[one.key],
        {tag: settled(terms) for tag, terms in one.terms.items()},
        definition=dict(one.definition),
        broader=tuple(filter(None, links("broader"))),
        related=tuple(filter(None, links("related"))),
        matches=Matches(**matches),
        domain=one.single.get("domain", ""),
        source=one.single.get("source", ""),
        note=one.single.get("note", ""),
    )
