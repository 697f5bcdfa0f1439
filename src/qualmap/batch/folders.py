"""The folders of runs: files written whole, found again unchanged, removed when gone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qualmap.batch.journal import Entry
from qualmap.batch.names import folder_name
from qualmap.errors import QualmapError
from qualmap.files import sha256
from qualmap.messages import _
from qualmap.reports.formats import FORMATS

MAPPING: Final = "mapping.json"

OURS: Final = frozenset(entry.file_name for entry in FORMATS.values())
"""The files that a run writes; no other is ever removed."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders below `OUT/runs`."""

    root: Path

    def of(self, run: str) -> Path:
        """Return the folder of a run."""
        return self.root / folder_name(run)

    def write(self, run: str, files: Mapping[str, bytes]) -> dict[str, str]:
        """Write the files of a run and return their hashes; what it no longer has is removed.

        The journal knows the hashes, so a file that a power cut tore is found and written again.
        """
        for name, content in files.items():
            _write(self.of(run) / name, content)
        for name in OURS.difference(files):
            (self.of(run) / name).unlink(missing_ok=True)
        return {name: sha256(content) for name, content in sorted(files.items())}

    def unchanged(self, entry: Entry) -> bytes | None:
        """Return the mapping of a finished run if all its files are as they were written."""
        mapping = None
        for name, digest in entry.files.items():
            if name not in OURS:
                return None
            try:
                content = (self.of(entry.run) / name).read_bytes()
            except OSError:
                return None
            if sha256(content) != digest:
                return None
            mapping = content if name == MAPPING else mapping
        return mapping

    def remove(self, run: str) -> None:
        """Remove the files of a run, and its folder if nothing else is in it."""
        for name in OURS:
            (self.of(run) / name).unlink(missing_ok=True)
        with suppress(OSError):
            self.of(run).rmdir()


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise QualmapError(
            _("cannot write {name}: {why}").format(name=path.name, why=error.strerror),
            hint=_("what is finished stays; make room or name another folder with --out"),
        ) from None
