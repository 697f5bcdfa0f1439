"""A multilingual glossary: concepts, each with its terms in several languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from qualmap.model.fields import ID_PATTERN, STRICT, Texts, about

TermStatus = Literal["preferred", "admitted", "deprecated", "obsolete", "candidate"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a concept in one language. No status: preferred if first, else admitted."""

    __pydantic_config__: ClassVar[Any] = STRICT

    text: str = about("the term in its canonical form", min_length=1)
    status: TermStatus | None = about("standing of the term", default=None)
    use: str = about("for a deprecated term: the term to use instead", default="")
    kind: Literal["abbreviation"] | None = about("abbreviation, where it is one", default=None)
    note: str = about("remark", default="")


@dataclass(frozen=True, slots=True)
class Matches:
    """Links to concepts of other vocabularies, by SKOS mapping relation."""

    __pydantic_config__: ClassVar[Any] = STRICT

    exact: tuple[str, ...] = about("skos:exactMatch URIs", default=())
    close: tuple[str, ...] = about("skos:closeMatch URIs", default=())
    broad: tuple[str, ...] = about("skos:broadMatch URIs", default=())
    narrow: tuple[str, ...] = about("skos:narrowMatch URIs", default=())
    related: tuple[str, ...] = about("skos:relatedMatch URIs", default=())


@dataclass(frozen=True, slots=True)
class Lint:
    """What the linter shall not report for a concept."""

    __pydantic_config__: ClassVar[Any] = STRICT

    ignore: tuple[str, ...] = about("codes of rules, e.g. GT004", default=())
    reason: str = about("why", default="")


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the glossary."""

    __pydantic_config__: ClassVar[Any] = STRICT

    id: str = about("id, for ever, lower-case kebab-case", pattern=ID_PATTERN)
    terms: dict[str, tuple[Term, ...]] = about("terms per language", min_length=1)
    domain: str = about("subject field, e.g. learning", default="")
    definition: Texts = about("definition per language, one sentence", factory=dict)
    broader: tuple[str, ...] = about("ids of broader concepts", default=())
    related: tuple[str, ...] = about("ids of related concepts", default=())
    matches: Matches = about("links to other vocabularies", factory=Matches)
    source: str = about("where it comes from", default="")
    note: str = about("open question or remark", default="")
    lint: Lint = about("what the linter shall not report", factory=Lint)

    def preferred(self, language: str) -> str:
        """Return the preferred term in `language`, or an empty string."""
        terms = self.terms.get(language, ())
        marked = next((term.text for term in terms if term.status == "preferred"), None)
        return marked or next((term.text for term in terms if term.status is None), "")

    def label(self, *languages: str) -> str:
        """Return the preferred term in the first of `languages` that has one, else the id."""
        return next(filter(None, (self.preferred(tag) for tag in languages)), self.id)


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """One file of the glossary."""

    __pydantic_config__: ClassVar[Any] = {**STRICT, "title": "Glossary"}

    kind: Literal["glossary"] = about("always glossary")
    concepts: tuple[Concept, ...] = about("concepts, sorted by id", default=())


@dataclass(frozen=True, slots=True)
class Glossary:
    """All concepts in use, by id, and the hash of the files they were read from."""

    concepts: dict[str, Concept]
    sha256: str = ""
