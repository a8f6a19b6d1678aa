"""A notice of any kind that an outline draws is imported, compiles back to itself, and what it does
not tell is said.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.gallery import GALLERY, expected, gallery
from support.import_kinds import (
    FILE,
    FOLDER,
    Returned,
    drawn,
    folder_kind,
    read_kind,
    returned,
    specimen,
)
from support.projects import ROOT

from compiler.chinese.width import to_full_width
from compiler.commands.compiling import compile_project
from compiler.commands.importing import import_project
from compiler.importer.comparison import Comparison
from compiler.vocab import IMPORTED

KINDS = sorted(path.stem for path in FOLDER.glob("*.txt"))
SHARED = ROOT.parent / "shared" / "kinds"

UNTOLD: dict[str, list[str]] = {
    "全角点": ["S171 4", "S175 4"],
    "无方面首先": ["S174 3", "S174 9"],
    "单层表": ["S174 4", "S174 5", "S176 5"],
}
"""What the notices of the folder do not tell, where anything."""


@pytest.mark.parametrize("name", KINDS)
def test_a_notice_comes_back_as_it_was(name: str) -> None:
    """Paragraph for paragraph; only what the notice cannot tell is said."""
    kind, lines = read_kind(name)
    result = returned(kind, lines)
    assert result.codes == UNTOLD.get(name, [])
    assert [line.strip() for line in result.lines] == [to_plain(line) for line in lines]
    assert not any(IMPORTED in line for line in result.lines)


def to_plain(line: str) -> str:
    """Return a line as the compiler writes it: figures in half width."""
    return to_full_width(line) if "．" in line else line


@pytest.mark.parametrize("name", KINDS)
def test_its_specimen_comes_back(name: str) -> None:
    """With problems of one measure and of two, and every status."""
    kind, _ = read_kind(name)
    assert returned(kind, specimen(kind)).whole


BACK: dict[str, list[str]] = {
    "anquan": ["S172 0", "S174 5", "S178 15"],
    "guoqi": ["S201 3", "S175 17", "S203 31"],
    "huanbao": ["S174 3"],
    "shenji_baogao": ["S178 25"],
    "shenji_han": ["S174 5", "S177 32"],
}
"""What the gallery's notices do not tell: the day in 2025年1月, who bears a name in a list of names."""


@pytest.mark.parametrize("name", gallery())
def test_a_notice_of_the_gallery_comes_back(name: str) -> None:
    result = returned(folder_kind(ROOT / "templates" / name), expected(GALLERY / name))
    assert result.codes == BACK.get(name, [])
    unplaced = sum(code.startswith("S061") for code in result.codes)
    given = result.comparison.given
    assert result.comparison == Comparison(given, given - unplaced, told=unplaced)


ONCE = ("|、]", "|、|不重复]")
LEADS = ("问题的整改情况\n", "问题的整改情况\n        {方面导语}\n")
OTHERS: dict[str, tuple[tuple[tuple[str, str], ...], list[str]]] = {
    "audit_report": ((LEADS,), ["S175 13"]),
    "bureau": ((), ["S201 6", "S175 9"]),
    "by_status": ((), []),
    "env_item": ((ONCE,), ["S174 3"]),
    "env_table": ((ONCE,), []),
    "words": ((), ["S175 4"]),
}
"""The kinds drawn elsewhere, with what today's vocabulary draws better, and what they do not tell."""


@pytest.mark.skipif(not SHARED.exists(), reason="the other kinds are not part of the repository")
@pytest.mark.parametrize("name", OTHERS)
def test_a_notice_of_another_kind_comes_back(name: str) -> None:
    edits, codes = OTHERS[name]
    folder = SHARED / name
    text = (folder / "outline.txt").read_text(encoding="utf-8")
    kind = folder_kind(folder, *(edit for edit in edits if edit[1] not in text))
    result = returned(kind, expected(folder))
    assert result.codes == codes
    assert result.whole


def test_a_table_tells_whose_is_what_a_list_names_once() -> None:
    """What each row says of its measure is surer than the order of a shorter list."""
    outline = (
        "1.{问题}\n    单位:[{牵头单位}|、|不重复]\n    [首先,{进展情况}]\n"
        "|问题|措施|单位|\n|{问题}|{整改措施}|{牵头单位}|\n"
    )
    lines = ["1.甲", "单位：区水务局、区城管局", "首先，已建。其次，已督。最后，已查。"]
    lines += rows(
        "问题 措施 单位", "甲 建立。 区水务局", "甲 督办。 区水务局", "甲 检查。 区城管局"
    )
    result = taken("已完成*", outline, *lines)
    assert result.whole
    assert result.codes == []
    assert result.column("measures", "lead_unit") == ["区水务局", "区水务局", "区城管局"]


OTHER = ["财政问题2项。", "关于甲问题，已办。", "共2项：对甲问题已办。"]


@pytest.mark.parametrize("line", OTHER)
def test_a_paragraph_without_a_member_s_words_is_none(line: str) -> None:
    """It is said that it has no place; nobody's title becomes a sentence."""
    outline = "(一){方面}\n    [对{问题}问题,[{进展情况}]]\n"
    result = taken("已完成*", outline, "（一）财政", line, "对甲问题，已办。对乙问题，已查。")
    assert result.column("problems", "title") == ["甲", "乙"]
    assert result.codes == ["S061 4"]


# Persons


def persons(result: Returned) -> list[tuple[object, ...]]:
    """The rows of 处理人员."""
    keys = ("name", "post", "sanction", "population", "published")
    return [
        tuple(row.get(key) for key in keys) for row in result.project.register.tables["persons"]
    ]


DEALT = "因{处理口径}处理{口径人数}人\n    [{处理方式}{处理人数}人<:[{职务}{姓名}|、]>|;]。\n"
FIVE = [
    (
        DEALT,
        ["因信访件处理2人", "诫勉2人：水厂厂长麦成澍、财务科项某某。"],
        [
            ("麦成澍", "水厂厂长", "诫勉", "信访件", "公开"),
            ("项某某", "财务科", "诫勉", "信访件", "匿名"),
        ],
    ),
    (
        DEALT,
        ["因信访件处理3人", "诫勉1人；批评教育2人：副镇长卜文竹。"],
        [
            (f"{IMPORTED}1", IMPORTED, "诫勉", "信访件", "不公开"),
            ("卜文竹", "副镇长", "批评教育", "信访件", "公开"),
            (f"{IMPORTED}3", IMPORTED, "批评教育", "信访件", "不公开"),
        ],
    ),
    (
        "处理:[{处理方式}{处理人数}人|、]。\n",
        ["处理：诫勉1人、批评教育1人。"],
        [
            (f"{IMPORTED}1", IMPORTED, "诫勉", None, "不公开"),
            (f"{IMPORTED}2", IMPORTED, "批评教育", None, "不公开"),
        ],
    ),
    (
        "[{处理方式}{处理人数}人|、]。\n被处理人员:[{职务}{姓名}|、]。\n",
        ["诫勉1人。", "被处理人员：原副部长祁野。"],
        [("祁野", "原副部长", "诫勉", None, "公开")],
    ),
    (
        "|姓名|职务|处理方式|\n|{姓名}|{职务}|{处理方式}|\n",
        ["姓名　职务　处理方式", "麦成澍　厂长　诫勉", "卜文竹　副镇长　诫勉"],
        [("麦成澍", "厂长", "诫勉", None, "公开"), ("卜文竹", "副镇长", "诫勉", None, "公开")],
    ),
]


@pytest.mark.parametrize(("outline", "lines", "rows"), FIVE)
def test_persons_are_read_back(
    outline: str, lines: list[str], rows: list[tuple[object, ...]]
) -> None:
    """Name by name, as far as they are told; what is not told is said, once."""
    result = taken(
        "已完成*", f"1.{{问题}}\n    [{{进展情况}}]\n{outline}", "1.甲", "已办。", *lines
    )
    assert result.lines[-len(lines) :] == tuple(lines)
    assert result.whole
    assert persons(result) == rows
    assert [code for code in result.codes if not code.startswith("S203")] == []


# What used to be lost


HEAD, TOLD = "{标题}\n{导语}\n", ["关于整改情况的通报", "现将整改情况通报如下。"]


def taken(statuses: str, outline: str, *notice: str) -> Returned:
    """Import a notice whose head is always the same."""
    return returned(drawn(statuses, HEAD + outline), [*TOLD, *notice])


STATED = "(一){问题}\n    1.{进展情况}\n        状态:{完成状态}\n"


def test_a_status_is_read_where_it_is_printed() -> None:
    """Of the measure, and of the problem, complete or not."""
    lines = ["（一）台账不全", "1.已建。", "状态：正在整改", "2.已查。", "状态：长期坚持"]
    result = taken("已完成* 长期坚持* 正在整改", STATED, *lines)
    assert result.whole
    assert result.answers("status") == ["正在整改", "长期坚持"]
    assert result.answers("situation") == [None, None]  # not printed, so not asked for


def test_a_lower_status_that_is_complete_is_kept() -> None:
    """The part of the notice tells it, and all measures of the problem have it."""
    outline = "一、已完成\n    1.{问题}  …已完成\n        [{进展情况}]\n二、长期坚持\n    1.{问题}  …长期坚持\n        [①{进展情况}]\n"
    lines = ["一、已完成", "1.甲", "已办。", "二、长期坚持", "1.乙", "①已建。②已查。"]
    result = taken("已完成* 长期坚持* 正在整改", outline, *lines)
    assert result.whole
    assert result.answers("status") == ["已完成", "长期坚持", "长期坚持"]
    assert result.codes == []


def test_a_status_that_nothing_tells_is_said() -> None:
    """Where several are possible, once, with how many problems it concerns."""
    outline = "(一){问题}\n    [{进展情况}]\n"
    lines = ["（一）甲", "已办。", "（二）乙", "在办。"]
    result = taken("已完成* 正在整改", outline, *lines)
    assert result.codes == ["S175 3"]
    assert result.told[0].arguments["count"] == 2
    assert taken("已完成*", outline, *lines).codes == []


def test_a_stand_in_is_never_printed() -> None:
    """What an outline prints and a notice lacks stays empty; said if it has to be filled."""
    outline = "整改任务:{问题}。\n    整改目标:[{整改目标}]\n    责任单位:[{牵头单位}|、]\n    [{进展情况}]\n    状态:{问题状态}\n"
    lines = ["整改任务：甲。", "责任单位：区水务局", "已办。", "状态：已完成"]
    result = taken("已完成* 未完成", outline, *lines)
    assert result.whole
    assert result.codes == []
    assert result.column("measures", "goal") == [None]
    result = taken("已完成* 未完成", outline, lines[0], *lines[2:])
    assert result.column("measures", "lead_unit") == [None]
    assert "S172 0" in result.codes
    assert not any(IMPORTED in line for line in result.lines)


@pytest.mark.parametrize("mark", ["1．", "１．", "１.", "1."])
def test_numbers_are_read_in_any_width(mark: str) -> None:
    """No notice is swallowed by its first problem; other widths are said."""
    outline = "1.{问题}。{进展情况}\n{结语}\n"
    second = mark.replace("1", "2").replace("１", "２")
    lines = [f"{mark}甲。已办。", f"{second}乙。已查。", "欢迎监督。"]
    result = taken("已完成*", outline, *lines)
    assert result.column("problems", "title") == ["甲", "乙"]
    assert result.codes == ([] if mark == "1." else ["S171 3"])


LISTS = "{问题}:\n    目标:[{整改目标}]\n    措施:\n        1、{整改措施}\n    单位:[{牵头单位}|、|不重复]\n    进展:\n        1、{进展情况}\n"


def test_lines_of_one_measure_stay_one_measure() -> None:
    """Each list tells of the same measures in order; a shorter one is said."""
    lines = [
        "甲：",
        "目标：压实责任。",
        "措施：",
        "1、建立。",
        "2、督办。",
        "单位：区水务局",
        "进展：",
        "1、已建。",
        "2、已督。",
    ]
    result = taken("已完成*", LISTS, *lines)
    assert result.whole
    assert result.codes == ["S174 3"]
    assert result.told[0].arguments["labels"] == "“整改目标”"
    assert result.column("measures", "planned") == ["建立。", "督办。"]
    assert result.column("measures", "lead_unit") == ["区水务局", "区水务局"]
    assert result.answers("progress") == ["已建。", "已督。"]


def test_text_of_several_measures_is_shared_out_by_sentence() -> None:
    outline = "{问题}:\n    单位:[{牵头单位}|、]\n    进展:[{进展情况}]\n"
    result = taken(
        "已完成*", outline, "甲：", "单位：区水务局、区城管局", "进展：已建。已督。已查。"
    )
    assert result.whole
    assert result.answers("progress") == ["已建。", "已督。已查。"]
    assert result.codes == ["S174 3"]


RUN_IN = [
    ("(一){方面}。{方面导语}\n    1.{问题}\n", "（一）党建。共1个。", "（二）作风。"),
    ("(一){方面}:{方面导语}\n    1.{问题}\n", "（一）党建：共1个。", "（二）作风："),
    ("(一){方面}(1项){方面导语}\n    1.{问题}\n", "（一）党建（1项）共1个。", "（二）作风（1项）"),
    ("(一){类别}。{类别导语}\n    1.{问题}\n", "（一）党建。共1个。", "（二）作风。"),
    ("(一){问题}。{问题导语}\n", "（一）党建。共1个。", "（二）作风。"),
]


@pytest.mark.parametrize(("outline", "told", "bare"), RUN_IN)
def test_what_runs_on_may_be_missing(outline: str, told: str, bare: str) -> None:
    """A heading with the office's words behind it is the same heading where there are none."""
    own, below = outline.count("\n") > 1, "1.甲"
    lines = [told, *[below] * own, "已办。", bare, *[below] * own, "已查。"]
    deeper = "        " if own else "    "
    result = taken("已完成*", f"{outline}{deeper}[{{进展情况}}]\n", *lines)
    assert result.whole
    assert result.codes == []


def rows(*cells: str) -> list[str]:
    return ["\u3000".join(row.split()) for row in cells]


def test_a_table_whose_words_have_wide_blanks_is_written_with_tabs() -> None:
    lines = [
        row.replace(" ", "\t")
        for row in ("序号 问题 措施 单位 状态", "1 甲 建立。 区\u3000局 已完成")
    ]
    result = taken("已完成* 未完成", TABLE, *lines)
    assert result.lines[-2:] == tuple(lines)


TABLE = "|序号|问题|措施|单位|状态|\n|1|{问题}|{整改措施}|{牵头单位}|{完成状态}|\n"


def test_rows_of_a_table_are_read() -> None:
    """A row a measure; rows that name the same problem belong to one."""
    lines = rows(
        "序号 问题 措施 单位 状态",
        "1 甲 建立。 区水务局 已完成",
        "2 甲 督办。 区城管局 未完成",
        "3 乙 清理。 区水务局 已完成",
    )
    result = taken("已完成* 未完成", TABLE, *lines)
    assert result.whole
    assert result.column("problems", "title") == ["甲", "乙"]
    assert result.column("measures", "id") == ["措施01-01", "措施01-02", "措施02-01"]
    assert result.answers("status") == ["已完成", "未完成", "已完成"]


def test_a_table_may_say_again_what_the_text_says() -> None:
    """It adds what only it says, and no problem twice."""
    outline = "(一){问题}\n    [一是{进展情况}]\n" + TABLE
    lines = ["（一）甲", "一是已建。二是已督。", "（二）乙", "已清。"]
    lines += rows(
        "序号 问题 措施 单位 状态",
        "1 甲 建立。 区水务局 已完成",
        "2 甲 督办。 区城管局 未完成",
        "3 乙 清理。 区水务局 已完成",
    )
    result = taken("已完成* 未完成", outline, *lines)
    assert result.whole
    assert result.answers("progress") == ["已建。", "已督。", "已清。"]
    assert result.column("measures", "planned") == ["建立。", "督办。", "清理。"]


@pytest.mark.parametrize("gap", ["\t", "\u3000"])
def test_a_row_may_leave_out_what_the_row_before_says(gap: str) -> None:
    """Blanks that begin it are empty cells, not an indent, behind a row of as many."""
    outline = TABLE.replace("|{完成状态}|\n", "|{完成状态}|  …同上不重印\n")
    lines = [
        "序号|问题|措施|单位|状态",
        "1|甲|建立。|区水务局|已完成",
        "||督办。|区城管局|未完成",
        "2|乙|清理。|区水务局|已完成",
    ]
    result = taken("已完成* 未完成", outline, *(line.replace("|", gap) for line in lines))
    assert result.whole
    assert result.column("measures", "problem") == [1, 1, 2]


def test_the_number_that_a_line_calls_a_problem_by() -> None:
    """It places the problem, and decides its place in the register."""
    outline = "一、未完成\n    第{问题编号}条:{问题}  …未完成\n        [{进展情况}]\n二、已完成\n    第{问题编号}条:{问题}  …已完成\n        [{进展情况}]\n"
    lines = [
        "一、未完成",
        "第2条：乙",
        "在办。",
        "二、已完成",
        "第1条：甲",
        "已办。",
        "第3条：丙",
        "已查。",
    ]
    result = taken("已完成* 未完成", outline, *lines)
    assert result.whole
    assert result.column("problems", "title") == ["甲", "乙", "丙"]
    assert result.answers("status") == ["已完成", "未完成", "已完成"]


def test_a_heading_and_its_text_on_two_lines_are_one_row() -> None:
    outline = "一、{篇章 总体}\n    (一){小标题}\n        {正文}\n"
    lines = ["一、总体情况", "（一）提高站位", "开会2次。", "（二）压实责任", "签书3份。"]
    result = taken("已完成*", outline, *lines)
    assert result.whole
    assert [row for row in result.project.register.tables["chapters"] if row["kind"] == "条目"] == [
        {"place": "总体", "order": 1, "kind": "条目", "heading": "提高站位", "text": "开会2次。"},
        {"place": "总体", "order": 2, "kind": "条目", "heading": "压实责任", "text": "签书3份。"},
    ]


@pytest.mark.parametrize(
    "lines", [["附件：整改清单"], ["附件：1.整改清单", "2.整改方案"], ["附件"], ["附件1", "附件2"]]
)
def test_attachments_alone_or_several(lines: list[str]) -> None:
    """One alone has no number, in the list and on its own page."""
    drawn_ones = (
        "附件:1.{段落 清单}\n"
        if "：" in lines[0]
        else "附件1\n    {段落 甲}\n附件2\n    {段落 乙}\n"
    )
    texts = [text for line in lines for text in (line, *(["表。"] if "：" not in lines[0] else []))]
    result = taken("已完成*", drawn_ones, *texts)
    assert result.whole
    assert result.codes == []


def test_a_line_without_end_mark_does_not_stick_to_the_title() -> None:
    """A title that ends as titles of the kind do has ended; others may run over lines."""
    outline = "{标题}\n——{段落 会议}\n{段落 报告人}\n{导语}\n"
    lines = [
        "关于2024年度整改情况的通报",
        "——3月5日在区委常委会会议上",
        "区审计局局长 温若川",
        "现报告如下。",
    ]
    result = returned(drawn("已完成*", outline), lines)
    assert result.whole
    assert result.project.register.fields["title"] == lines[0]
    split = ["中共望澜区委员会", "关于整改情况的通报", *lines[1:]]
    result = returned(drawn("已完成*", outline), split)
    assert result.project.register.fields["title"] == "".join(split[:2])
    assert result.comparison.different == 0


def test_problems_run_into_one_paragraph() -> None:
    """Each begins where a sentence begins with its first words."""
    outline = "1.{类别}。[关于{问题}的问题,[{进展情况}]]\n"
    lines = [
        "1.管理不严。关于台账不全的问题，已建台账。已对账。关于报销不规范的问题，已退回。",
        "2.督办不力。关于会议不够的问题，已开会。",
    ]
    result = taken("已完成*", "(一){方面}\n    " + outline, "（一）党建方面", *lines)
    assert result.whole
    assert result.column("problems", "title") == ["台账不全", "报销不规范", "会议不够"]
    assert result.answers("progress") == ["已建台账。已对账。", "已退回。", "已开会。"]


def test_values_side_by_side_are_parted_by_what_is_known() -> None:
    """A number, a day and a status are known by themselves."""
    outline = "1.{问题}。[{进展情况}]{问题状态}。\n    投入:[{指标名称}{数值}{计量单位}|、]\n"
    result = taken(
        "已完成* 正在整改", outline, "1.甲。已办。已查。正在整改。", "投入：资金3.5万元、设备12台"
    )
    assert result.whole
    assert result.answers("progress") == ["已办。已查。"]
    assert result.answers("status") == ["正在整改"]
    figures = result.project.forms[0][2].tables["figures"]
    assert figures == [
        {"name": "资金", "value": "3.5", "unit": "万元"},
        {"name": "设备", "value": "12", "unit": "台"},
    ]


def test_an_end_mark_that_is_not_printed_is_supplied() -> None:
    """Forms ask for it, and the outline leaves it out again."""
    outline = "{问题}:[{进展情况}]  …句末不加标点\n"
    result = taken("已完成*", outline, "甲：已办结")
    assert result.whole
    assert result.answers("progress") == ["已办结。"]


def test_a_lead_in_may_run_into_its_series() -> None:
    outline = "(一){问题}\n    [{分组导语}[一是{进展情况}|;]。]\n"
    result = taken("已完成*", outline, "（一）甲", "针对记录不全问题，一是建立；二是督办。")
    assert result.whole
    assert result.column("measures", "group") == ["针对记录不全问题，"] * 2


FOLLOWED = "{问题}。单位:[{牵头单位}|、|不重复]。\n    进展:[{进展情况}]\n    困难:[(1)<{事项名称}:>{有关情况说明}]\n    打算:[(1)<{事项名称}:>{下一步措施}]\n"


@pytest.mark.parametrize(
    ("progress", "answers", "codes"),
    [
        ("已登记。已建档。", ["已登记。", "已建档。"], ["S174 3"]),
        ("已登记。已建档。已送检。", ["已登记。", "已建档。已送检。"], ["S174 3"]),
        ("已登记。", ["已登记。"], ["S066 5"]),
    ],
)
def test_each_follow_up_has_an_answer_of_its_own(
    progress: str, answers: list[str], codes: list[str]
) -> None:
    """Where nothing else shows how many measures answered in one text; a text that cannot be cut
    stays one.
    """
    lines = [
        "小作坊登记不全。单位：区水务局。",
        f"进展：{progress}",
        "困难：（1）登记方面：缺场所。（2）档案方面：缺报告。",
        "打算：（1）登记方面：改造。（2）档案方面：送检。",
    ]
    result = taken("正在整改", FOLLOWED, *lines)
    assert result.answers("progress") == answers
    assert result.codes == codes
    assert result.whole


@pytest.mark.parametrize("mark", ["第一\u3000", "1\u3000", "问题1\u3000", "第一 "])
def test_numbers_set_off_by_blanks_come_back(mark: str) -> None:
    second = mark.replace("1", "2").replace("一", "二")
    lines = [f"{mark}台账不全", "已建。", f"{second}学习不够", "已学。"]
    result = taken("已完成*", f"{mark}{{问题}}\n    [{{进展情况}}]\n", *lines)
    assert result.column("problems", "title") == ["台账不全", "学习不够"]
    assert result.whole


def test_what_a_wrong_reading_would_print_is_said() -> None:
    """The drawing prints titles in quotation marks: a notice without them is not called imported."""
    outline = "(一)关于“{问题}”的问题\n    [{进展情况}]\n"
    result = taken("已完成*", outline, "（一）关于台账不全的问题", "已建。")
    assert result.comparison.told + result.comparison.different > 0
    assert {code.partition(" ")[0] for code in result.codes} & {"S061", "S170"}


def test_a_sum_is_given_to_the_first_measure() -> None:
    """What an outline sums up over a problem is not lost: as a figure, or in the field summed."""
    outline = "(一){问题}\n    [一是{进展情况}]\n    投入:{本问题 合计(投入资金)}万元\n"
    lines = [
        "（一）甲",
        "一是已建。二是已督。",
        "投入：12.5万元",
        "（二）乙",
        "已清。",
        "投入：3万元",
    ]
    result = taken("已完成*", outline, *lines)
    assert result.whole
    figure = {"name": "投入资金", "value": "12.5", "unit": "万元"}
    assert result.project.forms[0][2].tables["figures"] == [figure]
    assert result.codes == ["S174 3"]


def test_what_was_compared_in_memory_is_what_is_compiled(tmp_path: Path) -> None:
    """Through workbooks: the project of an imported notice prints it word for word."""
    folder = tmp_path / "模板/多表"
    folder.mkdir(parents=True)
    outline = HEAD + "(一){问题}\n    [一是{进展情况}]\n" + TABLE + "{落款}\n{成文日期}\n"
    statuses = '[[statuses]]\nname = "已完成"\nrank = 1\ncomplete = true\n'
    settings = f'title = "通报"\ndefault_title = "关于整改情况的通报"\n{statuses}'
    (folder / "outline.txt").write_text(outline, encoding="utf-8")
    (folder / "kind.toml").write_text(settings, encoding="utf-8")
    lines = [*TOLD, "（一）台账不全", "一是建立台账。二是核对台账。"]
    lines += rows(
        "序号 问题 措施 单位 状态",
        "1 台账不全 建账。 区水务局 已完成",
        "2 台账不全 对账。 区城管局 已完成",
    )
    lines += ["中共望澜区委", "2025年2月20日"]
    notice = tmp_path / FILE
    notice.write_text("\n".join(lines) + "\n", encoding="utf-8")
    started = import_project(notice, tmp_path / "项目", str(folder))
    assert [d.code for d in started.diagnostics] == []
    assert started.comparison == Comparison(len(lines), len(lines))
    compiled = compile_project(tmp_path / "项目")
    assert compiled.publishable, [d.message for d in compiled.diagnostics]
    assert (tmp_path / "项目/output/通报.txt").read_bytes() == notice.read_bytes()
