"""The fixed lists behind the drop-downs of register and form."""

from __future__ import annotations

from compiler.vocab import Profile

CHAPTER_TEXT_KINDS = ("标题", "引言", "条目", "正文")
UNPLACED = "未归位"

CHOICES: dict[str, tuple[str, ...]] = {
    "篇章类型": CHAPTER_TEXT_KINDS,
    "整改类别": ("督促整改", "拟谈话", "拟核查"),
    "标点样式": tuple(profile.value for profile in Profile),
    "公开方式": ("公开", "匿名", "不公开"),
    "处理方式": (
        "党纪政务处分",
        "诫勉",
        "批评教育",
        "提醒谈话",
        "谈话提醒",
        "通报批评",
        "责令检查",
        "约谈",
        "免去职务",
        "组织调整",
        "移送司法机关",
        "其他处理",
    ),
    "用语级别": ("错误", "疑似", "提示", "固定提法"),
}
"""Lists by name. 完成状态, 篇章位置 and 通报种类 depend on the report kind and are supplied by
it."""
