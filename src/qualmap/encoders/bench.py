"""Measures encoders, each in a process of its own: speed, memory, first use, retrieval.

Texts: 60 learning outcomes of our own in five languages and scripts, in groups of three that are
easily confused, kept out of the training of the embedded model. Nothing comes from the cache.

Run `python -m qualmap.encoders.bench NAME DEVICE BATCH_SIZE` for one encoder, as JSON.
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import permutations
from pathlib import Path
from typing import Any, Final

from qualmap.encoders.settings import Settings
from qualmap.errors import QualmapError
from qualmap.files import data_path

__all__ = ["Result", "bench", "bench_texts"]

ENOUGH_SECONDS: Final = 1.0
"""A round that takes as long is measured; shorter ones are doubled. Noise is then below 5 %."""

FIRST_ROUND: Final = 128
MAX_TEXTS: Final = 131_072


@dataclass(frozen=True, slots=True)
class Result:
    """One encoder: `retrieval` is accuracy@1 by pair of languages, nearest by cosine alone."""

    name: str
    sha256: str
    device: str
    dimensions: int
    first_use_seconds: float
    texts_per_second: float
    peak_bytes: int | None
    accuracy: float
    weakest: str
    retrieval: dict[str, float]


def bench(name: str, settings: Settings) -> Result:
    """Return the figures of one encoder; QualmapError as `load_encoder` and its encoder raise."""
    words = [name, settings.device, str(settings.batch_size)]
    done = subprocess.run(
        [sys.executable, "-m", "qualmap.encoders.bench", *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    try:
        content = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise QualmapError(f"measuring {name} broke off: {last[0]}") from None
    if "error" in content:
        raise QualmapError(content["error"], hint=content["hint"])
    return Result(**content)


def bench_texts() -> dict[str, list[str]]:
    """Return the texts by language tag, translations at the same place."""
    path = data_path("models", "bench.tsv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {tag: [row[tag] for row in rows] for tag in rows[0]}


def retrieval(encoder: Any, texts: dict[str, list[str]]) -> dict[str, float]:
    """Return for each direction the share of texts whose nearest one is their translation."""
    import numpy as np

    vectors = {tag: encoder.encode(side) for tag, side in texts.items()}
    right = np.arange(len(next(iter(texts.values()))))
    return {
        f"{a} {b}": round(float(((vectors[a] @ vectors[b].T).argmax(axis=1) == right).mean()), 3)
        for a, b in permutations(vectors, 2)
    }


def _measure(name: str, settings: Settings) -> Result:
    texts = bench_texts()
    start = time.perf_counter()
    from qualmap.encoders.table import load_encoder

    encoder = load_encoder(name, settings=settings, cached=False)
    dimensions = encoder.encode(texts["en"][:1]).shape[1]
    first_use = time.perf_counter() - start
    found = retrieval(encoder, texts)
    speed = _speed(encoder, [text for side in texts.values() for text in side])
    return Result(
        name=encoder.name,
        sha256=encoder.sha256,
        device=_device(encoder),
        dimensions=dimensions,
        first_use_seconds=round(first_use, 3),
        texts_per_second=speed,
        peak_bytes=_peak(),
        accuracy=round(sum(found.values()) / len(found), 3),
        weakest=min(found, key=lambda pair: (found[pair], pair)),
        retrieval=found,
    )


def _speed(encoder: Any, seeds: Sequence[str]) -> float:
    """Return texts a second, in one call on texts as long and as varied as the seeds."""
    words = sorted({word for text in seeds for word in text.split()})
    lengths = [len(text.split()) for text in seeds]
    chance = random.Random(1)
    count = FIRST_ROUND
    while True:
        batch = [" ".join(chance.choices(words, k=chance.choice(lengths))) for _ in range(count)]
        start = time.perf_counter()
        encoder.encode(batch)
        seconds = time.perf_counter() - start
        if seconds >= ENOUGH_SECONDS or count >= MAX_TEXTS:
            return round(count / seconds, 1)
        count *= 2


def _device(encoder: Any) -> str:
    model = getattr(encoder, "_model", None)
    return str(getattr(model, "device", "cpu"))


def _peak() -> int | None:
    """Return the most memory that this process held, None where the system does not tell."""
    try:  # what getrusage says on Linux includes the process that started this one
        status = Path("/proc/self/status").read_text("utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        pass
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _main(name: str, device: str, batch_size: str) -> None:
    try:
        content = asdict(_measure(name, Settings(device, int(batch_size))))
    except QualmapError as error:
        content = {"error": error.message, "hint": error.hint}
    sys.stdout.buffer.write(json.dumps(content, ensure_ascii=False).encode("utf-8") + b"\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
