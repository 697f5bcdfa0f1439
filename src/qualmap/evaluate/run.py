"""One evaluation from the files named: which task they are for, then its figures.

A file says its task in a line `# task: NAME`, or its columns say it; framework files are levels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from qualmap import __version__
from qualmap.catalogue import load
from qualmap.errors import QualmapError, faulty
from qualmap.evaluate import levels, outcomes, ranking
from qualmap.evaluate.ablate import muted
from qualmap.evaluate.gold import Alignment, alignments
from qualmap.evaluate.goldfile import SUFFIXES, GoldFile, gold_files
from qualmap.evaluate.outcomes import Options
from qualmap.evaluate.result import Evaluation, Figure, Section
from qualmap.evaluate.textpairs import as_alignment, columns_of, read_pairs
from qualmap.files import yaml_files
from qualmap.mapping.tools import Tools
from qualmap.messages import _
from qualmap.model.framework import Framework
from qualmap.scoring.recipe import Recipe
from qualmap.sources.native import read
from qualmap.sources.paths import shown

IDS: Final = {"subject_id", "predicate_id", "object_id"}

TASKS: Final = {
    "outcomes": "gold alignments: subject_id, predicate_id, object_id of two qualifications",
    "relations": "the same, or texts: left, predicate, right",
    "retrieval": "aligned rows: a column a language",
    "crosswalk": "SSSOM or ESCO tables with labels on both sides",
    "levels": "framework files whose levels have references",
}
"""Task → which gold it takes."""

Measured = tuple[list[Figure], list[Section]]


@dataclass(frozen=True, slots=True)
class Gold:
    """What was named: tables, or framework files."""

    task: str
    files: tuple[GoldFile, ...] = ()
    frameworks: tuple[Path, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """How reports call the files."""
        return tuple(shown(p) for p in (*(f.path for f in self.files), *self.frameworks))


@dataclass(frozen=True, slots=True)
class Fitted:
    """An evaluation, and the recipe that was learned if one was asked for."""

    evaluation: Evaluation
    recipe: Recipe | None = field(default=None)


def find_gold(places: Sequence[Path], task: str = "") -> Gold:
    """Return the gold of one task; QualmapError if the files are of none, or of several."""
    if task not in ("", *TASKS):
        message = _("unknown task {task}").format(task=repr(task))
        raise QualmapError(message, hint=f"known tasks: {', '.join(TASKS)}")
    if task == "levels" or all(_has_frameworks(place) for place in places):
        return Gold("levels", frameworks=tuple(p for place in places for p in _yaml(place)))
    files = gold_files(places)
    tasks = {file.path: task_of(file) for file in files}
    if not task and len(found := sorted(set(tasks.values()))) > 1:
        message = _("gold of several tasks: {tasks}").format(tasks=", ".join(found))
        raise QualmapError(message, hint="name one with --task")
    task = task or tasks[files[0].path]
    chosen = tuple(f for f in files if tasks[f.path] == task or _serves(f, task))
    if not chosen:
        message = _("no gold for the task {task}").format(task=task)
        raise QualmapError(message, hint=f"it takes {TASKS[task]}")
    return Gold(task, chosen)


def task_of(file: GoldFile) -> str:
    """Return the task of a table; QualmapError with its place and the known ones if it has none."""
    said = file.heads.get("task")
    if said in TASKS:
        return said
    if said is None:
        for task in ("crosswalk", "outcomes", "retrieval"):
            if _serves(file, task):
                return task
    line = file.head_lines.get("task", 1)
    message = f"unknown task {said!r}" if said else "columns of no known gold format"
    known = "; ".join(f"{name}: {what}" for name, what in TASKS.items())
    raise faulty([file.fault(line, message, known)])


def _serves(file: GoldFile, task: str) -> bool:
    """Whether the columns of a table are those of a task."""
    texts, ids = columns_of(file) is not None, set(file.columns) >= IDS
    return {
        "outcomes": ids and not texts,
        "relations": ids or texts,
        "crosswalk": texts,
        "retrieval": len(ranking.text_columns(file)) > 1,
    }.get(task, False)


def _has_frameworks(place: Path) -> bool:
    """Whether a file or folder holds YAML and no gold table."""
    if place.is_dir():
        tables = any(path.suffix in SUFFIXES for path in place.rglob("*"))
        return not tables and any(yaml_files(place))
    return place.suffix not in SUFFIXES and place.exists()


def _yaml(place: Path) -> list[Path]:
    return list(yaml_files(place)) if place.is_dir() else [place]


def evaluate(gold: Gold, tools: Tools, options: Options) -> Evaluation:
    """Return the figures of a task. Without folds, parts left out are muted in the recipe."""
    if options.cross_validate and gold.task not in ("outcomes", "relations"):
        message = _("the task {task} has no occupations to hold out").format(task=gold.task)
        raise QualmapError(message, hint="leave out --cross-validate and --fit")
    recipe = muted(tools.recipe, options.without)
    figures, sections = _MEASURES[gold.task](gold, replace(tools, recipe=recipe), options)
    return _evaluation(gold, tools, options, (figures, sections))


def fit(gold: Gold, tools: Tools, options: Options, name: str) -> Fitted:
    """Return the recipe learned from gold alignments, and its cross-validated figures."""
    if gold.task != "outcomes":
        raise QualmapError(
            _("a recipe is learned from gold alignments, not from {task}").format(task=gold.task),
            hint=f"outcomes: {TASKS['outcomes']}",
        )
    options = replace(options, cross_validate=True)
    recipe, measured = outcomes.fit(_alignments(gold), tools, options, name)
    return Fitted(_evaluation(gold, tools, options, measured), recipe)


def _evaluation(gold: Gold, tools: Tools, options: Options, measured: Measured) -> Evaluation:
    made = tools.made(__version__)
    return Evaluation(
        task=gold.task,
        gold=gold.names,
        made=_made(made.encoder, made.glossary_sha256, tools, options),
        figures=tuple(measured[0]),
        sections=tuple(measured[1]),
        notes=tuple(_notes(gold.task, options)),
    )


def _made(encoder: str, glossary: str, tools: Tools, options: Options) -> dict[str, Any]:
    learned = options.cross_validate
    return {
        "version": __version__,
        "encoder": encoder,
        "encoder_sha256": tools.encoder.sha256,
        "glossary_sha256": glossary,
        "recipe": "learned in folds" if learned else tools.recipe.name,
        "threshold": None if learned else tools.recipe.threshold,
        "without": list(options.without),
        "seed": options.seed,
    }


def _notes(task: str, options: Options) -> list[str]:
    if options.cross_validate:
        refitted = _(" Weights were learned again without the parts left out.")
        text = _("Cross-validated: nothing was learned from an occupation that it is measured on.")
        return [text + refitted if options.without else text]
    if task == "levels":
        return [_("The level model that comes with qualmap may have been fitted to these very "
                  "frameworks; benchmarks/levels.py leaves each out in turn.")]  # fmt: skip
    text = _("Measured with a recipe as it is: on gold that it was fitted to, figures flatter.")
    muting = _(" Parts left out were muted, the other weights stayed.")
    return [text + muting if options.without else text]


def _alignments(gold: Gold) -> list[Alignment]:
    by_ids = alignments([file for file in gold.files if columns_of(file) is None])
    texts = [file for file in gold.files if columns_of(file) is not None]
    return by_ids + [as_alignment(read_pairs(file)) for file in texts]


def _outcomes(gold: Gold, tools: Tools, options: Options) -> Measured:
    return outcomes.measure(_alignments(gold), tools, options)


def _relations(gold: Gold, tools: Tools, options: Options) -> Measured:
    figures, sections = _outcomes(gold, tools, options)
    about = ("relation-macro-f1", "f1-pooled", "candidate-recall")
    return (
        [figure for figure in figures if figure.name.startswith(about)],
        [section for section in sections if section.title.startswith("relations")],
    )


def _retrieval(gold: Gold, tools: Tools, options: Options) -> Measured:
    return ranking.measure_rows(gold.files, tools, options.seed)


def _crosswalk(gold: Gold, tools: Tools, options: Options) -> Measured:
    pairs = [read_pairs(file) for file in gold.files]
    return ranking.measure_crosswalks(pairs, tools, options.seed)


def _levels(gold: Gold, tools: Tools, options: Options) -> Measured:
    frameworks = [read(path, shown(path), "framework").value for path in gold.frameworks]
    return levels.measure(frameworks, _target(frameworks), tools, seed=options.seed)


def _target(frameworks: Sequence[Framework]) -> Framework:
    """The EQF among the files, else the one that comes with qualmap."""
    own = next((one for one in frameworks if one.id == levels.TARGET), None)
    if own is None:
        entry = load().find(levels.TARGET, "framework")
        own = entry.value if entry else None
    if own is None:
        raise QualmapError(_("no framework eqf"), hint="name its file too")
    return own


_MEASURES: Final[dict[str, Callable[[Gold, Tools, Options], Measured]]] = {
    "outcomes": _outcomes,
    "relations": _relations,
    "retrieval": _retrieval,
    "crosswalk": _crosswalk,
    "levels": _levels,
}
