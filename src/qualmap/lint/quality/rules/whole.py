"""LQ000, LQ013: the file and the qualification as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qualmap.lint.quality.bench import Bench
from qualmap.lint.quality.rule import quality
from qualmap.lint.quality.subject import Described
from qualmap.lint.rule import Hit, hit
from qualmap.lint.tree import Keys
from qualmap.messages import _

FEWEST: Final = 5
"""Of fewer outcomes each may well be needed."""


@quality("LQ000", "not-well-formed", "error")
def not_well_formed(item: Described, bench: Bench) -> Iterator[Hit]:
    """A file cannot be read, a key is unknown or missing, or a reference leads nowhere.

    It is what `qualmap validate` reports without `--quality`. The outcomes of a file that cannot be
    read are not looked at; this rule cannot be switched off.

    Why:
        A misspelt key is not used, and nobody notices.
    Bad:
        outcomes: [{id: A1, txet: {en: "Checks the weld"}}]
    Good:
        outcomes: [{id: A1, text: {en: "Checks the weld"}}]
    """
    yield from ()  # the faults come from the reader of the file, see `quality/job.py`


@quality("LQ013", "no-essential-marking", "warning")
def no_essential_marking(item: Described, bench: Bench) -> Iterator[Hit]:
    """No outcome of a qualification says whether it is essential.

    Five outcomes or more are looked at, and one `essential:` anywhere will do.

    Why:
        All count as essential then, and a comparison cannot tell a gap that matters from one that
        does not.
    Bad:
        - {id: A1, text: {en: "Checks the weld"}}  # and so on, five times
    Good:
        - {id: A1, essential: true, text: {en: "Checks the weld"}}
        - {id: A2, essential: false, text: {en: "Cleans the workplace"}}
    """
    nodes = [
        item.file.node_at(("units", u, "outcomes", o))
        for u, unit in enumerate(item.value.units)
        for o in range(len(unit.outcomes))
    ]
    marked = any(isinstance(node, Keys) and node.key("essential") for node in nodes)
    units = item.file.root.key("units") if isinstance(item.file.root, Keys) else None
    if units is not None and len(nodes) >= FEWEST and not marked:
        yield hit(
            units,
            _("no outcome says whether it is essential"),
            hint=_("write `essential: false` where a person may do without"),
        )
