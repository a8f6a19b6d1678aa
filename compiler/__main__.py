"""``python -m compiler``."""

from compiler.cli.main import run

run()
