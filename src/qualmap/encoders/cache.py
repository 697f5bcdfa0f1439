"""An encoder whose vectors are kept between runs: a heavy model sees each text only once.

Vectors pass through float16 whether they come from the model or from the cache, so that the first
run and the second give the same result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from qualmap.messages import _
from qualmap.model.encoder import Encoder
from qualmap.store import Store, shared_store

__all__ = ["Cached"]

BLOCK: Final = 512
"""Texts encoded before they are kept: what a run that is broken off loses at most."""

MAX_ROWS_NEAR: Final = 50_000
"""Vectors also held in memory, 100 MB of 1,024 numbers; past it all are dropped at once."""

_SEAL: Final = 4
"""Bytes of a checksum behind each vector."""

Progress = Callable[[str, int, int], None]
Row = npt.NDArray[np.float16]


def _silent(what: str, done: int, total: int) -> None:
    """Report no progress."""


class Cached:
    """Stands before an encoder and asks it only for texts that no run has seen."""

    def __init__(
        self,
        encoder: Encoder,
        store: Store | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._encoder = encoder
        self._store = shared_store("vectors") if store is None else store
        self._progress = progress or _silent
        self._near: dict[bytes, Row] = {}

    @property
    def name(self) -> str:
        """Name of the encoder behind."""
        return self._encoder.name

    @property
    def sha256(self) -> str:
        """Hash of the encoder behind."""
        return self._encoder.sha256

    @property
    def key(self) -> str:
        """What the vectors depend on beside the text."""
        return f"{self.name} {self.sha256} {getattr(self._encoder, 'prompt', '')}"

    def background(self, left: str, right: str) -> tuple[float, float]:
        """Return what the encoder behind says of two languages."""
        return self._encoder.background(left, right)

    def encode(self, texts: Sequence[str]) -> Any:
        """Return one row for each text, as the encoder behind does, rounded to float16."""
        if not texts:
            return self._encoder.encode([])
        hashes = [_hash(text) for text in texts]
        wanted = dict(zip(hashes, texts, strict=True))
        self._make_room(len(wanted))
        self._recall([key for key in wanted if key not in self._near])
        self._compute({key: text for key, text in wanted.items() if key not in self._near})
        return _unit(np.stack([self._near[key] for key in hashes]))

    def _make_room(self, count: int) -> None:
        if len(self._near) + count > MAX_ROWS_NEAR:
            self._near = {}

    def _recall(self, hashes: list[bytes]) -> None:
        kept = self._store.get(self.key, hashes) if hashes else {}
        rows = {key: _opened(sealed) for key, sealed in kept.items()}
        self._near |= {key: row for key, row in rows.items() if row is not None}

    def _compute(self, missing: dict[bytes, str]) -> None:
        # Texts of one length side by side: a batch is as slow as its longest text.
        keys = sorted(missing, key=lambda key: (len(missing[key]), missing[key]))
        for start in range(0, len(keys), BLOCK):
            self._progress(_("encoding texts"), start, len(keys))
            block = keys[start : start + BLOCK]
            vectors = np.asarray(self._encoder.encode([missing[key] for key in block]))
            rows = dict(zip(block, vectors.astype(np.float16), strict=True))
            self._store.put(self.key, self.name, {key: _sealed(row) for key, row in rows.items()})
            self._near |= rows
        if keys:
            self._progress(_("encoding texts"), len(keys), len(keys))


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _sealed(row: Row) -> bytes:
    content = row.tobytes()
    return content + crc32(content).to_bytes(_SEAL, "little")


def _opened(kept: bytes) -> Row | None:
    """Return the vector in the bytes, None where they were damaged on disk."""
    content, seal = kept[:-_SEAL], kept[-_SEAL:]
    if crc32(content).to_bytes(_SEAL, "little") != seal:
        return None
    return np.frombuffer(content, dtype=np.float16)


def _unit(rows: Row) -> npt.NDArray[np.float32]:
    vectors = rows.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    vectors /= np.where(lengths > 0, lengths, 1)[:, None]
    return vectors
