"""Progress of a long job on stderr: how far, how fast, how long still."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final

from qualmap.messages import _

ON_TERMINAL: Final = 0.5
IN_LOGS: Final = 15.0
"""Seconds between two words: a log keeps each of them for ever."""


def duration(seconds: float) -> str:
    """Return a time in words that are as exact as a guess can be.

    >>> duration(4.2), duration(200), duration(8000)
    ('5 s', '4 min', '2 h 14 min')
    """
    if seconds < 60:
        return _("{n} s").format(n=int(seconds) + 1)
    minutes = int(seconds / 60) + 1
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{h} h {m} min").format(h=minutes // 60, m=minutes % 60)


def progress_words(done: int, total: int, runs: int, seconds: float) -> str:
    """Return how far a batch is; the rate and the time left once there is a rate.

    >>> progress_words(20, 120, 3, 10.0)
    '20 of about 120 pairs, 3 runs done, 2.0 pairs a second, about 51 s left'
    """
    text = _("{done} of about {total} pairs, {runs} runs done").format(
        done=done, total=max(total, done), runs=runs
    )
    if not done or seconds <= 0:
        return text
    rate = done / seconds
    left = duration(max(total - done, 0) / rate)
    return text + _(", {rate:.1f} pairs a second, about {left} left").format(rate=rate, left=left)


class Meter:
    """Shows progress: on a terminal in one line that changes, elsewhere a line now and then."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._start = self._last = time.monotonic()
        self._width = 0

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)

    def show(self, done: int, total: int, runs: int) -> None:
        """Tell of pairs done, pairs in all and runs done, if it is time to."""
        now = time.monotonic()
        if self._quiet or now - self._last < (ON_TERMINAL if self._terminal else IN_LOGS):
            return
        self._last = now
        words = progress_words(done, total, runs, now - self._start)
        if self._terminal:
            print(f"\r{words:<{self._width}}", end="", file=sys.stderr, flush=True)
            self._width = len(words)
        else:
            print(words, file=sys.stderr, flush=True)
