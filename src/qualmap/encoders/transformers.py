"""Any sentence-transformers model, by name on the hub or by folder; needs extra `transformers`.

Nothing heavy is imported before the first text is encoded: with all vectors in the cache, torch is
never loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from qualmap.encoders.background import Background, between
from qualmap.encoders.hub import Located, fetch, locate, require_extra
from qualmap.encoders.prompts import prompt_of
from qualmap.encoders.settings import AS_IT_COMES, Settings
from qualmap.encoders.trouble import will_not_run
from qualmap.encoders.unrelated import measured

__all__ = ["TransformersEncoder", "find_or_fetch"]

Floats = npt.NDArray[np.float32]

SHOWN_REVISION = 12
"""Characters of a commit or hash in a name: no two revisions of a model share so many."""


def find_or_fetch(spec: str) -> Located:
    """Return the model on this machine, fetched first if it is missing.

    QualmapError where the extra is missing, there is no such model, or the hub cannot be reached.
    """
    require_extra(spec)
    return locate(spec) or fetch(spec)


class TransformersEncoder:
    """Encodes texts with a model of sentence-transformers that is on this machine."""

    def __init__(self, found: Located, settings: Settings = AS_IT_COMES) -> None:
        self._found = found
        self._settings = settings
        self.prompt = prompt_of(found.name, found.folder)

    @property
    def name(self) -> str:
        """Name and revision, e.g. `intfloat/multilingual-e5-small@614241f622f5`."""
        return f"{self._found.name}@{self._found.revision[:SHOWN_REVISION]}"

    @property
    def sha256(self) -> str:
        """Commit of a model of the hub, hash over the files of one in a folder."""
        return self._found.revision

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 for each text; a row of zeros for a blank one."""
        spoken = [place for place, text in enumerate(texts) if text.strip()]
        rows = self._run([texts[place] for place in spoken] or ["."])
        vectors = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
        vectors[spoken] = rows[: len(spoken)]
        return vectors

    def background(self, left: str, right: str) -> tuple[float, float]:
        """Return mean and deviation of the cosines of unrelated texts in two languages."""
        return between(self._background, left, right)

    @cached_property
    def _background(self) -> Background:
        return measured(f"{self.sha256} {self.prompt}", self.encode)

    def _run(self, texts: list[str]) -> Floats:
        # Half a surrogate pair is no text to a tokenizer.
        whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        try:
            rows = self._model.encode(
                whole,
                prompt=self.prompt or None,
                batch_size=self._settings.batch_size,
                show_progress_bar=False,
                normalize_embeddings=True,
            )
        except (RuntimeError, ValueError, TypeError, IndexError) as error:
            raise will_not_run(error, self.name) from error
        return np.nan_to_num(np.asarray(rows, dtype=np.float32))

    @cached_property
    def _model(self) -> Any:
        try:
            _hush()
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(
                str(self._found.folder), device=self._settings.device or None, local_files_only=True
            )
        except Exception as error:  # a library of others, a file of others: anything may come
            raise will_not_run(error, self._found.name) from error


def _hush() -> None:
    """Keep the libraries' own remarks and bars off the terminal; errors still come."""
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
