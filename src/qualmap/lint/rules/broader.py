"""GR, continued: the order from narrow to broad."""

from __future__ import annotations

from collections.abc import Iterator

from qualmap.lint.concepts import Concept
from qualmap.lint.edits import remove
from qualmap.lint.hierarchy import Hierarchy
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule, unsafe
from qualmap.lint.tree import Items
from qualmap.messages import _


@rule("GR003", "broader-cycle", "error", scope="glossary")
def broader_cycle(glossary: Linted, context: Context) -> Iterator[Hit]:
    """Following the broader concepts leads back to where one started.

    Why:
        Each concept of the circle would be broader than itself, and whoever collects what is above
        a concept never comes to an end.
    Bad:
        - {id: skill, broader: [competence], …}
        - {id: competence, broader: [skill], …}
    Good:
        - {id: skill, broader: [competence], …}
        - {id: competence, …}
    """
    for way in context.once(Hierarchy).circles():
        for concept in glossary.by_id.get(way[-1], ()):
            word = next((word for word in concept.broader if word.value == way[0]), None)
            if word is not None:
                message = _("{id!r} is broader than itself").format(id=way[0])
                yield hit(word, message, hint=_way(way), concept=concept)
                break


def _way(way: list[str]) -> str:
    middle = [*way[:3], "…", way[-1]] if len(way) > 6 else way
    return " → ".join([*middle, way[0]])


@rule("GR004", "related-and-broader", "error")
def related_and_broader(concept: Concept, context: Context) -> Iterator[Hit]:
    """Two concepts are related, and one of them is also broader than the other, near or far.

    Why:
        Related means: neither includes the other (condition S27 of SKOS).
    Bad:
        - {id: skill, broader: [competence], related: [competence], …}
    Good:
        - {id: skill, broader: [competence], …}
    """
    if not concept.related or concept.id is None:
        return
    is_above = context.once(Hierarchy).is_above
    for word in concept.related:
        if word.value == concept.name:
            continue
        if is_above(word.value, concept.name):
            message = _("{other!r} is related to {id!r} and broader than it")
        elif is_above(concept.name, word.value):
            message = _("{other!r} is related to {id!r} and narrower than it")
        else:
            continue
        yield hit(word, message.format(other=word.value, id=concept.name))


@rule("GR005", "redundant-broader", "info", default=False, fix="unsafe")
def redundant_broader(concept: Concept, context: Context) -> Iterator[Hit]:
    """A broader concept is named that is above another one anyway, or is named twice.

    Why:
        What follows from another line has to be kept in step with it for ever.
    Bad:
        - {id: drill, broader: [tool, power-tool], …}
        - {id: power-tool, broader: [tool], …}
    Good:
        - {id: drill, broader: [power-tool], …}
        - {id: power-tool, broader: [tool], …}
    Fix:
        Unsafe: the farther one is taken out. It may be there on purpose, for a reader who looks at
        one step only.
    """
    if len(concept.broader) < 2:
        return
    is_above = context.once(Hierarchy).is_above
    names = [word.value for word in concept.broader]
    others = [name for name in names if name != concept.name]
    container = concept.node.get("broader")
    for place, word in enumerate(concept.broader):
        name = word.value
        # In a circle each would follow from the other, and both would go.
        by = next((n for n in others if is_above(name, n) and not is_above(n, name)), None)
        if name in names[:place]:
            message = _("{id!r} stands here twice").format(id=name)
        elif by is not None and name != concept.name:
            message = _("{id!r} is above {other!r} anyway").format(id=name, other=by)
        else:
            continue
        fix = None
        if isinstance(container, Items):
            fix = unsafe(_("take it out"), remove(word, container))
        yield hit(word, message, fix=fix)
