"""Suggested terms as concepts that can be pasted into a glossary file: candidates, to be judged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from qualmap.glossary.layout import quoted
from qualmap.glossary.suggest import Suggestion
from qualmap.model.glossary import Glossary
from qualmap.text.romanise import romanise

LONGEST_ID: Final = 60


def as_yaml(suggestions: Iterable[Suggestion], glossary: Glossary) -> str:
    """Return a glossary file of candidate concepts, counts and contexts as comments.

    Ids are made of the term in plain Latin letters, and differ from those of the glossary.
    """
    lines = ["kind: glossary", "concepts:"]
    taken = set(glossary.concepts)
    for item in suggestions:
        name = _id(item.phrase, taken)
        taken.add(name)
        lines += _concept(name, item)
    if len(lines) == 2:
        return "kind: glossary\nconcepts: []\n"
    return "\n".join(lines) + "\n"


def _concept(name: str, item: Suggestion) -> list[str]:
    found = f"{item.count} times in {item.documents} documents"
    return [
        f"  # {found}, score {item.score}",
        *(f"  # {context}" for context in item.contexts),
        f"  - id: {name}",
        "    terms:",
        f"      {item.language}: [{{text: {quoted(item.phrase)}, status: candidate}}]",
        f"    source: {quoted('suggested by qualmap')}",
    ]


def _id(phrase: str, taken: set[str]) -> str:
    letters = romanise(phrase).replace("ö", "o").replace("ğ", "g")
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_ID].strip("-") or "term"
    name, number = f"candidate-{plain}", 2
    while name in taken:
        name, number = f"candidate-{plain}-{number}", number + 1
    return name
