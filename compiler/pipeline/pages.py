"""The Chinese page of every rule, printed by ``zhenggai explain``."""

from __future__ import annotations

from importlib import resources


def page(code: str) -> str:
    """Return the page of rule ``code``: 检查什么, 为什么, 示例, 怎么改. :class:`FileNotFoundError` if it has none."""
    return resources.files("compiler").joinpath("pages", f"{code}.md").read_text(encoding="utf-8").strip()


def remedy(code: str) -> str:
    """Return the 怎么改 section of a rule's page as one line, empty if the page is missing from the installation."""
    try:
        _, _, section = page(code).partition("## 怎么改")
    except FileNotFoundError:
        return ""
    return " ".join(section.split())
