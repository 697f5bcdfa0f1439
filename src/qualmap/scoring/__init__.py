"""Comparing readings: candidates, features with reasons, and the recipe that weighs them."""
