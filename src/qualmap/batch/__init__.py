"""Many comparisons by one plan: run, resume, gates, and what a run writes for others to read."""
