"""Differences in words: plain lines for a terminal, Markdown for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qualmap.messages import _
from qualmap.model.decision import End
from qualmap.model.difference import KINDS, Difference, Differences, Kind
from qualmap.reports import differences as say
from qualmap.reports.markdown import escape, table

LIMITS: Final = {"terminal": 20, "markdown": 20}
"""Differences shown of a kind; JSON has them all."""

LETTERS: Final = {"terminal": 72, "markdown": 160}
"""Letters of an outcome's words that are shown: enough to know it by."""

CALLS: Final = str.maketrans({"@": "&#64;", "#": "&#35;"})
"""Letters by which a comment calls a person or names an issue."""

COMMENT: Final = 60_000
"""Letters of a whole comment: GitHub takes 65,536."""


SHORTEST: Final = 100
"""Letters that a row of a comment has at the least, about: more rows than fit are not tried."""


def terminal(found: Differences, limit: int) -> str:
    """Return plain lines, a block a kind, the counts last."""
    return "\n".join(_lines(found, limit)) + "\n"


def _lines(found: Differences, limit: int) -> Iterator[str]:
    for kind in KINDS:
        if entries := found.of(kind):
            yield f"{say.heading(kind)}: {len(entries)}"
            for entry in entries[:limit]:
                yield from _entry(entry)
            if (rest := len(entries) - limit) > 0:
                yield f"  {_more(rest)}"
            yield ""
    yield from say.runs(found)
    yield say.counts(found)


def _entry(entry: Difference) -> Iterator[str]:
    run = f"  [{entry.run}]" if entry.run else ""
    yield f"  {_ends(entry)}{run}"
    yield f"    {_plain(say.change(entry))}"
    if entry.kind == "decision":
        yield f"    {_plain(entry.detail)}"
    for name, words in ((_("left"), entry.left_words), (_("right"), entry.right_words)):
        if words and entry.left[1]:
            yield f"    {name}: {_short(words, LETTERS['terminal'])}"


def _ends(entry: Difference) -> str:
    return f"{_name(entry.left)} ↔ {_name(entry.right)}"


def _name(end: End) -> str:
    return _plain("/".join(filter(None, end)))


def _plain(text: str) -> str:
    """On one line, and without what steers a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _short(words: str, letters: int) -> str:
    plain = _plain(words)
    return plain if len(plain) <= letters else plain[: letters - 1].rstrip() + "…"


def _more(count: int) -> str:
    return _("… and {count} more").format(count=count)


def markdown(found: Differences, limit: int) -> str:
    """Return a comment: counts, what got worse, the rest folded; shorter lists if it grows long."""
    limit = min(limit, COMMENT // SHORTEST)
    while len(text := "\n".join(_comment(found, limit))) > COMMENT and limit > 1:
        limit //= 2
    return text + "\n"


def _comment(found: Differences, limit: int) -> Iterator[str]:
    yield f"### {_('What changes in the mapping')}"
    yield ""
    yield safe(say.counts(found))
    yield ""
    for sentence in say.runs(found):
        yield f"- {safe(_short(sentence, 10 * LETTERS['markdown']))}"
    for kind in KINDS:
        if entries := found.of(kind):
            yield from _folded(kind, entries, limit)
    if found.found:
        note = _("Scores and shares count as changed beyond {tolerance}.")
        yield f"<sub>{note.format(tolerance=f'{found.tolerance:g}')}</sub>"


def _folded(kind: Kind, entries: tuple[Difference, ...], limit: int) -> Iterator[str]:
    opened = " open" if kind in ("decision", "gone") else ""
    yield f"<details{opened}><summary>{say.heading(kind)}: {len(entries)}</summary>"
    yield ""
    heads = (_("pair"), _("change"), _("left"), _("right"))
    rows = (_row(entry) for entry in entries[:limit])
    yield from (calls_nobody(line) for line in table(heads, rows))
    if (rest := len(entries) - limit) > 0:
        yield _more(rest)
        yield ""
    yield "</details>"
    yield ""


def _row(entry: Difference) -> tuple[str, str, str, str]:
    who = f" ({entry.detail})" if entry.kind == "decision" else ""
    run = f"{entry.run}: " if entry.run else ""
    words = (_short(text, LETTERS["markdown"]) for text in (entry.left_words, entry.right_words))
    mark = "⚠ " if entry.worse else ""
    left, right = words
    return f"{run}{_ends(entry)}", f"{mark}{say.change(entry)}{who}", left, right


def safe(text: str) -> str:
    """Return text that a comment shows as it is: no markup, and no person is called by `@`."""
    return calls_nobody(escape(text))


def calls_nobody(line: str) -> str:
    """Return a line of Markdown without what calls a person (`@`) or names an issue (`#`)."""
    return line.translate(CALLS)
