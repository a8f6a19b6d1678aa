"""Where sentences and paragraphs end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.checks.printed import PrintedReport, each, excerpt
from compiler.chinese.beginnings import beginning_with
from compiler.chinese.withheld.names import SURNAMES
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Document, RunKind

GLUED = (
    r"(?<=.)(?:整改情况|有关情况说明|下一步措施|完成时限|整改时限)[:：]|(?<=。)第\d{1,3}条[:：]"
    r"|(?<=[。\u4e00-\u9fff])[(（]\d{1,3}[)）]关于“"
    r"|(?<=。)(?:[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]{1,2}[)）])"
    r"(?=[\u4e00-\u9fff])|(?<=.)欢迎广大干部群众对"
)
GLUED_FIRSTS = "整有下完第(（一二三四五六七八九十欢"
LABEL = re.compile("[\u4e00-\u9fff]{3,12}[:：]")
"""Shorter ones (其中:) stand in prose as well."""
INLINE = re.compile(r"[(（一二三四五六七八九十]")
INLINE_FIRST = re.compile(r"(?:^|[。:：;；])(?:一、|[(（]一[)）])")
"""A text may count for itself: only a number that nothing in it leads up to comes from
elsewhere."""
UNENDED_QUOTE = re.compile(r"“([^“”]{1,200}。[^“”。!?！？]{2,120}[^“”。!?！？…])”(?=。|$)")
UNFILLED = beginning_with(
    r"Xx\uff38\uff58×_\uff3f(（\[【〔待此请",
    r"(?<![A-Za-z\d-])[Xx\uff38\uff58]{2,6}(?![A-Za-z\d-])"
    r"|[_\uff3f]{2,40}|[(（\[【〔][ \u3000]{1,20}[)）\]】〕]|(?<=[年月])[Xx×]{1,2}(?=[月日])"
    r"|[(（【\[]待[\u4e00-\u9fff]{1,10}[)）】\]]"
    r"|[(（【\[]?(?:待补充|待填写|待核实后填|此处填写|请填写)[)）】\]]?",
)
MASKED_NAME = re.compile(rf"[{SURNAMES}](?=[Xx\uff38\uff58]{{2}}(?![A-Za-z\d万亿元%]))")
"""A person's name hidden with letters is no gap, but an amount (资金XX万元) is one."""
QUOTED = re.compile(r"《[^《》]{0,200}》|“[^“”]{0,200}”")
PATTERN = re.compile(
    r"(?<=[“‘《])(?=[Xx\uff38\uff58]{2}[^“”‘’《》]{2,30}(?:表|单|书|函|卡|说明|台账|清单|模板)[”’》])"
)
"""Before the name of a form that is filled in for one thing and another: “XX项目验收表” has no gap."""
PART = re.compile(r"[^。;；!?！？]+")
COLON = re.compile(r"(?<=[\u4e00-\u9fff\d”》])[:：](?!\d\d(?!\d))")


def glued_paragraphs(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T070 the label, number or opening words of another paragraph in the middle of a text: of those
    that forms have, and of those that this notice prints.
    """
    labels = "|".join(map(re.escape, sorted(_labels(printed.document))))
    drawn = rf"|(?<=[。；;])(?:{labels})[:：]" if labels else ""
    firsts = "".join(label[0] for label in labels.split("|") if label)
    glued = beginning_with(GLUED_FIRSTS + firsts, GLUED + drawn)
    for passage in printed.passages:
        for match in glued.finditer(passage.text):
            if INLINE.match(match.group()) and INLINE_FIRST.search(passage.text, 0, match.start()):
                continue
            yield complain(
                "T070",
                passage.span(*match.span()),
                text=excerpt(passage, match.start(), match.end() + 6),
            )


def _labels(document: Document) -> set[str]:
    """Return the words before a colon with which paragraphs of a notice begin, as the outline has
    them.
    """
    first = (paragraph.runs[0] for paragraph in document.paragraphs if paragraph.runs)
    words = (run.text for run in first if run.kind is RunKind.FRAME)
    return {text[:-1] for text in words if LABEL.fullmatch(text)}


def unfilled(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T058 XX where a name or a number was to be filled in."""
    return each(
        printed,
        "T058",
        lambda text: (
            match.span()
            for match in UNFILLED.finditer(text)
            if not MASKED_NAME.match(text, match.start() - 1)
            and not PATTERN.match(text, match.start())
        ),
    )


def colons(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T074 a colon inside what another colon introduces (GB/T 15834-2011)."""
    for passage in printed.passages:
        if passage.text.count("：") + passage.text.count(":") < 2:
            continue
        bare = QUOTED.sub(lambda match: "\0" * len(match.group()), passage.text)
        for part in PART.finditer(bare):
            for match in list(COLON.finditer(bare, *part.span()))[1:2]:
                shown = excerpt(passage, max(part.start(), match.start() - 9), match.end())
                yield complain("T074", passage.span(*match.span()), text=shown)


def quoted_sentences(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T071 a quotation of several sentences whose last one has no end mark."""
    return each(
        printed,
        "T071",
        lambda text: ((m.end() - 1, m.end() + 1) for m in UNENDED_QUOTE.finditer(text)),
        around=4,
        clues=("“",),
    )
