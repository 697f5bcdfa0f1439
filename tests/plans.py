"""Small plans for tests: standards of a few outcomes, and a batch run in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualmap.batch.engines import engine_maker
from qualmap.batch.plan import choose, read_plan
from qualmap.batch.result import RunResult
from qualmap.batch.run import MakeEngine, Options, Watch, run_plan

TEXTS = (
    ("reads electrical drawings", "читает электрические схемы"),
    ("measures the resistance of a cable", "измеряет сопротивление кабеля"),
    ("writes a report on the work done", "составляет отчёт о выполненной работе"),
    ("bakes bread from rye flour", "печёт хлеб из ржаной муки"),
    ("keeps to the rules of safety at work", "соблюдает правила охраны труда"),
)


def standard(name: str, language: str, *, shift: int = 0, isco: str = "7411", **keys: str) -> str:
    """A standard of three outcomes in English or Russian."""
    column = ("en", "ru").index(language)
    country = keys.pop("country", "KZ" if language == "ru" else "UZ")
    lines = [
        "kind: qualification", f"id: {name}", f"country: {country}",
        f"title: {{{language}: Standard {name}}}", "status: illustrative", "source: {}",
        f"classification: {{isco-08: \"{isco}\"}}",
        *(f"{key}: {value}" for key, value in keys.items()),
        "units:", "  - id: U", "    outcomes:",
    ]  # fmt: skip
    for n in range(3):
        text = TEXTS[(n + shift) % len(TEXTS)][column]
        lines.append(f"      - {{id: A{n + 1}, text: {{{language}: {text}}}}}")
    return "\n".join([*lines, ""])


def write_pairs(folder: Path, count: int) -> list[str]:
    """Write `count` standards on either side and return a run for each pair, as lines of a plan."""
    runs = []
    for n in range(count):
        for side, language in (("left", "en"), ("right", "ru")):
            (folder / side).mkdir(parents=True, exist_ok=True)
            text = standard(f"{side}-{n}", language, shift=n)
            (folder / side / f"{n}.yaml").write_text(text, "utf-8")
        runs.append(f"  - {{id: run-{n}, left: left/{n}.yaml, right: right/{n}.yaml}}")
    return runs


def write_plan(folder: Path, *lines: str) -> Path:
    """Write a plan called `t` of these lines."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "plan.yaml"
    path.write_text("\n".join(["kind: plan", "id: t", *lines, ""]), "utf-8")
    return path


def run_batch(
    path: Path,
    out: Path,
    *,
    only: tuple[str, ...] = (),
    maker: MakeEngine | None = None,
    tell: Callable[[str], None] = lambda text: None,
    **options: object,
) -> list[RunResult]:
    """Run a plan in this process."""
    plan = read_plan(path, allow_outside=bool(options.pop("allow_outside", False)))
    chosen = Options(out, whole=not only, **options)  # type: ignore[arg-type]
    maker = maker or engine_maker("local", jobs=1)
    return run_plan(plan, choose(plan.runs, only), chosen, maker, Watch(remark=tell))


def results(out: Path) -> dict[str, bytes]:
    """The files of all runs."""
    runs = out / "runs"
    return {p.relative_to(runs).as_posix(): p.read_bytes() for p in runs.rglob("*") if p.is_file()}
