"""A name for a finding that stays the same when lines move, for tools that track findings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from qualmap.lint.baseline import key_of
from qualmap.model.finding import Finding


def with_fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with its fingerprint; findings alike in all but place are numbered."""
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        key = (finding.path, *key_of(finding))
        seen[key] += 1
        text = "\x1f".join((*key, str(seen[key])))
        yield finding, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
