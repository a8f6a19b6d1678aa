"""Letters and clues handed over, as office prose counts them, against 办理情况."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.checks.report_counts import judge_typed
from compiler.diagnostics import Diagnostic
from compiler.model.document import Role

PART = re.compile(r"[^。；;\n]+")
HANDED_OVER = "移交|转交|交办|收到|接收|受理"
CLOSED, OPEN = (
    "办结|办理完毕|处置完毕|了结",
    "在办|正在办理|正在办|未办结|尚未办结|正在核查|正在调查",
)
ENDINGS = {"received": "总数", "open": "在办数", "closed": "办结数"}


def typed_petitions(printed: PrintedReport) -> Iterator[Diagnostic]:
    """C032 a number of letters or clues that the office typed and 办理情况 contradicts.

    Only where the text says that they were handed over, or tells as many as are registered: a district has
    other letters, too.
    """
    kinds = {row.kind.value for row in printed.report.register.petitions if row.kind}
    if not kinds:
        return
    named = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    token = re.compile(
        rf"(?P<kind>{named})|(?P<open>{OPEN})|(?P<closed>{CLOSED})|(?P<received>{HANDED_OVER})"
        r"|(?<![\d.])(?P<number>\d{1,4})件(?!次)"
    )
    for passage in printed.passages:
        if passage.role is not Role.CHAPTER or "件" not in passage.text:
            continue
        told = [
            (count, start, end)
            for name, start, end in _told(passage, token)
            if (count := printed.report.counts.get(name)) is not None
        ]
        handed_over = "移交" in passage.text or any(
            count.name.endswith(ENDINGS["received"]) and count.text == passage.text[start:end]
            for count, start, end in told
        )
        for count, start, end in told if handed_over else ():
            said = f"{passage.text[start:end]}件"
            yield from judge_typed(passage, (start, end), said, count)


def _told(passage: Passage, token: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers of a text whose kind and state it says, each by the name of its count.

    A number takes the state named since the last one; with none, only what stands right behind its
    kind is the number of all.
    """
    kind = ""
    for part in PART.finditer(passage.text):
        state, fresh = "", False
        for match in token.finditer(passage.text, part.start(), part.end()):
            if match["kind"]:
                kind, fresh = match["kind"], True
            elif match["number"]:
                between = passage.text[max(part.start(), match.start() - 6) : match.start()]
                if kind and (
                    state or (fresh and re.search(rf"{re.escape(kind)}(?:共计?)?$", between))
                ):
                    yield kind + ENDINGS[state or "received"], *match.span("number")
                state, fresh = "", False
            else:
                state = match.lastgroup or ""
