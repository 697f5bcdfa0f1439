'''What a rule is, the table of all rules, and how to add one.

A rule is one generator; its docstring is its page. It goes into the file of its group in
`lint/rules/` (`terms.py` for GT, `script.py` for GS, …):

    @rule("GT009", "trailing-punctuation", "warning", fix="safe")
    def trailing_punctuation(concept: Concept, context: Context) -> Iterator[Hit]:
        """A term ends with a full stop, comma, colon or semicolon.

        Why:
            A term is no sentence; with the mark it is found nowhere.
        Bad:
            en: [{text: "learning outcome."}]
        Good:
            en: [{text: "learning outcome"}]
        Fix:
            Safe: the mark is taken away.
        """
        for term in concept.all_terms:
            bare = term.value.rstrip(".,:;")
            if bare != term.value:
                yield hit(
                    term,
                    _("{term!r} ends with {mark!r}").format(term=term.value, mark=term.value[-1]),
                    at=(len(bare), len(term.value)),
                    fix=safe(_("take it away"), replace(term.text, bare)),
                )

`rule(code, name, severity, *, default=True, fix="none", preview=False, scope="concept",
whole=False)`. `scope` says what the rule is given first, besides `context`:

- `concept` (the common case): a `Concept` (`lint/concepts.py`): `id`, `terms` by language,
  `all_terms`, `preferred(language)`, `definitions`, `broader`, `related`, `matches`, `domain`,
  `source`, `note`, `retired`, `proposed`. A `Term` has `value`, `language`, `status` (given or
  not), `marked` (as written), `use`, `kind`, `retired`. Texts are `Words` (`lint/tree.py`) with
  `value`, `style` and places. What is malformed is not there: GF003 tells of it.
- `file`: a `SourceFile` (`lint/document.py`): `text`, `root`, `concepts`, `problems`.
- `glossary`: the `Linted` (`lint/linted.py`): `files`, `concepts`, `by_id`, `known(id)`.

`context.options` are the settings (`lint/options.py`; a rule's own option is a field there),
`context.glossary` the whole glossary, `context.once(function)` is `function(glossary)`, computed
once a run: for indexes. `whole=True`: the rule is left out while a file cannot be read, since it
would take concepts for missing.

`hit(where, message, *, at=None, hint="", fix=None, language="", term="", concept=None)`: `where`
is a Term, Words, Concept, any node of the tree, or a `Problem`'s place as `(file, start, end)`;
`at` narrows it to a slice of the value. Term and Concept bring their language and id along; with
Words of a definition give `language=`, in a rule over the glossary also `concept=`.

A fix is `safe(message, *edits)`, `unsafe(…)` or `display(…)` of edits from `lint/edits.py`:
`replace(words, new)` (only what differs is touched), `part(words, start, end, new)` (a slice of
the value), `remove(item, container)`, `append(container, yaml)`, `add_key(keys, "name", yaml)`,
`rename(key, new)`. All edits of a fix belong to the file of the hit, and all are made or none.
Escapes, quotes and folded lines are their business; `lint/fixes.py` reads the result again and
refuses a fix that changes anything else.

Then add `tests/lint/CODE.yaml` with two bad and two good cases, and write `docs/rules.md` again:
`qualmap glossary rule --all > docs/rules.md`. Keep a rule cheap where nothing is wrong: ten
thousand concepts times eighty rules have a few seconds. Never print, never sort, never look at
suppressions: the runner does.
'''

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from qualmap.lint.concepts import Concept, Term
from qualmap.lint.tree import Node, Words
from qualmap.model.finding import Applicability, Fix, Severity, TextEdit

if TYPE_CHECKING:
    from qualmap.lint.document import SourceFile
    from qualmap.lint.linted import Linted
    from qualmap.lint.options import Options
    from qualmap.lint.suppress import Directive

__all__ = ["RULES", "Context", "Hit", "Rule", "display", "hit", "rule", "safe", "unsafe"]

Scope = Literal["concept", "file", "glossary", "qualification"]
FixKind = Literal["none", "safe", "unsafe", "display"]

Place = tuple["SourceFile", int, int]
"""A file, and from where to where in it."""

Value = TypeVar("Value")

GROUPS: Final = {
    "GF": "files",
    "GC": "concepts",
    "GT": "terms",
    "GS": "script and spelling",
    "GR": "relations",
    "GD": "definitions",
    "GX": "across languages",
    "LQ": "learning outcomes",
}
"""What the first two letters of a code stand for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: a place and words; the runner makes a finding of it."""

    place: Place
    message: str
    hint: str = ""
    fix: Fix | None = None
    concept: Concept | None = None
    language: str = ""
    term: str = ""


class Context:
    """What a rule may look at besides its subject.

    `in_use` and `unused` are for GF006: the codes of this run, and the directives after it.
    """

    def __init__(self, glossary: Linted, options: Options) -> None:
        self.glossary = glossary
        self.options = options
        self.in_use: frozenset[str] = frozenset()
        self.unused: Callable[[SourceFile], list[Directive]] | None = None
        self._known: dict[Callable[[Linted], Any], Any] = {}

    def once(self, function: Callable[[Linted], Value]) -> Value:
        """Return `function(glossary)`, computed at the first call only."""
        if function not in self._known:
            self._known[function] = function(self.glossary)
        value: Value = self._known[function]
        return value


Check = Callable[[Any, Any], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the table; see the head of this file."""

    code: str
    name: str
    severity: Severity
    default: bool
    fix: FixKind
    preview: bool
    scope: Scope
    whole: bool
    check: Check

    @property
    def url(self) -> str:
        """Where the rule is described."""
        page = "quality" if self.scope == "qualification" else "rules"
        return f"docs/{page}.md#{self.code.lower()}"


RULES: Final[dict[str, Rule]] = {}
"""All rules by code; `lint/rules/__init__.py` fills the table."""


def rule(  # noqa: PLR0913  (a row of a table)
    code: str,
    name: str,
    severity: Severity,
    *,
    default: bool = True,
    fix: FixKind = "none",
    preview: bool = False,
    scope: Scope = "concept",
    whole: bool = False,
    table: dict[str, Rule] = RULES,
) -> Callable[[Check], Check]:
    """Put a generator into a table of rules; ValueError if its code or name is taken."""

    def register(check: Check) -> Check:
        taken = [known.code for known in table.values() if name == known.name]
        if code in table or taken:
            raise ValueError(f"rule {code} {name} is there already")
        table[code] = Rule(
            code, name, severity, default and not preview, fix, preview, scope, whole, check
        )
        return check

    return register


def hit(  # noqa: PLR0913  (what a finding may say)
    where: Term | Concept | Node | Place,
    message: str,
    *,
    at: tuple[int, int] | None = None,
    hint: str = "",
    fix: Fix | None = None,
    language: str = "",
    term: str = "",
    concept: Concept | None = None,
) -> Hit:
    """Return a hit at a term, a concept, a part of a file, or a slice `at` of its words."""
    if isinstance(where, Term):
        concept, language = concept or where.concept, language or where.language
        term = term or where.value
        where = where.text
    elif isinstance(where, Concept):
        concept, where = concept or where, where.head
    if isinstance(where, Node):
        start, end = where.start, where.end
        if at is not None and isinstance(where, Words):
            start, end = where.span(*at)
        where = (where.file, start, end)
    return Hit(where, message, hint, fix, concept, language, term)


def _fix(message: str, applicability: Applicability, edits: tuple[TextEdit, ...]) -> Fix:
    return Fix(message, applicability, tuple(sorted(edits)))


def safe(message: str, *edits: TextEdit) -> Fix:
    """Return a fix that cannot change the meaning: `--fix` applies it."""
    return _fix(message, "safe", edits)


def unsafe(message: str, *edits: TextEdit) -> Fix:
    """Return a fix that a person should look at: only `--unsafe-fixes` applies it."""
    return _fix(message, "unsafe", edits)


def display(message: str, *edits: TextEdit) -> Fix:
    """Return a fix that is shown and never applied."""
    return _fix(message, "display", edits)
