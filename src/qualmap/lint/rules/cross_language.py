"""GX: what must agree between languages."""
