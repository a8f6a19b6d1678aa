"""What may stand in ``kind.toml``: every key with what it holds and what it is for. Reading, judging
and the page that explains them follow this table.
"""

from __future__ import annotations

from enum import Enum

import attrs

from compiler.notice.layout_profiles import GB_T_9704, LAYOUT_PROFILES
from compiler.schema.choices import CHOICES
from compiler.schema.own import ASKED_IN, IN_REGISTER, OWNERS, WHEN
from compiler.schema.own import KINDS as FIELD_KINDS
from compiler.schema.wording import WORDS
from compiler.vocab import Need

DEFAULT_OFFICE = "整改工作领导小组办公室"
"""Who signs what is not the notice, after the issuing organ's name."""


class Shape(Enum):
    """What a key holds, as users read it."""

    TEXT = "一段文字，两边用英文双引号"
    TEXTS = '一列文字，写成 ["…", "…"]'
    WHOLE = "整数"
    TRUTH = "true 或 false"
    TABLES = "几段，每段第一行写 [[…]]"
    TABLE = "一段，第一行写 […]，下面一行一项"


@attrs.frozen
class Key:
    """One key: ``meaning`` in Chinese; ``default`` is what holds where it is not written, as it would
    be written, and ``None`` if it must be. ``inner`` are the keys of a section, ``each`` is what one
    section says something of; ``among`` are the texts to choose from, if it is not any. A ``free``
    section has keys of any name, each of which holds what its one inner key does.
    """

    name: str
    shape: Shape
    meaning: str
    default: str | None = None
    inner: tuple[Key, ...] = ()
    each: str = ""
    among: tuple[str, ...] = ()
    free: bool = False

    @property
    def required(self) -> bool:
        """Whether the file says nothing without it."""
        return self.default is None

    @property
    def demand(self) -> str:
        """What it should be, in Chinese."""
        if self.among:
            words = "、".join(f'"{word}"' for word in self.among)
            return f"{self.name} 应是 {words} 中的一个"
        shape = self.shape.value
        return f"{self.name} 应是{' ' if shape[0].isascii() else ''}{shape}"


STATUS_KEYS = (
    Key(
        "name",
        Shape.TEXT,
        "状态的名称，印在通报里，也供填报表选用；outline.txt 行末的说明用它挑选问题",
    ),
    Key("rank", Shape.WHOLE, "先后：数大的更完整。一个问题的几条措施状态不同，按数最小的算"),
    Key("complete", Shape.TRUTH, "算不算完成"),
    Key(
        "needs",
        Shape.TEXT,
        f"选这个状态的要填什么；不写的，算完成的填{Need.COMPLETION.value}，没有完成的填"
        f"{Need.FOLLOW_UP.value}。通报不印的栏目本来就不要求填",
        f'"{Need.COMPLETION.value}"',
        among=tuple(need.value for need in Need),
    ),
)
FIELD_KEYS = (
    Key(
        "of",
        Shape.TEXT,
        "属于谁：整个通报一个值，还是每个方面、类别、问题、措施一个值",
        among=OWNERS,
    ),
    Key(
        "name",
        Shape.TEXT,
        "栏目的名称，写在表上；outline.txt 里写 {名称} 印出来，数字写 {合计(名称)} 印总数",
    ),
    Key("kind", Shape.TEXT, "填什么", '"文字"', among=tuple(FIELD_KINDS)),
    Key("unit", Shape.TEXT, "数字的单位；表上只填数字，印的时候单位写在 outline.txt 里", '""'),
    Key("choices", Shape.TEXTS, "选项有哪些", "[]"),
    Key(
        "asked_in",
        Shape.TEXT,
        "在哪里填；只有措施的栏目可以放进填报表",
        f'"{IN_REGISTER}"',
        among=ASKED_IN,
    ),
    Key(
        "required",
        Shape.TEXT,
        "什么时候必须填；“完成时”“未完成时”看所属问题、措施的完成状态，通报、方面、类别没有",
        '"否"',
        among=tuple(WHEN),
    ),
    Key("help", Shape.TEXT, "怎么填，写在表上", '""'),
    Key("example", Shape.TEXT, "填写示例，写在表上", '""'),
    Key("internal", Shape.TRUTH, "true 的只供内部，不能印进通报，也不进台账", "false"),
)
WORD_KEYS = tuple(Key(ours, Shape.TEXT, what, f'"{ours}"') for ours, what in WORDS.items())
LABEL_KEYS = (Key("栏目", Shape.TEXT, "左边写原来的名称，右边写这种通报的名称", ""),)
CHOICE_KEYS = tuple(
    Key(name, Shape.TEXTS, f"“{name}”有哪些可选", str([*CHOICES[name]]).replace("'", '"'))
    for name in ("处理方式", "整改类别")
)
POST_KEYS = (
    Key("post", Shape.TEXT, "岗位，如“经办人”“处室负责人”“主要负责人”"),
    Key(
        "date", Shape.TEXT, "签字日期那一栏叫什么；不写的，由岗位得出，如“审核人”是“审核日期”", '""'
    ),
)
OUTPUT_KEYS = (
    Key("notice", Shape.TEXT, "通报的文件名；审核稿和文本随它起名", '"通报.docx"'),
    Key("ledger", Shape.TEXT, "台账的文件名", '"整改台账.xlsx"'),
)
KEYS = (
    Key("title", Shape.TEXT, "这种通报叫什么，出现在提示和文书里"),
    Key("default_title", Shape.TEXT, "总台账没有填通报标题时用的标题"),
    Key("layout", Shape.TEXT, f"版面，{'或'.join(LAYOUT_PROFILES)}", f'"{GB_T_9704.name}"'),
    Key(
        "office",
        Shape.TEXT,
        "督办通知单等由办公室出的文书，落款是发文机关的名称加上这里的名称",
        f'"{DEFAULT_OFFICE}"',
    ),
    Key(
        "closing_words",
        Shape.TEXTS,
        "由通报导入时，结语可能粘在上一段末尾；以这些词开头的句子从那里断开",
        "[]",
    ),
    Key(
        "words",
        Shape.TABLE,
        '总台账、填报表、说明和催报里的叫法；汉字的名称两边加英文双引号，如 "巡视" = "审计"',
        "",
        WORD_KEYS,
    ),
    Key(
        "labels",
        Shape.TABLE,
        '栏目的名称，如 "牵头领导" = "分管领导"；原来的名称照样认',
        "",
        LABEL_KEYS,
        free=True,
    ),
    Key("choices", Shape.TABLE, "下拉列表里的选项", "", CHOICE_KEYS),
    Key("outputs", Shape.TABLE, "写出的文件叫什么", "", OUTPUT_KEYS),
    Key(
        "sign_off",
        Shape.TABLES,
        "填报表由谁签、按什么顺序，一段一个岗位，至少两个：第一个填表，最后一个对外负责",
        "[]",
        POST_KEYS,
        "岗位",
    ),
    Key("fields", Shape.TABLES, "这种通报自己的栏目，一段一个", "[]", FIELD_KEYS, "栏目"),
    Key("statuses", Shape.TABLES, "完成状态，一段一个，写在文件最后", None, STATUS_KEYS, "状态"),
)
"""In the order in which they are explained; sections come last, for what stands below a section's
first line belongs to it."""
