"""Names in a row beside their number: 3个镇（甲镇、乙镇、丙镇）, 两名同志：甲、乙, 甲局、乙局、丙镇等5家单位.

Only rows of names are read: members without figures or verbs, of the kind that the noun counts. What is
listed in other words is a matter of figures in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from compiler.chinese.numerals import read_numeral

UNITS = "局|委|办|部|处|院|校|小学|中学|大学|幼儿园|园|镇|乡|街道|区|村|社区|公司|集团|中心|站|所|厂|企业|协会|联合会|支队|大队|队|法院|检察院|会|银行|馆|组|室|党校|机关"
KINDS = {
    "单位": UNITS, "部门": UNITS, "机构": UNITS, "党组织": UNITS,
    "镇街": "镇|街道|乡", "街镇": "镇|街道|乡", "乡镇": "镇|乡", "街道": "街道|街", "镇": "镇", "乡": "乡",
    "村": "村|社区", "村居": "村|社区|居", "社区": "社区|村",
    "企业": "公司|集团|厂|企业|社|中心|银行", "公司": "公司|集团", "国企": "公司|集团",
    "学校": "学|校|园|学院|中心", "幼儿园": "园", "医院": "院|中心|所", "园区": "园|园区|区", "片区": "片区|片|区",
}  # fmt: skip
"""What the members of a row of each noun end with."""
PERSONS = (
    "同志",
    "干部",
    "党员",
    "责任人",
    "负责人",
    "人员",
    "当事人",
    "领导",
    "领导干部",
    "公职人员",
    "工作人员",
)
PLACES = {"镇街", "街镇", "乡镇", "街道", "镇", "乡", "村", "社区", "公司"}
"""Nouns whose names have no 和 in them, as those of offices may."""
MASKED = re.compile(r"[\u4e00-\u9fff]某{1,2}$")
NOUN = "|".join(sorted((*KINDS, *PERSONS), key=len, reverse=True))
NUMERALS = "一二两三四五六七八九十"
NUMBER = rf"(?<![\d.．第{NUMERALS}百余])(?P<number>\d{{1,3}}|[{NUMERALS}]{{1,3}})"
COUNT = rf"{NUMBER}(?P<unit>个|家|名|位|所)(?:[\u4e00-\u9fff]{{0,6}}?)(?P<noun>{NOUN})"
COUNTS_NAMES = re.compile(r"[一二两三四五六七八九十\d][个家名位所]")
AHEAD = re.compile(rf"{COUNT}(?P<open>[（(：:])")
BEHIND = re.compile(rf"(?P<among>等)?(?:共计?|合计|这|上述|以上)?{COUNT}")
SAMPLE = re.compile(r"如|包括|主要|其中|含|不含|除|例如|比如|分别|即|涉及|详见|见|截至")
NOT_A_NAME = re.compile(r"[\d“”《》：:。；;，,!？?]|的|对|已|将|把|被|了|等(?!级)")
LONGEST, REACH, MOST = 24, 260, 30
"""A member's letters, a row's letters and its members at most: by judgement, and so that time grows
linearly."""
LEAST = 2
"""So many members are a row."""


@attrs.frozen
class NameList:
    """A number and the names in a row beside it. ``numbers`` are those that the row can be, more than
    one where 和 may belong to a name; with ``among`` it lists some of them only.
    """

    said: int
    start: int
    end: int
    first: int
    last: int
    numbers: tuple[int, ...]
    among: bool

    @property
    def holds(self) -> bool:
        """Whether number and row can agree."""
        return min(self.numbers) <= self.said if self.among else self.said in self.numbers


def name_lists(text: str) -> Iterator[NameList]:
    """Yield the rows of names in ``text`` that stand beside their number."""
    if not COUNTS_NAMES.search(text):
        return
    for match in AHEAD.finditer(text):
        closing = {"（": "）", "(": ")"}.get(match["open"])
        marks = (closing,) if closing else ("。", "；", ";", "\n")
        stop = min(
            (
                at
                for mark in marks
                if (at := text.find(mark, match.end(), match.end() + REACH)) >= 0
            ),
            default=-1,
        )
        if stop < 0:
            stop = len(text) if not closing and len(text) - match.end() <= REACH else match.end()
        row = text[match.end() : stop]
        among = re.search(r"等$", row) is not None
        row = row[:-1] if among else row
        found = _listed(match, row, match.end(), among)
        if found is not None and not SAMPLE.match(row):
            yield found
    for match in BEHIND.finditer(text):
        first = _row_start(text, match.start())
        found = _listed(match, text[first : match.start()], first, match["among"] is not None)
        if found is not None:
            yield found


def _row_start(text: str, end: int) -> int:
    """Return where a row that ends there begins: behind the last mark that parts no members."""
    floor = max(0, end - REACH)
    marks = (text.rfind(mark, floor, end) + 1 for mark in "，,。；;：:（）()“”《》\n")
    return max(floor, *marks)


def _listed(match: re.Match[str], row: str, begin: int, among: bool) -> NameList | None:
    """Return a number with its row, ``None`` if that is not one of names of what is counted."""
    written = match["number"]
    said = int(written) if written.isdecimal() else (read_numeral(written) or 0)
    members = [piece.strip() for piece in row.split("、")]
    if not LEAST <= len(members) <= MOST:
        return None
    last = _last_members(members[-1], match["noun"])
    ahead = match.re is AHEAD
    pure = members[:-1] if ahead else members[1:-1]
    named = [*pure, *last[-1]]
    if not all(_is_name(member, match["noun"], ahead) for member in named):
        return None
    first = members[0]
    begins = MASKED.search(first) if match["noun"] in PERSONS else _ends(first, match["noun"])
    if not ahead and not begins:
        return None
    numbers = tuple(sorted({len(members) - 1 + len(one) for one in last}))
    start, end = match.span("number")
    return NameList(said, start, end, begin, begin + len(row), numbers, among)


def _last_members(piece: str, noun: str) -> list[Sequence[str]]:
    """Return how the last member can be read: as one name, as two with 和 between them, or as either
    where both could be names.
    """
    halves = re.split(r"以及|和|及|与", piece, maxsplit=1)
    if len(halves) == 2 and all(_ends(half, noun) for half in halves):
        return [halves] if noun in PLACES else [[piece], halves]
    return [[piece]]


def _ends(member: str, noun: str) -> bool:
    """Tell whether a member ends as what is counted does; persons end in any way."""
    if noun in PERSONS:
        return len(member) >= 2
    return re.search(rf"(?:{KINDS[noun]})(?:[（(][^（）()]{{1,12}}[)）])?$", member) is not None


def _is_name(member: str, noun: str, ahead: bool) -> bool:
    """Tell whether a member can be a name of what is counted."""
    if not 2 <= len(member) <= LONGEST or NOT_A_NAME.search(member):
        return False
    if noun not in PERSONS:
        return _ends(member, noun)
    # Before their number persons are known by 某 only; behind it the row is told to be theirs.
    return ahead or MASKED.search(member) is not None
