"""Labels before values (整改情况:, 完成时限:), and which field each is likely to mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import attrs

LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff“”]{2,12})(?:\((?P<beside>[^()]{2,10})\))?:")
"""Set words before a colon; in brackets behind them a status may stand."""
BETWEEN = re.compile(r";(?=[\u4e00-\u9fff“”]{2,12}:)")
"""What parts a labelled value from another behind it on the same line."""

DESCRIPTION = "问题描述"
"""What a problem is like: no field of the workbooks."""

CUES: tuple[tuple[str, str], ...] = (
    (r"状态|结果|是否完成|办结|进度$", "问题状态"),
    (r"序号|编号", "问题编号"),
    (r"反映|诉求|基本情况|基本案情|概述|背景|由来", DESCRIPTION),
    (r"(反馈|存在|具体|主要)?问题(描述|内容|表现)?$|整改任务$|反馈意见$|隐患$|事项$", "问题"),
    (r"方面$|领域$|问题类型", "方面"),
    (r"类别$", "类别"),
    (r"(完成|整改)(情况)?(说明|备注)|有关情况|存在困难|未完成原因|原因", "有关情况说明"),
    (r"下一?步|后续|拟采取|还需", "下一步措施"),
    (r"目标|要求$", "整改目标"),
    (r"责任人|责任领导|牵头领导|负责人|分管领导|包[案保]领导", "牵头领导"),
    (r"配合|协办|协同|参与单位", "责任单位"),
    (r"单位|部门|牵头|主办", "牵头单位"),
    (r"完成时(间|限)$", "完成时限"),
    (r"时限|期限|时间|限期", "整改时限"),
    (r"情况|进展|成效|结果|落实$|完成$|措施及", "进展情况"),
    (r"措施|举措|做法|方案|办法", "整改措施"),
)
"""What words in a label say of its value, the surest first."""

CONTACTS: tuple[tuple[str, str], ...] = (
    (r"电话|热线|传真|联系方式", "联系电话"),
    (r"电子|邮箱|E-?mail", "电子邮箱"),
    (r"邮编|邮政编码", "邮政编码"),
    (r"地址|信箱|来信", "通信地址"),
    (r"(公示|监督|反馈|受理)(时间|期限|日期)", "监督期限"),
)
"""Likewise for what stands under a notice."""


@attrs.frozen
class Label:
    """A label at the beginning of a text: its words, what stands in brackets, how long all is."""

    words: str
    beside: str
    length: int


def read_label(half: str) -> Label | None:
    """Return the label that a text begins with, ``None`` if with none."""
    match = LABEL.match(half)
    return Label(match["label"], match["beside"] or "", match.end()) if match else None


def meanings(words: str, cues: tuple[tuple[str, str], ...] = CUES) -> list[str]:
    """Return the fields that a label may mean, the likeliest first."""
    return [field for pattern, field in cues if re.search(pattern, words)]


def meant(words: str, cues: tuple[tuple[str, str], ...] = CUES) -> str:
    """Return the field that a label is likely to mean, empty if that cannot be told."""
    return next(iter(meanings(words, cues)), "")


def side_by_side(half: str) -> list[str]:
    """Return the labelled values that a text holds one behind the other, parted by semicolons; the text
    whole if it does not begin with one.
    """
    return BETWEEN.split(half) if LABEL.match(half) else [half]


@attrs.frozen
class Labels:
    """The labels that a notice uses for its values: those that come again and again, and those whose
    words say which field they are.
    """

    recurring: frozenset[str]

    def labelled(self, half: str) -> bool:
        """Tell whether a text begins with a label of a value."""
        label = read_label(half)
        if label is None or meant(label.words, CONTACTS):
            return False
        return label.words in self.recurring or bool(meant(label.words))


def labels_of(texts: Iterable[str]) -> Labels:
    """Return the labels in the paragraphs of a notice."""
    pieces = (piece for text in texts for piece in side_by_side(text))
    counts = Counter(label.words for piece in pieces if (label := read_label(piece)))
    return Labels(frozenset(words for words, count in counts.items() if count > 1))
