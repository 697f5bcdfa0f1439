"""What can go wrong with a model that others made, in the user's words."""

from __future__ import annotations

from typing import Final

from qualmap.errors import QualmapError

__all__ = ["explained", "missing_extra", "will_not_run"]

EXTRA: Final = 'pip install "qualmap[transformers]"'

_OTHERWISE: Final = (
    "connect and run `qualmap models pull {name}`, or copy the model's folder from another "
    "machine and give its path as --model"
)

_KNOWN: Final = {
    "GatedRepoError": (
        "the model {name} may be used only after its owners agree",
        "ask on its page of the hub, then `hf auth login`, or give the path of a folder",
    ),
    "RevisionNotFoundError": (
        "the model {name} has no revision {revision!r}",
        "leave @{revision} out for the newest, or take a commit from the model's page",
    ),
    "RepositoryNotFoundError": (
        "the hub knows no model {name}",
        "check the name; a private model needs `hf auth login`; a folder is given by its path",
    ),
    "HFValidationError": (
        "{name!r} cannot be the name of a model",
        "OWNER/NAME[@REVISION], e.g. intfloat/multilingual-e5-small",
    ),
    "OfflineModeIsEnabled": (
        "the model {name} is not on this machine, and HF_HUB_OFFLINE keeps qualmap off the network",
        "unset HF_HUB_OFFLINE; " + _OTHERWISE,
    ),
}
"""Exceptions of huggingface_hub by name: they moved between its versions. More special first."""


_UNREACHABLE: Final = (
    "the model {name} is not on this machine, and the hub cannot be reached ({reason})",
    _OTHERWISE,
)


def missing_extra(spec: str) -> QualmapError:
    """Return the error for a model that needs libraries which are not installed."""
    return QualmapError(f"the model {spec} needs sentence-transformers", hint=EXTRA)


def explained(error: Exception, name: str, revision: str) -> QualmapError:
    """Return what an exception of the hub's library means, and what to do."""
    names = {kind.__name__ for kind in type(error).__mro__}
    message, hint = next((_KNOWN[known] for known in _KNOWN if known in names), _UNREACHABLE)
    facts = {"name": name, "revision": revision or "main", "reason": _first_line(error)}
    return QualmapError(message.format(**facts), hint=hint.format(**facts))


def will_not_run(error: Exception, name: str) -> QualmapError:
    """Return the error for a model that cannot be loaded, or fails at its work."""
    reason = _first_line(error)
    hint = f"`qualmap models pull {name}` repairs a broken download; {EXTRA} brings the libraries"
    if "trust_remote_code" in str(error):
        reason, hint = "it runs code of its own, which qualmap does not allow", "take another model"
    elif "memory" in reason.lower():
        hint = 'set a smaller batch-size, or device = "cpu", under [models] in qualmap.toml'
    elif "device" in reason.lower() or "CUDA" in reason:
        hint = 'set another device under [models] in qualmap.toml, e.g. device = "cpu"'
    return QualmapError(f"the model {name} cannot be used: {reason}", hint=hint)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].strip()[:200] if lines else type(error).__name__
