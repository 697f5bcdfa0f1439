"""Where sentence-transformers models lie: a folder, or the cache of the Hugging Face hub.

What is on this machine is used as it is, without a question to the hub, so that a run can be made
again; only a model that is missing is fetched. Code that comes with a model is never run.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from qualmap.encoders.trouble import explained, missing_extra
from qualmap.errors import QualmapError

__all__ = [
    "Located", "asks_for_model", "fetch", "installed", "locate", "require_extra", "static_folder",
]  # fmt: skip

MODULES: Final = "modules.json"
"""The file that makes a folder a sentence-transformers model."""

_MARKS: Final = (MODULES, "config.json")
"""A plain transformers model has only the second; sentence-transformers averages its tokens."""

_WEIGHTS: Final = ("*.safetensors", "pytorch_model*.bin")

_HUB_NAME: Final = re.compile(r"[\w.-]+/[\w.-]+")
_COMMIT_START: Final = re.compile(r"[0-9a-f]{7,40}")

_NEVER_NEEDED: Final = (
    "onnx/*", "openvino/*", "coreml/*", "*.onnx", "*.ot", "*.h5", "*.msgpack", "*.tflite",
    "*.png", "*.jpg", "*.gguf",
)  # fmt: skip
"""Weights in other libraries' formats; many repositories carry five copies."""


@dataclass(frozen=True, slots=True)
class Located:
    """A model on this machine: `revision` is its commit, or the hash of the files of a folder."""

    name: str
    revision: str
    folder: Path
    source: str


def require_extra(spec: str) -> None:
    """Raise a QualmapError with the command to type where sentence-transformers is missing."""
    if find_spec("sentence_transformers") is None:
        raise missing_extra(spec)


def asks_for_model(spec: str) -> bool:
    """Tell whether `spec` is a name on the hub or a path, not the short name of an encoder.

    >>> asks_for_model("intfloat/multilingual-e5-small@main"), asks_for_model("static")
    (True, False)
    """
    named = "/" in spec or "\\" in spec or spec.startswith(("~", "."))
    return named or (spec != "" and Path(spec).is_dir())


def static_folder(spec: str) -> Path | None:
    """Return the folder that `spec` names if a static model of ours lies there."""
    folder = _folder(spec)
    try:
        config = json.loads((folder / "config.json").read_bytes()) if folder else {}
    except (OSError, ValueError):
        return None
    ours = isinstance(config, dict) and str(config.get("text", "")).startswith("qualmap.")
    return folder if ours else None


def locate(spec: str) -> Located | None:
    """Return the model on this machine, None where a hub model has not been fetched yet.

    `spec` is a folder or `OWNER/NAME[@REVISION]`. QualmapError where it can be neither.
    """
    if (folder := _folder(spec)) is not None:
        return _local(folder, spec)
    name, revision = _parsed(spec)
    for repository in _repositories(name):
        for commit in _commits(repository, revision):
            found = repository / "snapshots" / commit
            if _is_complete(found):
                return Located(name, commit, found, "hub")
    return None


def fetch(spec: str) -> Located:
    """Download a model from the hub, or what is new of it; QualmapError where that fails."""
    if (folder := _folder(spec)) is not None:
        return _local(folder, spec)
    name, revision = _parsed(spec)
    from huggingface_hub import HfApi, snapshot_download, utils

    if not sys.stderr.isatty():
        utils.disable_progress_bars()
    try:
        files = HfApi().model_info(name, revision=revision or None).siblings or []
        unneeded = [*_NEVER_NEEDED, *_doubles([file.rfilename for file in files])]
        found = snapshot_download(
            name, revision=revision or None, cache_dir=_caches()[0], ignore_patterns=unneeded
        )
    except Exception as error:  # the hub's library lets through what its own library raises
        raise explained(error, name, revision) from error
    _check(Path(found), spec)
    return Located(name, Path(found).name, Path(found), "hub")


def installed() -> Iterator[Located]:
    """Yield the sentence-transformers models in the cache of the hub, by name."""
    for cache in _caches():
        for repository in sorted(cache.glob("models--*")):
            name = repository.name.removeprefix("models--").replace("--", "/", 1)
            for found in sorted(repository.glob("snapshots/*")):
                if (found / MODULES).is_file() and _is_complete(found):
                    yield Located(name, found.name, found, "hub")


def _folder(spec: str) -> Path | None:
    """Return `spec` as a folder, None where it is a name; a path that is no folder is an error."""
    path = Path(spec).expanduser()
    if path.is_dir():
        return path
    if spec.startswith(("~", ".")) or path.is_absolute() or "\\" in spec or path.exists():
        raise QualmapError(f"no such folder: {spec}", hint="name the folder of a model")
    return None


def _parsed(spec: str) -> tuple[str, str]:
    name, _at, revision = spec.partition("@")
    if not _HUB_NAME.fullmatch(name) or ".." in revision or spec.endswith("@"):
        raise QualmapError(
            f"no folder and no name of a model: {spec!r}",
            hint="OWNER/NAME[@REVISION], e.g. intfloat/multilingual-e5-small, or a folder",
        )
    return name, revision


def _local(folder: Path, spec: str) -> Located:
    _check(folder, spec)  # before every file below a folder like / is hashed
    return Located(folder.resolve().name, _hash_of_files(folder), folder, "folder")


def _check(folder: Path, spec: str) -> None:
    if not _is_complete(folder):
        raise QualmapError(
            f"not a sentence-transformers model: {spec}",
            hint=f"{MODULES} or config.json must lie there, and weights (*.safetensors)",
        )


def _caches() -> list[Path]:
    """Return the folders of downloaded models; sentence-transformers may have one of its own."""
    from huggingface_hub.constants import HF_HUB_CACHE

    own = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    return [Path(place) for place in (own, HF_HUB_CACHE) if place]


def _repositories(name: str) -> Iterator[Path]:
    folder = "models--" + name.replace("/", "--")
    return (cache / folder for cache in _caches())


def _commits(repository: Path, revision: str) -> Iterator[str]:
    """Yield the commits that `revision` may mean: a branch or tag, or the start of one commit."""
    reference = repository / "refs" / (revision or "main")
    if reference.is_file():
        yield reference.read_text("utf-8").strip()
    elif _COMMIT_START.fullmatch(revision):
        found = [path.name for path in repository.glob(f"snapshots/{revision}*")]
        yield from found if len(found) == 1 else ()


def _is_complete(folder: Path) -> bool:
    """A download that was broken off has no weights, or links to files that are not there."""
    marked = any((folder / mark).is_file() for mark in _MARKS)
    return marked and any(path.is_file() for kind in _WEIGHTS for path in folder.rglob(kind))


def _doubles(files: list[str]) -> list[str]:
    """Return the pickled weights that also lie there as safetensors.

    >>> _doubles(["model.safetensors", "pytorch_model.bin", "2_Dense/pytorch_model.bin"])
    ['pytorch_model.bin']
    """
    safe = {Path(file).parent for file in files if file.endswith(".safetensors")}
    return [file for file in files if file.endswith(".bin") and Path(file).parent in safe]


def _hash_of_files(folder: Path) -> str:
    """Return a hash over names and contents of what makes the vectors, not of cards."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and path.suffix != ".md" and not any(p.startswith(".") for p in parts):
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
            digest.update(f"{'/'.join(parts)} {content}\n".encode())
    return digest.hexdigest()
