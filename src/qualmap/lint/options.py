"""The settings of the linter, as they are written in a configuration file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from qualmap.model.fields import STRICT, about
from qualmap.model.finding import Severity

__all__ = ["FailOn", "Options", "Russian", "Uzbek"]

FailOn = Literal["error", "warning", "info", "never"]


@dataclass(frozen=True, slots=True)
class Uzbek:
    """How Uzbek is written."""

    __pydantic_config__: ClassVar[Any] = STRICT

    apostrophe: Literal["modifier", "quote", "ascii"] = about(
        "the mark of oʻ and gʻ: modifier (U+02BB, U+02BC), quote (U+2018, U+2019) or ascii (')",
        default="modifier",
    )
    alphabet: Literal["1995", "any"] = about(
        "1995: the alphabet in force; any: the letters of later drafts may be used too",
        default="1995",
    )


@dataclass(frozen=True, slots=True)
class Russian:
    """How Russian is written."""

    __pydantic_config__: ClassVar[Any] = STRICT

    yo: Literal["always", "never", "ignore"] = about(
        "ё: always where it is spoken, never, or either way", default="ignore"
    )


@dataclass(frozen=True, slots=True)
class Options:
    """What a configuration file may hold under `[glossary.lint]`."""

    __pydantic_config__: ClassVar[Any] = STRICT

    extend: str = about("a configuration file that this one builds upon", default="")
    select: tuple[str, ...] | None = about(
        "rules to use instead of the default ones: codes, prefixes, names, ALL", default=None
    )
    extend_select: tuple[str, ...] = about(
        "rules to use besides those selected", default=(), alias="extend-select"
    )
    ignore: tuple[str, ...] = about("rules not to use", default=())
    preview: bool = about("use rules that are still on trial, too", default=False)
    severity: dict[str, Severity] = about("another severity for a rule", factory=dict)
    fail_on: FailOn = about(
        "the least severity that makes the exit code 1", default="warning", alias="fail-on"
    )
    per_file_ignores: dict[str, tuple[str, ...]] = about(
        "rules not to use in files whose path matches a pattern",
        factory=dict,
        alias="per-file-ignores",
    )
    baseline: str = about("file of findings that are known and do not count", default="")
    required_languages: tuple[str, ...] = about(
        "languages in which every concept has a term", default=(), alias="required-languages"
    )
    optional_languages: tuple[str, ...] = about(
        "languages that a concept may lack; others are unexpected",
        default=(),
        alias="optional-languages",
    )
    undefined_domains: tuple[str, ...] = about(
        "domains whose concepts need no definition", default=(), alias="undefined-domains"
    )
    candidate_days: int = about(
        "days after which a candidate is stale", default=180, alias="candidate-days", ge=1
    )
    removed_since: str = about(
        "git revision whose concept ids must still be there",
        default="HEAD",
        alias="removed-since",
    )
    line_ends: Literal["lf", "any"] = about(
        "lf: lines end in LF; any: CRLF too", default="lf", alias="line-ends"
    )
    uz: Uzbek = about("Uzbek", factory=Uzbek)
    ru: Russian = about("Russian", factory=Russian)
