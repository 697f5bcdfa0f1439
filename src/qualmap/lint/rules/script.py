"""GS: script, spelling and invisible characters."""
