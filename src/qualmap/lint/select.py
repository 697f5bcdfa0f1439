"""Which rules are in use: codes, prefixes, names, ALL; the most specific selector wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from qualmap.errors import QualmapError
from qualmap.lint.document import nearest
from qualmap.lint.rule import RULES, Rule
from qualmap.model.finding import Severity

__all__ = ["ALL", "Layer", "choose", "code_of", "severities", "table"]

ALL: Final = "ALL"
CODE: Final = re.compile(r"[GL]([A-Z]\d{0,3})?")


@dataclass(frozen=True, slots=True)
class Layer:
    """The selectors of one source: a configuration file, or the command line.

    `select` None leaves the rules of the layer below in use.
    """

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def choose(
    layers: Iterable[Layer], *, preview: bool = False, rules: Mapping[str, Rule] | None = None
) -> list[Rule]:
    """Return the rules in use, by code; a later layer beats an earlier one.

    They are those of the glossary unless another table of `rules` is given. QualmapError for a
    selector that no rule answers to.
    """
    rules = table() if rules is None else rules
    chosen = {code for code, rule in rules.items() if rule.default}
    for layer in layers:
        chosen = _applied(layer, chosen, rules)
    return [rules[code] for code in sorted(chosen) if preview or not rules[code].preview]


def _applied(layer: Layer, chosen: set[str], rules: Mapping[str, Rule]) -> set[str]:
    wanted = [*(layer.select or ()), *layer.extend]
    for selector in (*wanted, *layer.ignore):
        _known(selector, rules)
    result = set()
    for code, rule in rules.items():
        base = -1 if layer.select is None and code in chosen else -2
        yes = max((_weight(selector, rule) for selector in wanted), default=-2)
        no = max((_weight(selector, rule) for selector in layer.ignore), default=-2)
        if max(yes, base) > no:
            result.add(code)
    return result


def _weight(selector: str, rule: Rule) -> int:
    """How closely a selector names a rule; -2 if it does not."""
    if selector == ALL:
        return 0
    if selector in (rule.code, rule.name):
        return len(rule.code)
    return len(selector) if CODE.fullmatch(selector) and rule.code.startswith(selector) else -2


def _known(selector: str, rules: Mapping[str, Rule]) -> None:
    if all(_weight(selector, rule) < 0 for rule in rules.values()):
        groups = sorted({code[:2] for code in rules})
        names = [*rules, *(rule.name for rule in rules.values()), *groups, ALL]
        guesses = [nearest(form, names) for form in (selector.upper(), selector.lower())]
        hint = next((guess for guess in guesses if guess.startswith("did you mean")), "")
        every = "qualmap glossary rule --all" if "GC001" in rules else "qualmap validate --explain"
        raise QualmapError(f"unknown rule {selector!r}", hint=hint or f"see `{every}`")


def code_of(name: str, rules: Mapping[str, Rule] | None = None) -> str:
    """Return the code of a rule named by code or name; QualmapError if there is none."""
    rules = table() if rules is None else rules
    for rule in rules.values():
        if name.upper() == rule.code or name == rule.name:
            return rule.code
    _known(name, rules)
    raise QualmapError(f"{name!r} is no single rule", hint="name one code, such as GC001")


def severities(options: Mapping[str, Severity]) -> dict[str, Severity]:
    """Return code → severity of the rules whose severity is set; QualmapError if one is unknown."""
    return {code_of(name): severity for name, severity in options.items()}


def table() -> Mapping[str, Rule]:
    """Return all rules by code, in order."""
    import qualmap.lint.rules  # noqa: F401  (its modules register their rules)

    return dict(sorted(RULES.items()))
