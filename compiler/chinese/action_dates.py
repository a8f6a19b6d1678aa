"""Dates on which prose says that somebody did something: 2024年9月印发…, 于10月12日召开…, not those of
scopes (2023年以来), names, plans and former times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.chinese.prose_dates import ProseDate, dates

ACTED = re.compile(
    r"[，,]?(?:起|[^，,。；;\d]{0,10}?组织)?[，,]?[^，,。；;\d的]{0,28}?(?:召开|举行|举办|印发|出台|制[定订发]|修订|修改|下发|发[布出放]|公布|组织|开展|启动|约谈|培训|完成"
    r"|通过|审议|研究|听取|部署|调[研阅整取]|走访|前往|核查|排查|检查|督查|督促|抽[查调检]|梳理|整治|清理|[追收退]回|[补上退]缴|拆除|处[分理]|立案|通报|谈话|成立|建立"
    r"|选派|采购|上线|开[通张机]|设立|牵头|邀请|派[员出人]|会同|联合|对照|逐[项条个户口一]|实[行施]|推[行出]|取消|停[止用]|拨付|支付"
    r"|兑现|移[交送]|学习|传达|监测|征求|配备|招聘|[把将]全|带队|参加|进行)(?!的)"
)
"""A clause that says so begins so near behind its date."""
THROUGH = re.compile(r"(?:至|到|[—–~～-]{1,2})(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底|末)?")
ADVERB = re.compile(
    r"(?:[。；;，,：:、]|[一二三四五六七八九]是|已经?|于|在|并|又|再次|区委|政府|单位|局|镇|街道|办|委|组|室|会)\Z"
)
BOUND = re.compile(r"(?:以|之)?[来前后]|底前|末前|之间|期间|、|的|度|之日|份的")
SCOPE = re.compile(
    r"(?:[自从对截至比较到查清为距近离]|截[至止]到?|针对|对照|相比|收到|发生|形成|签订|受理)(?=[于在]?\Z)"
)
FORMER = re.compile(
    "原[有来先定]|此前|以往|历史|当时|上[一届轮次]|早在|曾|往年|遗留|整改前|巡视前|巡察前|过去|同期|最早|立项|审计发现|入职|入党|签订|签了|约定|拖欠|开工|动工|封顶|竣工|完工|建成|投用|投入使用|通车|验收"
)
"""Words by which a sentence tells of the time before, or of what is built: it was begun, and may have been
finished, before the inspection."""
PLANNED = re.compile("[拟将]|计划|预计|力争|争取|确保|前完成|未")
QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|（[^（）]*）|\([^()]*\)")
BY_THEN = re.compile("底?前(?=[，,])")
"""What was done by a day is told with it: 7月25日前，分别召开…."""
CLAUSE = re.compile("[，,]?[^，,。；;]*")
NEAR, BEHIND = 24, 40


def action_dates(text: str) -> Iterator[ProseDate]:
    """Yield the dates told to the month and with a year on which something was done."""
    mentions = dates(text)
    bare = QUOTED.sub(lambda match: "\0" * len(match.group()), text) if mentions else ""
    for mention in mentions:
        if mention.year is None or mention.month is None or not mention.possible:
            continue
        if bare[mention.start] == "\0":
            continue
        before = text[max(0, mention.start - NEAR) : mention.start]
        sentence = re.split("[。；;]", before)[-1]
        if before and not ADVERB.search(before):
            continue
        if SCOPE.search(before) or FORMER.search(sentence):
            continue
        through = THROUGH.match(text, mention.end)
        end = through.end() if through else mention.end
        by_then = BY_THEN.match(text, end)
        end = by_then.end() if by_then else end
        clause = CLAUSE.match(text, end, end + BEHIND)
        assert clause is not None  # it may be empty
        if (
            BOUND.match(text, end)
            or FORMER.search(clause.group())
            or PLANNED.search(clause.group())
        ):
            continue
        if ACTED.match(text, end):
            yield mention
