"""A Party body with a government's kind of meeting, post or document, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from importlib import resources

import attrs

from compiler.checks.language.narrative import narrative
from compiler.checks.language.wordlist import SUSPECTED
from compiler.checks.printed import Place, PrintedReport, together
from compiler.chinese.table_patterns import pattern_of_a_table
from compiler.chinese.unit_names import departments
from compiler.diagnostics import Diagnostic, complain
from compiler.recall import recalled

SLOTS = {
    "{级}": "[省市区县州旗]",
    "{首}": "(?<![社园片校景辖地街小牧林矿灌库])",
    "{独}": "(?<![、和与及])",
    "{召}": "(?:先后|及时|连续|多次|迅速|第一时间|定期|专门|随即|立即|已|共|累计|\\d{1,3}次|[一两二三四五六七八九十]次|每[月季年]|主持|组织){0,3}"
    "(?:召开|举行|开)(?:了|过)?(?:\\d{1,3}次|[一两二三四五六七八九十]次)?(?:专题|扩大)?",
}
COMMITTEE = re.compile(
    "([\u4e00-\u9fff]{2,8}(?:局|委|办|中心|公司))(党组|党委|党工委)(?![织、(（])"
)
USUAL = 2
"""A body's committee is called so at least so many times where the other name is a slip."""


@attrs.frozen(slots=False)
class OrganForm:
    """A form that some bodies do not have. Without one of the ``signs`` it cannot stand there."""

    signs: tuple[str, ...]
    sure: bool
    source: str
    right: str
    kind: str

    @cached_property
    def wrong(self) -> re.Pattern[str]:
        """The form, compiled where a sign of it was found for the first time."""
        return pattern_of_a_table(self.source)


@recalled()
def organ_forms() -> tuple[OrganForm, ...]:
    """Return the table compiler/checks/language/organs.tsv."""
    lines = (
        resources.files("compiler.checks.language").joinpath("organs.tsv").read_text("utf-8")
    ).splitlines()
    forms = []
    for line in lines:
        if line and not line.startswith("#"):
            sign, level, wrong, right, kind = line.split("\t")
            for slot, meant in SLOTS.items():
                wrong = wrong.replace(slot, meant)
            signs = tuple(sign.split("|"))
            forms.append(OrganForm(signs, level == SUSPECTED, wrong, right, kind))
    return tuple(forms)


def party_and_state(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T091 a meeting, post, organ or document that such a body does not have; T092 one that it has
    only in some places.
    """
    told = narrative(printed.passages)
    for form in organ_forms():
        signs = [sign for sign in form.signs if told.has(sign)]
        for passage in printed.having(*signs) if signs else ():
            for match in form.wrong.finditer(passage.text):
                yield complain(
                    "T091" if form.sure else "T092",
                    passage.span(*match.span()),
                    text=match.group(),
                    right=match.expand(form.right),
                    kind=form.kind,
                )


def committees(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T093 a body's Party committee called 党组 in one place and 党委 everywhere else."""
    names = {
        name for unit in printed.report.register.units for name in (unit.name.value, *unit.aliases)
    }
    uses: dict[str, dict[str, list[Place]]] = {}
    for passage in printed.having("党组", "党委", "党工委"):
        for match in COMMITTEE.finditer(passage.text):
            body = _body(match[1], names)
            if body:
                start = match.start(2) - len(body)
                uses.setdefault(body, {}).setdefault(match[2], []).append(
                    (passage, start, match.end(2))
                )
    for body, forms in uses.items():
        usual = max(forms, key=lambda form: len(forms[form]))
        for form, places in forms.items():
            if form != usual and len(forms[usual]) >= USUAL * len(places):
                yield together(
                    "T093", places, forms[usual][0], here=f"{body}{form}", there=f"{body}{usual}"
                )


def _body(words: str, names: set[str]) -> str | None:
    """Return the body that some words end with: a registered one, or a usual department."""
    for start in range(len(words) - 1):
        body = words[start:]
        if body in names or body.rstrip("局委办") in departments():
            return body
    return None
