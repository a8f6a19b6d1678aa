"""Where this user's computer keeps what workbooks came to, and how to clear it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from compiler.cli.verdicts import Outcome, told_as_json

if TYPE_CHECKING:
    from compiler.excel.reading.project import ReadWorkbook

SWITCH = "ZHENGGAI_NO_CACHE"
"""The variable by which an office leaves it out for good."""


def cache_folder() -> Path:
    """Return the folder in which this user's programs keep what they can do without."""
    from platformdirs import user_cache_path

    return user_cache_path("zhenggai", appauthor=False) / "workbooks"


def reader(options: argparse.Namespace) -> ReadWorkbook | None:
    """Return what reads workbooks with a memory, ``None`` if none is wanted or can be had."""
    if options.no_cache or os.environ.get(SWITCH):
        return None
    from compiler.storage.remembered import memory_in

    memory = memory_in(cache_folder())
    return memory.read if memory is not None else None


def clean(options: argparse.Namespace) -> int:
    """Clear the memory and say how much it was."""
    from compiler.storage.remembered import forget

    files, freed = forget(cache_folder())
    told = Outcome("已清空", 0, more={"files": files, "bytes": freed})
    if not told_as_json(told, options):
        print(
            f"结论：已清空，删掉 {files} 个文件，腾出 {freed / 2**20:.1f} MB。项目里的文件没有动。"
        )
    return 0
