"""What differs between two results: as JSON for programs, and in words for two kinds of reader."""

from __future__ import annotations

import json
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.messages import _, plural
from qualmap.model.decision import End
from qualmap.model.difference import KINDS, Difference, Differences, Kind
from qualmap.reports import wording

SCHEMA_VERSION: Final = "1"
FORMATS: Final = ("terminal", "json", "markdown")


def render(found: Differences, format: str, *, limit: int = 0) -> str:
    """Return the differences in one of `FORMATS`; `limit` a kind, 0 for what suits the format.

    JSON is always complete. QualmapError for an unknown format.
    """
    from qualmap.reports import difference_pages as pages

    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise QualmapError(f"unknown format {format!r}", hint=f"known formats: {known}")
    if format == "json":
        return json.dumps(plain(found), ensure_ascii=False, indent=1) + "\n"
    page = pages.markdown if format == "markdown" else pages.terminal
    return page(found, limit or pages.LIMITS[format])


def plain(found: Differences) -> dict[str, Any]:
    """Return the differences as plain data; `docs/diff.md` describes it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "diff",
        "tolerance": found.tolerance,
        "runs": {
            "compared": found.compared,
            "only_old": list(found.only_old),
            "only_new": list(found.only_new),
        },
        "counts": {kind: len(found.of(kind)) for kind in KINDS},
        "worse": sum(entry.worse for entry in found.found),
        "differences": [_plain(entry) for entry in found.found],
    }


def _plain(entry: Difference) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "run": entry.run,
        "left": _end(entry.left, entry.kind, entry.left_words),
        "right": _end(entry.right, entry.kind, entry.right_words),
        "aspect": entry.aspect or None,
        "before": entry.before or None,
        "after": entry.after or None,
        "score_before": entry.score_before,
        "score_after": entry.score_after,
        "detail": entry.detail,
        "record_id": entry.record_id or None,
        "worse": entry.worse,
    }


def _end(end: End, kind: Kind, words: str) -> dict[str, str | None]:
    whole, part = ("framework", "level") if kind == "level" else ("qualification", "outcome")
    found: dict[str, str | None] = {whole: end[0], part: end[1] or None}
    return found if kind == "level" else {**found, "words": words}


def heading(kind: Kind) -> str:
    """Return what a kind of difference is called above its list."""
    return {
        "decision": _("Decisions affected"),
        "gone": _("Gone"),
        "relation": _("Relation changed"),
        "added": _("Added"),
        "level": _("Level changed"),
        "coverage": _("Coverage changed"),
        "verdict": _("Finding changed"),
        "score": _("Score changed"),
        "words": _("Words changed, same proposal"),
    }[kind]


def change(entry: Difference) -> str:
    """Return what changed, in a few words."""
    return _CHANGES[entry.kind](entry)


def _decision(entry: Difference) -> str:
    became = {
        "stale": _("the words have changed since"),
        "gone": _("is proposed no more"),
        "against": _("the proposal now says otherwise"),
    }[entry.after]
    said = {"accepted": _("accepted"), "rejected": _("rejected"), "unsure": _("unsure")}
    return f"{said[entry.aspect]}, {became}"


def _came_or_went(entry: Difference) -> str:
    relation, score = entry.before or entry.after, entry.score_before
    if not relation:
        return _("both qualifications: {what}").format(what=entry.detail)
    if entry.kind == "added":
        score = entry.score_after
    return f"{wording.relation_word(relation)}, {wording.chance(score)}{_note(entry)}"


def _relation(entry: Difference) -> str:
    before, after = (wording.relation_word(name) for name in (entry.before, entry.after))
    return f"{before} → {after} ({_scores(entry)}){_note(entry)}"


def _level(entry: Difference) -> str:
    what = _("declared: ") if entry.aspect else ""
    return f"{what}{entry.before or _('none')} → {entry.after or _('none')}"


def _coverage(entry: Difference) -> str:
    found = _("left found in right") if entry.aspect == "left" else _("right found in left")
    before, after = (wording.percent(share) for share in (entry.score_before, entry.score_after))
    return f"{found}: {before} ({entry.before}) → {after} ({entry.after})"


def _verdict(entry: Difference) -> str:
    before, after = (wording.finding_word(name) for name in (entry.before, entry.after))
    return f"{wording.element_word(entry.aspect)}: {before} → {after}"


def _score(entry: Difference) -> str:
    return f"{wording.relation_word(entry.after)}, {_scores(entry)}{_note(entry)}"


def _scores(entry: Difference) -> str:
    return f"{wording.chance(entry.score_before)} → {wording.chance(entry.score_after)}"


def _note(entry: Difference) -> str:
    return f"; {entry.detail}" if entry.detail else ""


_CHANGES: Final = {
    "decision": _decision,
    "gone": _came_or_went,
    "added": _came_or_went,
    "relation": _relation,
    "level": _level,
    "coverage": _coverage,
    "verdict": _verdict,
    "score": _score,
    "words": _score,
}


def counts(found: Differences) -> str:
    """Return how many differences there are of each kind, in one line."""
    if not found.found:
        return _("no differences")
    total = plural("{count} difference", "{count} differences", len(found.found))
    parts = [f"{heading(kind).lower()}: {n}" for kind in KINDS if (n := len(found.of(kind)))]
    worse = sum(entry.worse for entry in found.found)
    told = [_("{count} for the worse").format(count=worse)] if worse else []
    return f"{total} ({'; '.join(parts + told)})"


def runs(found: Differences) -> list[str]:
    """Return sentences on runs that only one of the two has."""
    sides = ((_("only in the old"), found.only_old), (_("only in the new"), found.only_new))
    return [f"{words}: {', '.join(names)}" for words, names in sides if names]
