"""Findings that are known already: they are kept in a file and do not count.

An entry is a rule, a concept, a language and a term, never a line: text may move. How many such
findings there are is counted, so that a new one of the same kind is noticed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final
from unicodedata import normalize

from qualmap.errors import QualmapError
from qualmap.files import write_atomically
from qualmap.lint.linted import shown
from qualmap.model.finding import Finding

__all__ = ["DEFAULT_NAME", "apply", "key_of", "read", "write"]

DEFAULT_NAME: Final = "glossary-baseline.json"
SCHEMA_VERSION: Final = "1"

Key = tuple[str, str, str, str]
"""Rule, concept (or the path of the file where there is none), language, term."""

FIELDS: Final = ("rule", "concept", "language", "term")


def key_of(finding: Finding) -> Key:
    """Return what a finding is known by, wherever it moves."""
    term = normalize("NFC", " ".join(finding.term.split())).casefold()
    return finding.code, finding.concept or finding.path, finding.language, term


def write(path: Path, findings: Iterable[Finding]) -> int:
    """Write the baseline and return how many findings it holds."""
    counts = Counter(map(key_of, findings))
    entries = [
        dict(zip(FIELDS, key, strict=True)) | {"count": count}
        for key, count in sorted(counts.items())
    ]
    content = {"schema_version": SCHEMA_VERSION, "findings": entries}
    write_atomically(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return counts.total()


def read(path: Path) -> Counter[Key]:
    """Return how often each finding is known; QualmapError if the file is none of ours."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
        entries = content["findings"]
        return Counter(
            {
                (str(e["rule"]), str(e["concept"]), str(e["language"]), str(e["term"])): int(
                    e["count"]
                )
                for e in entries
            }
        )
    except FileNotFoundError:
        raise QualmapError(
            f"no such file: {shown(path)}", hint="write it with --write-baseline"
        ) from None
    except OSError as error:
        raise QualmapError(f"cannot read {shown(path)}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise QualmapError(
            f"{shown(path)} is no baseline", hint="write it anew with --write-baseline"
        ) from None


def apply(findings: Iterable[Finding], known: Counter[Key]) -> tuple[list[Finding], int]:
    """Return the findings, those known marked as suppressed, and how many entries are stale."""
    left = Counter(known)
    marked = []
    for finding in findings:
        key = key_of(finding)
        if left[key] > 0:
            left[key] -= 1
            finding = replace(finding, suppressed="baseline")
        marked.append(finding)
    return marked, sum(count > 0 for count in left.values())
