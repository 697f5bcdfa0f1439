"""Reads TBX: both styles of ISO 30042:2019 (DCA and DCT), and the martif form before it.

In DCA the category of data is an attribute (`<descrip type="definition">`), in DCT the name of the
element (`<basic:definition>`). What has no place with us goes to the loss report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from qualmap.errors import QualmapError
from qualmap.glossary.exchange.characters import flat
from qualmap.glossary.exchange.gathered import KINDS_OF_MATCH, Gathered
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.safe_xml import parse
from qualmap.glossary.exchange.tbx_names import (
    RELATIONS,
    SHORT_FORMS,
    STATUSES,
    USE,
    XML_LANG,
    own_id,
)
from qualmap.messages import _
from qualmap.model.glossary import Term, TermStatus

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROOTS: Final = ("tbx", "martif")
ENTRIES: Final = ("conceptEntry", "termEntry")
LANGUAGES: Final = ("langSec", "langSet")
TERMS: Final = ("termSec", "tig", "ntig")
GROUPS: Final = ("descripGrp", "adminGrp", "termNoteGrp", "transacGrp", "termGrp")
TYPED: Final = ("descrip", "admin", "termNote", "ref", "xref", "date", "transac", "descripNote",
                "adminNote", "transacNote")  # fmt: skip
BY_NAME: Final = {name.removesuffix("-admn-sts"): status for status, name in STATUSES.items()}
OF_TERM: Final = ("term", "administrativeStatus", "termType", "use", "note")
MATCHES: Final = tuple(f"{kind}Match" for kind in KINDS_OF_MATCH)
FULL_FORMS: Final = ("fullForm", "variant", "phrase", "entryTerm", "synonym")
"""Kinds of term that are nothing special with us."""


def read_terminology(content: bytes, shown: str, losses: Losses) -> list[Gathered]:
    """Return the concepts of a TBX file; a QualmapError if it is none."""
    root = parse(content, shown)
    if _name(root) not in ROOTS:
        raise QualmapError(
            f"{shown}: not TBX, its root is <{_name(root)}>", hint="TBX begins with <tbx>"
        )
    entries = [element for element in root.iter() if _name(element) in ENTRIES]
    default = root.get(XML_LANG, "")
    return [
        _Entry(element, number, default, losses).read() for number, element in enumerate(entries, 1)
    ]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _category(element: Element) -> str:
    name = _name(element)
    return element.get("type", name) if name in TYPED else name


def _text(element: Element) -> str:
    return flat("".join(element.itertext()))


class _Entry:
    """One concept on its way in."""

    def __init__(self, element: Element, number: int, language: str, losses: Losses) -> None:
        name = element.get("id", "")
        self.element = element
        self.language = language
        self.losses = losses
        # Without a name it is called by its first term; the key only has to differ from others.
        self.one = Gathered(own_id(name)) if name else Gathered(f"entry {number}", " ")

    def read(self) -> Gathered:
        for part in self._parts(self.element):
            if _name(part) in LANGUAGES:
                self._read_language(part)
            else:
                self._take(part)
        return self.one

    def _parts(self, element: Element) -> Iterator[Element]:
        """The members, those of groups too; what explains another member is lost."""
        for part in element:
            if _name(part) not in GROUPS:
                yield part
                continue
            members = list(part)
            is_term = _name(part) == "termGrp"
            yield from members if is_term else members[:1]
            for extra in () if is_term else members[1:]:
                self._lose(f"{_category(members[0])}/{_category(extra)}")

    def _lose(self, category: str) -> None:
        self.losses.add(category, _("has no place in our files"), self.one.key)

    def _take(self, part: Element) -> None:
        category, text = _category(part), _text(part)
        if category == "subjectField":
            self.one.say("domain", text, self.losses)
        elif category in ("source", "note"):
            self.one.say(category, text, self.losses)
        elif category == "definition":
            self.one.define(part.get(XML_LANG, self.language), text, self.losses)
        elif category == "crossReference" and part.get("target"):
            target = own_id(part.get("target", "").removeprefix("#"))
            self.one.link(text if text in RELATIONS else "related", target)
        elif category == "externalCrossReference" and text in MATCHES:
            self.one.link(text, part.get("target", ""))
        else:
            self._lose(category)

    def _read_language(self, section: Element) -> None:
        tag = section.get(XML_LANG) or section.get("lang") or ""
        for part in self._parts(section):
            if _name(part) in TERMS:
                self._read_term(part, tag)
            elif _category(part) == "definition":
                self.one.define(tag, _text(part), self.losses)
            else:
                self._lose(f"language/{_category(part)}")

    def _read_term(self, section: Element, tag: str) -> None:
        said: dict[str, str] = {}
        for part in self._parts(section):
            category, words = _category(part), _text(part)
            if category == "note" and words.startswith(USE):
                category, words = "use", words.removeprefix(USE)
            if category in OF_TERM and category not in said:
                said[category] = words
            else:
                self._lose(f"term/{category}")
        term = Term(
            said.get("term", ""),
            self._status(said.get("administrativeStatus", "")),
            said.get("use", ""),
            self._kind(said.get("termType", "")),
            said.get("note", ""),
        )
        self.one.call(tag, term, self.losses)

    def _status(self, name: str) -> TermStatus:
        status = BY_NAME.get(name.removesuffix("-admn-sts"))
        if name and status is None:
            self._lose(f"administrativeStatus {name}")
        return status or "candidate"

    def _kind(self, name: str) -> Literal["abbreviation"] | None:
        if name in SHORT_FORMS:
            return "abbreviation"
        if name and name not in FULL_FORMS:
            self._lose(f"termType {name}")
        return None
