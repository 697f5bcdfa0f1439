"""The embedded model: pieces of words and one matrix, read with numpy alone, without network.

A text is the mean of the rows of its pieces. Chunks (lower case, between spaces) repeat heavily in
descriptions of work, so each is romanised and split into pieces once and remembered.

Order: text, chunks, pieces, sum of rows, length 1.
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

MAX_CHUNKS_KEPT: Final = 200_000
"""Chunks remembered between calls, about 50 MB at most; past it all are forgotten at once."""

_BLOCK: Final = 1024
"""Texts summed at a time: their vectors (1 MB) stay in the cache; fastest of 256 to 2048."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]


class StaticEncoder:
    """Encodes texts with a static model in a folder; nothing is read before the first use."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or data_path("models", "static")
        self._pieces: dict[str, list[int]] = {}

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
        self._learn({chunk for chunks in split for chunk in chunks})
        pieces = self._pieces
        bags = [[piece for chunk in chunks for piece in pieces[chunk]] for chunks in split]
        _add_bags(vectors, *self._rows(bags))
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        vectors /= np.where(lengths > 0, lengths, 1)[:, None]

    def _learn(self, wanted: set[str]) -> None:
        """Remember the pieces of the chunks in `wanted`."""
        new = wanted.difference(self._pieces)
        if len(self._pieces) + len(new) > MAX_CHUNKS_KEPT:
            new, self._pieces = wanted, {}
        split, listed = self._subwords.split, list(new)
        for chunk, found in zip(listed, words_each(listed), strict=True):
            self._pieces[chunk] = [piece for word in found for piece in split(word)]

    def _rows(self, bags: list[list[int]]) -> tuple[Floats, Numbers, Numbers]:
        """Return the rows in use, the places of the bags' members, the bags' sizes."""
        sizes = np.fromiter(map(len, bags), dtype=np.intp, count=len(bags))
        members = (member for bag in bags for member in bag)
        flat = np.fromiter(members, dtype=np.intp, count=int(sizes.sum()))
        used, places = np.unique(flat, return_inverse=True)
        tensors = self._tensors
        return tensors["embeddings"][used] * tensors["weights"][used][:, None], places, sizes

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
