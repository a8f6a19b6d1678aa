"""Another district's or city's name where one's own belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.divisions import COMMON, OwnArea, divisions, divisions_in, own_area
from compiler.chinese.unit_names import departments
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role

ORGAN_BEHIND = re.compile(
    "委(?![员托外])|纪委|监委|人民政府|政府|人大|政协|人民法院|法院|人民检察院|检察院|总工会|团委|妇联|直机关"
)
DEPARTMENT = re.compile("([\u4e00-\u9fff]{2,8}?)(?:局|委员会|委|办公室|办|中心)")
ELSEWHERE = (
    "考察|借鉴|参照|参考|对标|对口|帮扶|支援|协作|合作|结对|异地|外地|外省|外市|外县|省际|市际|跨区|跨省|跨市|毗邻|相邻|交界"
    "|接壤|周边|邻近|兄弟|友邻|招商|签订|签署|协议|共建|联动|移送|移交|转办|转交|来访|挂职|调任|调入|调往|经验|做法|案例|取经"
)
FOREIGN = re.compile(
    f"{ELSEWHERE}|学习(?!贯彻|中心组|教育|会|制度)|来自|户籍|原籍|籍贯|先进|标杆|调研|走访|流入|流出|迁|引进|落户|交流|任职|就读"
    "|务工|居住|居民|出生|毕业|旅居|疫情|警示|典型案"
)
"""Words that say what another place is to do with this notice: in the clause, for its organs and
documents; in the sentence, besides those only for people and firms, for its name."""
CLAUSE_FOREIGN = re.compile(ELSEWHERE + "|(?:向|到|赴)[^，,]{0,12}学习")
TOWARDS = re.compile(
    "(?:赴|往|去|到|至|与|和|同|、|从|自|向|函|商|请|及|或|跟|于|经|距|离|比|较|及其)\\Z"
)
BEFORE_APPROVAL = re.compile("(?:经|报请?|报经|提请|呈请?|呈报)\\Z")
APPROVAL = re.compile(
    "[^，,。；;]{0,6}?(?:审定|审议|审核|审批|审查|批准|批复|批转|同意|核准|核定|研究|授权|备案|通过|决定)"
)
"""What a body's own superiors do: 经…审定 leads to nobody else."""
PARTNER = 3
"""A division named so often is one that the notice has to do with. By judgement."""
SENTENCE, CLAUSE = re.compile("[。；;！？\n]"), re.compile("[，,。；;！？\n]")
QUOTED_TITLE = re.compile("《[^《》]*》?")
NAMED_AFTER = re.compile(
    "[\u4e00-\u9fff（）()]{0,16}?(?:公司|集团|银行|大学|学院|研究院|医院|协会|商会|企业|籍|人(?![民大])|市场|路|大道|街|站|段)"
)
BOUNDARY = re.compile(
    "(?:[^\u4e00-\u9fff]|[在由对将把为是全原中共省市州]|时任|巡视|巡察|推动|支持|督促|监督|要求|全面)\\Z"
)
LOWER = {"区": "县", "县": "区"}
OWN_BODY = r"(?:(?:我|全){0}(?!级|域)|(?<!级){0}(?:委|政府|人大常委会|政协|纪委|直机关)(?!员))"
FORMER = "(?<![原撤由])(?<!时任)(?<!原为)(?<!前身)"
NOT_ITSELF = "(?![志城级域改撤并]|撤|时期|更名)"
"""A district may have been a county: its name of then stands in its history, not beside its bodies."""
OPEN = "(?<![\u4e00-\u9fff])|(?<=[由向对在与和经将把为是报请])"


def other_places(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T087 another division's organ, department or document where one's own belongs; T088 another
    division's name without a word that says what it is to do with this notice.
    """
    own = _own(printed)
    if own is None:
        return
    found = [
        (passage, name, start, end)
        for passage in printed.passages
        for name, start, end in divisions_in(passage.text)
        if _is_other(name, own)
    ]
    often = Counter(name for _, name, _, _ in found)
    beside = Counter(id(passage) for passage, _, _, _ in found)
    own_units = {unit.name.value for unit in printed.report.register.units}
    for passage, name, start, end in found:
        text = passage.text
        if often[name] >= PARTNER or beside[id(passage)] >= PARTNER:
            continue
        claim = _claim(passage, start, end, own, own_units)
        impossible = any(
            text.endswith(above, 0, start) and above not in divisions()[name] for above in own.above
        )
        if impossible or (
            claim
            and not _of_others(claim == name).search(_part(CLAUSE, text, start, end))
            and (not _is_led_to(text, start) or _approves(text, start, start + len(claim)))
        ):
            shown = claim or name
            place = passage.span(start, start + len(shown))
            yield complain("T087", place, text=shown, other=name, own=own.name)
        elif not claim and _is_of_a_rank(name, own) and _stands_alone(text, name, start, end):
            yield complain("T088", passage.span(start, end), other=name, own=own.name)


def _of_others(document: bool) -> re.Pattern[str]:
    """Return the words that let another place's organ stand, or its document, which may be studied."""
    return FOREIGN if document else CLAUSE_FOREIGN


def _is_of_a_rank(name: str, own: OwnArea) -> bool:
    """Tell whether a division could be one's own: a county-level city is no prefecture."""
    return name[-1] == own.level and (own.level != "市" or len(divisions()[name]) > 1)


def _stands_alone(text: str, name: str, start: int, end: int) -> bool:
    """Tell whether a division is named, beyond doubt, and nothing says why."""
    return (
        name not in COMMON
        and bool(BOUNDARY.search(text[:start] or "。"))
        and not NAMED_AFTER.match(text, end)
        and not FOREIGN.search(_part(SENTENCE, text, start, end))
        and not _is_led_to(text, start)
    )


def other_levels(printed: PrintedReport) -> Iterator[Diagnostic]:
    """T089 全县, 县委 or one's own name with 县 in the notice of a district, and the reverse."""
    own = _own(printed)
    if own is None or own.level not in LOWER:
        return
    other = LOWER[own.level]
    renamed = own.name[:-1] + other
    body = f"(?:{OPEN})" + OWN_BODY.format(other)
    known = renamed in divisions()  # 上饶县 beside 上饶区 may be another place
    pattern = re.compile(body if known else f"{FORMER}{renamed}{NOT_ITSELF}|{body}")
    found = [
        (passage, match)
        for passage in printed.passages
        if other in passage.text
        for match in pattern.finditer(passage.text)
        if not CLAUSE_FOREIGN.search(_part(CLAUSE, passage.text, *match.span()))
    ]
    for passage, match in found if len(found) < PARTNER else ():
        right = match.group().replace(other, own.level)
        yield complain(
            "T089", passage.span(*match.span()), text=match.group(), own=own.name, right=right
        )


def _own(printed: PrintedReport) -> OwnArea | None:
    information = printed.report.information
    return own_area(
        (
            information.organ.value,
            *information.signatures.value.split("、"),
            information.title.value,
        ),
        (information.contact_address.value,),
    )


def _is_other(name: str, own: OwnArea) -> bool:
    """Tell whether a division is neither one's own nor one that it lies in or that lies in it.

    Where it is not known in which city or province one lies, only the same level is judged.
    """
    if name == own.name or name in own.above or own.name in divisions()[name]:
        return False
    if name.endswith(("省", "自治区")):
        return any(above.endswith(("省", "自治区")) for above in own.above)
    known = any(above[-1] in "市州盟" for above in own.above)
    return name[-1] == own.level or name[-1] in "区县旗" or known


def _part(end_of: re.Pattern[str], text: str, start: int, end: int) -> str:
    """Return the sentence or clause around a range, without titles, whose words say nothing of it."""
    if text[start - 1 : start] == "《":
        end = max(end, text.find("》", end))
    before = max((mark.end() for mark in end_of.finditer(text, 0, start)), default=0)
    behind = end_of.search(text, end)
    rest = text[end : behind.start() if behind else len(text)]
    return QUOTED_TITLE.sub("", text[before:start]) + "　" + QUOTED_TITLE.sub("", rest)


def _is_led_to(text: str, start: int) -> bool:
    """Tell whether the words before a name lead to it, as to somebody else."""
    return bool(TOWARDS.search(text[max(0, start - 2) : start]))


def _approves(text: str, start: int, end: int) -> bool:
    """Tell whether the organ of a range is one whose approval was asked for or given."""
    return (
        BEFORE_APPROVAL.search(text[max(0, start - 2) : start]) is not None
        and APPROVAL.match(text, end) is not None
    )


def _claim(passage: Passage, start: int, end: int, own: OwnArea, own_units: set[str]) -> str | None:
    """Return the words by which a division's name says that it is one's own."""
    text = passage.text
    behind = text[end : end + 12]
    if passage.role not in (Role.TITLE,) and (organ := ORGAN_BEHIND.match(behind)):
        return text[start:end] + organ.group()
    department = DEPARTMENT.match(behind)
    if department and (
        department[1] in departments() or f"{own.level}{department.group()}" in own_units
    ):
        return text[start:end] + department.group()
    for unit in own_units:
        if not unit.startswith(own.level) and len(unit) > 2 and text.startswith(unit, end):
            return text[start:end] + unit
    return text[start:end] if text[start - 1 : start] == "《" else None
