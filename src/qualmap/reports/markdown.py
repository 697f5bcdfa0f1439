"""A short summary in Markdown: for a pull request, an e-mail, a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qualmap.messages import _
from qualmap.reports.view import LevelMapView, PairView, UncoveredRow, View

SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~])")


def render(view: View) -> str:
    """Return the summary: cautions first, figures, what is missing, sources last."""
    return "\n".join(_lines(view)) + "\n"


def escape(text: str) -> str:
    r"""Return text that Markdown shows as it is, on one line.

    >>> escape("a|b <c>\n_d_")
    'a\\|b \\<c\\> \\_d\\_'
    """
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; nothing where there are no rows."""
    rows = [tuple(map(escape, row)) for row in rows]
    if not rows:
        return
    yield f"| {' | '.join(map(escape, heads))} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _lines(view: View) -> Iterator[str]:
    yield f"# {escape(view.title)}"
    yield ""
    yield f"*{escape(view.status)}*"
    yield ""
    for caution in view.cautions:
        yield f"> ⚠ {escape(caution)}"
        yield ">"
    yield ""
    yield f"## {_('Qualifications')}"
    yield ""
    yield from _summary(view)
    for entry in view.levels:
        yield from _levels(entry)
    for pair in view.pairs:
        yield from _missing(pair)
    yield from _rest(view)


def _summary(view: View) -> Iterator[str]:
    if not view.pairs:
        yield _("No qualifications were compared.")
        yield ""
        return
    found = _("{one} found in {other}")
    one, other = view.left.short, view.right.short
    heads = (
        view.left.label,
        view.right.label,
        _("levels"),
        found.format(one=one, other=other),
        found.format(one=other, other=one),
        _("essential, both ways"),
        _("proposed finding"),
    )
    yield from table(
        heads,
        (
            (
                pair.left.title,
                pair.right.title,
                f"{pair.left.level} · {pair.right.level}",
                f"{pair.left_found.firm.text} ({pair.left_found.counts})",
                f"{pair.right_found.firm.text} ({pair.right_found.counts})",
                f"{pair.left_found.essential.text} · {pair.right_found.essential.text}",
                pair.verdict_text,
            )
            for pair in view.pairs
        ),
    )


def _levels(entry: LevelMapView) -> Iterator[str]:
    yield f"## {_('Levels')}: {escape(entry.left)} → {escape(entry.right)}"
    yield ""
    heads = (
        entry.left_id,
        entry.right_id,
        _("interval"),
        _("probability"),
        _("declared"),
        _("computed"),
        "",
    )
    yield from table(
        heads,
        (
            (
                row.left,
                row.right,
                row.interval,
                row.probability_text,
                row.declared,
                row.computed,
                row.agreement,
            )
            for row in entry.rows
        ),
    )


def _missing(pair: PairView) -> Iterator[str]:
    """Essential outcomes without a counterpart: what a decision turns on."""
    essential = [row for row in pair.uncovered if row.outcome.essential]
    if not essential and not pair.not_looked_at:
        return
    yield f"## {escape(pair.left.title)} ↔ {escape(pair.right.title)}"
    yield ""
    if essential:
        yield _("Essential outcomes without a counterpart:")
        yield ""
        yield from (_item(row) for row in essential)
        yield ""
    if pair.not_looked_at:
        yield _("Not looked at: {names}").format(
            names=", ".join(
                f"{escape(row.side_label)} {escape(row.outcome.id)}" for row in pair.not_looked_at
            )
        )
        yield ""


def _item(row: UncoveredRow) -> str:
    words = escape(row.outcome.words.text)
    return f"- {escape(row.side_label)} **{escape(row.outcome.id)}** {words} ({escape(row.reason)})"


def _rest(view: View) -> Iterator[str]:
    if view.not_compared:
        yield f"## {_('Not compared')}"
        yield ""
        for row in view.not_compared:
            yield (
                f"- {escape(row.side_label)}: {escape(row.qualification.title)} "
                f"({escape(row.qualification.id)}): {escape(row.reason)}"
            )
        yield ""
    yield f"## {_('Sources')}"
    yield ""
    yield from table(
        (_("side"), _("file"), _("status"), _("checked"), _("caution")),
        ((row.side_label, row.path, row.status, row.checked, row.caution) for row in view.sources),
    )
    yield "; ".join(f"{escape(name)}: {escape(value)}" for name, value in view.made)
