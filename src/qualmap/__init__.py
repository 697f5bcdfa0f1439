"""qualmap compares national qualifications across borders, languages and scripts."""

__version__ = "0.1.0"
