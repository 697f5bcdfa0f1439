"""`qualmap glossary export` and `import`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualmap.cli.console import say, write
from qualmap.errors import QualmapError
from qualmap.glossary.exchange.formats import FORMATS, format_of
from qualmap.messages import _, plural

if TYPE_CHECKING:
    from qualmap.glossary.exchange.loss import Losses
    from qualmap.glossary.exchange.merge import Merged
    from qualmap.model.glossary import Concept, Glossary

FOLDER = Path("glossary")
SUFFIXES = (".yaml", ".yml", ".json")

FormatName = Annotated[
    str, typer.Option("--format", help=f"{', '.join(FORMATS)}; else by the ending of the file.")
]
LossFile = Annotated[
    Path | None, typer.Option("--loss", metavar="FILE", help="Write the loss report as JSON.")
]


def export(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files and folders; else the glossary in reach."),
    ] = None,
    format: FormatName = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Else standard output.")
    ] = None,
    loss: LossFile = None,
) -> None:
    """Write the glossary in a format of others, and report what that cannot carry.

    Example: qualmap glossary export --out glossary.xlsx
    """
    from qualmap.glossary.exchange.formats import write as render

    chosen = format_of(format, out)
    if chosen.binary and out is None:
        raise QualmapError(f"{chosen.name} is not for a terminal", hint="name a file with --out")
    content, losses = render(_glossary(paths).concepts.values(), chosen)
    if out is None:
        write(content.decode("utf-8"))
    else:
        _save(out, content)
    _report(losses, loss, losses.as_json())


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table, TBX or SKOS file.")],
    into: Annotated[
        Path,
        typer.Option(
            "--into",
            metavar="PATH",
            help="The glossary's folder, or the file of it that new concepts go to.",
        ),
    ] = FOLDER,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell, and change nothing.")] = False,
    format: FormatName = "",
    loss: LossFile = None,
) -> None:
    """Take the concepts of a file into the glossary: what is new is added, nothing overwritten.

    Exit code 1 if the file contradicts the glossary; ours stays, and the rest is taken.

    Example: qualmap glossary import terms.xlsx --dry-run
    """
    from dataclasses import asdict

    from qualmap.glossary.exchange.formats import read
    from qualmap.glossary.exchange.merge import merge
    from qualmap.lint.intake import changes
    from qualmap.sources.paths import shown

    target, files = _target(file, into)
    concepts, losses = read(file, shown(file), format_of(format, file))
    merged = merge(_ours(files), concepts, losses, fixed=_shipped(target))
    planned = changes({shown(path): path for path in files}, merged, shown(target))
    for change in () if dry_run else planned:
        _save(change.disk, change.text)
    _tell(merged, shown(target), dry_run)
    conflicts = [asdict(conflict) for conflict in merged.conflicts]
    _report(losses, loss, losses.as_json(conflicts=conflicts))
    raise typer.Exit(1 if conflicts else 0)


def _glossary(paths: list[Path] | None) -> Glossary:
    if not paths:
        from qualmap.cli.equip import glossary

        return glossary()
    from qualmap.glossary.load import load
    from qualmap.sources.paths import shown

    for path in paths:
        if not path.exists():
            raise QualmapError(f"no such file or folder: {shown(path)}", hint="check the path")
    return load(paths)


def _save(path: Path, content: str | bytes) -> None:
    from qualmap.files import write_atomically

    write_atomically(path.resolve(), content)  # behind a link, the file itself


def _report(losses: Losses, path: Path | None, body: str) -> None:
    say(losses.as_text())
    if path is not None:
        _save(path, body)


def _target(file: Path, into: Path) -> tuple[Path, list[Path]]:
    """The file for new concepts, and all files of the glossary that it belongs to."""
    from qualmap.files import yaml_files

    if into.suffix not in SUFFIXES or into.is_dir():
        target, folder = into / f"{file.stem}.yaml", into
    else:
        target, folder = into, FOLDER
    inside = folder.resolve() in target.resolve().parents
    found = list(yaml_files(folder)) if inside and folder.is_dir() else []
    same = next((path for path in found if path.resolve() == target.resolve()), None)
    return same or target, found if same else [*found, target]


def _ours(files: list[Path]) -> dict[str, Concept]:
    from qualmap.glossary.load import load

    return load([path for path in files if path.exists()]).concepts


def _shipped(target: Path) -> dict[str, Concept] | None:
    """The concepts that stand beside those of a workspace, and must not be there twice."""
    from qualmap.catalogue import find_workspace
    from qualmap.glossary.load import shipped, shipped_folder

    workspace = find_workspace(Path.cwd().resolve())
    parents = target.resolve().parents
    if workspace is None or (workspace / "glossary").resolve() not in parents:
        return None
    return None if shipped_folder().resolve() in parents else shipped().concepts


def _tell(merged: Merged, target: str, dry_run: bool) -> None:
    lines = list(_lines(merged, target))
    write("".join(f"{line}\n" for line in lines))
    counts = {
        "new": plural("{count} new concept", "{count} new concepts", len(merged.new)),
        "more": plural("{count} more value", "{count} more values", len(merged.gains)),
        "conflicts": plural("{count} conflict", "{count} conflicts", len(merged.conflicts)),
    }
    text = _("would add {new}, {more}; {conflicts}") if dry_run else _(
        "added {new}, {more}; {conflicts}")  # fmt: skip
    say(text.format(**counts))


def _lines(merged: Merged, target: str) -> Iterator[str]:
    for concept in merged.new:
        yield f"+ {concept.id}: {_('new in {path}').format(path=target)}"
    for gain in merged.gains:
        yield f"+ {gain.concept}: {gain.field}: {_line(gain.value)}"
    for one in merged.conflicts:
        ours = _line(one.ours) or _("nothing, and it cannot be changed here")
        yield f"! {one.concept}: {one.field}: " + _("ours: {ours}; theirs: {theirs}").format(
            ours=ours, theirs=_line(one.theirs))  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())


COMMANDS: dict[str, Callable[..., None]] = {"export": export, "import": import_}
