"""A plan of many qualification pairs: time, memory, one and two workers, killed and resumed.

    python benchmarks/batch.py                     2,000 pairs, in runs of one pair each
    python benchmarks/batch.py --pairs 200         a tenth of it
    python benchmarks/batch.py --pairs 200 --kills 10
    python benchmarks/batch.py --one-run           all pairs in a single run of two folders

The standards are made from templates with a fixed seed: occupations of the four digits of
ISCO-08, ten to twenty outcomes each, Russian and Uzbek. They read like standards and say nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

VERBS = {
    "ru": "читать проверять настраивать составлять измерять монтировать обслуживать планировать "
    "оценивать рассчитывать оформлять контролировать готовить ремонтировать объяснять",
    "uz-Latn": "oʻqiydi tekshiradi sozlaydi tuzadi oʻlchaydi oʻrnatadi xizmat+koʻrsatadi "
    "rejalashtiradi baholaydi hisoblaydi rasmiylashtiradi nazorat+qiladi tayyorlaydi taʼmirlaydi "
    "tushuntiradi",
}
THINGS = {
    "ru": "чертежи документы оборудование инструменты материалы схемы отчёты договоры приборы "
    "заказы маршруты базы+данных детали упаковку журналы сметы образцы поставки",
    "uz-Latn": "chizmalarni hujjatlarni uskunalarni asboblarni materiallarni sxemalarni "
    "hisobotlarni shartnomalarni jihozlarni buyurtmalarni marshrutlarni maʼlumotlar+bazasini "
    "detallarni qadoqlarni jurnallarni smetalarni namunalarni yetkazib+berishni",
}
ENDS = {
    "ru": "по установленным правилам|в пределах своей ответственности|под руководством мастера|"
    "с учётом требований охраны труда|для учебной группы|на рабочем месте|по заданию клиента",
    "uz-Latn": "belgilangan qoidalar boʻyicha|oʻz vakolati doirasida|usta rahbarligida|"
    "mehnat muhofazasi talablarini hisobga olib|oʻquv guruhi uchun|ish joyida|"
    "mijoz topshirigʻi boʻyicha",
}


def standard(language: str, number: int) -> str:
    """Return a made-up occupational standard; both languages of a number say the same."""
    pick = random.Random(number)
    words = [
        [word.replace("+", " ") for word in table[language].split(mark)]
        for table, mark in ((VERBS, None), (THINGS, None), (ENDS, "|"))
    ]
    outcomes = []
    for n in range(1, pick.randint(10, 20) + 1):
        verb, thing, end = (pick.choice(column) for column in words)
        text = f"{verb} {thing} {end}" if language == "ru" else f"{end} {thing} {verb}"
        outcomes.append(f'      - {{id: A{n}, domain: skills, text: {{{language}: "{text} {n}"}}}}')
    country = "KZ" if language == "ru" else "UZ"
    return "\n".join([
        "kind: qualification", f"id: {country.lower()}-{number:05}",
        "type: occupational-standard", f"country: {country}",
        f'title: {{{language}: "{words[1][number % 18]} {number}"}}',
        f"framework: {country.lower()}-nqf", f'level: "{3 + number % 3}"',
        f'classification: {{isco-08: "{1000 + number}"}}', "status: illustrative", "source: {}",
        "units:", "  - id: A", "    outcomes:", *outcomes, "",
    ])  # fmt: skip


def plan(folder: Path, pairs: int, *, one_run: bool) -> Path:
    """Write the standards and a plan that compares them, and return the plan."""
    for language, side in (("ru", "left"), ("uz-Latn", "right")):
        (folder / side).mkdir(parents=True)
        for number in range(pairs):
            text = standard(language, number)
            (folder / side / f"{number:05}.yaml").write_text(text, "utf-8")
    runs = ["  - {id: all, left: left, right: right}"] if one_run else [
        f'  - {{id: "{n:05}", left: left/{n:05}.yaml, right: right/{n:05}.yaml}}'
        for n in range(pairs)
    ]  # fmt: skip
    path = folder / "plan.yaml"
    path.write_text("\n".join(["kind: plan", "id: benchmark", "runs:", *runs, ""]), "utf-8")
    return path


def command(path: Path, out: Path, jobs: int) -> list[str]:
    words = ["batch", str(path), "--out", str(out), "--jobs", str(jobs), "--quiet"]
    return [sys.executable, "-m", "qualmap", *words]


def children(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += children(int(child))
    return found


def memory(pid: int) -> float:
    """Return the megabytes that a process and its children hold, shared pages counted once."""
    total = 0
    for one in children(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def processor() -> float:
    """Return the seconds of processor time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(words: list[str]) -> tuple[float, float, float]:
    """Run a command; return seconds, those of the processor, and the most megabytes."""
    start, most, before = time.perf_counter(), [0.0], processor()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)

    def watch() -> None:
        while process.poll() is None:
            with contextlib.suppress(OSError):
                most[0] = max(most[0], memory(process.pid))
            time.sleep(0.25)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(words)}")
    return time.perf_counter() - start, processor() - before, most[0]


def killed(words: list[str], kills: int, seconds: float) -> int:
    """Run a command, killing it at random moments; return how often it was killed."""
    pick, done = random.Random(0), 0
    for _ in range(kills):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(pick.uniform(0.1, 1.0) * 2 * seconds / kills)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            done += 1
            process.wait()
    return done


def digest(out: Path) -> str:
    """Return a hash over all results."""
    total = hashlib.sha256()
    for path in sorted(p for p in out.rglob("*") if p.is_file() and ".qualmap" not in p.parts):
        total.update(path.relative_to(out).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--one-run", action="store_true")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="qualmap-batch-"))
    os.environ["QUALMAP_CACHE"] = str(folder / "cache")  # each row starts as a new user
    try:
        rows(given, plan(folder / "plan", given.pairs, one_run=given.one_run), folder)
    finally:
        shutil.rmtree(folder)


def rows(given: argparse.Namespace, path: Path, folder: Path) -> None:
    print(f"{given.pairs} pairs; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':24}{'seconds':>9}{'processor':>11}{'pairs/s':>9}{'MB':>7}")
    digests, seconds = set(), 0.0
    for jobs in given.jobs:
        shutil.rmtree(folder / "cache", ignore_errors=True)
        out = folder / f"out-{jobs}"
        seconds = row(f"{jobs} worker(s)", given.pairs, measured(command(path, out, jobs)))
        digests.add(digest(out))
        row("  again, unchanged", given.pairs, measured(command(path, out, jobs)))
    if given.kills:
        shutil.rmtree(folder / "cache", ignore_errors=True)
        words = command(path, folder / "out-killed", given.jobs[-1])
        kills = killed(words, given.kills, seconds)
        row(f"rest after {kills} kills", given.pairs, measured(words))
        digests.add(digest(folder / "out-killed"))
    print("all results identical" if len(digests) == 1 else "RESULTS DIFFER")


def row(name: str, pairs: int, figures: tuple[float, float, float]) -> float:
    seconds, used, most = figures
    print(f"{name:24}{seconds:9.1f}{used:11.1f}{pairs / seconds:9.1f}{most:7.0f}", flush=True)
    return seconds


if __name__ == "__main__":
    main()
