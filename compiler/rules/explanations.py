"""The Chinese page of every rule, printed by ``zhenggai explain``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from compiler.rules.table import Rule

EXAMPLE = re.compile(r"〔(.+?)〕 = (?!空$|长文)(.+)")
EXAMPLES = "示例"
"""The heading of a page's examples."""

BRACKETED = re.compile(r"^(?:日期|数字|公式)[(（](.*)[)）]$")


def page(code: str) -> str:
    """Return the page of rule ``code``: 检查什么, 为什么, 示例, 怎么改.
    :class:`FileNotFoundError` if it has none.
    """
    return (
        resources.files("compiler.rules")
        .joinpath("pages", f"{code}.md")
        .read_text(encoding="utf-8")
        .strip()
    )


def page_of(rule: Rule) -> str:
    """Return the page of a rule, the table's or a plug-in's. Errors as :func:`page`."""
    return rule.page or page(rule.code)


def search(words: str, rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules that have every one of some words, those whose names have them first, then
    those whose sentence or page has them, examples aside.
    """
    wanted = words.casefold().split()
    named, others = [], []
    for rule in rules if wanted else ():
        if all(word in rule.title.casefold() for word in wanted):
            named.append(rule)
        elif all(word in _explained(rule) for word in wanted):
            others.append(rule)
    return [*named, *others]


def _explained(rule: Rule) -> str:
    """Return what is said of a rule: its name, its sentence, and its page without headings and
    examples, which have words of all kinds.
    """
    try:
        text = page_of(rule)
    except FileNotFoundError:
        text = ""
    sections = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    told = [
        section
        for heading, section in zip(sections[1::2], sections[2::2], strict=True)
        if heading.strip() != EXAMPLES
    ]
    return "\n".join([rule.title, rule.message, *told]).casefold()


@cache  # every finding shows it, and there are fewer rules than findings
def remedy(rule: Rule) -> str:
    """Return the 怎么改 section of a rule's page as one line, empty if the page is missing from
    the installation.
    """
    try:
        _, _, section = page_of(rule).partition("## 怎么改")
    except FileNotFoundError:
        return ""
    return " ".join(section.split())


@cache
def example(code: str) -> str:
    """Return how a rule's page writes it right: the value of its 正例 with the field's label,
    empty if it shows none.
    """
    try:
        _, _, right = page(code).partition("正例：\n")
    except FileNotFoundError:
        return ""
    shown = [
        match
        for line in right.partition("\n## ")[0].splitlines()
        if (match := EXAMPLE.search(line))
    ]
    if not shown:
        return ""
    label, value = shown[-1].groups()
    return f"{label}：{BRACKETED.sub(lambda match: match.group(1), value)}"
