"""The journal of an output folder: a line for each run that was finished, so that none is redone.

Lines are appended and synced. A line that a kill tore is passed over; nothing else relies on it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qualmap.errors import QualmapError
from qualmap.files import write_atomically
from qualmap.messages import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished run: made from what (`key`), which files with which SHA-256, in which folder.

    `parts` are the keys of the kept results it is made of. `seconds` is the time that its
    `computed` pairs took, for the estimate of `--dry-run`.
    """

    run: str
    key: str
    folder: str
    files: dict[str, str]
    parts: tuple[str, ...] = ()
    computed: int = 0
    seconds: float = 0.0


class Journal:
    """The finished runs of an output folder, by id; the last line of a run counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: dict[str, Entry] = {}
        for line in _lines(path):
            if (entry := _entry(line)) is not None:
                self.entries[entry.run] = entry

    def add(self, entry: Entry) -> None:
        """Append a run; QualmapError where the disk is full or read-only."""
        self.entries[entry.run] = entry
        text = json.dumps(asdict(entry), ensure_ascii=False)
        # The line break in front closes a line that was torn.
        try:
            with self.path.open("ab") as stream:
                stream.write(f"\n{text}\n".encode())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise QualmapError(
                _("cannot write the journal: {why}").format(why=error.strerror),
                hint=_("what is finished stays; make room or name another folder with --out"),
            ) from None

    def compact(self) -> None:
        """Write the journal anew with a line for each run."""
        lines = [json.dumps(asdict(e), ensure_ascii=False) for e in self.entries.values()]
        write_atomically(self.path, "".join(f"{line}\n" for line in lines))

    def seconds_a_pair(self) -> float | None:
        """Return how long a pair took in earlier runs, None where none was computed."""
        pairs = sum(entry.computed for entry in self.entries.values())
        seconds = sum(entry.seconds for entry in self.entries.values())
        return seconds / pairs if pairs else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise QualmapError(
            _("cannot read the journal: {why}").format(why=error.strerror),
            hint=_("name another folder with --out"),
        ) from None


def _entry(line: str) -> Entry | None:
    try:
        data: Any = json.loads(line)
        entry = Entry(**(data | {"parts": tuple(data["parts"])}))
    except (ValueError, TypeError, KeyError):
        return None
    sound = isinstance(entry.files, dict) and isinstance(entry.run, str)
    return entry if sound else None
