"""GT: the single term."""
