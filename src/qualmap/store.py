"""What was worked out from texts, on disk: one SQLite file in the cache folder a kind of result.

Several processes may use it at once, and nothing here ever fails: where the file is locked,
read-only or full, the results are worked out again; where it is damaged, it is set aside and a new
one begun. A connection lives for one call, so that threads and forked processes share nothing.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from qualmap.cache import folder

__all__ = ["DEFAULT_LIMIT", "Status", "Store", "shared_store"]

TABLES_VERSION: Final = 2
"""Part of the file's name: other tables, another file."""

DEFAULT_LIMIT: Final = 1_000_000_000
"""Bytes; a million results of 384 numbers, which is more than all outcomes of a country."""

BUSY_SECONDS: Final = 5.0
"""How long to wait for another process that writes; a block takes well below a second."""

KEPT_SHARE: Final = 0.8
"""How full the file is after it was trimmed, so that not every block trims it again."""

_AT_ONCE: Final = 500
"""Below SQLite's limit on variables of a statement (999 in versions before 3.32)."""

_TABLES: Final = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value INTEGER);
CREATE TABLE IF NOT EXISTS makers (id INTEGER PRIMARY KEY, key TEXT UNIQUE, name TEXT);
CREATE TABLE IF NOT EXISTS results (
  id INTEGER PRIMARY KEY, maker INTEGER, text BLOB, result BLOB, used INTEGER,
  UNIQUE (maker, text)
);
PRAGMA user_version = {TABLES_VERSION};
COMMIT;
"""

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


@dataclass(frozen=True, slots=True)
class Status:
    """What the store holds: bytes, its limit, and the texts of each maker."""

    path: Path | None
    bytes: int = 0
    limit: int = DEFAULT_LIMIT
    makers: tuple[tuple[str, int], ...] = ()


class Store:
    """Results by maker and text; `path` None keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._usable = path is not None

    def get(self, maker: str, texts: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the results that are there, by hash of text, and note that they were used."""
        return self._do(lambda connection: _get(connection, maker, texts), {})

    def put(self, maker: str, name: str, results: dict[bytes, bytes]) -> None:
        """Keep results, and drop those that were used longest ago where it grows too large."""
        self._do(lambda connection: _put(connection, maker, name, results), None)

    def status(self) -> Status:
        """Return what is there."""
        path = self.path
        if path is None or not path.exists():
            return Status(path)
        return self._do(lambda connection: _status(connection, path), Status(path))

    def limit(self, size: int) -> bool:
        """Set the size in bytes that the file may have; false where that cannot be done."""
        return self._do(lambda connection: _limit(connection, size), False)

    def clear(self) -> bool:
        """Forget all results, keep the limit; false where another process is at work."""
        if self.path is None:
            return True
        for aside in self.path.parent.glob(f"{self.path.name}.damaged*"):
            with suppress(OSError):
                aside.unlink()
        return not self.path.exists() or self._do(_clear, False)

    def _do(self, work: Work[T], otherwise: T) -> T:
        """Return the result of `work`, or `otherwise` where the file cannot be used."""
        for _attempt in range(2):
            if self.path is None or not self._usable:
                return otherwise
            opened: tuple[int, int] | None = None
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with closing(_connected(self.path)) as connection:
                    opened = _identity(self.path)
                    _prepare(connection)
                    return work(connection)
            except (sqlite3.OperationalError, OSError):
                self._usable = False  # waiting again for each block would take for ever
            except sqlite3.DatabaseError:
                self._usable = _set_aside(self.path, opened)
        return otherwise


def shared_store(kind: str) -> Store:
    """Return the store of a kind of result (`vectors`, `readings`) in the user's cache folder."""
    place = folder()
    return Store(None if place is None else place / f"{kind}-{TABLES_VERSION}.sqlite3")


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _prepare(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] != TABLES_VERSION:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # only before the first table
        with suppress(sqlite3.OperationalError):  # another process is just doing it
            connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_TABLES)
    connection.execute("PRAGMA synchronous = NORMAL")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _set_aside(path: Path, opened: tuple[int, int] | None) -> bool:
    """Move a damaged file away, unless another process has done so; false where it cannot be."""
    try:
        if opened is not None and _identity(path) == opened:
            path.replace(path.with_name(f"{path.name}.damaged"))
            for rest in ("-wal", "-shm"):
                path.with_name(path.name + rest).unlink(missing_ok=True)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _get(connection: sqlite3.Connection, maker: str, texts: Sequence[bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    stale: list[int] = []
    today = _today()
    for start in range(0, len(texts), _AT_ONCE):
        part = texts[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        rows = connection.execute(
            "SELECT v.id, text, result, used FROM results v JOIN makers m ON m.id = v.maker"
            f" WHERE m.key = ? AND text IN ({marks})",
            (maker, *part),
        )
        for number, text, result, used in rows:
            found[text] = result
            if used != today:
                stale.append(number)
    _touch(connection, stale, today)
    return found


def _touch(connection: sqlite3.Connection, stale: list[int], today: int) -> None:
    """Note the day of use; at most one writing a day and result."""
    rows = [(today, number) for number in stale]
    with suppress(sqlite3.OperationalError):  # not worth losing what was read
        if rows:
            with _writing(connection):
                connection.executemany("UPDATE results SET used = ? WHERE id = ?", rows)


def _put(
    connection: sqlite3.Connection, maker: str, name: str, results: dict[bytes, bytes]
) -> None:
    with _writing(connection):
        connection.execute("INSERT OR IGNORE INTO makers (key, name) VALUES (?, ?)", (maker, name))
        (number,) = connection.execute("SELECT id FROM makers WHERE key = ?", (maker,)).fetchone()
        connection.executemany(
            "INSERT OR REPLACE INTO results (maker, text, result, used) VALUES (?, ?, ?, ?)",
            [(number, text, result, _today()) for text, result in results.items()],
        )
    _trim(connection)


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is done within is kept, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _trim(connection: sqlite3.Connection) -> None:
    size, limit = _size(connection), _read_limit(connection)
    if size <= limit:
        return
    (count,) = connection.execute("SELECT count(*) FROM results").fetchone()
    surplus = count - int(count * KEPT_SHARE * limit / size)
    oldest = "SELECT id FROM results ORDER BY used, id LIMIT ?"
    connection.execute(f"DELETE FROM results WHERE id IN ({oldest})", (surplus,))
    _shrink(connection)


def _shrink(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA incremental_vacuum").fetchall()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _size(connection: sqlite3.Connection) -> int:
    pages, free, each = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * each


def _read_limit(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM settings WHERE name = 'limit'").fetchone()
    return int(row[0]) if row else DEFAULT_LIMIT


def _limit(connection: sqlite3.Connection, size: int) -> bool:
    connection.execute("INSERT OR REPLACE INTO settings VALUES ('limit', ?)", (size,))
    _trim(connection)
    return True


def _status(connection: sqlite3.Connection, path: Path) -> Status:
    makers = connection.execute(
        "SELECT name, count(v.id) FROM makers m LEFT JOIN results v ON v.maker = m.id"
        " GROUP BY m.id ORDER BY name, m.id"
    )
    return Status(path, _size(connection), _read_limit(connection), tuple(makers.fetchall()))


def _clear(connection: sqlite3.Connection) -> bool:
    connection.execute("DELETE FROM results")
    connection.execute("DELETE FROM makers")
    _shrink(connection)
    return True


def _today() -> int:
    return int(time.time() // 86_400)
