"""One batch at a time in an output folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from qualmap.errors import QualmapError
from qualmap.messages import _


@contextmanager
def locked(folder: Path, remark: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a folder; QualmapError if another process does.

    The system lets go of the lock of a dead process. A note of who ran stays behind then, and is
    told of as `remark`.
    """
    note = folder / "running"
    lock = FileLock(folder / "lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:  # a Timeout is one, too
        raise _refusal(error, note) from None
    try:
        if who := _read(note):
            remark(_("process {who} was broken off here; going on from there").format(who=who))
        note.write_text(f"{os.getpid()}\n", "utf-8")
        yield
        note.unlink(missing_ok=True)
    finally:
        lock.release()


def _refusal(error: OSError, note: Path) -> QualmapError:
    if isinstance(error, Timeout):
        return QualmapError(
            _("another batch is running in this folder (process {who})").format(who=_read(note)),
            hint=_("wait for it, or name another folder with --out"),
        )
    return QualmapError(
        _("cannot write the output folder: {why}").format(why=error.strerror),
        hint=_("name another folder with --out"),
    )


def _read(note: Path) -> str:
    try:
        return note.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
