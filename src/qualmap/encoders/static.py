"""The embedded model: pieces of words and one matrix, read with numpy alone, without network.

A text is the sum of the vectors of its chunks (lower case, between spaces), a chunk the sum of
the rows of the pieces of its words. Chunks repeat heavily in descriptions of work, so each is
romanised, split and summed once and kept.

Order: text, chunks, chunk numbers, sum of chunk vectors, length 1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from qualmap.encoders.background import Background, between, read_background
from qualmap.encoders.subwords import Subwords
from qualmap.encoders.tensors import broken, map_tensors
from qualmap.encoders.words import words_each
from qualmap.files import data_path

__all__ = ["MAX_CHUNKS_KEPT", "StaticEncoder"]

MAX_CHUNKS_KEPT: Final = 100_000
"""Chunk vectors kept between calls, about 100 MB at most; past it all are dropped at once."""

_BLOCK: Final = 1024
"""Texts summed at a time: their vectors (1 MB) stay in the cache; fastest of 256 to 2048."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]


class StaticEncoder:
    """Encodes texts with a static model in a folder; nothing is read before the first use."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or data_path("models", "static")
        self._numbers: dict[str, int] = {}
        self._kept: Floats | None = None

    @cached_property
    def name(self) -> str:
        """Name and version of the model, e.g. `qualmap-static-1`."""
        return str(json.loads(self._read("config.json"))["name"])

    @cached_property
    def sha256(self) -> str:
        """Hash over the vocabulary and the weights."""
        digest = hashlib.sha256(self._read("tokenizer.json"))
        digest.update(self._read("model.safetensors"))
        return digest.hexdigest()

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._tensors["embeddings"].shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 for each text; a row of zeros where no word is known."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _BLOCK):
            self._encode_block(texts[start : start + _BLOCK], vectors[start : start + _BLOCK])
        return vectors

    def background(self, left: str, right: str) -> tuple[float, float]:
        """Return mean and deviation of the cosines of unrelated texts in two languages."""
        return between(self._background, left, right)

    def _encode_block(self, texts: Sequence[str], vectors: Floats) -> None:
        split = [text.lower().split() for text in texts]
        matrix = self._learn({chunk for found in split for chunk in found})
        numbers = self._numbers
        flat, counts = _flat([[numbers[chunk] for chunk in found] for found in split])
        _add_bags(vectors, matrix, flat, counts)
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        vectors /= np.where(lengths > 0, lengths, 1)[:, None]

    def _learn(self, wanted: set[str]) -> Floats:
        """Return the matrix of chunk vectors, with those in `wanted` not met before added."""
        new = sorted(wanted.difference(self._numbers))
        if self._kept is None or len(self._numbers) + len(new) > len(self._kept):
            new, self._numbers = sorted(wanted), {}
            # The system gives memory for rows only as they are written.
            room = max(len(new), MAX_CHUNKS_KEPT)
            self._kept = np.empty((room, self.dimensions), dtype=np.float32)
        if new:
            used = len(self._numbers)
            self._add_chunks(self._kept[used : used + len(new)], new)
            self._numbers.update(zip(new, range(used, used + len(new)), strict=True))
        return self._kept

    def _add_chunks(self, sums: Floats, new: Sequence[str]) -> None:
        """Set `sums` to the sum of the piece rows of each chunk."""
        split = self._subwords.split
        bags = [[piece for word in found for piece in split(word)] for found in words_each(new)]
        flat, counts = _flat(bags)
        used, places = np.unique(flat, return_inverse=True)
        rows = self._tensors["embeddings"][used] * self._tensors["weights"][used][:, None]
        _add_bags(sums, rows, places, counts)

    @cached_property
    def _tensors(self) -> dict[str, npt.NDArray[Any]]:
        return map_tensors(self._folder / "model.safetensors")

    @cached_property
    def _background(self) -> Background:
        return read_background(self._read("background.json"))

    @cached_property
    def _subwords(self) -> Subwords:
        return Subwords.read(self._read("tokenizer.json"))

    def _read(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise broken(self._folder / name) from error


def _flat(bags: list[list[int]]) -> tuple[Numbers, Numbers]:
    """Return the members of all bags in one array, and the size of each bag."""
    counts = np.fromiter(map(len, bags), dtype=np.intp, count=len(bags))
    members = (member for bag in bags for member in bag)
    return np.fromiter(members, dtype=np.intp, count=int(counts.sum())), counts


def _add_bags(sums: Floats, rows: Floats, flat: Numbers, counts: Numbers) -> None:
    """Add to each of `sums` the rows of its bag: all first members, then all second ones, …

    With the longest bags first, each turn works on a leading block. Seven times as fast as
    `np.add.reduceat` on bags of nine.
    """
    order = np.argsort(-counts, kind="stable")
    sizes = counts[order]
    starts = (np.cumsum(counts) - counts)[order]
    total = np.zeros_like(sums)
    for turn in range(int(sizes[0]) if len(sizes) else 0):
        still = int(np.searchsorted(-sizes, -turn))
        total[:still] += rows[flat[starts[:still] + turn]]
    sums[order] = total
