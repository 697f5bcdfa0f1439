"""What took time to work out is kept between runs, in the user's cache folder.

Deleting the folder is always safe: everything in it can be worked out again, and whatever cannot
be read or written there is simply worked out again. `QUALMAP_CACHE` names another folder; an
empty value switches the cache off.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.files import data_path, parse_yaml, sha256, write_atomically

MAX_BYTES: Final = 50_000_000
"""A kept file larger than this is not read: nothing of ours grows so large."""


def folder() -> Path | None:
    """Return the cache folder, or None if there is to be no cache."""
    named = os.environ.get("QUALMAP_CACHE")
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("qualmap", appauthor=False))


@lru_cache(maxsize=4)
def code_state(*rooms: str) -> str:
    """Return a hash of the code and data of some rooms or files, by size and time of change.

    What is kept under it is worked out again once qualmap is another one.
    """
    base = data_path().parent
    state = [
        f"{path.relative_to(base).as_posix()} {stat.st_size} {stat.st_mtime_ns}"
        for room in rooms
        for path in sorted((base / room).rglob("*")) or [base / room]
        if path.suffix in {".py", ".yaml", ".tsv"} and (stat := path.stat())
    ]
    return sha256("\n".join(state).encode())


def recall(name: str, key: str) -> bytes | None:
    """Return what was kept under a name and the hash of what it was made from, or None."""
    path = _path(name, key)
    try:
        if path is None or path.stat().st_size > MAX_BYTES:
            return None
        return path.read_bytes()
    except OSError:
        return None


def keep(name: str, key: str, content: bytes) -> None:
    """Keep something for later runs, in place of what was kept under the name before."""
    path = _path(name, key)
    if path is None:
        return
    try:
        for old in path.parent.glob(f"{name}-*"):
            if old != path:
                old.unlink(missing_ok=True)
        write_atomically(path, content)
    except (OSError, QualmapError):
        return  # a read-only home is no reason to stop


def _path(name: str, key: str) -> Path | None:
    place = folder()
    return None if place is None else place / f"{name}-{key[:32]}"


def shipped_data(*parts: str) -> Any:
    """Return the content of one of our own YAML files; parsed anew only when it has changed."""
    content = data_path(*parts).read_bytes()
    name, digest = "data-" + "-".join(parts), sha256(content)
    kept = recall(name, digest)
    if kept is not None:
        try:
            return json.loads(kept)
        except ValueError:
            pass  # a damaged cache is no cache
    data = parse_yaml(content.decode("utf-8"), "/".join(parts)).data
    keep(name, digest, json.dumps(data, ensure_ascii=False).encode())
    return data


class Words:
    """A table from words to words that grows and is kept between runs."""

    def __init__(self, name: str, key: str) -> None:
        self.name = name
        self.key = key
        self._known: dict[str, list[str]] | None = None
        self._new: dict[str, list[str]] = {}
        _TABLES.append(self)

    def get(self, word: str) -> list[str] | None:
        """Return what is known of a word, or None."""
        if self._known is None:
            self._known = self._load()
        return self._known.get(word)

    def put(self, word: str, words: list[str]) -> None:
        """Remember something of a word."""
        assert self._known is not None
        self._known[word] = self._new[word] = words

    def _load(self) -> dict[str, list[str]]:
        try:
            content = json.loads(recall(self.name, self.key) or b"{}")
        except ValueError:
            return {}
        return content if isinstance(content, dict) else {}

    def save(self) -> None:
        """Keep what is new, beside what another process may have kept meanwhile."""
        if self._new:
            table = self._load() | self._new
            content = json.dumps(table, ensure_ascii=False, sort_keys=True)
            keep(self.name, self.key, content.encode())
            self._new = {}


_TABLES: list[Words] = []


def save_all() -> None:
    """Keep what all tables have learnt; called once, when a command ends."""
    for table in _TABLES:
        table.save()
