"""The cache of vectors: the same result with it and without, whatever happens to its file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from standins import LetterEncoder

from qualmap import store as store_module
from qualmap.encoders.cache import BLOCK, Cached
from qualmap.model.encoder import Encoder
from qualmap.store import DEFAULT_LIMIT, Store, shared_store

TEXTS = ["Reads drawings", "Читает чертежи", "Chizmalarni oʻqiydi", "", "Reads drawings", "\ud800"]


class CountingEncoder(LetterEncoder):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return super().encode(texts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "vectors.sqlite3"


def test_it_is_an_encoder(path: Path) -> None:
    cached = Cached(LetterEncoder(), Store(path))
    assert isinstance(cached, Encoder)
    assert (cached.name, cached.sha256) == (LetterEncoder.name, LetterEncoder.sha256)
    assert cached.background("en", "ru") == (0.6, 0.1)


def test_vectors_are_those_of_the_encoder_but_for_float16(path: Path) -> None:
    found = Cached(LetterEncoder(), Store(path)).encode(TEXTS)
    assert found.dtype == np.float32
    assert np.allclose(found, LetterEncoder().encode(TEXTS), atol=1e-3)
    lengths = np.linalg.norm(found, axis=1)
    assert np.allclose(lengths[[0, 1, 2, 4]], 1, atol=1e-6)
    assert lengths[3] == 0


def test_each_text_is_encoded_once_in_a_life(path: Path) -> None:
    first, second = CountingEncoder(), CountingEncoder()
    Cached(first, Store(path)).encode(TEXTS)
    assert sorted(first.asked) == sorted(set(TEXTS))
    again = Cached(second, Store(path))
    again.encode(TEXTS[:3])
    again.encode([*TEXTS, "new"])
    assert second.asked == ["new"]


def test_first_run_second_run_and_no_cache_give_the_same_bytes(path: Path) -> None:
    stores = [Store(path), Store(path), Store(None)]
    found = [Cached(LetterEncoder(), store).encode(TEXTS).tobytes() for store in stores]
    assert found[0] == found[1] == found[2]


def test_no_texts(path: Path) -> None:
    assert Cached(LetterEncoder(), Store(path)).encode([]).shape == (0, 26)


def test_another_model_revision_or_prompt_does_not_share_vectors(path: Path) -> None:
    Cached(LetterEncoder(), Store(path)).encode(TEXTS)
    for name, value in (("name", "other"), ("sha256", "1" * 64), ("prompt", "query: ")):
        encoder = CountingEncoder()
        setattr(encoder, name, value)
        Cached(encoder, Store(path)).encode(["Reads drawings"])
        assert encoder.asked == ["Reads drawings"], name


def test_progress_is_told_in_blocks_and_not_when_nothing_is_to_do(path: Path) -> None:
    told: list[tuple[int, int]] = []
    cached = Cached(
        LetterEncoder(), Store(path), lambda _what, done, total: told.append((done, total))
    )
    texts = [f"text {number}" for number in range(BLOCK + 1)]
    cached.encode(texts)
    assert told == [(0, BLOCK + 1), (BLOCK, BLOCK + 1), (BLOCK + 1, BLOCK + 1)]
    cached.encode(texts)
    assert len(told) == 3


def test_a_run_that_breaks_off_keeps_its_blocks(path: Path) -> None:
    class Breaking(CountingEncoder):
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            if self.asked:
                raise KeyboardInterrupt
            return super().encode(texts)

    texts = [f"text {number:04}" for number in range(BLOCK + 1)]
    with pytest.raises(KeyboardInterrupt):
        Cached(Breaking(), Store(path)).encode(texts)
    second = CountingEncoder()
    Cached(second, Store(path)).encode(texts)
    assert len(second.asked) == 1


def test_memory_is_bounded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualmap.encoders.cache.MAX_ROWS_NEAR", 3)
    cached = Cached(LetterEncoder(), Store(path))
    expected = LetterEncoder().encode(TEXTS)
    for start in range(len(TEXTS) - 1):
        found = cached.encode(TEXTS[start : start + 2])
        assert np.allclose(found, expected[start : start + 2], atol=1e-3)
        assert len(cached._near) <= 3


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    Cached(LetterEncoder(), Store(path)).encode(TEXTS)
    assert path.with_name("vectors.sqlite3.damaged").read_bytes() == content
    second = CountingEncoder()
    Cached(second, Store(path)).encode(TEXTS)
    assert second.asked == []
    assert Store(path).clear()
    assert not path.with_name("vectors.sqlite3.damaged").exists()


def test_pages_damaged_in_the_middle(path: Path) -> None:
    texts = [f"text {number}" for number in range(2000)]
    Cached(LetterEncoder(), Store(path)).encode(texts)
    content = bytearray(path.read_bytes())
    content[4096 : len(content) - 4096] = b"\x5a" * (len(content) - 8192)
    path.write_bytes(content)
    found = Cached(LetterEncoder(), Store(path)).encode(texts)
    assert np.allclose(found, LetterEncoder().encode(texts), atol=1e-3)


def test_a_flipped_bit_or_a_cut_vector_is_noticed(path: Path) -> None:
    Cached(LetterEncoder(), Store(path)).encode(TEXTS)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET result = substr(result, 3) WHERE id % 2")
        connection.execute("UPDATE results SET result = zeroblob(56) WHERE NOT id % 2")
    connection.close()
    second = CountingEncoder()
    found = Cached(second, Store(path)).encode(TEXTS)
    assert len(second.asked) == len(set(TEXTS))
    assert np.allclose(found, LetterEncoder().encode(TEXTS), atol=1e-3)


def test_a_locked_file_is_waited_for_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    Cached(LetterEncoder(), Store(path)).encode(["Reads drawings"])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        encoder = CountingEncoder()
        cached = Cached(encoder, Store(path))
        assert np.allclose(cached.encode(TEXTS), LetterEncoder().encode(TEXTS), atol=1e-3)
        assert not Store(path).clear()
    finally:
        other.close()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = Store(tmp_path / "file" / "vectors.sqlite3")
    found = Cached(LetterEncoder(), store).encode(TEXTS)
    assert np.allclose(found, LetterEncoder().encode(TEXTS), atol=1e-3)
    assert not store.limit(5_000_000)


def test_a_read_only_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cached(LetterEncoder(), Store(path)).encode(TEXTS[:2])
    # Not by file modes: tests may run as root, whom they do not stop.
    monkeypatch.setattr(
        store_module,
        "_connected",
        lambda path: sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None),
    )
    encoder = CountingEncoder()
    found = Cached(encoder, Store(path)).encode(TEXTS)
    assert np.allclose(found, LetterEncoder().encode(TEXTS), atol=1e-3)
    assert not set(encoder.asked) & set(TEXTS[:2])


def test_an_empty_folder_name_switches_the_cache_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALMAP_CACHE", "")
    store = shared_store("vectors")
    assert store.path is None
    Cached(LetterEncoder(), store).encode(TEXTS)
    assert store.status().bytes == 0
    assert store.clear()


def test_the_file_stays_below_its_limit_and_drops_what_is_oldest(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(path)
    assert store.limit(300_000)
    for day in range(8):
        monkeypatch.setattr(store_module, "_today", lambda day=day: day)
        texts = ["old but used", *(f"day {day} text {number}" for number in range(500))]
        Cached(LetterEncoder(), store).encode(texts)
        assert store.status().bytes <= 300_000
    assert path.stat().st_size < 400_000
    used = CountingEncoder()
    Cached(used, store).encode(["old but used", "day 7 text 499", "day 0 text 0"])
    assert used.asked == ["day 0 text 0"]
    assert store.status().limit == 300_000


def test_status_and_clearing_keep_the_limit(path: Path) -> None:
    store = Store(path)
    assert store.status().limit == DEFAULT_LIMIT
    assert not path.exists()
    store.limit(5_000_000)
    Cached(LetterEncoder(), store).encode(TEXTS)
    assert store.status().makers == (("letters", len(set(TEXTS))),)
    assert store.clear()
    assert store.status().makers == ()
    assert store.status().limit == 5_000_000


WRITER = """
import sys
from pathlib import Path
from standins import LetterEncoder
from qualmap.encoders.cache import Cached
from qualmap.store import Store
store = Store(Path(sys.argv[1]))
for block in range(40):
    Cached(LetterEncoder(), store).encode([f"{sys.argv[2]} {block} {n}" for n in range(20)])
assert store._usable
"""


def test_several_processes_write_at_once(path: Path) -> None:
    """All begin on a file that is not there yet; two write the same texts."""
    tests = str(Path(__file__).parents[1])
    code = f"import sys; sys.path.insert(0, {tests!r})" + WRITER
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), who], stderr=subprocess.PIPE)
        for who in ("a", "b", "a")
    ]
    for process in running:
        _out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
    ((_name, count),) = Store(path).status().makers
    assert count == 2 * 40 * 20
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
