"""The embedded model: a subword tokenizer and one matrix, read without torch and without network.

A text is the sum of the vectors of its words, a word the sum of the rows of its subwords. Words
repeat heavily in descriptions of work, so each is looked up in the tokenizer once and kept.

Order: text, romanised words, word numbers, sum of word vectors, length 1.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from qualmap.encoders.words import words
from qualmap.errors import QualmapError
from qualmap.files import data_path

__all__ = ["MAX_WORDS_KEPT", "StaticEncoder"]

MAX_WORDS_KEPT: Final = 60_000
"""Word vectors kept between calls: about 60 MB; the oldest are dropped all at once."""

_CHUNK: Final = 2048
"""Texts summed at a time: their gathered word vectors (about 15 MB) stay near the cache."""

_DTYPES: Final = {"I8": np.int8, "F16": np.float16, "F32": np.float32}

Floats = npt.NDArray[np.float32]


class StaticEncoder:
    """Encodes texts with a static model in a folder; nothing is read before the first use."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or data_path("models", "static")
        self._numbers: dict[str, int] = {}
        self._kept: Floats | None = None

    @cached_property
    def name(self) -> str:
        """Name and version of the model, e.g. `qualmap-static-1`."""
        return str(self._config["name"])

    @cached_property
    def sha256(self) -> str:
        """Hash over the tokenizer and the weights."""
        digest = hashlib.sha256()
        for file in ("tokenizer.json", "model.safetensors"):
            digest.update(_read(self._folder / file))
        return digest.hexdigest()

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._tensors["embeddings"].shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 for each text; a row of zeros where no word is known."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            self._encode_chunk(texts[start : start + _CHUNK], vectors[start : start + _CHUNK])
        return vectors

    def _encode_chunk(self, texts: Sequence[str], vectors: Floats) -> None:
        per_text = [words(text) for text in texts]
        matrix = self._learn({word for found in per_text for word in found})
        numbers = self._numbers
        flat = [numbers[word] for found in per_text for word in found]
        counts = np.fromiter(map(len, per_text), dtype=np.intp, count=len(per_text))
        filled = np.flatnonzero(counts)
        if not len(filled):
            return
        starts = (np.cumsum(counts) - counts)[filled]
        sums = np.add.reduceat(matrix[flat], starts, axis=0)
        lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
        lengths[lengths == 0] = 1
        vectors[filled] = sums / lengths[:, None]

    def _learn(self, wanted: set[str]) -> Floats:
        """Return the matrix of word vectors, grown by the words in `wanted` not met before."""
        new = sorted(wanted.difference(self._numbers))
        if len(self._numbers) + len(new) > MAX_WORDS_KEPT:
            new, self._numbers, self._kept = sorted(wanted), {}, None
        used = len(self._numbers)
        matrix = self._room_for(used + len(new))
        if new:
            matrix[used : used + len(new)] = self._word_vectors(new)
            self._numbers.update(zip(new, range(used, used + len(new)), strict=True))
        return matrix

    def _room_for(self, rows: int) -> Floats:
        kept = self._kept
        if kept is None or len(kept) < rows:
            grown = np.zeros((max(4096, rows + rows // 2), self.dimensions), dtype=np.float32)
            if kept is not None:
                grown[: len(kept)] = kept
            self._kept = kept = grown
        return kept

    def _word_vectors(self, new: Sequence[str]) -> Floats:
        """Return the sum of the subword rows of each word; every word has at least one."""
        ids = [e.ids for e in self._tokenizer.encode_batch_fast(new, add_special_tokens=False)]
        counts = np.fromiter(map(len, ids), dtype=np.intp, count=len(ids))
        flat = np.fromiter((i for found in ids for i in found), dtype=np.intp, count=counts.sum())
        rows = self._tensors["embeddings"][flat] * self._tensors["weights"][flat][:, None]
        sums: Floats = np.add.reduceat(rows, np.cumsum(counts) - counts, axis=0)
        return sums

    @cached_property
    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = json.loads(_read(self._folder / "config.json"))
        return config

    @cached_property
    def _tensors(self) -> dict[str, npt.NDArray[Any]]:
        return _map_tensors(self._folder / "model.safetensors")

    @cached_property
    def _tokenizer(self) -> Any:
        # One thread is as fast on single words, and a fork after threads started is not safe.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        return Tokenizer.from_str(_read(self._folder / "tokenizer.json").decode("utf-8"))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _broken(path) from error


def _map_tensors(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the tensors of a safetensors file, memory-mapped: 8 bytes of length, JSON, data."""
    try:
        with path.open("rb") as stream:
            mapped = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        start = 8 + int.from_bytes(mapped[:8], "little")
        header = json.loads(bytes(mapped[8:start]))
        return {
            name: _tensor(mapped[start:], entry)
            for name, entry in header.items()
            if name != "__metadata__"
        }
    except (OSError, ValueError, KeyError) as error:
        raise _broken(path) from error


def _tensor(data: memoryview, entry: dict[str, Any]) -> npt.NDArray[Any]:
    begin, end = entry["data_offsets"]
    return np.frombuffer(data[begin:end], dtype=_DTYPES[entry["dtype"]]).reshape(entry["shape"])


def _broken(path: Path) -> QualmapError:
    return QualmapError(
        f"the static model cannot be read: {path.name} in folder {path.parent.name!r}",
        hint="install qualmap again, or name the folder of a model made by training/train.py",
    )
