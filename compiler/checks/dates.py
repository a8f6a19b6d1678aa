"""Dates: possible, in order, and consistent with the inspection's and the notice's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.action_dates import action_dates
from compiler.chinese.inspection_lead import other_teams
from compiler.chinese.prose_dates import ProseDate, dates
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.report import Report
from compiler.model.values import Day

RANGE = re.compile(r"(?:以来)?(?:至|到|—{1,2}|–|-|~|～)")
JOINTS = ("至", "到", "—", "–", "-", "~", "～")
"""One of them stands in every range."""
YEARS = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?:年)?(?:至|到|—{1,2}|–|-|~|～)((?:19|20)\d{2})年")
DAYS = re.compile(r"(?<!\d)\d{1,2}月(\d{1,2})日?(?:至|到|—{1,2}|–|-|~|～)(\d{1,2})日")
PAST = re.compile(
    r"[，,]?[^。；;，,]{0,12}?(?:已(?:经)?(?!定|明确)"
    "|(?:完成|印发|召开|出台|举行|举办|组织|开展|建成|拨付|收回|追回|拆除|启动|启用|下发|发放|建立|制定|修订|签订|通过|办理|约谈|处理"
    "|清退|补发|安装|更换|修复)了)"
)
PAST_BEFORE = re.compile("已(?:经)?[于在]\\Z")
FUTURE = re.compile(r"[前底]|将|拟|计划|预计|力争|争取|确保|之前|以前|未")
UNTIL = re.compile(r"(?:截至|截止到?|截止至)$")
"""Three characters at the longest, so that it is looked for in as many before a date."""
CUT_OFF = re.compile(
    r"(?:截至|截止到?|截止至)(?P<year>\d{4})年"
    r"(?:(?P<word>年?底|年?末)|(?P<month>\d{1,2})月(?:(?P<end>底|末)|(?P<day>\d{1,2})日)?)"
)
STYLES = {"word": "{}年底", "end": "{}年12月底", "day": "{}年12月31日"}

PLANNED = re.compile(
    r"(?<![原曾按本])(?:拟于|拟在|将于|将在|计划于|计划在|预计于|预计在|预计|力争于|力争在|力争"
    r"|确保在|确保于|确保|争取于|争取在|争取)\Z"
)
AFTERWARDS = re.compile(r"(?:已|现已|目前|仍|尚)")
CLAUSE_REACH, AFTERWARDS_REACH = 60, 40
"""So far back the clause of a date begins, and so far on its sentence may say what came of it. By
judgement: few clauses are longer, and a bound keeps the time linear."""


def information_in_order(report: Report) -> Iterator[Diagnostic]:
    """C020 dates of 报告信息 that cannot follow each other."""
    information = report.information
    steps = (
        ("巡视开始日期", information.inspection_start),
        ("巡视结束日期", information.inspection_end),
        ("反馈日期", information.feedback_on),
        ("成文日期", information.signed_on),
    )
    given = [(label, day) for label, day in steps if day.value is not None]
    pairs = list(pairwise(given))
    if information.cut_off.value is not None and information.signed_on.value is not None:
        pairs.append((("数据截止日期", information.cut_off), ("成文日期", information.signed_on)))
    for (first, before), (second, after) in pairs:
        if before.value is not None and after.value is not None and after.value < before.value:
            yield complain(
                "C020",
                after.span,
                before.span,
                later=second,
                earlier=first,
                second=after.value,
                first=before.value,
            )


def possible(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C021 a day that no calendar has."""
    for passage in printed.passages:
        for mention in dates(passage.text):
            if not mention.possible:
                place = passage.span(mention.start, mention.end)
                yield complain("C021", place, text=passage.text[mention.start : mention.end])


def ranges_in_order(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C022 a range that ends before it begins."""
    for passage in printed.having(*JOINTS):
        for first, second in pairwise(dates(passage.text)):
            if RANGE.fullmatch(passage.text, first.end, second.start) and _backwards(first, second):
                place = passage.span(first.start, second.end)
                yield complain("C022", place, text=passage.text[first.start : second.end])
        for pattern in (YEARS, DAYS):
            for match in pattern.finditer(passage.text):
                if int(match[2]) < int(match[1]):
                    yield complain("C022", passage.span(*match.span()), text=match.group())


def nothing_after_signature(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C023 a day after the date of signature told as past."""
    signed = printed.report.information.signed_on
    if signed.value is None:
        return
    for passage in printed.passages:
        for mention in dates(passage.text):
            first = mention.first() if mention.year is not None else None
            if first is None or first <= signed.value:
                continue
            if _mentioned_as_past(passage, mention) or _is_act(passage, mention):
                place = passage.span(mention.start, mention.end)
                yield complain(
                    "C023",
                    place,
                    signed.span,
                    text=passage.text[mention.start : mention.end],
                    signed=signed.value,
                )


def nothing_after_cut_off(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C024 figures as of a day after the cut-off date."""
    cut_off = printed.report.information.cut_off
    if cut_off.value is None:
        return
    for passage in printed.passages:
        for mention in dates(passage.text):
            last = (
                mention.last() if mention.year is not None and mention.month is not None else None
            )
            if (
                last is not None
                and last > cut_off.value
                and UNTIL.search(passage.text, max(0, mention.start - 3), mention.start)
            ):
                place = passage.span(mention.start, mention.end)
                yield complain(
                    "C024",
                    place,
                    cut_off.span,
                    text=passage.text[mention.start : mention.end],
                    cut_off=cut_off.value,
                )
    for measure in printed.report.measures():
        for figure in measure.figures:
            if figure.as_of.value is not None and figure.as_of.value > cut_off.value:
                yield complain(
                    "C024",
                    figure.as_of.span,
                    cut_off.span,
                    text=str(figure.as_of.value),
                    cut_off=cut_off.value,
                )


def plans_overtaken(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C017 a plan of something unfinished for a time that had passed when the notice was signed."""
    signed = printed.report.information.signed_on
    for passage in printed.passages if signed.value is not None else ():
        open_ones = passage.problem.matters if passage.problem else ()
        if passage.measure not in open_ones or passage.role in (Role.DEADLINE, Role.THEME):
            continue
        for mention in dates(passage.text):
            # The longest word has three characters, and the one before it decides too.
            planned = PLANNED.search(passage.text[max(0, mention.start - 6) : mention.start])
            last = mention.last() if planned else None
            afterwards = AFTERWARDS.search(
                passage.text, mention.end, mention.end + AFTERWARDS_REACH
            )
            if (
                last is not None
                and signed.value is not None
                and last < signed.value
                and not afterwards
            ):
                place = passage.span(
                    mention.start - len(planned.group()) if planned else mention.start, mention.end
                )
                shown = (planned.group() if planned else "") + passage.text[
                    mention.start : mention.end
                ]
                yield complain("C017", place, signed.span, text=shown, signed=signed.value)


def institutions_dated(report: Report) -> Iterator[Diagnostic]:
    """C025 a regulation dated after the notice that reports it."""
    signed = report.information.signed_on
    for measure in report.measures():
        for institution in measure.institutions:
            day = institution.date
            if day.value is not None and signed.value is not None and day.value > signed.value:
                yield complain(
                    "C025",
                    day.span,
                    signed.span,
                    title=institution.title.value,
                    day=day.value,
                    signed=signed.value,
                )


def inspection_quoted(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C026 the inspection's or the feedback's date in the office's prose, or the team's number, other than
    报告信息 says.
    """
    body = printed.report.information.inspection_body
    for passage in printed.passages:
        if passage.role is not Role.CHAPTER:
            continue
        found = dates(passage.text)
        for start, end in other_teams(passage.text, body.value) if body else ():
            told = {"text": passage.text[start:end], "label": "巡视机构", "day": body.value}
            yield complain("C026", passage.span(start, end), body.span, **told)
        year: int | None = None
        for mention, following in zip(found, (*found[1:], None), strict=False):
            year = mention.year if mention.year is not None else year
            day = mention.first(year) if mention.day is not None else None
            if day is None:
                continue
            label, known = _inspection_step(printed.report, passage.text, mention, following)
            if known is not None and known.value is not None and known.value != day:
                place = passage.span(mention.start, mention.end)
                shown = passage.text[mention.start : mention.end]
                yield complain("C026", place, known.span, text=shown, label=label, day=known.value)


def one_cut_off_style(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C027 the end of one year called 年底 here and 12月31日 there."""
    seen: dict[str, dict[str, list[tuple[Passage, int, int]]]] = {}
    for passage in printed.having("截至", "截止"):
        for match in CUT_OFF.finditer(passage.text):
            if match["word"] is None and (
                match["month"] != "12" or (match["end"] is None and match["day"] != "31")
            ):
                continue
            style = next(name for name in STYLES if match[name])
            seen.setdefault(match["year"], {}).setdefault(style, []).append(
                (passage, *match.span())
            )
    for year, styles in seen.items():
        if len(styles) > 1:
            rarest = sorted(styles.values(), key=len)
            places = [passage.span(start, end) for group in rarest for passage, start, end in group]
            yield complain(
                "C027",
                *places,
                year=year,
                styles="、".join(f"“{STYLES[s].format(year)}”" for s in STYLES if s in styles),
            )


def _backwards(first: ProseDate, second: ProseDate) -> bool:
    """Tell whether a range ends before it begins; an end borrows year and month from the other end
    where it has none.
    """
    if second.year is None and (
        second.month is None or (first.month is not None and first.year is None)
    ):
        return (
            second.day is not None
            and first.month == second.month
            and first.day is not None
            and second.day < first.day
        )
    begin, end = first.first(first.year or second.year), second.last(second.year or first.year)
    return begin is not None and end is not None and end < begin


def _mentioned_as_past(passage: Passage, mention: ProseDate) -> bool:
    """Tell whether the words around a date report it: 截至 or 已于 before it, or 已 in its clause or the
    next with nothing of the future between. Plans and deadlines are never past.
    """
    if passage.role in (Role.NEXT_STEPS, Role.DEADLINE, Role.TITLE, Role.HEADING):
        return False
    text = passage.text
    if UNTIL.search(text, max(0, mention.start - 3), mention.start):
        return True
    if PAST_BEFORE.search(text, max(0, mention.start - 4), mention.start):
        return True
    near = max(0, mention.start - CLAUSE_REACH)
    clause = max(text.rfind(mark, near, mention.start) for mark in "。；;，,") + 1
    past = PAST.match(text, mention.end)
    return (
        past is not None
        and not FUTURE.search(text[max(clause, near) : mention.start])
        and not FUTURE.search(text[mention.end : past.end()])
    )


def _is_act(passage: Passage, mention: ProseDate) -> bool:
    """Tell whether a date is that of something done, in the answer to a measure that is completed."""
    open_ones = passage.problem.matters if passage.problem else ()
    return (
        passage.role is Role.PROGRESS
        and passage.measure not in open_ones
        and not passage.text.startswith(("起", "前"), mention.end)
        and mention in action_dates(passage.text)
    )


def _inspection_step(
    report: Report, text: str, mention: ProseDate, following: ProseDate | None
) -> tuple[str, Day | None]:
    """Return the label and the register's value of the step that a date in prose is about; ``None``
    if its words name none.
    """
    information = report.information
    after = text[mention.end : mention.end + 24]  # as much as the longest match below
    # 反馈 shortly before the date as well: then what follows tells of something after it.
    if (
        re.match(r"[，,]?[^。；;0-9]{0,14}(?:反馈了|反馈巡视意见|反馈意见)", after)
        and "反馈" not in text[max(0, mention.start - 8) : mention.start]
    ):
        return "反馈日期", information.feedback_on
    ends = re.compile(r"[，,][^。；;0-9]{0,12}巡[视察][^。；;，,0-9]{0,10}(?:开展|进行)")
    if (
        following is not None
        and RANGE.fullmatch(text, mention.end, following.start)
        and ends.match(text, following.end)
    ):
        return "巡视开始日期", information.inspection_start
    if ends.match(text, mention.end) and re.search(r"[至到—-]$", text[: mention.start]):
        return "巡视结束日期", information.inspection_end
    return "", None
