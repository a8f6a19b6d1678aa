"""The words around a number of problems, measures or regulations that say whose number it is, and in
what state.
"""

from __future__ import annotations

import re

from compiler.chinese.counted import NUMERALS

INSPECTIONS = ("巡视", "巡察", "督察", "审计", "督导", "考核")
"""Who may feed back what has to be put right."""
ADVERBS = (
    r"(?:共计?|合计|总计|累计|一共|全部|所有|[这上]述?|以上|各项|各类|具体|的|了|为|成|出|存在)*"
)
FEEDBACK = re.compile(
    r"(?:反馈|移交的?反馈意见)(?:意见|问题)?(?:中|里)?(?:指出|提出|所指|涉及|点出|列出|反映)?"
    rf"(?:梳理|分解|归纳|细化|整理|拆解){{0,2}}{ADVERBS}$|(?:巡视|巡察|督察|督导)[\u4e00-\u9fff]{{0,8}}(?:指出|提出|点出|移交|交办){ADVERBS}$"
)
OTHER_FEEDBACK = re.compile(
    r"[上前往历去][轮次届年期]|上一轮|此前|今年|本年|\d{4}年|自查|选人用人|意识形态|专项|主题教育|民主生活会|群众|代表|"
    r"其中|部分|个别|[向对][\u4e00-\u9fff]{2,8}[镇村局办校院](?:党委|党组|党支部)?反馈"
)
"""Of what somebody else fed back, or to somebody else."""
CREATE = re.compile(
    r"(?:制定|细化|确定|形成|明确|分解|提出|拟定|研究|梳理|列出|部署|实施|落实|推进|提炼)"
    rf"(?:制定|细化|分解|形成|提出|了|为|成|出|并|、){{0,4}}{ADVERBS}$"
)
MAKE = re.compile(
    r"(?:制定|出台|修订|建立|印发|完善|健全|新建)(?:、?(?:制定|出台|修订|建立|印发|完善|健全)|和|或|并|了|相关)*"
    rf"{ADVERBS}$"
)
PARTLY = re.compile(r"(?<!定)(?<!立)(?<!台)(?:修订|完善|健全|新建)(?:了|相关)*$")
NAMED = re.compile(rf"(?:由|明确|涉及|确定|落实|压实到|涵盖|覆盖){ADVERBS}$")
"""What leads up to the number of all units that answer for something."""
OTHERS = re.compile(
    r"各(?!牵头|项|类)|自查|排查|查摆|发现|分别|有关单位|班子|个人|民主生活会|其中|每|该|上轮|上一轮|去年|往年"
    r"|(?:针对|围绕|就|对)(?!.{0,24}(?:反馈|巡视|巡察|[个条项](?:具体|反馈)?问题|个方面|问题清单))"
)
"""What makes a number of measures or regulations that of somebody or something else."""
FOUND = re.compile(
    r"(?<!巡视)发现|专项|整治|治理|排查|查出|查摆|检查|督查|督导|走访|核验|审计|其中|每|该|[上前往历去][轮次届年期]"
)
"""What makes a number of problems put right that of others than the inspection's."""
NEUTRAL = re.compile(
    r"(?:的|具体|整改|反馈|主要|突出|切实可行|有针对性|可操作|务实|有效|有力|共计?|合计|总计|[:：为，,])*"
)
"""Modifiers that leave a number that of all."""
STATED = re.compile(r"(?:已|均|均已|已经|全部|目前|[中里,，]|其中)*")
NUMBERED = re.compile(rf"\d|[{NUMERALS}]+[个条项]")
AFTER_STATE = r"(?:整改|到位|完毕|的|反馈|问题|措施|任务|事项|有|共|为|了|达)*$"
DONE = r"(?<!未)(?<!本)(?:已|均|已经|全部)*(?:完成|办结|销号|落实|整改到位|整改完毕|改到位)"
OPEN = (
    r"(?:正在(?:整改|推进|办理|实施)|(?:持续|继续|加快|长期)(?:推进|整改|坚持)|(?:尚|还)?未(?:完成|办结|整改到位|销号)"
    r"|需要?(?:进一步|继续|长期|持续)(?:整改|推进|坚持)?|达到序时进度|剩余|其余|余下|[仍尚还]有)"
)
DONE_BEFORE, OPEN_BEFORE = (re.compile(state + AFTER_STATE) for state in (DONE, OPEN))
OF_ASPECT = re.compile(r"([\u4e00-\u9fff]{2,30}(?<!个)方面)(?:的|存在|共|反馈|涉及)*$")
WINDOW = 16
"""So far before a number its status is looked for: by judgement, the longest state with its words."""
OUT_OF = re.compile(r"(?:涉及|分|分为|包括|涵盖|覆盖|归纳为|归为|梳理为)$")
"""Between the number of all problems and that of what they are parted into."""
RATE = re.compile(
    r"(?P<of>问题|措施|任务)?(?:整改)?(?:完成|办结|到位|销号)率(?:已?达到?|约?为|是|[:：])?(?P<number>\d{1,3}(?:\.\d{1,2})?)%"
)
