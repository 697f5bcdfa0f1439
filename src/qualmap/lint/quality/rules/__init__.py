"""The rules, a file a group; importing this module fills the table `QUALITY`."""

from qualmap.lint.quality.rules import (
    actions,
    alike,
    levels,
    whole,
    wording,
)

__all__ = ["actions", "alike", "levels", "whole", "wording"]
