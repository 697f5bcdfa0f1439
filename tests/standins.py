"""Small stand-ins: an encoder that knows letters, a glossary of a few concepts, qualifications."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

import numpy as np

from qualmap.glossary.annotate import Annotator
from qualmap.mapping.tools import Tools
from qualmap.model.glossary import Concept, Glossary, Term
from qualmap.model.mapping import Side
from qualmap.model.origin import Origin
from qualmap.model.qualification import Classification, Outcome, Qualification, Unit
from qualmap.scoring.recipe import Recipe, Weighted
from qualmap.text.romanise import romanise


class LetterEncoder:
    """A text is the counts of its letters, romanised."""

    name = "letters"
    sha256 = "0" * 64

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        counts = [[romanise(text).count(c) for c in ascii_lowercase] for text in texts]
        rows = np.array(counts, dtype=np.float32).reshape(len(texts), 26)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(lengths > 0, lengths, 1)

    def background(self, left: str, right: str) -> tuple[float, float]:
        return 0.6, 0.1


def glossary() -> Glossary:
    """Drawing, wiring, a deprecated term, a multi-word term, an abbreviation."""
    rows = [
        Concept("drawing", {
            "en": (Term("drawing"),), "ru": (Term("чертёж"), Term("схема")),
            "uz-Latn": (Term("chizma"),), "uz-Cyrl": (Term("чизма"),), "kk": (Term("сызба"),),
        }),
        Concept("wiring-diagram", {
            "en": (Term("wiring diagram"),), "ru": (Term("схема электропроводки"),),
            "uz-Latn": (Term("elektr sxemasi"),),
        }, broader=("drawing",)),
        Concept("learning-outcome", {
            "en": (Term("learning outcome"),), "ru": (Term("результат обучения"),),
            "uz-Latn": (Term("taʼlim natijasi"),
                        Term("oʻqish natijasi", status="deprecated", use="taʼlim natijasi")),
        }),
        Concept("cv", {"en": (Term("CV", kind="abbreviation"),)}),
    ]  # fmt: skip
    return Glossary({concept.id: concept for concept in rows}, "1" * 64)


def recipe(**weights: float) -> Recipe:
    """Meaning and concepts, unless told otherwise."""
    chosen = weights or {"meaning": 1.0, "shared_less": 2.0}
    items = tuple(Weighted(name, weight, 0.0) for name, weight in chosen.items())
    return Recipe("stand-in", -2.0, items, threshold=0.5, related=0.2)


def tools(**weights: float) -> Tools:
    return Tools(Annotator(glossary()), LetterEncoder(), recipe(**weights))


def qualification(name: str, *texts: str, language: str = "en", **rest: object) -> Qualification:
    """A qualification with one outcome a text, ids A1, A2, …"""
    outcomes = tuple(Outcome(f"A{n}", {language: text}) for n, text in enumerate(texts, 1))
    values: dict = {
        "country": "UZ",
        "title": {language: name},
        "status": "illustrative",
        "source": Origin(),
        "classification": Classification(isco_08="7411"),
    }
    return Qualification(
        kind="qualification", id=name, units=(Unit("A", {}, outcomes),), **(values | rest)
    )


def side(name: str, *items: Qualification) -> Side:
    return Side(name, name, (), items, ())
