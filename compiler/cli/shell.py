"""A command line to be copied: what it names, as the system's shell takes it for one word."""

from __future__ import annotations

import os
import re
import shlex

SPECIAL = re.compile(r"[\s\"'`$&|;<>()\[\]{}*?!#~\\]")
"""What a shell of Unix does not take for itself; Chinese characters and marks it does."""
SPECIAL_TO_WINDOWS = re.compile(r"[\s'`$&|;,=<>()\[\]{}^%!+~#@]")
"""The same of cmd and PowerShell, neither of which minds a backslash."""


def quoted(argument: str, system: str = os.name) -> str:
    """Return an argument as it is typed, in quotes only where the shell of ``system`` wants them."""
    if system != "nt":
        return shlex.quote(argument) if not argument or SPECIAL.search(argument) else argument
    if argument and not SPECIAL_TO_WINDOWS.search(argument):
        return argument
    ending = len(argument) - len(argument.rstrip("\\"))  # before a quote, these are read in pairs
    return f'"{argument}{argument[len(argument) - ending :]}"'
