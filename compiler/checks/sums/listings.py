"""Counts against the words listed behind them: as many items, values or ranks as things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.sums.claims import between, cited
from compiler.chinese.numerals import plain
from compiler.model.computed import Claim

RESPECTIVELY = re.compile(
    r"分别[\u4e00-\u9fff]{0,6}?(\d[\d.]*%?[\u4e00-\u9fff/]{0,5}"
    r"(?:[、和]\d[\d.]*%?[\u4e00-\u9fff/]{0,5})+)"
)
MONTHS = re.compile(
    r"(\d{1,2}(?:、\d{1,2}){1,11})月[^。;；]{0,40}?分别[\u4e00-\u9fff]{0,8}?"
    r"((?:第[一二三四五六七八九十]{1,3}、){1,11}第[一二三四五六七八九十]{1,3})"
)
NAMELY = re.compile(r"[,，]?(?:即|分别为|分别是)[:：]?([^。;；,，]{4,200})")


def respectively(passage: Passage) -> Iterator[Claim]:
    """``火情12起,受灾3户,转移9人,比上年分别下降20%、25%、10%``: as many values as things."""
    figures = cited(passage)
    for match in RESPECTIVELY.finditer(passage.text):
        values = len(re.findall(r"\d[\d.]*", match.group(1)))
        start = passage.text.rfind("。", 0, match.start()) + 1
        before = between(figures, start, match.start())
        if len(before) == values >= 2:
            spans = (passage.span(match.start(1), match.end(1)), *(item.span for item in before))
            formula = f"{values} 个值对应 {len(before)} 项"
            yield Claim("分别所列与前文对应", formula, True, "0", spans, binding=False)
    for match in MONTHS.finditer(passage.text):
        months, places = (len(match.group(number).split("、")) for number in (1, 2))
        spans = (
            passage.span(match.start(2), match.end(2)),
            passage.span(match.start(1), match.end(1)),
        )
        formula = f"{places} 个名次对应 {months} 个月"
        yield Claim(
            "分别所列与前文对应", formula, months == places, str(abs(months - places)), spans
        )


def namely(passage: Passage) -> Iterator[Claim]:
    """``已建成4个,即甲、乙、丙和丁``: as many items as the count before them."""
    figures = cited(passage)
    for match in NAMELY.finditer(passage.text):
        # No figure with its unit is longer; it must end where the list begins.
        before = [
            item
            for item in between(figures, match.start() - 40, match.start())
            if item.quantity.end == match.start()
        ]
        if not before or re.search(r"\d|等", match.group(1)):
            continue
        items = [piece for piece in re.split(r"[、和]", match.group(1)) if piece]
        total = before[0]
        if len(items) >= 2 and total.quantity.exact:
            difference = plain(abs(total.quantity.value - len(items)))
            spans = (total.span, passage.span(match.start(1), match.end(1)))
            yield Claim(
                "个数与所列各项",
                f"{total.text} = 所列 {len(items)} 项",
                total.quantity.value == len(items),
                difference,
                spans,
            )
