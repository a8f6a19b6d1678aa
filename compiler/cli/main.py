"""``zhenggai``: one command line for the office.

What a command needs is imported when the command line has been read, so that usage, help and the
version answer at once.
"""

from __future__ import annotations

import os
import sys

from compiler.version import VERSION

TYPE_CHECKING = False  # typing itself would take a third of the start
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 publishable or done, 1 errors in the sources,
    2 usage or unreadable.
    """
    _prepare_streams()
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:  # programs ask for it alone, and often: no parser is made for that
        print(f"zhenggai {VERSION}")
        sys.exit(0)
    from compiler.cli.arguments import build_parser

    options = build_parser().parse_args(given)
    from compiler.cli.running import run_command

    return run_command(options)


def _prepare_streams() -> None:
    """Make both streams print what they can and replace what they cannot, as on a GBK console."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def run() -> None:
    """Run as the installed command."""
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        print("已中止，没有写完的文件不会留下。", file=sys.stderr)
        sys.exit(130)  # as shells report a command that was interrupted
