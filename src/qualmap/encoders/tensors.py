"""Read the tensors of a safetensors file where they lie, memory-mapped: no copy, no library."""

from __future__ import annotations

import json
import mmap
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from qualmap.errors import QualmapError

__all__ = ["broken", "map_tensors"]

_DTYPES: Final = {"I8": np.int8, "F16": np.float16, "F32": np.float32}


def map_tensors(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the tensors by name. The file is 8 bytes of length, a JSON header, the data."""
    try:
        with path.open("rb") as stream:
            mapped = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        start = 8 + int.from_bytes(mapped[:8], "little")
        header = json.loads(bytes(mapped[8:start]))
        entries = {name: entry for name, entry in header.items() if name != "__metadata__"}
        return {name: _tensor(mapped[start:], entry) for name, entry in entries.items()}
    except (OSError, ValueError, KeyError) as error:
        raise broken(path) from error


def _tensor(data: memoryview, entry: dict[str, Any]) -> npt.NDArray[Any]:
    begin, end = entry["data_offsets"]
    return np.frombuffer(data[begin:end], dtype=_DTYPES[entry["dtype"]]).reshape(entry["shape"])


def broken(path: Path) -> QualmapError:
    """Return the error for a model file that is missing or not what it should be."""
    return QualmapError(
        f"the static model cannot be read: {path.name} in folder {path.parent.name!r}",
        hint="install qualmap again, or name the folder of a model made by training/train.py",
    )
