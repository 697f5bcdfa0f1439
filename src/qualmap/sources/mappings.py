"""Results that were written before: one `mapping.json`, or all of them below a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from qualmap.errors import Fault, QualmapError, faulty
from qualmap.files import read_bytes
from qualmap.model.document import Document
from qualmap.sources.paths import shown

FILE_NAME: Final = "mapping.json"
RUNS: Final = "runs"
"""The folder of a batch that holds a folder a run."""

MAX_BYTES: Final = 4_000_000_000
"""A pair of qualifications has 65 kB: 60,000 pairs in one run. A batch has many runs."""

SHOWN_FAULTS: Final = 20


class Results(Mapping[str, Document]):
    """Results by the name of their run, each read when it is asked for: all would fill memory."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self.paths = dict(sorted(paths.items()))

    def __getitem__(self, run: str) -> Document:
        return read_mapping(self.paths[run])

    def __contains__(self, run: object) -> bool:
        return run in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def find_mappings(place: Path) -> Results:
    """Return the results of a file, of a folder with one, or of a batch; a single one is ``""``.

    QualmapError where there is none. The files are read when they are asked for.
    """
    if not place.exists():
        raise QualmapError(f"no such file: {shown(place)}", hint="check the path")
    if not place.is_dir():
        return Results({"": place})
    if (alone := place / FILE_NAME).is_file():
        return Results({"": alone})
    found = {_run(path.parent.relative_to(place)): path for path in _below(place)}
    if not found:
        raise QualmapError(
            f"no {FILE_NAME} in {shown(place)}",
            hint="name a result of `qualmap compare` or `qualmap batch`, written with json",
        )
    return Results(found)


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob(FILE_NAME):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _run(folder: Path) -> str:
    parts = folder.parts
    return "/".join(parts[1:] if parts[0] == RUNS and len(parts) > 1 else parts)


def read_mapping(path: Path) -> Document:
    """Return the content of a `mapping.json`; QualmapError if it is none, with all faults."""
    name = shown(path)
    return parse_mapping(read_bytes(path, name, limit=MAX_BYTES), name)


def parse_mapping(content: bytes, name: str) -> Document:
    """Return the document in `content`; see `read_mapping`."""
    from pydantic import ValidationError

    try:
        document: Document = _adapter().validate_json(content)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise faulty([_fault(name, detail) for detail in details[:SHOWN_FAULTS]]) from None
    return document


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)


def _fault(name: str, detail: Any) -> Fault:
    if detail["type"] == "json_invalid":
        place = re.search(r"at line (\d+) column (\d+)", detail["msg"])
        line, column = map(int, place.groups()) if place else (0, 0)
        reason = str(detail.get("ctx", {}).get("error", "")).split(" at line")[0]
        return Fault(name, line, column, f"not valid JSON: {reason}", "was it written to its end?")
    way = ".".join(map(str, detail["loc"]))
    message = f"{way}: {detail['msg'][:1].lower()}{detail['msg'][1:]}" if way else detail["msg"]
    return Fault(name, 0, 0, message, "not a mapping.json of this version of qualmap")
