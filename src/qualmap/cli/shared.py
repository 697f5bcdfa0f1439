"""What all commands share: common options, an example in the help, annotated types of options."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from qualmap.cli.console import voice
from qualmap.messages import use_language

Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but results and errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Print more: all faults, every reason.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours (also: NO_COLOR=1).")]
Lang = Annotated[
    str,
    typer.Option("--lang", metavar="TAG", help="Language of messages and reports (en for now)."),
]

COMMON: dict[str, tuple[Any, Any]] = {
    "quiet": (Quiet, False), "verbose": (Verbose, False), "no_color": (NoColor, False),
    "lang": (Lang, ""),
}  # fmt: skip


def command(function: Callable[..., None]) -> Callable[..., None]:
    """Return the command with the options that every command has, kept out of its own code."""
    signature = inspect.signature(function, eval_str=True)
    extra = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in COMMON.items()
        if name not in signature.parameters  # of a text, --lang is the text's language
    ]

    @wraps(function)
    def run(**given: Any) -> None:
        voice.quiet, voice.verbose = given.pop("quiet"), given.pop("verbose")
        voice.no_color = given.pop("no_color")
        if "lang" not in signature.parameters and (language := given.pop("lang")):
            use_language(language)
        function(**given)

    parameters = [*signature.parameters.values(), *extra]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


Isco = Annotated[
    list[str] | None,
    typer.Option(
        "--isco",
        metavar="CODE",
        help="Only qualifications whose ISCO-08 code starts so; repeatable.",
    ),
]
Sector = Annotated[
    list[str] | None, typer.Option("--sector", metavar="NAME", help="Only this sector; repeatable.")
]
QualificationId = Annotated[
    list[str] | None,
    typer.Option("--qualification", metavar="ID", help="Only this qualification; repeatable."),
]
LevelId = Annotated[
    list[str] | None,
    typer.Option("--level", metavar="LEVEL", help="Only qualifications of this level; repeatable."),
]
Model = Annotated[
    str, typer.Option("--model", metavar="NAME", help="Encoder; see `qualmap models list`.")
]
RecipeName = Annotated[
    str,
    typer.Option(
        "--recipe", metavar="NAME", help="How evidence is weighed; see `qualmap show recipe`."
    ),
]
