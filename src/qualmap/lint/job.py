"""A whole run of the linter: what is read, which rules, what is reported, fixed and written.

The command line translates its options into a `Request` and shows the `Outcome`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from qualmap.errors import QualmapError
from qualmap.lint import baseline, config, linted
from qualmap.lint.adopt import with_ignores
from qualmap.lint.document import SourceFile, from_text, no_collecting
from qualmap.lint.fixes import Fixed, fix_all
from qualmap.lint.git import Git, needed
from qualmap.lint.linted import Linted, Plan
from qualmap.lint.options import FailOn, Options
from qualmap.lint.run import Settings, check, only
from qualmap.lint.select import Layer, choose, severities
from qualmap.lint.since import touched
from qualmap.model.finding import Applicability, Finding

__all__ = ["STDIN", "Outcome", "Request", "lint"]

STDIN: Final = "-"
SHOWN_STDIN: Final = "stdin.yaml"
"""How the text from standard input is called in reports."""


def _nothing() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for.

    `home` is the folder that is one glossary, `background` what that builds upon, `stdin` the text
    to check instead of files. `fix` names what may be applied, nothing by default; `add_ignore`
    asks for a suppression at each finding left. None: as the configuration says.
    """

    paths: tuple[Path, ...] = ()
    home: Path | None = None
    background: Callable[[], Mapping[str, Any]] = _nothing
    stdin: str | None = None
    layer: Layer = field(default_factory=Layer)
    preview: bool | None = None
    fail_on: FailOn | None = None
    config: Path | None = None
    isolated: bool = False
    since: str = ""
    baseline: Path | None = None
    write_baseline: bool = False
    allow_empty: bool = False
    fix: frozenset[Applicability] = frozenset()
    add_ignore: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of it: the findings left, the files as they were and as they would be."""

    findings: list[Finding]
    settings: Settings
    before: dict[str, SourceFile] = field(default_factory=dict)
    after: dict[str, SourceFile] = field(default_factory=dict)
    fixed: list[Finding] = field(default_factory=list)
    settled: bool = True
    stale: int = 0
    baseline: Path | None = None
    written: int | None = None
    ignored: int | None = None

    @property
    def fail_on(self) -> FailOn:
        """The severity that makes the exit code 1."""
        return self.settings.options.fail_on

    @property
    def reported(self) -> dict[str, SourceFile]:
        """The files by their paths, as they are now."""
        return self.after


def lint(request: Request) -> Outcome:
    """Check a glossary and, if asked, fix it in memory; nothing but a baseline is written.

    QualmapError if something is not there, not ours, misspelt, or if there is nothing to check.
    """
    with no_collecting():
        return _lint(request)


def _lint(request: Request) -> Outcome:
    plan, files = _files(request)
    settings = settings_for(request, plan.folder)
    git = needed(plan.folder, request.since) if request.since else None
    known = _known(request, settings)
    before = {file.path: file for file in files}

    def look(now: Mapping[str, SourceFile]) -> list[Finding]:
        glossary = Linted(list(now.values()), request.background, plan.folder)
        return _reported(glossary, plan, settings, git, request.since, known)

    fixed = fix_all(before, look, request.fix) if request.fix else Fixed(before, [], look(before))
    found = len(fixed.left)
    if request.add_ignore:
        fixed.files = with_ignores(fixed.files, fixed.left)
        fixed.left = look(fixed.files)
    outcome = _outcome(request, settings, known, before, fixed)
    outcome.ignored = found - len(fixed.left) if request.add_ignore else None
    return outcome


def _outcome(
    request: Request,
    settings: Settings,
    known: Counter[baseline.Key] | None,
    before: dict[str, SourceFile],
    fixed: Fixed,
) -> Outcome:
    outcome = Outcome(fixed.left, settings, before, fixed.files, fixed.applied, fixed.settled)
    outcome.baseline = _baseline_path(request, settings)
    if request.write_baseline:
        outcome.baseline = outcome.baseline or Path(baseline.DEFAULT_NAME)
        outcome.written = baseline.write(outcome.baseline, fixed.left)
        outcome.findings = [replace(finding, suppressed="baseline") for finding in fixed.left]
    elif known is not None and not request.since:
        outcome.findings, outcome.stale = baseline.apply(fixed.left, known)
    return outcome


def _files(request: Request) -> tuple[Plan, list[SourceFile]]:
    if request.stdin is not None:
        file = from_text(request.stdin, SHOWN_STDIN)
        return Plan((), frozenset((SHOWN_STDIN,)), request.home or Path.cwd()), [file]
    plan = linted.plan(request.paths, request.home)
    named = frozenset(linted.shown(path) for path in request.paths)
    files = linted.read(plan.read, named)
    if not any(file.path in plan.reported for file in files) and not request.allow_empty:
        raise QualmapError(
            "nothing to lint: no glossary file was found",
            hint="name a file or folder, or allow it with --allow-empty",
        )
    return plan, files


def settings_for(request: Request, folder: Path | None) -> Settings:
    """Return what a run works by: the nearest configuration, overridden by the request."""
    if request.config is not None:
        found: Path | None = request.config
    else:
        found = None if request.isolated else config.find(folder or Path.cwd())
    read = config.load(found) if found is not None else config.Config()
    options = _overridden(read.options, request)
    layers = (Layer(options.select, options.extend_select, options.ignore), request.layer)
    per_file = {
        pattern: frozenset(rule.code for rule in choose([Layer((), names)], preview=True))
        for pattern, names in options.per_file_ignores.items()
    }
    return Settings(
        tuple(choose(layers, preview=options.preview)),
        options,
        severities(options.severity),
        per_file,
        read.base,
    )


def _overridden(options: Options, request: Request) -> Options:
    if request.preview is not None:
        options = replace(options, preview=request.preview)
    if request.fail_on is not None:
        options = replace(options, fail_on=request.fail_on)
    return options


def _baseline_path(request: Request, settings: Settings) -> Path | None:
    if request.baseline is not None:
        return request.baseline
    named = settings.options.baseline
    return settings.base / named if named else None


def _known(request: Request, settings: Settings) -> Counter[baseline.Key] | None:
    path = _baseline_path(request, settings)
    return baseline.read(path) if path is not None and not request.write_baseline else None


def _reported(
    glossary: Linted,
    plan: Plan,
    settings: Settings,
    git: Git | None,
    since: str,
    known: Counter[baseline.Key] | None,
) -> list[Finding]:
    findings = only(check(glossary, settings), plan.reported)
    if git is not None:
        findings = touched(findings, glossary.files, git, since)
    return findings if known is None else baseline.apply(findings, known)[0]
