"""What an import adds to a glossary, and where it contradicts it: nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qualmap.glossary.exchange.gathered import KINDS_OF_MATCH
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.standing import standing
from qualmap.messages import _
from qualmap.model.glossary import Concept, Matches, Term


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A value of the import that differs from ours; ours stays."""

    concept: str
    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True, order=True)
class Gain:
    """A value that an existing concept gains."""

    concept: str
    field: str
    value: str


@dataclass(slots=True)
class Merged:
    """New concepts, existing ones as they become, what those gain, and all conflicts."""

    new: list[Concept] = field(default_factory=list)
    grown: dict[str, Concept] = field(default_factory=dict)
    gains: list[Gain] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(
    ours: Mapping[str, Concept],
    theirs: Iterable[Concept],
    losses: Losses,
    *,
    fixed: Mapping[str, Concept] | None = None,
) -> Merged:
    """Return what the concepts of `theirs` add to ours, by id.

    What would be added to a concept of `fixed` (one that cannot be changed here) is a conflict.
    New concepts without a term are a loss.
    """
    merged = Merged()
    for concept in theirs:
        if concept.id in ours:
            _join(ours[concept.id], concept, merged)
        elif fixed and concept.id in fixed:
            _compare(fixed[concept.id], concept, merged)
        elif concept.terms:
            merged.new.append(concept)
        else:
            losses.add("concept", _("has no term"), concept.id)
    return merged


def _join(ours: Concept, theirs: Concept, merged: Merged) -> None:
    joint = _Joint(ours)
    joint.take(theirs)
    merged.gains += joint.gains
    merged.conflicts += joint.conflicts
    if joint.concept != ours:
        merged.grown[ours.id] = joint.concept


def _compare(fixed: Concept, theirs: Concept, merged: Merged) -> None:
    joint = _Joint(fixed)
    joint.take(theirs)
    merged.conflicts += joint.conflicts
    merged.conflicts += [Conflict(one.concept, one.field, "", one.value) for one in joint.gains]


class _Joint:
    """A concept of ours while it takes in what another knows of it."""

    def __init__(self, concept: Concept) -> None:
        self.concept = concept
        self.gains: list[Gain] = []
        self.conflicts: list[Conflict] = []

    def take(self, theirs: Concept) -> None:
        """Become what both know, our values where they differ."""
        ours = self.concept
        terms = dict(ours.terms)
        for tag, members in theirs.terms.items():
            terms[tag] = self._terms(tag, ours.terms.get(tag, ()), members)
        definition = dict(ours.definition)
        for tag, text in theirs.definition.items():
            definition[tag] = self._one(f"definition.{tag}", definition.get(tag, ""), text)
        self.concept = replace(
            ours,
            domain=self._one("domain", ours.domain, theirs.domain),
            terms={tag: members for tag, members in terms.items() if members},
            definition=definition,
            broader=self._all("broader", ours.broader, theirs.broader),
            related=self._all("related", ours.related, theirs.related),
            matches=self._matches(ours.matches, theirs.matches),
            source=self._one("source", ours.source, theirs.source),
            note=self._one("note", ours.note, theirs.note),
        )

    def _matches(self, ours: Matches, theirs: Matches) -> Matches:
        found = {
            kind: self._all(f"matches.{kind}", getattr(ours, kind), getattr(theirs, kind))
            for kind in KINDS_OF_MATCH
        }
        return Matches(**found)

    def _gain(self, name: str, value: str) -> None:
        self.gains.append(Gain(self.concept.id, name, value))

    def _clash(self, name: str, ours: str, theirs: str) -> None:
        self.conflicts.append(Conflict(self.concept.id, name, ours, theirs))

    def _one(self, name: str, ours: str, theirs: str) -> str:
        if not theirs or ours == theirs:
            return ours
        if ours:
            self._clash(name, ours, theirs)
            return ours
        self._gain(name, theirs)
        return theirs

    def _all(self, name: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
        missing = [value for value in dict.fromkeys(theirs) if value not in ours]
        for value in missing:
            self._gain(name, value)
        return (*ours, *missing)

    def _terms(
        self, tag: str, ours: tuple[Term, ...], theirs: tuple[Term, ...]
    ) -> tuple[Term, ...]:
        found = list(ours)
        for term, status in zip(theirs, standing(theirs), strict=True):
            place = next((n for n, one in enumerate(found) if one.text == term.text), None)
            if place is None:
                found += self._new_term(tag, tuple(found), replace(term, status=status))
            else:
                known = replace(found[place], status=standing(found)[place])
                changed = self._same_term(tag, known, replace(term, status=status))
                found[place] = replace(changed, status=found[place].status)
        return tuple(found)

    def _new_term(self, tag: str, ours: tuple[Term, ...], term: Term) -> Iterator[Term]:
        statuses = standing(ours)
        if term.status == "preferred" and "preferred" in statuses:
            first = ours[statuses.index("preferred")].text
            self._clash(f"terms.{tag}.preferred", first, term.text)
            return
        if term.status == "preferred" and not ours:
            term = replace(term, status=None)
        self._gain(f"terms.{tag}", term.text)
        yield term

    def _same_term(self, tag: str, ours: Term, theirs: Term) -> Term:
        """A candidate says nothing against the status that a term has with us."""
        name = f"terms.{tag}.{ours.text}"
        if theirs.status not in (ours.status, "candidate"):
            self._clash(f"{name}.status", ours.status or "", theirs.status or "")
        values = {
            part: self._one(
                f"{name}.{part}", getattr(ours, part) or "", getattr(theirs, part) or ""
            )
            for part in ("use", "kind", "note")
        }
        changed: dict[str, Any] = {**values, "kind": values["kind"] or None}
        return replace(ours, **changed)
