"""Under which names results are kept: hashes of everything that they are made from."""

from __future__ import annotations

from collections.abc import Sequence

from qualmap.batch.equipment import key_of
from qualmap.model.mapping import Evidence, LevelMap, Side


def side_key(side: Side) -> str:
    """Return the key of a side: what it is called and the hashes of its files."""
    sources = [f"{ref.kind} {ref.id} {ref.path} {ref.sha256}" for ref in side.sources]
    return key_of("side", side.name, side.label, *side.notes, *sources)


def opening_key(tools: str, left: Side, right: Side) -> str:
    """Return the key of an opened run."""
    return key_of("opening", tools, side_key(left), side_key(right))


def run_key(opening: str, formats: Sequence[str]) -> str:
    """Return the key of a finished run: its reports are made from the opening and its pairs."""
    return key_of("run", opening, *formats)


def pair_key(
    tools: str, hashes: tuple[str, str], levels: tuple[LevelMap, ...], reasons: Sequence[Evidence]
) -> str:
    """Return the key of a compared pair: both files, the levels it is judged by, why it is one."""
    told = [f"{r.name} {r.score!r} {r.detail} {r.left} {r.right}" for r in reasons]
    return key_of("pair", tools, *hashes, *(_levels_key(entry) for entry in levels), *told)


_last: list[tuple[LevelMap, str]] = []


def _levels_key(entry: LevelMap) -> str:
    """Level maps are large, and hundreds of pairs in a row share one: the last is remembered."""
    if not _last or _last[0][0] is not entry:
        _last[:] = [(entry, key_of("levels", repr(entry)))]
    return _last[0][1]
