"""`qualmap models …`: the encoders of meaning, what they cover, how fast and how good they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualmap.cli.console import out, progress, say, write
from qualmap.cli.equip import model_settings
from qualmap.cli.shared import command
from qualmap.errors import QualmapError
from qualmap.messages import _

if TYPE_CHECKING:  # numpy comes with these, and --help must not wait for it
    from qualmap.encoders.card import Card

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Encoders of meaning: which, how good."
)
cache = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Vectors of heavy models kept between runs. Deleting them is always safe.",
)
app.add_typer(cache, name="cache")

Format = Annotated[str, typer.Option("--format", help="terminal or json.")]
Spec = Annotated[str, typer.Argument(metavar="NAME", help="OWNER/NAME[@REVISION] or a folder.")]

UNITS = {"": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
SMALLEST_LIMIT = 1_000_000
"""Bytes; below it the file's own tables would be a good part of it."""


@app.command("list")
@command
def list_(format: Format = "terminal") -> None:
    """List the models on this machine: the embedded one, and those fetched from the hub.

    Example: qualmap models list
    """
    from qualmap.encoders.card import all_cards

    rows = [_row(card) for card in all_cards()]
    _print({"models": rows}, format, lambda: _reports().model_table(rows))


@app.command()
@command
def show(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="As for --model.")] = "static",
    format: Format = "terminal",
) -> None:
    """Show a model on this machine: size, languages, licence, hash, figures of its card.

    Example: qualmap models show static
    """
    from qualmap.encoders.card import find_card

    row = _row(find_card(name))
    _print({"model": row}, format, lambda: _reports().model_page(row))


@app.command()
@command
def pull(name: Spec) -> None:
    """Download a sentence-transformers model from the Hugging Face hub, for later use offline.

    Example: qualmap models pull intfloat/multilingual-e5-small
    """
    from qualmap.encoders.card import card_of
    from qualmap.encoders.hub import fetch, require_extra
    from qualmap.reports.models import size

    require_extra(name)
    found = fetch(name)
    write(f"{found.name}@{found.revision} {size(card_of(found).bytes)}\n")
    say(_("now try: qualmap compare kz uz --model {name}").format(name=found.name))


@app.command()
@command
def bench(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="As for --model.")
    ] = None,
    device: Annotated[
        str, typer.Option("--device", metavar="NAME", help="cpu, cuda, mps, … as torch names it.")
    ] = "",
    batch_size: Annotated[
        int, typer.Option("--batch-size", min=0, help="Texts at a time; 0 is as configured.")
    ] = 0,
    format: Format = "terminal",
) -> None:
    """Measure encoders side by side: texts a second, memory, first use, retrieval.

    Retrieval: 60 learning outcomes in five languages and scripts that no training has seen.

    Example: qualmap models bench static intfloat/multilingual-e5-small
    """
    from qualmap.encoders.bench import bench as measure

    _check_format(format)
    configured = model_settings()
    chosen = replace(
        configured,
        device=device or configured.device,
        batch_size=batch_size or configured.batch_size,
    )
    rows = []
    wanted = names or ["static"]
    for name in wanted:
        _name_check(name)
    with progress() as tell:
        for done, name in enumerate(wanted):
            tell(_("measuring"), done, len(wanted))
            rows.append(asdict(measure(name, chosen)))
    _print({"results": rows}, format, lambda: _reports().bench_table(rows))


@cache.command("show")
@command
def cache_show(format: Format = "terminal") -> None:
    """Show what the cache holds: where, how much, how many texts of which model.

    Example: qualmap models cache show
    """
    from qualmap.store import shared_store

    status = shared_store("vectors").status()
    body = {
        "path": None if status.path is None else str(status.path),
        "bytes": status.bytes,
        "limit": status.limit,
        "models": [{"name": name, "texts": count} for name, count in status.makers],
    }
    _print({"cache": body}, format, lambda: _reports().cache_page(body))


@cache.command()
@command
def clear() -> None:
    """Forget all kept vectors and readings; the next run works them out again.

    Example: qualmap models cache clear
    """
    from qualmap.encoders.unrelated import forget
    from qualmap.store import shared_store

    if not all(shared_store(kind).clear() for kind in ("vectors", "readings")):
        raise QualmapError(
            "the cache cannot be cleared now", hint="another process is writing; try again"
        )
    forget()
    say(_("the cache is empty"))


@cache.command()
@command
def limit(
    size: Annotated[str, typer.Argument(metavar="SIZE", help="For example 500MB or 2GB.")],
) -> None:
    """Set how large the cache may grow; vectors used longest ago go first.

    Example: qualmap models cache limit 2GB
    """
    from qualmap.store import shared_store

    if not shared_store("vectors").limit(_bytes(size)):
        raise QualmapError(
            "the limit cannot be set", hint="is the cache folder writable? see `cache show`"
        )
    say(_("the cache may now grow to {size}").format(size=size))


def _bytes(size: str) -> int:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]?B|)", size.strip().upper())
    count = int(float(match[1]) * UNITS.get(match[2], 1)) if match else 0
    if count < SMALLEST_LIMIT:
        raise QualmapError(
            f"{size!r} is no size for the cache", hint="1MB or more, e.g. 500MB or 2GB"
        )
    return count


def _name_check(name: str) -> None:
    """Raise before anything is measured, not after minutes."""
    from qualmap.encoders import load_encoder

    load_encoder(name, cached=False)


def _row(card: Card) -> dict[str, Any]:
    return {**asdict(card), "languages": list(card.languages)}


def _reports() -> Any:
    from qualmap.reports import models

    return models


def _check_format(format: str) -> None:
    if format not in ("terminal", "json"):
        raise QualmapError(f"unknown format {format!r}", hint="known formats: terminal, json")


def _print(body: dict[str, Any], format: str, page: Callable[[], Any]) -> None:
    _check_format(format)
    if format == "json":
        content = {"schema_version": "1", **body}
        write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    else:
        out().print(page())
