"""Run by ``python -m trackside.cli``."""

from trackside.cli import main

main()
