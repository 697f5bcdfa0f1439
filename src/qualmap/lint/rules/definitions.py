"""GD: definitions."""
