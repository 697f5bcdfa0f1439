"""What stages have worked out, kept in the output folder under the hash of what it was made from.

Each entry carries its own checksum: a damaged one is told of and worked out again. Entries need no
sync to disk, for one that a power cut tore is found damaged.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Set
from pathlib import Path
from typing import Final

from qualmap.errors import QualmapError
from qualmap.messages import _

SEAL: Final = 32
"""Bytes of the SHA-256 in front of the content."""

LEVEL: Final = 1
"""Of compression; 6 takes three times as long for a tenth less."""

SUFFIX: Final = ".json.gz"

Remark = Callable[[str], None]


class Kept:
    """The entries of one output folder; `remark` is told of damaged ones."""

    def __init__(self, folder: Path, remark: Remark) -> None:
        self.folder = folder
        self._remark = remark

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, None where there is nothing or it is damaged."""
        try:
            raw = self._path(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._remark(_("cannot read a kept result: {why}").format(why=error.strerror))
            return None
        content = _opened(raw)
        if content is None:
            message = _("kept result {name} is damaged: it is computed again")
            self._remark(message.format(name=f"{key}{SUFFIX}"))
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep something; QualmapError where the disk is full or read-only."""
        path = self._path(key)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            packed = gzip.compress(content, LEVEL, mtime=0)
            temporary.write_bytes(hashlib.sha256(content).digest() + packed)
            temporary.replace(path)
        except OSError as error:
            raise QualmapError(
                _("cannot keep results: {why}").format(why=error.strerror),
                hint=_("what is finished stays; make room or name another folder with --out"),
            ) from None

    def has(self, key: str) -> bool:
        """Whether there is an entry, damaged or not."""
        return self._path(key).is_file()

    def keep_only(self, keys: Set[str]) -> int:
        """Remove the entries that no run uses any more, and what a killed process left behind."""
        gone = 0
        for path in sorted(self.folder.glob("*/*")):
            if path.name.removesuffix(SUFFIX) not in keys:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{SUFFIX}"


def _opened(raw: bytes) -> bytes | None:
    try:
        content = gzip.decompress(raw[SEAL:])
    except (OSError, EOFError, zlib.error):
        return None
    return content if hashlib.sha256(content).digest() == raw[:SEAL] else None
