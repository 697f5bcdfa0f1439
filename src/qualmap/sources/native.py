"""Reads qualmap's own YAML and JSON files: shape first, then what a shape cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualmap.errors import Fault, faulty
from qualmap.files import Path_, YamlDocument, read_yaml
from qualmap.model.country import Country
from qualmap.model.framework import Framework
from qualmap.model.origin import Origin, SourceRef
from qualmap.model.qualification import Qualification
from qualmap.shapes import build

Value = Any  # Framework | Qualification | Country | GlossaryFile: whatever `kind:` says


@dataclass(frozen=True, slots=True)
class Loaded:
    """A value, the document it was read from, and the reference that reports quote."""

    value: Value
    document: YamlDocument
    ref: SourceRef

    @property
    def kind(self) -> str:
        """The `kind:` of the file."""
        return self.ref.kind


def read(path: Path, shown: str = "", kind: str = "") -> Loaded:
    """Return the content of one file; QualmapError with every fault and its place."""
    document = read_yaml(path, shown)
    value = build(document, kind)
    faults = list(check(value, document))
    if faults:
        raise faulty(faults)
    return Loaded(value, document, _reference(value, document))


def _reference(value: Value, document: YamlDocument) -> SourceRef:
    title = getattr(value, "title", {})
    return SourceRef(
        kind=value.kind,
        id=getattr(value, "id", ""),
        country=getattr(value, "country", ""),
        title=title,
        path=document.path,
        sha256=document.sha256,
        status=getattr(value, "status", ""),
        origin=getattr(value, "source", None) or Origin(),
        languages=getattr(value, "languages", ()) or tuple(title),
    )


def check(value: Value, document: YamlDocument) -> Iterator[Fault]:
    """Yield the faults that lie between the parts of one file: repeated ids, unknown domains."""
    if isinstance(value, Framework):
        yield from _check_framework(value, document)
    elif isinstance(value, Qualification):
        yield from _check_qualification(value, document)
    elif isinstance(value, Country):
        return


def _check_framework(framework: Framework, document: YamlDocument) -> Iterator[Fault]:
    levels = [(("levels", n, "id"), level.id) for n, level in enumerate(framework.levels)]
    yield from _repeated(levels, "level", document)
    domains = [(("domains", n, "id"), domain.id) for n, domain in enumerate(framework.domains)]
    yield from _repeated(domains, "domain", document)
    known = {domain.id for domain in framework.domains}
    for number, level in enumerate(framework.levels):
        for domain in level.descriptors:
            if domain not in known:
                way = ("levels", number, "descriptors", domain)
                yield document.fault(
                    way,
                    f"unknown domain {domain!r}",
                    f"domains of this framework: {', '.join(sorted(known))}",
                )


def _check_qualification(qualification: Qualification, document: YamlDocument) -> Iterator[Fault]:
    units: list[tuple[Path_, str]] = []
    outcomes: list[tuple[Path_, str]] = []
    for u, unit in enumerate(qualification.units):
        units.append((("units", u, "id"), unit.id))
        for o, outcome in enumerate(unit.outcomes):
            way: Path_ = ("units", u, "outcomes", o)
            outcomes.append(((*way, "id"), outcome.id))
            if not any(words.strip() for words in outcome.text.values()):
                yield document.fault((*way, "text"), f"outcome {outcome.id} has no words")
    yield from _repeated(units, "unit", document)
    yield from _repeated(outcomes, "outcome", document)
    if not outcomes:
        yield document.fault(
            ("units",),
            "no learning outcome in any unit",
            "a qualification needs at least one outcome",
        )


def _repeated(
    ids: Iterable[tuple[Path_, str]], what: str, document: YamlDocument
) -> Iterator[Fault]:
    first: dict[str, Path_] = {}
    for way, name in ids:
        if name in first:
            line = document.place(first[name]).line
            yield document.fault(way, f"duplicate {what} id {name!r}", f"first used in line {line}")
        first.setdefault(name, way)


def level_fault(entry: Loaded, framework: Framework) -> Fault | None:
    """Return the fault of a qualification whose level its framework lacks, or None."""
    item = entry.value
    if not item.level or framework.level(item.level) is not None:
        return None
    levels = ", ".join(level.id for level in framework.levels)
    message = f"{item.framework} has no level {item.level!r}"
    return entry.document.fault(("level",), message, f"its levels: {levels}")
