"""Tables of `qualmap models`, for a terminal: values become rich renderables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from qualmap.messages import _, plural

SHOWN_LANGUAGES = 8
"""Languages named in the table of models; a model of a hundred has only their number there."""

SHOWN_REVISION = 12


def model_table(rows: Iterable[dict[str, Any]]) -> RenderableType:
    """Return the models on this machine, one a row."""
    table = _table(_("model"), _("revision"), _("numbers"), _("size"), _("languages"), _("licence"))
    for row in rows:
        table.add_row(
            row["use"],
            row["revision"][:SHOWN_REVISION],
            _number(row["dimensions"]),
            size(row["bytes"]),
            _languages(row["languages"]),
            row["licence"] or "–",
        )
    return table


def model_page(row: dict[str, Any]) -> RenderableType:
    """Return all that is known of one model."""
    facts = {
        _("kind"): row["kind"],
        _("from"): row["source"],
        _("revision"): row["revision"][:SHOWN_REVISION],
        _("numbers in a vector"): _number(row["dimensions"]),
        _("size"): size(row["bytes"]),
        _("languages by its card"): ", ".join(row["languages"]) or _("not stated"),
        _("licence"): row["licence"] or _("not stated"),
        _("put before each text"): repr(row["prompt"]) if row["prompt"] else _("nothing"),
        "sha256": row["sha256"],
    }
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in facts.items():
        table.add_row(Text(name, style="bold"), Text(str(value)))
    figures = [Text("\n" + row["figures"])] if row["figures"] else []
    return Group(Text(row["name"], style="bold"), table, *figures)


def bench_table(rows: Iterable[dict[str, Any]]) -> RenderableType:
    """Return the measured encoders side by side."""
    table = _table(
        _("model"), _("texts/s"), _("first use"), _("memory"), _("accuracy@1"), _("weakest")
    )
    for row in rows:
        weakest = row["weakest"]
        table.add_row(
            row["name"],
            f"{row['texts_per_second']:,.0f}",
            f"{row['first_use_seconds']:.2f} s",
            size(row["peak_bytes"]),
            f"{row['accuracy']:.3f}",
            f"{row['retrieval'][weakest]:.3f} {weakest.replace(' ', ' → ')}",
        )
    return table


def cache_page(body: dict[str, Any]) -> RenderableType:
    """Return what the cache of vectors holds."""
    if body["path"] is None:
        return Text(_("no cache: QUALMAP_CACHE is empty"))
    lines = [
        Text(body["path"], overflow="fold"),
        Text(f"{size(body['bytes'])} {_('of at most')} {size(body['limit'])}"),
    ]
    for model in body["models"]:
        count = plural("{count} text", "{count} texts", model["texts"])
        lines.append(Text(f"{model['name']}: {count}"))
    return Group(*lines)


def size(count: int | None) -> str:
    """Return a number of bytes in words.

    >>> size(8_400_000), size(470_000_000), size(2_200_000_000), size(None)
    ('8.4 MB', '470 MB', '2.2 GB', '–')
    """
    if count is None:
        return "–"
    if count >= 1_000_000_000:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 100_000_000 else f"{count / 1e6:.1f} MB"


def _languages(languages: list[str]) -> str:
    if len(languages) > SHOWN_LANGUAGES:
        return plural("{count} language", "{count} languages", len(languages))
    return " ".join(languages) or "–"


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
