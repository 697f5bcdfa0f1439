"""The glossary linter: rules, runner, fixes, and the forms in which findings are given."""
