"""`qualmap show …`: what is loaded, from where, and how trustworthy it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

from qualmap.catalogue import Catalogue, load
from qualmap.cli.console import out, write
from qualmap.cli.shared import command
from qualmap.errors import QualmapError
from qualmap.sources.native import Loaded

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Show what is loaded, from where, how trustworthy.",
)

Format = Annotated[str, typer.Option("--format", help="terminal or json.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Its id or code.")]


@app.command()
@command
def countries(format: Format = "terminal") -> None:
    """List the countries in reach, with their framework and qualifications.

    Example: qualmap show countries
    """
    catalogue = load()
    rows = [_country_row(catalogue, code) for code in catalogue.codes()]
    _print(rows, format, lambda: _reports().country_table(rows))


def _country_row(catalogue: Catalogue, code: str) -> dict[str, Any]:
    entries = catalogue.country(code)
    country = next((e.value for e in entries if e.kind == "country"), None)
    frameworks = [e for e in entries if e.kind == "framework"]
    qualifications = [e for e in entries if e.kind == "qualification"]
    return {
        "code": code,
        "title": country.title if country else {},
        "frameworks": [
            {
                "id": e.ref.id,
                "status": e.ref.status,
                "checked": e.ref.origin.checked,
                "levels": len(e.value.levels),
            }
            for e in frameworks
        ],
        "qualifications": len(qualifications),
        "statuses": sorted({e.ref.status for e in qualifications}),
        "note": country.note if country else {},
    }


@app.command()
@command
def country(name: Name, format: Format = "terminal") -> None:
    """Show a country: its facts, each with provenance, its framework and qualifications.

    Example: qualmap show country uz
    """
    catalogue = load()
    if name.lower() not in catalogue.codes():
        raise QualmapError(
            f"unknown country {name!r}", hint=f"known countries: {', '.join(catalogue.codes())}"
        )
    entries = catalogue.country(name.lower())
    body = {
        "country": next((asdict(e.value) for e in entries if e.kind == "country"), None),
        "files": [_file_row(e) for e in entries if e.kind != "country"],
    }
    _print(body, format, lambda: _reports().country_page(body))


@app.command()
@command
def framework(name: Name, format: Format = "terminal") -> None:
    """Show a framework: its levels, descriptors, references, source and status.

    Example: qualmap show framework uz-nqf
    """
    entry = _find(load(), name, "framework")
    _print(asdict(entry.value), format, lambda: _reports().framework_page(entry.value, entry.ref))


@app.command()
@command
def qualification(name: Name, format: Format = "terminal") -> None:
    """Show a qualification: its outcomes as written, source and status.

    Example: qualmap show qualification kz-tour-guide
    """
    entry = _find(load(), name, "qualification")
    _print(
        asdict(entry.value), format, lambda: _reports().qualification_page(entry.value, entry.ref)
    )


@app.command()
@command
def recipe(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Its name.")] = "standard-1",
    format: Format = "terminal",
) -> None:
    """Show how evidence is weighed: each feature's claim and weight, and the thresholds.

    Example: qualmap show recipe
    """
    from qualmap.scoring.recipe import load_recipe

    found = load_recipe(name)
    claims = [{**asdict(item), "claim": item.claim} for item in found.features]
    body = {**asdict(found), "features": claims}
    _print(body, format, lambda: _reports().recipe_page(body))


def _find(catalogue: Catalogue, name: str, kind: str) -> Loaded:
    entry = catalogue.find(name, kind)
    if entry is None:
        known = sorted(e.ref.id for e in catalogue.everything() if e.kind == kind)
        raise QualmapError(f"unknown {kind} {name!r}", hint=f"known: {', '.join(known)}")
    return entry


def _file_row(entry: Loaded) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "id": entry.ref.id,
        "title": entry.ref.title,
        "status": entry.ref.status,
        "checked": entry.ref.origin.checked,
        "path": entry.ref.path,
        "languages": list(entry.ref.languages),
    }


def _reports() -> Any:
    from qualmap.reports import pages

    return pages


def _print(body: Any, format: str, page: Any) -> None:
    if format == "json":
        content = {"schema_version": "1", "content": body}
        write(json.dumps(content, ensure_ascii=False, indent=2, default=list) + "\n")
    elif format == "terminal":
        out().print(page())
    else:
        raise QualmapError(f"unknown format {format!r}", hint="known formats: terminal, json")
