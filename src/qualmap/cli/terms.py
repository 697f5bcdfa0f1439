"""`qualmap glossary find`, `normalise`, `show`, `stats`, `suggest` and `fmt`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualmap.cli import texts
from qualmap.cli.console import out, say, write
from qualmap.errors import QualmapError
from qualmap.files import as_json
from qualmap.messages import _, plural

if TYPE_CHECKING:
    from qualmap.model.glossary import Glossary
    from qualmap.model.reading import ConceptHit

Lang = Annotated[
    str, typer.Option("--lang", metavar="TAG", help="Language of the text; else detected.")
]
Glossaries = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary", metavar="PATH",
        help="Use this glossary, a file or folder, instead of the one in reach; repeatable.",
    ),
]  # fmt: skip
Fuzzy = Annotated[bool, typer.Option("--fuzzy", help="Also words with one wrong letter.")]
SomeText = Annotated[
    str, typer.Argument(metavar="TEXT", help="A text, a file, or - for standard input.")
]
OutFile = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to a file.")
]
FIND = ("terminal", "json", "jsonl", "tsv")
PAGE = ("terminal", "json")
SUGGEST = ("terminal", "yaml", "json", "tsv")


def _format(name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise QualmapError(f"unknown format {name!r}", hint=f"known formats: {', '.join(known)}")
    return name


def _glossary(paths: Sequence[Path] | None) -> Glossary:
    if not paths:
        from qualmap.cli.equip import glossary

        return glossary()
    from qualmap.glossary.load import load

    for path in paths:
        if not path.exists():
            raise QualmapError(f"no such file or folder: {path.as_posix()}", hint="check the path")
    return load(paths)


def _json(**content: Any) -> None:
    body = {"schema_version": "1", **content}
    write(as_json(body, levels=2))


def _hits(
    text: str, glossary: Glossary, language: str, *, fuzzy: bool = False
) -> tuple[ConceptHit, ...]:
    from qualmap.glossary.annotate import Annotator
    from qualmap.glossary.reading import find_all

    return find_all(text, Annotator(glossary), language, fuzzy=fuzzy)


def find(
    text: SomeText,
    lang: Lang = "",
    format: Annotated[
        str, typer.Option("--format", help="terminal, json, jsonl or tsv.")
    ] = "terminal",
    fuzzy: Fuzzy = False,
    glossary: Glossaries = None,
) -> None:
    """Find the terms of the glossary in a text, in whatever form they stand.

    Example: qualmap glossary find "Taʼlim natijalarini baholaydi" --format json
    """
    from qualmap.cli import term_pages

    _format(format, FIND)
    item = texts.given(text)
    hits = _hits(item.text, _glossary(glossary), lang, fuzzy=fuzzy)
    if format == "json":
        _json(source=item.name, hits=[term_pages.entry(item.text, hit) for hit in hits])
    elif format == "terminal":
        out().print(term_pages.hit_table(item.text, hits))
    else:
        write(term_pages.rows(item.text, hits, format))
    if not hits:
        say(_("no term of the glossary found"))


def normalise(
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT…", help="Texts, files, or - for standard input.")
    ],
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Mark the terms in the text (default).")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put preferred terms in where that is safe.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Report retired terms, and several terms for one concept."),
    ] = False,
    lang: Lang = "",
    format: Annotated[
        str, typer.Option("--format", help="With --check: a format of the linter.")
    ] = "full",
    output: OutFile = None,
    glossary: Glossaries = None,
) -> None:
    """Mark the terms of a text, use the preferred ones, or check how terms are used.

    --check ends with exit code 1 if there are findings.

    Example: qualmap glossary normalise report.txt --check --format github
    """
    if annotate + replace + check > 1:
        raise QualmapError(
            "--annotate, --replace and --check exclude each other", hint="choose one"
        )
    if len(text) > 1 and not check:
        raise QualmapError("one text at a time", hint="several texts are read with --check")
    known, items = _glossary(glossary), [texts.given(one) for one in text]
    if check:
        raise typer.Exit(_check(items, known, lang, format, output))
    _deliver((_replaced if replace else _marked)(items[0].text, known, lang), output)


def _marked(text: str, glossary: Glossary, lang: str) -> str:
    from qualmap.glossary.normalise import annotate

    return annotate(text, _hits(text, glossary, lang), glossary)


def _replaced(text: str, glossary: Glossary, lang: str) -> str:
    from qualmap.cli.term_pages import change_line
    from qualmap.glossary.normalise import replace

    new, changes = replace(text, _hits(text, glossary, lang), glossary)
    for change in changes:
        say(change_line(text, change))
    done = sum(change.done for change in changes)
    say(plural("replaced {count} term", "replaced {count} terms", done)
        + plural(", left {count}", ", left {count}", len(changes) - done))  # fmt: skip
    return new


def _check(
    items: Sequence[texts.Given], glossary: Glossary, lang: str, format: str, output: Path | None
) -> int:
    from qualmap import __version__
    from qualmap.glossary.usage import Document, check
    from qualmap.lint.document import SourceFile
    from qualmap.lint.formats import known, render
    from qualmap.lint.report import Report

    known(format)
    documents = [Document(item.name, item.text, _hits(item.text, glossary, lang)) for item in items]
    found = tuple(finding for document in documents for finding in check(document, glossary))
    files = {item.name: SourceFile(item.name, item.text) for item in items}
    _deliver(render(Report(found, files, version=__version__), format), output)
    count = plural("{count} finding", "{count} findings", len(found))
    say(count if found else _("no findings"))
    return 1 if found else 0


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        write(text if not text or text.endswith("\n") else text + "\n")
        return
    from qualmap.files import write_atomically

    write_atomically(output, text)


def show(
    name: Annotated[str, typer.Argument(metavar="ID|TERM", help="An id, or a term in any form.")],
    format: Annotated[str, typer.Option("--format", help="terminal or json.")] = "terminal",
    glossary: Glossaries = None,
) -> None:
    """Show a concept: its terms in all languages, definitions, relations and links.

    A term of several concepts shows them all.

    Example: qualmap glossary show learning-outcome
    """
    from qualmap.cli import term_pages
    from qualmap.glossary.lookup import look_up, neighbourhood

    _format(format, PAGE)
    known = _glossary(glossary)
    found = [neighbourhood(concept, known) for concept in look_up(name, known)]
    if format == "json":
        _json(concepts=[term_pages.concept_entry(one) for one in found])
    else:
        out().print(*map(term_pages.concept_page, found), sep="\n")


def stats(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files and folders; else the glossary in reach."),
    ] = None,
    older: Annotated[
        list[Path] | None,
        typer.Option("--since", metavar="PATH", help="An older state, for what came and went."),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="terminal or json.")] = "terminal",
) -> None:
    """Count concepts, terms, statuses and definitions by language and domain.

    Example: qualmap glossary stats glossary/
    """
    from dataclasses import asdict

    from qualmap.cli import term_pages
    from qualmap.glossary.stats import stats as count

    _format(format, PAGE)
    found = count(_glossary(paths), _glossary(older) if older else None)
    if format == "json":
        _json(**asdict(found))
    else:
        out().print(term_pages.stats_page(found))


def suggest(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Descriptions, lists or plain texts; - for stdin."),
    ],
    lang: Lang = "",
    least: Annotated[int, typer.Option("--least", min=1, help="Times a phrase has to occur.")] = 2,
    top: Annotated[int, typer.Option("--top", min=1, help="Suggestions for each language.")] = 50,
    format: Annotated[
        str, typer.Option("--format", help="terminal, yaml (to paste), json or tsv.")
    ] = "terminal",
    glossary: Glossaries = None,
) -> None:
    """Suggest terms that texts use and the glossary lacks, with counts and contexts.

    Example: qualmap glossary suggest countries/ --format yaml
    """
    from dataclasses import asdict

    from qualmap.cli import term_pages
    from qualmap.glossary.drafts import as_yaml
    from qualmap.glossary.suggest import suggest as run

    _format(format, SUGGEST)
    known = _glossary(glossary)
    found = run(texts.read_texts(paths, lang), known, least=least, top=top)
    if format == "json":
        _json(suggestions=[asdict(one) for one in found])
    elif format == "yaml":
        write(as_yaml(found, known))
    elif format == "tsv":
        write(term_pages.suggestion_rows(found))
    else:
        out().print(term_pages.suggestion_table(found))


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files and folders; else the folder glossary."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 if a file would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change, and change nothing.")
    ] = False,
) -> None:
    """Write glossary files in one order and layout; comments and words stay as they are.

    Example: qualmap glossary fmt --check
    """
    from qualmap.cli.layouts import lay_out_files

    raise typer.Exit(lay_out_files(paths or [Path("glossary")], check=check, diff=diff))


COMMANDS: dict[str, Callable[..., None]] = {
    one.__name__: one for one in (find, normalise, show, stats, suggest, fmt)
}
