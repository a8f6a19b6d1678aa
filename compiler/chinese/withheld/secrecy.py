"""Marks that forbid a text's publication: levels of secrecy, 内部, 不得外传 and their like.

A level stands with ★ and a term in years (保密法实施条例; GB/T 9704-2012, 7.2.2). What is said *of*
marks, as inspections often do, is no mark: one in quotation marks, or one that a sentence goes on
from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.chinese.beginnings import beginning_with

LEVEL = "(?:绝密|机密|秘密)"
INTERNAL = "内部(?:资料|材料|文件|使用|掌握|传阅|参考|参阅)?|内参"
THIS = "(?:资料|材料|文件|内容|信息|此件|本件|以上)"
ENDS = r"(?=$|[。，,；;！!\s）)】\]〕」』”])"
MARK = beginning_with(
    r"绝机秘【\[［(（〔「『密内此仅限资材文信本以请不严切",
    rf"{LEVEL}\s*(?:[★☆※]|[*·]\s*\d{{1,2}}\s*年)"
    rf"|[【\[［(（〔「『]\s*(?:{LEVEL}|{INTERNAL})\s*[】\]］)）〕」』](?!级)"
    r"|[【\[［〔]\s*(?:涉密|未公开|不公开|不予公开|不宜公开)\s*[】\]］〕]"
    rf"|密级[:：]\s*(?:{LEVEL}|内部)"
    rf"|^{LEVEL}(?=$|[。，,\s])"
    r"|内部(?:资料|材料|文件|使用|参考)[,，、]?"
    r"(?:请?注意保[密存管]|[不请勿严禁得]{1,2}外传|请勿公开|不得公开)"
    r"|此件不(?:予)?公开|(?:仅供|限于?)内部(?:使用|参考|传阅|掌握)(?!的)"
    rf"|(?:{THIS}[，,、]?|(?:^|(?<=[（(【\[〔。；;！!\s])))(?:请勿|不得|严禁|切勿)外传{ENDS}",
)
SIGNS = re.compile("密|内部|内参|公开|外传")
"""One of them is in every mark."""
QUOTED = {"“": "”", "‘": "’", "《": "》"}


def secrecy_marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the marks in a text, but for those it quotes."""
    for match in MARK.finditer(text):
        closing = QUOTED.get(text[match.start() - 1 : match.start()])
        if closing is None or closing not in text[match.end() : match.end() + 6]:
            yield match
