"""The concepts of a glossary file as its rules see them: terms and texts, each with its place.

What does not have the right form is left out: GF003 reports it, and no other rule has to care.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final, get_args

from qualmap.lint.tree import Items, Keys, Node, Words, is_null
from qualmap.model.glossary import TermStatus

if TYPE_CHECKING:
    from qualmap.lint.document import SourceFile

__all__ = ["MATCHES", "STATUSES", "Concept", "Term", "concepts_of"]

STATUSES: Final = get_args(TermStatus)
MATCHES: Final = ("exact", "close", "broad", "narrow", "related")
RETIRED: Final = ("deprecated", "obsolete")


class Term:
    """A term in one language; `value` are its words.

    `status` is the standing it has, given or not (empty if what is given is no status), and
    `marked` the status as written. `node` is its mapping, `siblings` the list it stands in.
    """

    __slots__ = (
        "concept",
        "kind",
        "language",
        "marked",
        "node",
        "note",
        "siblings",
        "status",
        "text",
        "use",
        "value",
    )

    def __init__(self, concept: Concept, language: str, text: Words, node: Keys, siblings: Items):
        self.concept = concept
        self.language = language
        self.text = text
        self.value = text.value
        self.node = node
        self.siblings = siblings
        self.status = ""
        self.marked: Words | None = None
        self.use: Words | None = None
        self.kind = ""
        self.note: Words | None = None
        if len(node.pairs) > 1:
            self.marked = node.words("status")
            self.use = node.words("use")
            self.note = node.words("note")
            kind = node.words("kind")
            self.kind = kind.value if kind else ""

    @property
    def retired(self) -> bool:
        """Whether the term should not be used any more."""
        return self.status in RETIRED


class Concept:
    """A concept and the places of its parts; `id` is None where it has none."""

    def __init__(self, file: SourceFile, node: Keys, number: int) -> None:
        self.file = file
        self.node = node
        self.number = number
        self.id: Words | None = node.words("id")
        self.terms: dict[str, list[Term]] = {}
        terms = node.get("terms")
        if isinstance(terms, Keys):
            for key, members in terms.pairs:
                if isinstance(members, Items):
                    self._read_terms(key.value, members)

    def _read_terms(self, language: str, members: Items) -> None:
        found = self.terms.setdefault(language, [])
        for member in members.items:
            text = member.get("text") if isinstance(member, Keys) else None
            if isinstance(member, Keys) and isinstance(text, Words) and not is_null(text):
                found.append(Term(self, language, text, member, members))
        _give_statuses(found)

    @property
    def name(self) -> str:
        """The id, empty where it has none."""
        return self.id.value if self.id else ""

    @property
    def head(self) -> Node:
        """What to point at when the whole concept is meant: its id if it has one."""
        return self.id or self.node

    @cached_property
    def all_terms(self) -> tuple[Term, ...]:
        """The terms of all languages, in the order of the file."""
        return tuple(term for terms in self.terms.values() for term in terms)

    def preferred(self, language: str) -> Term | None:
        """Return the preferred term in a language, or None."""
        terms = self.terms.get(language, ())
        return next((term for term in terms if term.status == "preferred"), None)

    @cached_property
    def definitions(self) -> dict[str, Words]:
        """The definition in each language."""
        return {key.value: text for key, text in self.node.texts("definition")}

    @property
    def language_keys(self) -> Iterator[Words]:
        """The language tags as written, of terms, then of definitions."""
        for name in ("terms", "definition"):
            part = self.node.get(name)
            if isinstance(part, Keys):
                yield from (key for key, _value in part.pairs)

    @cached_property
    def broader(self) -> list[Words]:
        """The ids of broader concepts."""
        return self.node.list("broader")

    @cached_property
    def related(self) -> list[Words]:
        """The ids of related concepts."""
        return self.node.list("related")

    @cached_property
    def matches(self) -> dict[str, list[Words]]:
        """The links to other vocabularies, by kind of match."""
        part = self.node.get("matches")
        return {name: part.list(name) for name in MATCHES} if isinstance(part, Keys) else {}

    @property
    def domain(self) -> str:
        """The subject field, empty if none is given."""
        return _value(self.node.words("domain"))

    @property
    def source(self) -> Words | None:
        """Where the concept comes from."""
        return self.node.words("source")

    @property
    def note(self) -> Words | None:
        """The remark on the concept."""
        return self.node.words("note")

    @cached_property
    def retired(self) -> bool:
        """Whether the concept as a whole is out of use: each of its terms is."""
        statuses = {term.status for term in self.all_terms}
        return bool(statuses) and statuses <= set(RETIRED)

    @cached_property
    def proposed(self) -> bool:
        """Whether the concept is only proposed: each of its terms is a candidate."""
        return {term.status for term in self.all_terms} == {"candidate"}

    @cached_property
    def ignored(self) -> list[Words]:
        """The codes that the concept switches off for itself (`lint: {ignore: [...]}`)."""
        part = self.node.get("lint")
        return part.list("ignore") if isinstance(part, Keys) else []


def _value(words: Words | None) -> str:
    return words.value if words else ""


def _give_statuses(terms: list[Term]) -> None:
    """The first term without a status is preferred unless one before it is, others admitted."""
    given = [term.marked.value if term.marked else None for term in terms]
    taken = "preferred" in given
    for place, (term, status) in enumerate(zip(terms, given, strict=True)):
        if status is not None:
            term.status = status if status in STATUSES else ""
        else:
            term.status = "admitted" if taken and place else "preferred"
            taken = True


def concepts_of(file: SourceFile) -> list[Concept]:
    """Return the concepts of a file in their order."""
    root = file.root
    members = root.get("concepts") if isinstance(root, Keys) else None
    if not isinstance(members, Items):
        return []
    return [
        Concept(file, member, number)
        for number, member in enumerate(members.items)
        if isinstance(member, Keys)
    ]
