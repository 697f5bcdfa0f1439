"""Pages of `qualmap show`, for a terminal: values become rich renderables, nothing is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from qualmap.messages import _
from qualmap.model.framework import Framework
from qualmap.model.origin import SourceRef
from qualmap.model.qualification import Qualification


def _words(texts: Any) -> str:
    if isinstance(texts, str):
        return texts
    return texts.get("en") or next(iter(texts.values()), "")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def country_table(rows: Iterable[dict[str, Any]]) -> RenderableType:
    """Return the countries in reach, one a row."""
    table = _table(_("code"), _("country"), _("framework"), _("qualifications"))
    notes = []
    for row in rows:
        frameworks = [
            f"{f['id']} ({f['levels']} levels, {f['status']}, checked {f['checked']})"
            for f in row["frameworks"]
        ]
        held = (
            f"{row['qualifications']} {', '.join(row['statuses'])}"
            if row["qualifications"]
            else "0"
        )
        table.add_row(
            row["code"], _words(row["title"]), "\n".join(frameworks) or _("none known"), held
        )
        if row["note"]:
            notes.append(Text(f"{row['code']}: {_words(row['note'])}"))
    return Group(table, *notes)


def country_page(body: dict[str, Any]) -> RenderableType:
    """Return a country's facts with provenance, and its files with status."""
    parts: list[RenderableType] = []
    if (about := body["country"]) is not None:
        parts.append(Text(_words(about["title"]), style="bold"))
        parts.append(Text(_words(about["note"])))
        for fact in about["facts"]:
            source = f": {fact['source']}" if fact["source"] else ""
            line = Text(f"{fact['topic']}: ", style="bold")
            line.append(_words(fact["statement"]), style="not bold")
            line.append(f" [{fact['provenance']}{source}]", style="not bold dim")
            parts.append(line)
    files = _table(_("kind"), _("id"), _("title"), _("status"), _("checked"))
    for row in body["files"]:
        files.add_row(row["kind"], row["id"], _words(row["title"]), row["status"], row["checked"])
    if not body["files"]:
        return Group(*parts, Text(_("no framework and no qualification is shipped")))
    return Group(*parts, files)


def framework_page(framework: Framework, ref: SourceRef) -> RenderableType:
    """Return a framework: where it comes from, its levels and descriptors."""
    parts: list[RenderableType] = [*_head(framework.title, ref)]
    for level in framework.levels:
        parts.append(Text(f"\n{_('level')} {level.id}", style="bold"))
        for reference in level.references:
            parts.append(Text(f"  {reference.framework} {reference.level} ({reference.status})"))
        for domain, texts in level.descriptors.items():
            parts.append(Text(f"  {domain}: {_words(texts)}"))
    return Group(*parts)


def qualification_page(item: Qualification, ref: SourceRef) -> RenderableType:
    """Return a qualification: where it comes from, its outcomes as written."""
    facts = [
        item.type,
        item.framework and f"{item.framework} {item.level}",
        item.classification.isco_08 and f"ISCO-08 {item.classification.isco_08}",
        item.sector,
    ]
    parts: list[RenderableType] = [*_head(item.title, ref), Text(", ".join(filter(None, facts)))]
    for unit in item.units:
        parts.append(Text(f"\n{unit.id} {next(iter(unit.title.values()), '')}", style="bold"))
        for outcome in unit.outcomes:
            weight = _("essential") if outcome.essential else _("optional")
            words = next(iter(outcome.text.values()))
            parts.append(Text(f"  {outcome.id} [{outcome.domain or '?'}, {weight}] {words}"))
    return Group(*parts)


def _head(title: dict[str, str], ref: SourceRef) -> list[RenderableType]:
    lines: list[RenderableType] = [Text(" · ".join(dict.fromkeys(title.values())), style="bold")]
    lines.append(
        Text(f"{ref.id} · {ref.status} · {_('checked')}: {ref.origin.checked} · {ref.path}")
    )
    if ref.origin.note:
        lines.append(Text(_words(ref.origin.note)))
    return lines


def recipe_page(body: dict[str, Any]) -> RenderableType:
    """Return a recipe: each feature's weight and claim, and the thresholds."""
    table = _table(_("feature"), _("weight"), _("centre"), _("claim"))
    for row in body["features"]:
        table.add_row(row["feature"], f"{row['weight']:+.2f}", f"{row['centre']:.2f}", row["claim"])
    thresholds = Text(
        _("proposed from {threshold}, same topic from {related}; intercept {intercept}").format(
            threshold=body["threshold"], related=body["related"], intercept=body["intercept"]
        )
    )
    return Group(Text(body["name"], style="bold"), table, thresholds, Text(body["fitted"]))
