"""The rules, the table's and those of plug-ins, as a list and each with its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compiler.chinese.likeness import nearest
from compiler.cli.console import print_diagnostics
from compiler.rules.explanations import page_of, search
from compiler.rules.table import RULES, STAGES, Rule

LIKE_ENOUGH = 0.3
"""How like a code another is to be guessed: two of its characters, for one is in too many."""


SHOWN_RULES = 20
"""How many rules are listed for words that many have: they fill a console."""


def _outline_page() -> str:
    """Return the page on drawing a kind of notice."""
    from compiler.notice.manual.page import outline_page
    from compiler.word.template.looks import LOOKS

    return outline_page([look.name for look in LOOKS])


PAGES: dict[str, Callable[[], str]] = {"模板": _outline_page}
"""Pages that are about no rule, by their names."""


def print_page(code: str) -> bool:
    """Print the page of that name, or a rule's, or list the rules that words are found in, whole if
    it is one; tell whether there was any, and say what it may have been if not.
    """
    if code.strip() in PAGES:
        print(PAGES[code.strip()]())
        return True
    wanted = code.upper()
    if wanted in RULES:  # plug-ins never have one of these: they need not be looked for
        print(page_of(RULES[wanted]))
        return True
    from compiler.plugins.loading import load_plugins

    plugins = load_plugins()
    known = {**RULES, **plugins.rules}
    if wanted in known:
        print(page_of(known[wanted]))
        return True
    if found := search(code, known.values()):
        _print_found(code, found)
        return True
    guess = nearest(wanted, known, LIKE_ENOUGH)
    print(
        f"没有规则 {code}。"
        + (f"是不是 {guess}？" if guess else "")
        + "运行 zhenggai rules 可列出全部规则。"
    )
    print_diagnostics(plugins.diagnostics)
    return False


def _print_found(words: str, found: Sequence[Rule]) -> None:
    """Print the page of the only rule that was found, or list those that were, the nearest first."""
    if len(found) == 1:
        print(page_of(found[0]))
        return
    _print_rules(f"说到“{words}”的规则（{len(found)} 条）", found[:SHOWN_RULES])
    if len(found) > SHOWN_RULES:
        print(f"    ……其余 {len(found) - SHOWN_RULES} 条从略，请多写几个字")
    print(f"要看其中一条，运行 zhenggai explain 和它的编号，如 zhenggai explain {found[0].code}")


def print_rules() -> None:
    """Print every rule under its stage, or under the plug-in that it belongs to."""
    from compiler.plugins.loading import load_plugins

    for letter, stage in STAGES.items():
        _print_rules(stage, [rule for rule in RULES.values() if rule.code.startswith(letter)])
    plugins = load_plugins()
    for plugin, check in plugins.checks:
        _print_rules(f"插件：{plugin.name}（{plugin.package} {plugin.version}）", check.rules)
    print_diagnostics(plugins.diagnostics)


def _print_rules(title: str, rules: Sequence[Rule]) -> None:
    """Print rules under a title, nothing if there are none."""
    if rules:
        print(title)
    for rule in rules:
        print(f"    {rule.code} {rule.severity.label} {rule.title}")
