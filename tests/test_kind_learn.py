"""An outline proposed from a published notice: what is regular in it, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.cli.main import main
from compiler.commands.learning import learn_kind, print_back
from compiler.diagnostics import has_errors
from compiler.learning import propose
from compiler.notice.kind import load_kind
from compiler.wordfile.notice import read_notice
from compiler.wordfile.taking import NoticeLine

TOWN = """
中共柳汀镇委员会关于巡察整改情况的通报
2024年9月2日至10月25日，区委巡察二组对柳汀镇党委开展了巡察，现将整改情况予以公布。
一、在党的建设方面
（一）关于支部学习次数不足的问题
整改情况（已完成）：排定学习计划。全年集中学习12次。
（二）关于党费收缴不及时的问题
整改情况（持续推进）：镇党委专题研究。一是欠缴党费全部补齐。二是建立提醒制度。按月提醒，按季通报。
二、在服务群众方面
（一）关于村级卫生室药品配备不齐的问题
整改情况（正在整改）：一是已补配药品46种（含急救药品8种）。二是已草拟补货办法。
三、下一步打算
镇党委将持续抓好整改。
（一）紧盯不放。对1个正在整改的问题按月调度。
（二）举一反三。开展回头看。
欢迎广大干部群众监督。
联系电话：0000-66200000
电子邮箱：lt@example.cn
中共柳汀镇委员会
2025年3月6日
"""
PIECES = (
    "一是摸清底数。二是挂牌督办。",
    "第3条：关于支部学习次数不足的问题",
    "问题1：",
    "整改情况：",
    "（",
    "{|}<>[]/",
    "序号　问题　整改情况",
    "1　甲　已办。",
    "附件1",
    "附件：1.清单",
    "①",
    "二〇二五年三月六日",
    "完成时限：2025年6月底前。",
    "……  …全文连续",
    '[[fields]]："甲\\乙"',
)
DRAWN = """
{标题}
{导语}
一、在{方面}方面
    (一)关于{问题}的问题
        整改情况({问题状态}):{问题导语}[{分组导语}[一是<{主题句}。>{进展情况}]]
二、{篇章 下一步打算}
    {引言}
    (一){小标题}。{正文}
{结语}
联系电话:{联系电话}
电子邮箱:{电子邮箱}
{落款}
{成文日期}
"""


def lines_of(notice: str) -> list[NoticeLine]:
    """Return the paragraphs of a notice as they are read."""
    return [NoticeLine(number, text) for number, text in enumerate(notice.strip().splitlines(), 1)]


def drawn(outline: str) -> list[str]:
    """Return the lines of an outline without its remarks to the reader."""
    return [line for line in outline.splitlines() if line.strip() and "#" not in line]


def test_levels_labels_statuses_and_contacts_are_drawn() -> None:
    """Numbers become series, what all headings say set wording, labels fields."""
    proposal = propose(lines_of(TOWN), "通报.txt")
    assert drawn(proposal.outline) == DRAWN.strip().splitlines()
    kind, found = load_kind(
        "镇",
        {"outline.txt": proposal.outline, "kind.toml": proposal.settings}.__getitem__,
        "templates/镇",
    )
    assert found == []
    assert kind is not None
    assert [(status.name, status.complete) for status in kind.statuses] == [
        ("已完成", True),
        ("持续推进", False),
        ("正在整改", False),
    ]
    assert kind.default_title == "关于巡察整改情况的通报"


def test_what_is_left_to_do_tells_which_statuses_are_open() -> None:
    """Whatever they are called: 整治中, 待验收."""
    notice = """\
一、餐饮场所
问题1:没有安装报警器
整治情况:全部安装。
整治状态:整治好了
问题2:使用超期气瓶
整治情况:收缴气瓶36只。
整治状态:待验收
下一步措施:月底前组织验收。
问题3:铸铁管没有更换
整治情况:正在施工。
整治状态:整治中
下一步措施:5月底前更换完毕。"""
    proposal = propose(lines_of(notice), "x")
    read = {"outline.txt": proposal.outline, "kind.toml": proposal.settings}.__getitem__
    kind, _ = load_kind("燃气", read, "templates/燃气")
    assert kind is not None
    assert [(status.name, status.complete) for status in kind.statuses] == [
        ("整治好了", True),
        ("待验收", False),
        ("整治中", False),
    ]


def test_the_notice_is_printed_back(tmp_path: Path) -> None:
    """Imported by what was proposed from it, and printed again."""
    lines = lines_of(TOWN)
    back, found = print_back(lines, propose(lines, "通报.txt"), "镇", "通报.txt")
    assert not has_errors(found)
    assert [line.text for line in back.differing] == []
    assert back.same == back.of == len(lines)


NUMBERED: Sequence[tuple[str, str, str]] = [
    ("1、问题", "1、{问题}", "2、毛病"),
    ("(1)问题", "(1){问题}", "(2)毛病"),
    ("①问题", "①{问题}", "②毛病"),
    ("第一条:问题", "第一条:{问题}", "第二条:毛病"),
]


@pytest.mark.parametrize(("first", "line", "second"), NUMBERED)
def test_any_number_style(first: str, line: str, second: str) -> None:
    """The style is told from the series, not from a list of places."""
    notice = [first, "整改情况:已办结。", second, "整改情况:已销号。"]
    assert drawn(propose(lines_of("\n".join(notice)), "x").outline)[2:4] == [
        line,
        "    整改情况:[{进展情况}]",
    ]


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three files, the share that comes back, and the next step."""
    monkeypatch.chdir(tmp_path)
    Path("通报.txt").write_text(TOWN, encoding="utf-8")
    assert main(["kind", "learn", "通报.txt", "镇里的通报"]) == 0
    told = capsys.readouterr().out
    assert "19 段里有 19 段与原文一字不差" in told
    assert "zhenggai kind check 镇里的通报" in told
    names = ["kind.toml", "outline.txt", "styles.docx"]
    assert sorted(path.name for path in Path("templates/镇里的通报").iterdir()) == names
    assert main(["kind", "check", "镇里的通报"]) == 0
    assert main(["kind", "learn", "通报.txt", "镇里的通报"]) == 2
    assert main(["kind", "learn", "没有.txt", "别的"]) == 2
    assert main(["kind", "learn", "通报.txt", "con"]) == 2


def test_what_is_not_sure_is_said(tmp_path: Path) -> None:
    """A label of which nobody knows the meaning is drawn, with a remark above it."""
    notice = TOWN.replace("次。\n", "次。\n佐证：记录。\n").replace(
        "三、下", "佐证：清单。\n三、下"
    )
    file = tmp_path / "通报.txt"
    file.write_text(notice, encoding="utf-8")
    found = learn_kind(tmp_path, file, "镇").diagnostics
    assert not [d for d in found if d.code == "S191"]
    found = tuple(d for d in found if d.code == "S190")
    assert len(found) == 1
    outline = (tmp_path / "templates/镇/outline.txt").read_text(encoding="utf-8")
    place = found[0].spans[0]
    assert place.line is not None
    assert "佐证" in outline.splitlines()[place.line - 1]
    settings = (tmp_path / "templates/镇/kind.toml").read_text(encoding="utf-8")
    assert '[[fields]]\nof = "问题"\nname = "佐证"\nkind = "长文"' in settings


NOTICES = sorted((Path(__file__).parent / "benchmarks/notices").glob("*.txt"))


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_an_invented_notice_comes_back(path: Path) -> None:
    """Paragraph by paragraph, as it was, by the outline that is proposed from it."""
    lines, _ = read_notice(path, path.name)
    back, found = print_back(lines, propose(lines, path.name), "草拟", path.name)
    assert found == []
    assert [line.text for line in back.differing] == []


@pytest.mark.parametrize(
    ("name", "outline"),
    [
        ("petition", ["问题1:{问题}", "    反映情况:{反映情况}", "    办理结果:{问题状态}"]),
        (
            "company",
            [
                "        1.关于{问题}的问题。整改情况:{问题导语}[{分组导语}[一是<{主题句}。>{进展情况}]]"
            ],
        ),
        (
            "safety",
            ["一、已整改到位的隐患({已整改到位问题数}项)", "    1.{问题}", "联系电话:{联系电话}"],
        ),
        (
            "school",
            [
                "        1.关于“{问题}”的问题",
                "            (1){进展情况}",
                "{结语}监督期限:{监督期限}。",
            ],
        ),
        ("bureau", ["        第{问题编号}条:关于“{问题}”的问题。", "    (一)在“{方面}”方面"]),
        ("plain", ["——{段落 副标题}", "{主送机关}:", "        1.关于{问题}的问题。[{进展情况}]"]),
        ("letter", ["一、关于{问题}的问题", "    {进展情况}", "附件:{段落 附件名称}"]),
        (
            "district",
            ["    第一类问题:{方面}", "            {问题状态}。", "            [{进展情况}]"],
        ),
        ("opinions", ["意见一:关于{问题}", "    责任处室:{责任处室}", "    办理结果:{问题状态}"]),
        ("table", ["|序号|问题|责任单位|整改措施|整改进展|整改时限|整改状态|"]),
        ("village", ["{结语}[联系电话:{联系电话}/通信地址:{通信地址}/电子邮箱:{电子邮箱}|;]。"]),
    ],
)
def test_what_is_drawn(name: str, outline: list[str]) -> None:
    """Levels, set wording, labels, series, contacts: not only the same words, but in their fields."""
    path = next(path for path in NOTICES if path.stem == name)
    lines, _ = read_notice(path, path.name)
    found = [line.partition("  …")[0].rstrip() for line in drawn(propose(lines, "x").outline)]
    assert [line for line in outline if line not in found] == []


@given(st.lists(st.sampled_from([*TOWN.splitlines(), *PIECES]), max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_paragraphs_make_an_outline_that_loads(texts: list[str]) -> None:
    """Whatever order they come in; nothing raises, and what is proposed has no errors."""
    lines = [NoticeLine(number, text) for number, text in enumerate(texts, 1) if text.strip()]
    proposal = propose(lines, "x")
    files = {"outline.txt": proposal.outline, "kind.toml": proposal.settings}
    kind, found = load_kind("x", files.__getitem__, "templates/x")
    assert kind is not None
    assert not has_errors(found), (proposal.outline, found)


CASES = """\
一、征地拆迁领域
案件1：补偿款发放不到位（已化解）
包案领导：沈知行；责任单位：清溪镇、县财政局；涉及人数：43人；化解方式：落实政策
一是重新核实面积。核定面积86亩。二是足额发放补偿。
案件2：安置房逾期交付（持续稳控）
包案领导：顾明岸；责任单位：城关镇；涉及人数：217人；化解方式：协调处理
督促施工企业复工。
未化解原因：管线迁改没有完成。
案件3：附属物漏登（已化解）
包案领导：顾明岸；责任单位：城关镇；涉及人数：24人；化解方式：落实政策
补登附属物57处。"""


def test_values_side_by_side_and_statuses_of_any_name_are_drawn() -> None:
    """Labels behind each other on a line, words in brackets that come again, answers without a label."""
    proposal = propose(lines_of(CASES), "x")
    lines = [line.strip() for line in drawn(proposal.outline)]
    at = next(n for n, line in enumerate(lines) if line.startswith("案件1:"))
    assert lines[at : at + 4] == [
        "案件1:{问题}({问题状态})",
        "包案领导:[{牵头领导}|、];责任单位:[{牵头单位}|、];涉及人数:{涉及人数};化解方式:{化解方式}",
        "{问题导语}[{分组导语}[一是<{主题句}。>{进展情况}]]",
        "未化解原因:[{有关情况说明}]",
    ]
    assert '"已化解"' in proposal.settings
    assert '"持续稳控"' in proposal.settings


@pytest.mark.parametrize(
    "beside", ["（县教育局）", "（扣2.0分）", "（张某、李某）", "（市政府领导）"]
)
def test_what_stands_behind_headings_is_not_always_a_status(beside: str) -> None:
    notice = "\n".join(f"{n}.账目不清{n}{beside}\n整改情况：已改。" for n in (1, 2, 3))
    assert "问题状态" not in propose(lines_of("一、财务\n" + notice), "x").outline


def test_one_character_that_names_share_is_no_set_wording() -> None:
    """市财政局, 市教育局: what all units of a city are called by."""
    units = ("财政", "教育", "交通", "医保", "国资", "住建")
    notice = "\n".join(
        f"{'一二三四五六'[n]}、市{unit}局\n（一）账目不清\n整改情况：已改。"
        for n, unit in enumerate(units)
    )
    assert "市{" not in propose(lines_of(notice), "x").outline
