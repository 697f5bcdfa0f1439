"""`qualmap glossary …`: everything around a term."""

from __future__ import annotations

from collections.abc import Callable

import typer

from qualmap.cli import exchange, lint, terms
from qualmap.cli.shared import command

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None,
    help="Check, search and exchange a multilingual glossary.",
)  # fmt: skip

COMMANDS: dict[str, Callable[..., None]] = {
    "lint": lint.lint,
    "rule": lint.rule,
    **terms.COMMANDS,
    **exchange.COMMANDS,
}
for _name, _function in COMMANDS.items():
    app.command(_name)(command(_function))
