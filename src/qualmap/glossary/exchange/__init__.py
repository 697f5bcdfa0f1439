"""Glossaries to and from what others use: tables, TBX, SKOS, with a report of what is lost."""
