"""`python -m qualmap` is the `qualmap` command."""

from qualmap.cli.app import main

if __name__ == "__main__":  # a worker process imports this file as well
    main()
