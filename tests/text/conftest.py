"""Property tests have no deadline: a first call may load a dictionary or a model."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("text", deadline=None)
settings.load_profile("text")
