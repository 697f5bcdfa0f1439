"""Writing a comparison: one view, one file a format, nothing computed here."""
