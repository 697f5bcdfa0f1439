"""What all commands share: common options, an example in the help, annotated types of options."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from qualmap.cli.console import voice
from qualmap.messages import use_language


def _set(name: str) -> Any:
    def callback(_context: Any, _option: Any, value: bool) -> bool:
        if value:
            setattr(voice, name, True)
        return value

    return callback


def _language(_context: Any, _option: Any, value: str | None) -> str | None:
    if value:
        use_language(value)
    return value


def common_options() -> list[TyperOption]:
    """Return the options that every command has; they steer the output, not the result."""
    def flag(name: str, help: str) -> TyperOption:
        return TyperOption(
            param_decls=[f"--{name}"], is_flag=True, default=False, expose_value=False,
            callback=_set(name.replace("-", "_")), help=help,
        )

    lang = TyperOption(
        param_decls=["--lang"], default=None, expose_value=False, callback=_language,
        metavar="TAG", help="Language of messages and reports (en for now).",
    )
    return [
        flag("quiet", "Print nothing but results and errors."),
        flag("verbose", "Print more: all faults, every reason."),
        flag("no-color", "No colours (also: NO_COLOR=1)."),
        lang,
    ]


class Command(TyperCommand):
    """A command with the common options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common_options()


class Group(TyperGroup):
    """Commands in the order in which they were registered, not by alphabet."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)


Isco = Annotated[list[str] | None, typer.Option(
    "--isco", metavar="CODE", help="Only qualifications whose ISCO-08 code starts so; repeatable.")]
Sector = Annotated[list[str] | None, typer.Option(
    "--sector", metavar="NAME", help="Only this sector; repeatable.")]
QualificationId = Annotated[list[str] | None, typer.Option(
    "--qualification", metavar="ID", help="Only this qualification; repeatable.")]
LevelId = Annotated[list[str] | None, typer.Option(
    "--level", metavar="LEVEL", help="Only qualifications of this level; repeatable.")]
Model = Annotated[str, typer.Option(
    "--model", metavar="NAME", help="Encoder of meaning; see `qualmap doctor`.")]
RecipeName = Annotated[str, typer.Option(
    "--recipe", metavar="NAME", help="How evidence is weighed; see `qualmap show recipe`.")]
