"""What no stage has foreseen, told in a sentence: the file it happened at and what to do, never a
traceback.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

TYPE_CHECKING = False  # typing would take a third of the start
if TYPE_CHECKING:
    from types import TracebackType

PACKAGE = Path(__file__).parents[1]


def sentence(error: Exception) -> str:
    """Return what happened, at which file, and what to do, in Chinese."""
    file = _file(error)
    at = f"处理 {file} 时" if file else ""
    if isinstance(error, MemoryError):
        return (
            f"{at}内存不够用，命令没有做完。请关闭别的程序再运行一次；还不行的，"
            "看看这个文件是不是大得不正常，用 Excel、WPS 或 Word 另存一份再试。"
        )
    if isinstance(error, RecursionError):
        return (
            f"{at}发现内容一层套一层，套得太深，读不下去，命令没有做完。"
            "请换回改动前的文件，或用 Excel、WPS 或 Word 另存一份再试。"
        )
    if isinstance(error, OSError):
        from compiler.diagnostics import reason_of, remedy_of

        return f"{at}出了错：{reason_of(error)}。命令没有做完。{remedy_of(error)}"
    return (
        f"{at}程序自己出了错，命令没有做完，原来的文件没有变动。"
        f"请把这一行和用到的文件交给维护人员：{type(error).__name__}，{_place(error)}。"
    )


def _file(error: Exception) -> str:
    """Return the name of the file that the error is about: the system's, else that of the last path
    anybody was busy with, empty if there is none.
    """
    if isinstance(error, OSError) and isinstance(error.filename, str | os.PathLike):
        return Path(error.filename).name or str(error.filename)
    traces = _traces(error)
    for trace in reversed(traces):
        for value in trace.tb_frame.f_locals.values():
            if isinstance(value, Path) and value.suffix:
                return value.name
    return ""


def _place(error: Exception) -> str:
    """Return the line of ours in which an error came up, for those who mend it."""
    for trace in reversed(_traces(error)):
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE):
            return f"{path.relative_to(PACKAGE.parent).as_posix()} 第 {trace.tb_lineno} 行"
    return "位置不详"


def _traces(error: Exception) -> list[TracebackType]:
    """Return the steps to an error, the innermost last."""
    traces = []
    trace = error.__traceback__
    while trace is not None:
        traces.append(trace)
        trace = trace.tb_next
    return traces


def tell(error: Exception) -> None:
    """Say on the error stream what happened."""
    print(sentence(error), file=sys.stderr)
