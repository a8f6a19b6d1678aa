"""A plug-in that does to its own process what the title of the notice says."""

from __future__ import annotations

from pathlib import Path

from support.plugins import install

DEEDS = """
import errno, os, time
from compiler.storage import files
KEPT = []

def no_space(path, content):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

def find(printed):
    title = printed.report.information.title.value
    if "停住" in title:
        time.sleep(600)
    if "被杀" in title:
        os.kill(os.getpid(), 9)
    if "盘满" in title:
        files.write = no_space
    if "占内存" in title:
        size = 2**24
        while size:
            try:
                KEPT.append(bytearray(size))
            except MemoryError:
                size //= 2
    return iter(())

DEED = plugins.Check(
    (plugins.rule(PAGE.format(code="XBT001", title="出事", word="出事"), "warning", "出事"),), find
)
"""
HANGS, DIES, EATS, FULL = "停住", "被杀", "占内存", "盘满"


def install_deeds(folder: Path) -> None:
    """Install it in a folder."""
    install(folder, "deeds", DEEDS, checks={"出事": "DEED"})
