"""What is known of a model without loading it: from its own files and its card."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import yaml

from qualmap.encoders.hub import (
    Located,
    asks_for_model,
    installed,
    locate,
    require_extra,
    static_folder,
)
from qualmap.encoders.prompts import prompt_of
from qualmap.encoders.table import DEFAULT, unknown
from qualmap.errors import QualmapError
from qualmap.files import data_path

__all__ = ["Card", "all_cards", "card_of", "find_card", "static_card"]

HEADER_BYTES: Final = 200_000
"""Of a card only its beginning is read; headers of large model families reach 100 kB."""

_SIZES: Final = ("out_features", "word_embedding_dimension", "embedding_dimension", "hidden_size",
                 "hidden_dim", "d_model", "dim")  # fmt: skip
"""Keys that hold the length of a vector, in the configurations of modules and of models."""


_FIGURES: Final = ("how good", "figures", "evaluation")
"""Headings of the section with a model's measured figures, in our card and in others'."""


@dataclass(frozen=True, slots=True)
class Card:
    """One model: `use` is what `--model` takes; languages, licence and figures are of its card."""

    use: str
    name: str
    kind: str
    source: str
    revision: str
    sha256: str
    dimensions: int | None
    bytes: int
    languages: tuple[str, ...]
    licence: str
    prompt: str
    figures: str


def find_card(name: str) -> Card:
    """Return the card of what `--model` may name; QualmapError where it is not on this machine."""
    if name == DEFAULT:
        return static_card(data_path("models", DEFAULT), "built-in", DEFAULT)
    if not asks_for_model(name):
        raise unknown(name)
    if (folder := static_folder(name)) is not None:
        return static_card(folder, "folder", name)
    require_extra(name)
    if (found := locate(name)) is None:
        raise QualmapError(
            f"the model {name} is not on this machine", hint=f"qualmap models pull {name}"
        )
    return card_of(found)


def all_cards() -> list[Card]:
    """Return the cards of the embedded model and of those in the cache of the hub."""
    there = find_spec("huggingface_hub") is not None
    return [find_card(DEFAULT), *(card_of(found) for found in (installed() if there else ()))]


def card_of(found: Located) -> Card:
    """Return the card of a sentence-transformers model on this machine."""
    header, text = _card(found.folder)
    return Card(
        use=found.name,
        name=found.name,
        kind="sentence-transformers",
        source=found.source,
        revision=found.revision,
        sha256=found.revision,
        dimensions=_dimensions(found.folder),
        bytes=_bytes(found.folder),
        languages=_words(header.get("language")),
        licence=_licence(header),
        prompt=prompt_of(found.name, found.folder),
        figures=_figures(text),
    )


def static_card(folder: Path, source: str, use: str) -> Card:
    """Return the card of a static model of ours; QualmapError if it is damaged."""
    from qualmap.encoders.static import StaticEncoder

    encoder = StaticEncoder(folder)
    header, text = _card(folder)
    return Card(
        use=use,
        name=encoder.name,
        kind="static",
        source=source,
        revision=encoder.sha256,
        sha256=encoder.sha256,
        dimensions=encoder.dimensions,
        bytes=_bytes(folder),
        languages=_words(header.get("language")) or _languages(folder),
        licence=_licence(header),
        prompt="",
        figures=_figures(text),
    )


def _card(folder: Path) -> tuple[dict[str, Any], str]:
    """Return the header and the text of a card, both empty where there is none that can be read."""
    try:
        with (folder / "README.md").open(encoding="utf-8", errors="replace") as stream:
            content = stream.read(HEADER_BYTES)
    except OSError:
        return {}, ""
    if not content.startswith("---\n"):
        return {}, content
    header, _line, text = content[4:].partition("\n---\n")
    try:
        found = yaml.load(header, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        found = None
    return (found if isinstance(found, dict) else {}), text


def _figures(text: str) -> str:
    """Return the first section on figures of a card, without its heading."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("#") and any(words in line.lower() for words in _FIGURES):
            break
    section = []
    for line in lines:
        if line.startswith(("# ", "## ")):
            break
        section.append(line)
    return "\n".join(section).strip()


def _dimensions(folder: Path) -> int | None:
    """Return the length of a vector: the last module that names one has the say."""
    try:
        places = [
            str(module["path"]) for module in json.loads((folder / "modules.json").read_bytes())
        ]
    except (OSError, ValueError, KeyError, TypeError):
        places = []
    for place in (*reversed(places), ""):
        config = _json(folder / place / "config.json")
        for key in _SIZES:
            if isinstance(size := config.get(key), int):
                return size
    return _width(folder / (places[0] if places else "") / "model.safetensors")


def _width(path: Path) -> int | None:
    """Return the width of the one matrix of a static embedding, None for anything else."""
    try:
        with path.open("rb") as stream:
            length = int.from_bytes(stream.read(8), "little")
            header = json.loads(stream.read(min(length, HEADER_BYTES)))
        shapes = [entry["shape"] for name, entry in header.items() if "embedding" in name]
        return int(shapes[0][1]) if len(shapes) == 1 else None
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _languages(folder: Path) -> tuple[str, ...]:
    """Return the languages between which the model's distances were measured."""
    pairs = _json(folder / "background.json").get("pairs", {})
    return tuple(sorted({tag for pair in pairs for tag in pair.split() if tag != "*"}))


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _licence(header: dict[str, Any]) -> str:
    words = _words(header.get("license"))
    return str(header.get("license_name") or ", ".join(words)) if words else ""


def _words(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) * bool(value)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
