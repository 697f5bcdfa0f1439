"""The application: which commands there are, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from qualmap import __version__
from qualmap.cache import save_all
from qualmap.cli.commands import Commands
from qualmap.cli.console import complain
from qualmap.errors import QualmapError
from qualmap.messages import use_language

COULD_NOT_RUN = 2
INTERRUPTED = 130

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Compare national qualifications across borders, languages and scripts, with reasons.\n\n"
    "Start with: qualmap compare kz uz",
    epilog="Exit codes: 0 fine, 1 findings or a gate failed, 2 could not run, 130 interrupted.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"qualmap {__version__}")
        raise typer.Exit


@app.callback()
def qualmap(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Compare national qualifications across borders, languages and scripts, with reasons."""


def _locale() -> str:
    """The language of messages by the environment; English unless a catalogue exists."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.split(".")[0].replace("_", "-")
    return "en"


def main() -> None:
    """Run the command line; a user's mistake ends in a message and exit code 2, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    use_language(_locale())
    try:
        app(prog_name="qualmap")
    except QualmapError as error:
        complain(error)
        sys.exit(COULD_NOT_RUN)
    except KeyboardInterrupt:
        print("qualmap: interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader went away (`qualmap match … | head`); the rest of the output has no use.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        save_all()
