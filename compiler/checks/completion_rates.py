"""Rates of completion that office prose types, against the problems and measures completed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from compiler.analysis.grounds import answers
from compiler.checks.printed import PrintedReport
from compiler.chinese.count_words import FOUND, OTHER_FEEDBACK, OTHERS, RATE
from compiler.chinese.counted import ENDS
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.report import Report

NOUNS = ("问题", "措施")


@attrs.frozen
class _Share:
    """So many of all."""

    part: Decimal
    whole: Decimal

    def prints_as(self, written: str) -> bool:
        """Tell whether the share is the percentage as written, rounded or cut off at its last digit."""
        rate = self.part * 100 / self.whole
        last = Decimal(1).scaleb(-len(written.partition(".")[2]))
        return abs(rate - Decimal(written)) < last


def rates(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C035 a rate of completion, of problems or of measures, that none of their shares comes to."""
    shares = {noun: _shares(printed.report, noun) for noun in NOUNS}
    for passage in printed.passages:
        if passage.role is not Role.CHAPTER or "率" not in passage.text:
            continue
        for match in RATE.finditer(passage.text):
            start = max(passage.text.rfind(mark, 0, match.start()) + 1 for mark in ENDS)
            sentence = passage.text[start : match.end()]
            ahead = passage.text[start : match.start()]
            own = "整改" in match.group() or any(noun in sentence for noun in NOUNS)
            if not own or any(words.search(ahead) for words in (OTHERS, FOUND, OTHER_FEEDBACK)):
                continue
            if _named(printed.report, ahead):
                continue
            admitted = [
                s for noun in NOUNS if match["of"] in (None, "任务", noun) for s in shares[noun]
            ]
            if admitted and not any(share.prints_as(match["number"]) for share in admitted):
                first = admitted[0]
                wrong = complain(
                    "C035",
                    passage.span(*match.span("number")),
                    said=match.group(),
                    name="完成率",
                    data=f"{first.part * 100 / first.whole:.1f}%（{first.part}/{first.whole}）",
                )
                yield wrong.resting_on(*answers(printed.report))


def _named(report: Report, ahead: str) -> bool:
    """Tell whether a unit is named, whose own rate it may be."""
    units = report.register.units
    return any(
        name and name in ahead for unit in units for name in (unit.name.value, *unit.aliases)
    )


def _shares(report: Report, noun: str) -> list[_Share]:
    """Return the shares that can be called completed: alone, with each other status, and closed."""
    counts = report.counts
    whole = counts[f"{noun}总数"].value
    if not whole:
        return []
    done = sum(
        (counts[f"{s.name}{noun}数"].value for s in report.statuses if s.complete), Decimal(0)
    )
    others = [counts[f"{s.name}{noun}数"].value for s in report.statuses if not s.complete]
    closed = [counts["销号措施数"].value] if noun == "措施" and "销号措施数" in counts else []
    return [_Share(part, whole) for part in (done, *(done + other for other in others), *closed)]
