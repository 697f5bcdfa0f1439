"""`qualmap match` and `qualmap search`: any texts against any texts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualmap.catalogue import load
from qualmap.cli.console import out, progress, say, write
from qualmap.cli.equip import tools
from qualmap.cli.shared import Model, RecipeName
from qualmap.errors import QualmapError
from qualmap.messages import _
from qualmap.model.mapping import Match
from qualmap.model.reading import Reading
from qualmap.sources.lists import Row, read_list

if TYPE_CHECKING:
    from qualmap.mapping.tools import Tools

Top = Annotated[int, typer.Option("--top", min=1, max=100, help="Candidates for each left text.")]


def match(
    left: Annotated[Path, typer.Argument(metavar="LEFT", help="List; - for standard input.")],
    right: Annotated[Path, typer.Argument(metavar="RIGHT", help="List.")],
    left_lang: Annotated[
        str,
        typer.Option(
            "--left-lang", metavar="TAG", help="Language of LEFT (else its column, or detected)."
        ),
    ] = "",
    right_lang: Annotated[
        str, typer.Option("--right-lang", metavar="TAG", help="Language of RIGHT.")
    ] = "",
    top: Top = 1,
    format: Annotated[str, typer.Option("--format", help="tsv, jsonl, sssom or parquet.")] = "tsv",
    out_file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write there instead of to standard output."),
    ] = None,
    model: Model = "",
    recipe: RecipeName = "",
) -> None:
    """Match any two lists: for each left text its best right texts, with score and relation.

    Lists: TXT (a text a line), CSV, TSV or XLSX (columns id, text, lang), YAML.

    Example: qualmap match ours.txt theirs.xlsx --top 3 --format tsv
    """
    from qualmap.reports.matches import check_format, render, shows_reasons

    check_format(format, to_file=out_file is not None)
    lefts, rights = _rows(left), _rows(right)
    with progress() as show:
        equipment = tools(model=model, recipe=recipe, progress=show, long_lists=True)
        found = list(
            _matches(lefts, rights, (left_lang, right_lang), equipment, top, shows_reasons(format))
        )
    content = render(found, format, equipment.made("").encoder)
    if out_file is None:
        write(content if isinstance(content, str) else content.decode("latin-1"))
    else:
        from qualmap.files import write_atomically

        write_atomically(out_file, content)
        say(_("wrote {path}").format(path=out_file.as_posix()))


def _rows(path: Path) -> list[Row]:
    if str(path) == "-":
        return read_list(path, sys.stdin.buffer.read())
    return read_list(path)


def _matches(
    lefts: Sequence[Row],
    rights: Sequence[Row],
    languages: tuple[str, str],
    equipment: Tools,
    top: int,
    reasons: bool,
) -> Iterator[Match]:
    from qualmap.mapping.match import match as run

    both = tuple(zip((lefts, rights), languages, strict=True))
    questions = [(row.text, row.language or tag) for rows, tag in both for row in rows]
    equipment.annotator.read_all(questions, equipment.progress)
    sides = [_read(rows, tag, equipment) for rows, tag in both]
    silent = [
        row.number for row, reading in zip(lefts, sides[0], strict=True) if not reading.tokens
    ]
    if silent:
        rows = ", ".join(map(str, silent[:10]))
        say(_("not looked at, no words: rows {rows} of the left list").format(rows=rows))
    for found in run(sides[0], sides[1], equipment, top=top, reasons=reasons):
        one, other = lefts[found.left_row - 1], rights[found.right_row - 1]
        yield replace(
            found, left_row=one.number, right_row=other.number, left_id=one.id, right_id=other.id
        )


def _read(rows: Sequence[Row], language: str, equipment: Tools) -> list[Reading]:
    return [
        equipment.annotator.read(row.text, row.language or language, domain=row.domain)
        for row in rows
    ]


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for, in any language.")],
    top: Top = 10,
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="CODE", help="Only this country; repeatable."),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="terminal or json.")] = "terminal",
    model: Model = "",
) -> None:
    """Find the nearest outcomes and qualifications in all languages.

    Example: qualmap search "reads electrical drawings"
    """
    from qualmap.mapping.search import nearest_outcomes

    if format not in ("terminal", "json"):
        raise QualmapError(f"unknown format {format!r}", hint="known formats: terminal, json")
    if not text.strip():
        raise QualmapError("nothing to search for", hint='qualmap search "reads drawings"')
    catalogue = load()
    items = [
        item
        for code in country or catalogue.codes()
        for item in catalogue.side(code).qualifications
    ]
    found = nearest_outcomes(text, items, tools(model=model), top=top)
    if format == "json":
        entries = [asdict(hit) for hit in found]
        body = {"schema_version": "1", "text": text, "results": entries}
        write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
        return
    from qualmap.reports.terminal import hits

    out().print(hits(text, found))
