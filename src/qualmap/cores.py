"""How many cores multiply matrices: one, where they are small or processes share the work."""

from __future__ import annotations

import os
from typing import Final

LIBRARIES: Final = (
    "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
)  # fmt: skip


def multiply_on_one_core() -> None:
    """Keep numpy from sharing out products of 20 by 20 numbers, which costs a fifth of the time.

    Its library reads this when numpy is first imported, here or in a process started later; what
    the user has set stays.
    """
    for name in LIBRARIES:
        os.environ.setdefault(name, "1")
