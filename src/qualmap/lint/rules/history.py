"""GC011, GC013: the concept as git remembers it; without git they are silent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualmap.lint.document import SourceFile, from_text
from qualmap.lint.git import Git, repository
from qualmap.lint.linted import Linted
from qualmap.lint.rule import Context, Hit, hit, rule
from qualmap.messages import _


@rule("GC011", "stale-candidate", "info", default=False, scope="file")
def stale_candidate(file: SourceFile, context: Context) -> Iterator[Hit]:
    """A candidate has been waiting for a decision for long.

    Its age is counted from the last change of its line up to the last commit; without git nothing
    is reported.

    Why:
        A term that nobody decides on is used by some and not by others.
    Bad:
        en: [{text: "skill set", status: candidate}]   (since 200 days)
    Good:
        en: [{text: "skill set", status: admitted}]
    Options:
        candidate-days: how many days are long; 180 by default.
    """
    waiting = [
        term
        for concept in file.concepts
        for term in concept.all_terms
        if term.status == "candidate"
    ]
    git = context.once(_repository) if waiting and file.disk else None
    if git is None or file.disk is None:
        return
    ages = git.ages(file.disk)
    for term in waiting:
        days = ages.get(file.place(term.text.start)[0], 0)
        if days > context.options.candidate_days:
            yield hit(
                term,
                _("{term!r} has been a candidate for {days} days").format(
                    term=term.value, days=days
                ),
            )


def _repository(glossary: Linted) -> Git | None:
    return repository(glossary.folder)


@rule("GC013", "removed-concept", "warning", default=False, scope="glossary", whole=True)
def removed_concept(glossary: Linted, context: Context) -> Iterator[Hit]:
    """A concept that stood in the glossary is gone.

    Without git nothing is reported.

    Why:
        Ids are for ever: mappings and decisions elsewhere point at them. A concept that is out of
        use keeps its id, and its terms become obsolete.
    Bad:
        (the concept is deleted)
    Good:
        - {id: grade, terms: {en: [{text: "grade", status: obsolete}]}}
    Options:
        removed-since: the git revision to compare with; HEAD by default, e.g. `origin/main`.
    """
    for name, path in _ids_at(glossary, context.options.removed_since).items():
        if name not in glossary.by_id:
            there = [file for file in glossary.files if Path(file.path).name == path]
            for file in (there or glossary.files)[:1]:
                yield hit(
                    (file, 0, 0),
                    _("concept {id!r} is gone").format(id=name),
                    term=name,
                    hint=_("bring it back with its terms obsolete"),
                )


def _ids_at(glossary: Linted, revision: str) -> dict[str, str]:
    """The ids of the glossary in a revision, and the names of the files they stood in."""
    git = repository(glossary.folder)
    names = git.files_at(revision) if git else []
    return {
        concept.name: Path(name).name
        for name in names
        if git
        for concept in from_text(git.text_at(revision, name), name).concepts
        if concept.name
    }
