"""``zhenggai``: one command line for the office.

What a command needs is imported when the command line has been read, so that usage, help and the
version answer at once.
"""

from __future__ import annotations

import gc
import os
import sys

from compiler.version import VERSION

TYPE_CHECKING = False  # typing itself would take a third of the start
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""The exit status of a command that was interrupted, as shells report it."""
FAILED = 2
"""The exit status of one that could not go on, as of one that could not begin."""
SELDOM = (500_000, 20, 100)
"""When garbage is looked for. A command makes some hundred thousand records that live until it ends, and
hardly a circle among them: looking every 700 objects, as Python does, finds nothing for a twentieth of
the time, and looking every 50,000 for a fiftieth."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 nothing is left to do, 1 something is left for a
    person, 2 wrong usage or unreadable.
    """
    _prepare_streams()
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:  # programs ask for it alone, and often: no parser is made for that
        print(f"zhenggai {VERSION}")
        sys.exit(0)
    gc.set_threshold(*SELDOM)
    from compiler.cli.arguments import build_parser

    options = build_parser().parse_args(given)
    from compiler.cli.kept_compiled import compiled_once

    with compiled_once():
        from compiler.cli.running import run_command

        return run_command(options)


def _prepare_streams() -> None:
    """Make both streams print what they can and replace what they cannot, as on a GBK console."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def run() -> None:
    """Run as the installed command: whoever listens, and whatever happens, it ends with a status
    and without a traceback.
    """
    try:
        from compiler.cli.streams import open_streams

        _speak_chinese()
        open_streams()
        status = main()
    except KeyboardInterrupt:
        print("已中止，没有写完的文件不会留下。", file=sys.stderr)
        status = INTERRUPTED
    except Exception as error:  # the last net
        from compiler.cli.last_net import tell

        tell(error)
        status = FAILED
    gc.freeze()  # or Python would look for garbage among all that ends with it
    sys.exit(status)


def _speak_chinese() -> None:
    """Begin anew in UTF-8 where the locale has no Chinese: no file of a project could be named."""
    try:
        os.fsencode("通报")
    except UnicodeEncodeError:
        if not sys.flags.utf8_mode:
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
