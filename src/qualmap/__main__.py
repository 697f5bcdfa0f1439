"""`python -m qualmap` is the `qualmap` command."""

from qualmap.cli.app import main

main()
