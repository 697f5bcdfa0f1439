"""GF006, GF007: what a file asks to be ignored."""

from __future__ import annotations

from collections.abc import Iterator

from qualmap.lint.document import SourceFile, nearest
from qualmap.lint.rule import RULES, Context, Hit, hit, rule, safe
from qualmap.lint.suppress import directives_of, written
from qualmap.messages import _
from qualmap.model.finding import TextEdit


@rule("GF006", "unused-suppression", "warning", scope="file", fix="safe")
def unused_suppression(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A comment, or a `lint:` key, ignores a rule that has nothing to report there.

    A rule that is not in use in this run is not counted as unused.

    Why:
        What was right when it was written hides the next fault.
    Bad:
        # qualmap: ignore[GT009]
        - id: level
    Good:
        - id: level
    Fix:
        Safe: the code, or the whole comment with its last code, is taken away.
    """
    for directive in directives_of(file) if context.unused is None else context.unused(file):
        for named in directive.named:
            if named.rule in context.in_use and not named.used:
                edit = TextEdit(*directive.without(named), "")
                fix = (
                    None
                    if directive.listed and len(directive.named) == 1
                    else safe(_("take it away"), edit)
                )
                yield hit(
                    written(directive, named),
                    _("{code} has nothing to report here").format(code=named.code),
                    fix=fix,
                )


@rule("GF007", "unknown-suppression", "warning", scope="file")
def unknown_suppression(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A comment, or a `lint:` key, names a rule that does not exist, or names none.

    Why:
        Nothing is ignored, and the author believes it is. There is no way to ignore all rules.
    Bad:
        # qualmap: ignore[GS999]
    Good:
        # qualmap: ignore[GS001]  a quotation
    """
    for directive in directives_of(file):
        if directive.problem and directive.comment:
            start, end = directive.comment
            text = file.text[start:end]
            start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
            yield hit(
                (file, start, end),
                directive.problem,
                hint=_("write it as: # qualmap: ignore[GS001]  reason"),
            )
        for named in directive.named:
            if not named.rule:
                yield hit(
                    written(directive, named),
                    _("there is no rule {code}").format(code=named.code),
                    hint=nearest(named.code, RULES) if named.code else "",
                )
