"""Deciding what to propose: pairs of qualifications, levels, outcomes, coverage, a verdict."""
