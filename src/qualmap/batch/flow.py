"""From runs to pieces of work and back: what is ready, what is waited for, what is done.

A run is opened, its pairs are compared, then it is finished; each step is kept under the hash of
what it was made from, and what is kept is not worked out again. A pair that several runs share is
compared once. Nothing here depends on the order in which answers come.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from qualmap.batch.chunk import CHUNK_WEIGHT, Answer, Chunk, Piece
from qualmap.batch.kept import Kept
from qualmap.batch.keys import pair_key
from qualmap.batch.settings import Run
from qualmap.batch.stages import (
    Compare,
    Files,
    Finish,
    Open,
    Opening,
    Work,
    level_maps_of,
    read_opening,
)
from qualmap.errors import Fault
from qualmap.model.mapping import Side

SPREAD: Final = 2
"""Chunks for each worker that what is ready is cut into when there is little of it."""


@dataclass(slots=True)
class Task:
    """A run on its way: its sides, by which tools, and what is there of it.

    `opening_key` and `key` name its opening and its files; `parts` are the keys of its pairs.
    """

    run: Run
    left: Side
    right: Side
    tools: str
    opening_key: str
    key: str
    formats: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    parts: tuple[str, ...] = ()
    waiting: int = 0
    computed: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Made:
    """A task that is at its end, with its files or with what went wrong."""

    task: Task
    files: Files | None
    trouble: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Flow:
    """The work of a batch; `tasks` are taken as workers need them, so that memory stays bounded."""

    tasks: Iterator[Task]
    kept: Kept
    jobs: int
    pairs_known: Callable[[Task, int], None]
    stopped: bool = False
    compared: int = 0
    _ready: deque[Piece] = field(default_factory=deque)
    _tickets: Iterator[int] = field(default_factory=count)
    _asked: dict[int, tuple[str, list[Task]]] = field(default_factory=dict)
    _pairs: dict[str, list[Task]] = field(default_factory=dict)
    _broken: set[int] = field(default_factory=set)

    def supply(self) -> Chunk:
        """Return the next chunk, empty when nothing is ready."""
        self._fill()
        if self.stopped:
            return ()
        total = sum(piece.work.weight for piece in self._ready)
        limit = min(CHUNK_WEIGHT, max(1.0, total / (SPREAD * self.jobs)))
        chunk: list[Piece] = []
        weight = 0.0
        while self._ready and weight < limit:
            chunk.append(self._ready.popleft())
            weight += chunk[-1].work.weight
        return tuple(chunk)

    def take(self, answer: Answer) -> Iterator[Made]:
        """Yield the tasks that an answer brings to their end."""
        key, tasks = self._asked.pop(answer.ticket)
        self._pairs.pop(key, None)
        if answer.content is None:
            yield from self._give_up(tasks, answer.trouble)
            return
        for task in tasks:
            task.seconds += answer.seconds / len(tasks)
        if isinstance(answer.content, dict):
            yield from (Made(task, answer.content) for task in tasks)
            return
        self.kept.put(key, answer.content)
        for task in tasks:
            self._go_on(task, key, answer.content)

    def _give_up(self, tasks: list[Task], trouble: tuple[Fault, ...]) -> Iterator[Made]:
        """A run with several pairs in trouble is told of once."""
        for task in tasks:
            if id(task) not in self._broken:
                self._broken.add(id(task))
                yield Made(task, None, trouble)

    def _fill(self) -> None:
        enough = SPREAD * self.jobs * CHUNK_WEIGHT
        while len(self._ready) < enough and not self.stopped:
            task = next(self.tasks, None)
            if task is None:
                return
            self._begin(task)

    def _begin(self, task: Task) -> None:
        if (opening := self.kept.get(task.opening_key)) is not None:
            self._compare(task, read_opening(opening))
        else:
            self._ask(task.opening_key, [task], Open(task.left, task.right))

    def _go_on(self, task: Task, key: str, content: bytes) -> None:
        if key == task.opening_key:
            self._compare(task, read_opening(content))
            return
        self.compared += 1
        task.computed += 1
        task.waiting -= 1
        if not task.waiting and id(task) not in self._broken:
            self._finish(task)

    def _compare(self, task: Task, opening: Opening) -> None:
        works = dict(_works(task, opening))
        task.parts = tuple(works)
        self.pairs_known(task, len(works))
        self._ask_for(task, {key: work for key, work in works.items() if not self.kept.has(key)})

    def _ask_for(self, task: Task, missing: Mapping[str, Compare]) -> None:
        task.waiting = len(missing)
        for key, work in missing.items():
            if key in self._pairs:  # another run waits for it already
                self._pairs[key].append(task)
            else:
                self._pairs[key] = [task]
                self._ask(key, self._pairs[key], work)
        if not missing:
            self._finish(task)

    def _finish(self, task: Task) -> None:
        opening = self.kept.get(task.opening_key)
        if opening is None:
            self._begin(task)
            return
        parts = {key: self.kept.get(key) for key in task.parts}
        if any(content is None for content in parts.values()):  # damaged, and we have been told
            works = dict(_works(task, read_opening(opening)))
            self._ask_for(task, {key: works[key] for key in parts if parts[key] is None})
            return
        contents = tuple(content for content in parts.values() if content is not None)
        work = Finish(task.left, task.right, opening, contents, task.formats)
        self._ask(task.key, [task], work)

    def _ask(self, key: str, tasks: list[Task], work: Work) -> None:
        ticket = next(self._tickets)
        self._asked[ticket] = key, tasks
        piece = Piece(ticket, tasks[0].tools, work)
        if isinstance(work, Open):
            self._ready.append(piece)
        else:  # what is begun is brought to its end first
            self._ready.appendleft(piece)


def _works(task: Task, opening: Opening) -> Iterator[tuple[str, Compare]]:
    """Yield the key and the work of each pair."""
    lefts = {item.id: item for item in task.left.qualifications}
    rights = {item.id: item for item in task.right.qualifications}
    hashes = [
        {ref.id: ref.sha256 for ref in side.sources if ref.kind == "qualification"}
        for side in (task.left, task.right)
    ]
    for pair in opening.pairs:
        left, right = lefts[pair.left], rights[pair.right]
        levels = level_maps_of(left, right, opening.levels)
        key = pair_key(
            task.tools, (hashes[0][pair.left], hashes[1][pair.right]), levels, pair.reasons
        )
        yield key, Compare(left, right, levels, pair.reasons)
