"""Where a file's content comes from, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from qualmap.model.fields import STRICT, Texts, about

Status = Literal["official-summary", "working-summary", "illustrative"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The `source:` of a file: which act or document, and when it was last held against it."""

    __pydantic_config__: ClassVar[Any] = STRICT

    title: Texts | str = about("title of the document", default="")
    reference: str = about("number and date of the act, as it is cited", default="")
    url: str = about("address of the document", default="")
    checked: str = about(
        "date of the last check against the document (YYYY-MM-DD), or never",
        default="never",
        pattern=r"^(never|\d{4}-\d{2}-\d{2})$",
    )
    note: Texts | str = about("what a reader must know before relying on this file", default="")


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A file that took part in a result: what it is, where it lies and its content's hash.

    `path` is as the user named it, or `built-in:kz/kz-nqf.yaml`; never an absolute path of a
    machine. `languages` are those in which it has words.
    """

    kind: str
    id: str
    country: str
    title: Texts
    path: str
    sha256: str
    status: str
    origin: Origin
    languages: tuple[str, ...] = ()

    @property
    def needs_caution(self) -> bool:
        """Whether a reader has to be told that this is no official text."""
        return self.status != "official-summary" or self.origin.checked == "never"
