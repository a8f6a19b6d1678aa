"""Hostile files read in a process of its own, with little memory: what it came to, and what it took.

Run as a program it is that process: a line of JSON in, one out.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic

ROOM = 1400 * 2**20
"""Bytes of address space, of which 400 megabytes may be memory in use."""
CHINESE = range(0x4E00, 0xA000)


@attrs.frozen
class Reading:
    """What reading a file came to: lines, what was told (code, message, quoted text and what it is),
    processor seconds and megabytes at most; ``broken`` is a traceback.
    """

    lines: list[str] = attrs.field(factory=list)
    told: list[tuple[str, str, str, str]] = attrs.field(factory=list)
    seconds: float = 0
    megabytes: int = 0
    broken: str = ""


class Worker:
    """The process, started anew when it dies."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def read(self, command: str, path: Path) -> Reading:
        """Have ``path`` read as a command would."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([command, str(path)]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        return Reading(**json.loads(answer)) if answer else Reading(broken="the process died")

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()


def is_chinese(message: str) -> bool:
    """Tell whether a message is one for a colleague."""
    return any(ord(sign) in CHINESE for sign in message)


def _import(path: Path) -> Reading:
    from compiler.importer import import_notice
    from compiler.notice.templates import open_kind
    from compiler.span import Span
    from compiler.wordfile.notice import read_notice

    lines, found = read_notice(path, path.name)
    kind, _ = open_kind(path.parent, "xunshi", Span("templates"))
    assert kind is not None
    if lines:
        found = [*found, *import_notice(lines, kind, path.name)[1]]
    return Reading([line.text for line in lines], _told(found))


def _trace(path: Path) -> Reading:
    from compiler.wordfile.edited_copy import read_edited_copy

    copy, found = read_edited_copy(path, path.name)
    return Reading([one.text for one in copy.paragraphs] if copy else [], _told(found))


def _compile(path: Path) -> Reading:
    from compiler.commands.compiling import compile_project

    compilation = compile_project(path)
    outputs = [one.name for one in compilation.outputs]
    return Reading(outputs if compilation.publishable else [], _told(compilation.diagnostics))


def _told(found: Iterable[Diagnostic]) -> list[tuple[str, str, str, str]]:
    return [
        (one.code, one.message, str(one.arguments.get("text", "")), str(one.arguments.get("what", "")))
        for one in found
    ]  # fmt: skip


COMMANDS: dict[str, Callable[[Path], Reading]] = {
    "import": _import,
    "trace": _trace,
    "compile": _compile,
}


def _peak() -> int:
    """Return the most memory since the last call, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in status if line.startswith("VmHWM")]
    Path("/proc/self/clear_refs").write_text("5")
    return int(line.split()[1]) // 1024


def _answer(command: str, path: Path) -> Reading:
    _peak()
    started = time.process_time()
    try:
        reading = COMMANDS[command](path)
    except BaseException:
        reading = Reading(broken=traceback.format_exc(limit=-5))
    return attrs.evolve(reading, seconds=time.process_time() - started, megabytes=_peak())


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    for request in sys.stdin:
        name, file = json.loads(request)
        print(json.dumps(attrs.asdict(_answer(name, Path(file)))), flush=True)
