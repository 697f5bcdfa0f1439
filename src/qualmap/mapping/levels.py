"""Which level of one framework corresponds to which of another. Start reading here.

Each framework is placed on the eight stages of the EQF (`level_scale`) by what its descriptors ask
for, by the position of each level and by how frameworks are usually cut; the two placements are
joined by a monotone alignment (`level_paths`). Declared referencing goes before what was computed,
and both are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from qualmap.mapping.level_declared import Declared, declared
from qualmap.mapping.level_paths import best_path, correspondence, interval, path_probabilities
from qualmap.mapping.level_reasons import Facing, reasons
from qualmap.mapping.level_scale import Floats, Told, place, skipped_below
from qualmap.mapping.level_texts import Row, languages_for, read_rows
from qualmap.messages import _
from qualmap.model.encoder import Encoder
from qualmap.model.framework import Framework
from qualmap.model.mapping import LevelAlignment, LevelMap
from qualmap.scoring.complexity import LevelModel, Reader, load_model

__all__ = ["align"]

NOTHING_KNOWN = float("nan")


def align(
    left: Framework,
    right: Framework,
    *,
    encoder: Encoder,
    use_declared: bool = True,
    model: LevelModel | None = None,
) -> LevelMap:
    """Return, for each left level, the right level it corresponds to, with reasons.

    Without `use_declared` only descriptors and structure count: neither referencing nor the
    qualifications that usually lead to a level. `model` replaces the one that comes with qualmap.
    """
    model = model or load_model()
    reader = Reader(encoder)
    tags = languages_for(left, right)
    rows = [
        read_rows(side, tag, reader, model) for side, tag in zip((left, right), tags, strict=True)
    ]
    placed = [
        _placed(side, found, model, with_typical=use_declared)
        for side, found in zip((left, right), rows, strict=True)
    ]
    chances = path_probabilities(correspondence(*placed))
    alignments = _Alignments(left, right, rows[0], rows[1], chances, use_declared)
    return LevelMap(left, right, alignments.all())


def _placed(
    framework: Framework, rows: Sequence[Row], model: LevelModel, *, with_typical: bool
) -> Floats:
    typical = [row.typical if with_typical else NOTHING_KNOWN for row in rows]
    told = Told([row.stage for row in rows], typical, skipped_below(framework))
    return place(told, model)


class _Alignments:
    """The alignment of every left level from the probabilities of the columns.

    Columns: below the lowest right level, the right levels in order, above the highest.
    """

    def __init__(
        self,
        left: Framework,
        right: Framework,
        left_rows: Sequence[Row],
        right_rows: Sequence[Row],
        chances: Floats,
        use_declared: bool,
    ) -> None:
        self.left, self.right = left, right
        self.rows, self.met = left_rows, right_rows
        self.chances = chances
        self.use_declared = use_declared
        self.names = [level.id for level in right.levels]

    def all(self) -> tuple[LevelAlignment, ...]:
        """Return one alignment a left level, in order."""
        best = best_path(self.chances)
        return tuple(self._one(number, column) for number, column in enumerate(best))

    def _one(self, number: int, column: int) -> LevelAlignment:
        level = self.left.levels[number]
        said = declared(level, self.left, self.right) if self.use_declared else None
        chosen = self._chosen(number, column, said)
        run = self._interval(number, column)
        computed = self._name(column)
        named = self._name(chosen) if said else None
        agrees = (
            run[0] <= chosen - 1 <= run[1]
            if run and named
            else None
            if said is None
            else chosen == column
        )
        probability = round(float(self.chances[number, chosen]), 3)
        facing = Facing(
            self.left,
            self.right,
            number,
            self.rows[number],
            self.met[chosen - 1] if self._name(chosen) else None,
            computed or self._outside(column),
            probability,
            said,
            agrees,
            self.use_declared,
        )
        return LevelAlignment(
            left=level.id,
            right=self._name(chosen),
            right_low=self.names[run[0]] if run else None,
            right_high=self.names[run[1]] if run else None,
            probability=probability,
            declared=named,
            declared_status=said.status if said else "",
            evidence=reasons(facing),
            beyond=self._beyond(chosen),
            computed=computed,
            agrees=agrees,
        )

    def _chosen(self, number: int, column: int, said: Declared | None) -> int:
        """The declared column; of several the one that the computation finds likeliest."""
        if said is None:
            return column
        if said.beyond:
            return 0 if said.beyond == "below" else len(self.names) + 1
        columns = [self.names.index(name) + 1 for name in said.levels]
        return max(columns, key=lambda one: (self.chances[number, one], -one))

    def _interval(self, number: int, column: int) -> tuple[int, int] | None:
        """First and last right level of the interval, None where the level lies beyond them."""
        if self._name(column) is None:
            return None
        return interval(np.asarray(self.chances[number, 1:-1]), column - 1)

    def _name(self, column: int) -> str | None:
        return self.names[column - 1] if 1 <= column <= len(self.names) else None

    def _beyond(self, column: int) -> Literal["", "below", "above"]:
        if column == 0:
            return "below"
        return "above" if column > len(self.names) else ""

    def _outside(self, column: int) -> str:
        return _("below the lowest level") if column == 0 else _("above the highest level")
