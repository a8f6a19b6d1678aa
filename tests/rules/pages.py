"""Rule pages taken apart."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

import compiler

FOLDER = Path(compiler.__file__).parent / "rules" / "pages"
SECTIONS = ("检查什么", "为什么", "示例", "怎么改")
FAILING, PASSING = "反例", "正例"
EXAMPLE = re.compile("(反例|正例)[:：]")


@attrs.frozen
class Page:
    """One page: its first line, its sections by heading, and the lines of its two examples."""

    first_line: str
    sections: dict[str, str]
    examples: dict[str, tuple[str, ...]]


def read_page(code: str) -> Page:
    """Read and take apart the page of a rule; :class:`FileNotFoundError` if there is none."""
    text = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    head, *parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    return Page(head.strip(), sections, _examples(sections.get("示例", "")))


def _examples(text: str) -> dict[str, tuple[str, ...]]:
    examples: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if match := EXAMPLE.fullmatch(line.strip()):
            lines = examples.setdefault(match.group(1), [])
        elif line.strip():
            assert line.startswith("    "), line
            lines.append(line.strip())
    return {name: tuple(lines) for name, lines in examples.items()}
