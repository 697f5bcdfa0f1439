"""GC003, GC008: the languages of a concept and how they are named."""

from __future__ import annotations

from collections.abc import Iterator

from qualmap.lint.concepts import Concept
from qualmap.lint.edits import rename
from qualmap.lint.rule import Context, Hit, hit, rule, safe, unsafe
from qualmap.lint.tags import fault_of, meant
from qualmap.lint.tree import Words
from qualmap.messages import _


@rule("GC003", "missing-required-language", "error")
def missing_required_language(concept: Concept, context: Context) -> Iterator[Hit]:
    """A concept has no term in a language in which every concept must have one.

    Nothing is reported until the configuration names such languages.

    Why:
        A concept that one side cannot read helps to compare nothing.
    Bad:
        terms: {en: [{text: "level"}]}
    Good:
        terms: {en: [{text: "level"}], ru: [{text: "уровень"}]}
    Options:
        required-languages: a list of tags, e.g. `["en", "ru"]`; empty by default.
    """
    lacking = [tag for tag in context.options.required_languages if not concept.terms.get(tag)]
    if lacking and not concept.retired:
        yield hit(
            concept,
            _("no term in {languages}").format(languages=", ".join(lacking)),
            language=lacking[0],
        )


@rule("GC008", "invalid-language-tag", "error", fix="safe")
def invalid_language_tag(concept: Concept, context: Context) -> Iterator[Hit]:
    """A language tag is not BCP 47, not in its usual form, or leaves the alphabet open.

    Why:
        Words under another tag are not found. Uzbek is written in two alphabets, so its tag says
        which: `uz-Latn` or `uz-Cyrl`. Countries are no languages: Kazakh is `kk`, not `kz`.
    Bad:
        terms: {uz-latn: [{text: "daraja"}], kz: [{text: "деңгей"}]}
    Good:
        terms: {uz-Latn: [{text: "daraja"}], kk: [{text: "деңгей"}]}
    Options:
        optional-languages: where given, a tag that is neither here nor among required-languages is
        reported, too.
    Fix:
        Safe: case, hyphens and long codes. Unsafe: a country's code becomes its language's.
    """
    options = context.options
    expected = {*options.required_languages, *options.optional_languages}
    for key in concept.language_keys:
        if kind := fault_of(key.value):
            yield _bad_tag(concept, key, kind)
        elif options.optional_languages and key.value not in expected:
            message = _("language {tag} is not among those of this glossary")
            yield hit(
                key,
                message.format(tag=key.value),
                language=key.value,
                concept=concept,
                hint=_("they are {tags}").format(tags=", ".join(sorted(expected))),
            )


def _bad_tag(concept: Concept, key: Words, kind: str) -> Hit:
    tag, better = key.value, meant(key.value)
    messages = {
        "form": _("{tag!r} is no language tag"),
        "language": _("there is no language {tag!r}"),
        "script": _("{tag!r} leaves the alphabet open"),
        "spelling": _("language tag {tag!r} is written {better}"),
    }
    hint = {
        "language": better and _("did you mean {better!r}?"),
        "script": _("write {tag}-Latn or {tag}-Cyrl"),
    }.get(kind, "")
    taken = any(other.value == better for other in concept.language_keys if other is not key)
    fix = None
    if better and not taken:
        make = safe if kind == "spelling" else unsafe
        fix = make(_("write {better}").format(better=better), rename(key, better))
    return hit(
        key,
        messages[kind].format(tag=tag, better=better),
        language=tag,
        concept=concept,
        hint=str(hint).format(tag=tag, better=better),
        fix=fix,
    )
