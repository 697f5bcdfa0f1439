"""Models of meaning by name; the embedded one is the default and needs no network."""

from qualmap.encoders.table import ENCODERS, load_encoder

__all__ = ["ENCODERS", "load_encoder"]
