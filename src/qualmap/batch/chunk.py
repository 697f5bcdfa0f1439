"""Work as it travels to a worker: many small pieces together, and the answer to each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Final, Protocol

from qualmap.batch.equipment import Equipment, tools
from qualmap.batch.stages import Compare, Files, Work
from qualmap.errors import Fault, QualmapError
from qualmap.messages import _

CHUNK_WEIGHT: Final = 16.0
"""Pairs of qualifications sent together: about a second of work against a millisecond of post."""

Equipments = Mapping[str, Equipment]
"""Key of the equipment → equipment."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work: with which equipment, and a ticket by which its answer is known."""

    ticket: int
    tools: str
    work: Work


Chunk = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a piece: its content, or what went wrong with it; and how long it took."""

    ticket: int
    content: bytes | Files | None
    seconds: float
    trouble: tuple[Fault, ...] = ()


Supply = Callable[[], Chunk]
"""Gives the next chunk, an empty one when there is none for now."""


class Engine(Protocol):
    """Where work is done."""

    def work(self, supply: Supply) -> Iterator[Answer]:
        """Yield the answers as they come, asking for chunks until none is left or under way."""
        ...

    def close(self) -> None:
        """Let go of all workers; work under way is dropped."""
        ...


_one_at_a_time = Lock()
"""Readers and encoders remember what they saw; a worker of several threads shares them."""


def perform(chunk: Chunk, equipments: Equipments) -> list[Answer]:
    """Return the answers to all pieces of a chunk; trouble with one does not touch the others."""
    with _one_at_a_time:
        _read_ahead(chunk, equipments)
        return [_answer(piece, equipments) for piece in chunk]


def _read_ahead(chunk: Chunk, equipments: Equipments) -> None:
    """Read the texts of a chunk together: readings go to disk once a chunk."""
    texts: dict[str, list[tuple[str, str]]] = {}
    for piece in chunk:
        if isinstance(piece.work, Compare):
            texts.setdefault(piece.tools, []).extend(piece.work.texts)
    with suppress(QualmapError):  # each piece says so for itself
        for name, questions in texts.items():
            tools(equipments[name]).annotator.read_all(questions)


def _answer(piece: Piece, equipments: Equipments) -> Answer:
    start = time.perf_counter()
    try:
        content = piece.work.do(tools(equipments[piece.tools]))
    except QualmapError as error:
        faults = error.faults or (Fault("", 0, 0, error.message, error.hint),)
        return Answer(piece.ticket, None, 0.0, faults)
    except Exception as error:
        # One pair that meets a mistake of ours must not take two thousand others with it.
        message = _("mistake in qualmap: {kind}: {text}").format(
            kind=type(error).__name__, text=str(error).splitlines()[0] if str(error) else ""
        )
        return Answer(piece.ticket, None, 0.0, (Fault("", 0, 0, message, _REPORT),))
    return Answer(piece.ticket, content, time.perf_counter() - start)


_REPORT = "please report it with the two files"


class InProcess:
    """Does the work in this process: for small plans, where a worker would not pay."""

    def __init__(self, equipments: Equipments) -> None:
        self._equipments = equipments

    def work(self, supply: Supply) -> Iterator[Answer]:
        """Yield the answers in order, each as soon as it is there."""
        while chunk := supply():
            _read_ahead(chunk, self._equipments)
            for piece in chunk:
                yield _answer(piece, self._equipments)

    def close(self) -> None:
        """Nothing to let go of."""
