"""The kind.toml of a proposal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from compiler.learning.own import OwnField, write_own
from compiler.learning.statuses import StatusGuess

DEFAULT_TITLE = "关于整改情况的通报"
ABOUT = re.compile(r"关于.+$")
HEAD = """# 由通报“{file}”草拟，画不进 outline.txt 的设置。写着“请核对”的，请逐条看一遍。

# 种类的名称，kind list 里显示
title = {title}
# 总台账没有填通报标题时，用发文机关加上这里的话
default_title = {default}

# 版面：“GB/T 9704”或“GB/T 33476.2”；字体、字号、边距在 styles.docx 里
layout = "GB/T 9704"

# 请核对：督办通知单等由办公室出的文书，落款是发文机关的名称加上这里的名称
office = "整改工作领导小组办公室"

# 由通报导入时，结语可能粘在上一段末尾；以这些词开头的句子从那里断开
closing_words = [{closing}]
"""
OWN = """
# 请核对：这种通报自己的栏目。总台账“问题清单”里会多出这几列；现成的栏目里有的，删去这里，改 outline.txt
"""
NONE_SEEN = "通报里没有看到完成状态，下面是常用的几种"
STATUSES = """
# 请核对：完成状态。rank 大的更完整；complete 为 true 的要填完成日期，其余要填后续事项
# {seen}
"""
STATUS = """
[[statuses]]
name = {name}
rank = {rank}
complete = {complete}
"""


def write_settings(
    title: str,
    own: Iterable[OwnField],
    statuses: Sequence[StatusGuess],
    seen: Sequence[str],
    closing: Sequence[str],
    file: str,
) -> str:
    """Return the text of kind.toml."""
    match = ABOUT.search(title)
    default = match.group() if match else DEFAULT_TITLE
    told = "、".join(seen)
    text = HEAD.format(
        file=file,
        title=_quoted(default.removeprefix("关于") if match else "整改情况通报"),
        default=_quoted(default),
        closing=", ".join(map(_quoted, closing)),
    )
    fields = [write_own(field) for field in own]
    if fields:
        text += OWN + "".join(fields)
    text += STATUSES.format(seen=f"通报里看到的：{told}" if told else NONE_SEEN)
    for rank, status in zip(range(len(statuses), 0, -1), statuses, strict=True):
        text += STATUS.format(
            name=_quoted(status.name), rank=rank, complete=str(status.complete).lower()
        )
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
