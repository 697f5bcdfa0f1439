"""`qualmap batch`: many comparisons from one plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualmap.batch.result import RunResult, exit_code
from qualmap.cli.batch_words import ahead_words, result_words
from qualmap.cli.console import say, voice, write
from qualmap.cli.meter import Meter
from qualmap.errors import QualmapError
from qualmap.messages import _

if TYPE_CHECKING:  # numpy comes with these, and --help must not wait for it
    from qualmap.batch.plan import PlanFile
    from qualmap.batch.run import MakeEngine, Options
    from qualmap.batch.settings import Run

PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="A file with `kind: plan`.")]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="ID", help="Only these runs; globs; repeatable."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would run and how long; write nothing.")
]
Jobs = Annotated[
    int,
    typer.Option("--jobs", "-j", min=0, help="Worker processes; 0: one a core.", metavar="N"),
]
FailFast = Annotated[
    bool, typer.Option("--fail-fast", help="Stop at the first run that is not fine.")
]
KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going", help="Files at fault count as findings: exit 1 instead of 2."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Output folder (default qualmap-out/PLANID)."),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="Reports of each run, besides json, instead of the plan's; repeatable.",
    ),
]
EngineName = Annotated[str, typer.Option("--engine", metavar="NAME", help="local or dask.")]
Scheduler = Annotated[
    str,
    typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler, e.g. tcp://host:8786."),
]
Tolerance = Annotated[
    float | None,
    typer.Option(
        "--tolerance", metavar="X", min=0.0, help="How far coverage may fall below a baseline."
    ),
]
AllowOutside = Annotated[
    bool, typer.Option("--allow-outside", help="The plan may name files outside its folder.")
]
Annotations = Annotated[
    str,
    typer.Option("--annotations", metavar="KIND", help="Also print annotations: github."),
]


def batch(
    plan: PlanPath,
    only: Only = None,
    dry_run: DryRun = False,
    jobs: Jobs = 0,
    fail_fast: FailFast = False,
    keep_going: KeepGoing = False,
    out: Out = None,
    format: Formats = None,
    engine: EngineName = "local",
    scheduler: Scheduler = "",
    tolerance: Tolerance = None,
    allow_outside: AllowOutside = False,
    annotations: Annotations = "",
) -> None:
    """Run a plan: many comparisons with their gates, resumed where it was broken off.

    What has not changed since the last time is not computed again. Exit codes: 0 fine, 1 a gate
    failed, 2 a file could not be read, 130 interrupted.

    Example: qualmap batch plans/nightly.yaml --jobs 4
    """
    from qualmap.batch.engines import default_jobs, engine_maker
    from qualmap.batch.plan import choose, read_plan
    from qualmap.batch.run import Options

    _check(annotations, both=fail_fast and keep_going)
    read = read_plan(plan, allow_outside=allow_outside)
    runs = choose(read.runs, only or ())
    options = Options(
        out=out or Path("qualmap-out") / read.plan.id,
        formats=tuple(format or ()),
        jobs=jobs or default_jobs(),
        fail_fast=fail_fast,
        tolerance=tolerance,
        whole=not only,
    )
    maker = engine_maker(engine, jobs=options.jobs, scheduler=scheduler)
    if dry_run:
        _ahead(read, runs, options)
        return
    results = _run(read, runs, options, maker)
    _tell(results, options.out, annotations)
    raise typer.Exit(exit_code(results, keep_going=keep_going))


def _check(annotations: str, *, both: bool) -> None:
    if both:
        raise QualmapError(
            _("--fail-fast and --keep-going contradict each other"), hint=_("choose one")
        )
    if annotations not in ("", "github"):
        raise QualmapError(
            _("unknown annotations {name!r}").format(name=annotations), hint=_("known: github")
        )


def _ahead(plan: PlanFile, runs: tuple[Run, ...], options: Options) -> None:
    from qualmap.batch.ahead import look_ahead

    write(ahead_words(look_ahead(plan, runs, options)))


def _run(
    plan: PlanFile, runs: tuple[Run, ...], options: Options, maker: MakeEngine
) -> list[RunResult]:
    from qualmap.batch.outputs import write as write_outputs
    from qualmap.batch.run import Watch, run_plan

    try:
        with Meter(quiet=voice.quiet) as meter:
            watch = Watch(say, meter.show)
            results = run_plan(plan, runs, options, maker, watch)
    except KeyboardInterrupt:
        say(_("what is finished is kept: the same command goes on from here"))
        raise
    for path in write_outputs(results, options.out, tell=say):
        say(_("wrote {path}").format(path=path.as_posix()))
    return results


def _tell(results: list[RunResult], folder: Path, annotations: str) -> None:
    from qualmap.batch.annotations import github

    write(result_words(results, verbose=voice.verbose))
    if annotations:
        write(github(results))
    say(_("results of the runs: {path}").format(path=(folder / "runs").as_posix()))
