"""Check that the same text and seed give the same bytes; exit code 1 if they do not.

    python training/check_same.py [options of train.py]

Trains twice, each time in a fresh process with its own order of hashing, and compares the SHA-256
of every file written. Without options it takes 20 steps on our own text, some seconds; with those
of a real run (all but `--out`) it proves that run.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TRAINING = Path(__file__).parent
STATIC = TRAINING.parent / "src" / "qualmap" / "data" / "models" / "static"

# Own text has no outcomes to measure a background on, so the shipped one is taken.
SAMPLE = (
    *("--own", str(TRAINING / "own"), "--evaluation", str(TRAINING / "gold")),
    *("--background", str(STATIC / "background.json")),
    *("--steps", "20", "--batch", "256", "--vocabulary", "3000"),
)


def main() -> int:
    """Print each file with its hashes; return 1 if any differ."""
    options = sys.argv[1:] or SAMPLE
    first, second = (train(options, seed) for seed in ("1", "2"))
    for name in sorted(first | second):
        same = first.get(name) == second.get(name)
        print(f"{'same' if same else 'DIFFERS'}  {first.get(name)}  {name}")
    return 0 if first == second else 1


def train(options: tuple[str, ...] | list[str], hash_seed: str) -> dict[str, str]:
    """Return the SHA-256 of every file that a run writes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(TRAINING / "train.py"), *options, "--out", folder]
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        subprocess.run(command, check=True, env=environment, stdout=sys.stderr)
        paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


if __name__ == "__main__":
    sys.exit(main())
