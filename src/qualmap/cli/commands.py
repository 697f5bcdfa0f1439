"""Which commands there are: the first screen of help needs their names and summaries alone.

A command's module is imported when the command is run, so that `qualmap --help` waits for none.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from qualmap.cli.shared import command


@dataclass(frozen=True, slots=True)
class Row:
    """A command: its name, the module and function (or group of commands), what it does."""

    name: str
    place: str
    summary: str

    def load(self) -> Any:
        """Return the command as typer runs it; its module is imported here."""
        module, _, function = self.place.partition(":")
        found = getattr(import_module(f"qualmap.cli.{module}"), function)
        if isinstance(found, typer.Typer):
            group = get_group(found)
            group.name = self.name
            return group
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(self.name)(command(found))
        return get_command(alone)


COMMANDS: Final = {
    row.name: row
    for row in (
        Row("compare", "compare:compare", "Compare two or more sides: levels, outcomes, reasons."),
        Row("levels", "levels:levels", "Align the levels of two frameworks."),
        Row("match", "lists:match", "Match any two lists of texts."),
        Row("search", "lists:search", "Find the nearest outcomes in all languages."),
        Row("batch", "batch:batch", "Run a plan: many comparisons, gates, resumed."),
        Row("diff", "diff:diff", "Tell what differs between two results."),
        Row("glossary", "glossary:app", "Check, search and exchange a multilingual glossary."),
        Row("validate", "validate:validate", "Check files: shape, references, honest status."),
        Row("evaluate", "evaluate:evaluate", "Measure the proposals on gold; learn a recipe."),
        Row("show", "show:app", "Show what is loaded, from where, how trustworthy."),
        Row("models", "models:app", "Encoders of meaning: which, how good."),
        Row("schema", "validate:schema", "Print the JSON Schema of a kind of file."),
        Row("init", "setup:init", "Write a small workspace that works."),
        Row("doctor", "setup:doctor", "Tell whether everything is in place."),
    )
}
"""In the order of the help: the main job first, housekeeping last."""


class _Loaded(MutableMapping[str, Any]):
    """Name → command, loaded when it is asked for."""

    def __init__(self) -> None:
        self._ready: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._ready:
            self._ready[name] = COMMANDS[name].load()
        return self._ready[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._ready[name] = value

    def __delitem__(self, name: str) -> None:
        del self._ready[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """The first level of commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Loaded()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write names and summaries without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(row.name, row.summary) for row in COMMANDS.values()])
