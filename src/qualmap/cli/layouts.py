"""How `qualmap glossary fmt` goes through files: all are read before the first is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import unified_diff
from pathlib import Path

from qualmap.cli.console import say, write
from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import decode, read_bytes, write_atomically, yaml_files
from qualmap.messages import _, plural
from qualmap.sources.paths import shown


def lay_out_files(paths: Sequence[Path], *, check: bool, diff: bool) -> int:
    """Lay out the glossary files in `paths`; return the exit code.

    1 with `check` or `diff` if a file would change. QualmapError with all faults of all files if
    one is not well-formed; then none is written.
    """
    files = list(_files(paths))
    changed = {path: (old, new) for path, old, new in _laid_out(files) if old != new}
    if diff:
        for path, (old, new) in changed.items():
            write(_difference(shown(path), old, new))
    if not check and not diff:
        for path, (_old, new) in changed.items():
            write_atomically(path, new)
    _tell(changed, len(files), done=not check and not diff)
    return 1 if changed and (check or diff) else 0


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if not path.exists():
            raise QualmapError(
                f"no such file or folder: {shown(path)}", hint="name a glossary file or folder"
            )
        found = yaml_files(path) if path.is_dir() else [path]
        yield from (one for one in found if one.suffix != ".json")


def _laid_out(files: Iterable[Path]) -> list[tuple[Path, str, str]]:
    from qualmap.glossary.layout import lay_out

    done = []
    faults: list[Fault] = []
    for path in files:
        try:
            text = read_bytes(path, shown(path))
            done.append((path, text.decode("utf-8", "replace"),
                         lay_out(decode(text, shown(path)), shown(path))))  # fmt: skip
        except QualmapError as error:
            faults += error.faults or (Fault(shown(path), 0, 0, error.message, error.hint),)
    if faults:
        raise faulty(faults)
    return done


def _difference(name: str, old: str, new: str) -> str:
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _tell(changed: Iterable[Path], files: int, *, done: bool) -> None:
    names = [shown(path) for path in changed]
    for name in names:
        say((_("laid out {name}") if done else _("would lay out {name}")).format(name=name))
    same = files - len(names)
    say(plural("{count} file is as it should be", "{count} files are as they should be", same))
