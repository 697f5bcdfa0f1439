"""The words and figures that all reports share, so that no two of them say a thing differently."""

from __future__ import annotations

from typing import Final

from qualmap.messages import _
from qualmap.model.fields import Texts
from qualmap.model.origin import SourceRef

NEVER = "never"


def percent(share: float | None) -> str:
    """Return a share as a percentage; what was not compared is never called 0 %.

    Only a full share reads 100 % and only an empty one 0 %, whatever rounding says.

    >>> [percent(share) for share in (None, 0.0, 0.004, 0.735, 0.997, 1.0)]
    ['not compared', '0 %', '<1 %', '74 %', '99 %', '100 %']
    """
    if share is None:
        return _("not compared")
    rounded = int(100 * share + 0.5)
    if rounded == 0 and share > 0:
        return "<1 %"
    return f"{min(rounded, 99) if share < 1 else 100} %"


def chance(score: float | None) -> str:
    """Return a probability with two decimals; only certainty reads 1.00.

    >>> [chance(score) for score in (None, 0.001, 0.874, 0.998, 1.0)]
    ['–', '<0.01', '0.87', '>0.99', '1.00']
    """
    if score is None:
        return "–"
    shown = f"{score:.2f}"
    if shown == "1.00" and score < 1:
        return ">0.99"
    return "<0.01" if shown == "0.00" and score > 0 else shown


def signed(weight: float) -> str:
    """Return what a reason adds to the log-odds, with its sign; nothing where it adds nothing."""
    shown = f"{abs(weight):.2f}"
    if shown == "0.00":
        return ""
    return ("+" if weight > 0 else "−") + shown


def span(low: str | None, high: str | None) -> str:
    """Return an interval of levels, or the one level that it is."""
    if low is None or high is None:
        return ""
    return low if low == high else f"{low}–{high}"


def label_of(texts: Texts | str) -> str:
    """Return the English words, or else the original ones."""
    if isinstance(texts, str):
        return texts
    return texts.get("en") or next(iter(texts.values()), "")


def relation_word(relation: str) -> str:
    """Return a relation as a person would say it; it is always said of the right side."""
    return {
        "exact": _("same"),
        "close": _("nearly the same"),
        "broad": _("right is broader"),
        "narrow": _("right is narrower"),
        "related": _("same topic only"),
        "none": _("not good enough"),
    }[relation]


def part_word(part: str) -> str:
    """Return what a pair is part of, empty for a plain pair."""
    return {
        "split": _("left is answered by several"),
        "merge": _("right answers several"),
        "rejected": _("best candidate, not proposed"),
    }.get(part, "")


def review_word(review: str) -> str:
    """Return whose word a result is."""
    return {
        "proposed": _("proposed by qualmap, not decided"),
        "accepted": _("accepted by a reviewer"),
        "rejected": _("rejected by a reviewer"),
        "unsure": _("a reviewer is unsure"),
    }[review]


def finding_word(finding: str) -> str:
    """Return the finding on one of the five elements."""
    return {
        "no difference found": _("no difference found"),
        "difference": _("difference"),
        "possibly substantial": _("possibly substantial difference"),
        "not enough information": _("not enough information"),
    }[finding]


def element_word(name: str) -> str:
    """Return the name of one of the five elements."""
    return {
        "level": _("level"),
        "workload": _("workload"),
        "quality": _("quality assurance"),
        "profile": _("profile"),
        "learning outcomes": _("learning outcomes"),
    }[name]


def domain_word(domain: str | None) -> str:
    """Return the name of a common domain."""
    return {
        "knowledge": _("knowledge"),
        "skills": _("skills"),
        "responsibility-autonomy": _("responsibility and autonomy"),
    }.get(domain or "", domain or _("domain not given"))


def type_word(kind: str) -> str:
    """Return what sort of document a qualification is."""
    return {
        "qualification": _("qualification"),
        "occupational-standard": _("occupational standard"),
        "programme": _("programme"),
        "micro-credential": _("micro-credential"),
    }[kind]


def essential_word(essential: bool) -> str:
    """Return whether the qualification depends on an outcome."""
    return _("essential") if essential else _("optional")


def status_word(status: str) -> str:
    """Return how far a file's words can be trusted."""
    return {
        "official-summary": _("summary of an official text"),
        "working-summary": _("working summary in our own words"),
        "illustrative": _("illustrative, issued by no national body"),
    }.get(status, status)


def checked_word(date: str) -> str:
    """Return when a file was last held against its document."""
    return _("never checked") if date == NEVER else _("checked {date}").format(date=date)


def caution_of(source: SourceRef) -> str:
    """Return what a reader must know before relying on a source, empty where it is sound."""
    if not source.needs_caution:
        return ""
    if source.status == "illustrative":
        return _("Written as an illustration; no national body issued or checked it.")
    if source.origin.checked == NEVER:
        return _("Never checked against the official text; do not quote it as official.")
    return _("In our own words, last checked on {date}; do not quote it as official.").format(
        date=source.origin.checked
    )


REASONS: Final = {
    "meaning": "meaning",
    "words": "words",
    "wording": "wording",
    "concepts": "glossary concepts",
    "action": "action",
    "domain": "domain",
    "unit": "unit",
    "extent": "extent",
    "particulars": "particulars",
    "isco": "occupation (ISCO-08)",
    "title": "title",
    "content": "content",
    "missing": "missing",
    "essential coverage": "essential outcomes",
}


def reason_word(name: str) -> str:
    """Return the name of a kind of evidence; a kind not known here keeps its own."""
    return _(REASONS.get(name, name))
