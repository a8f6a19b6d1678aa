"""A second kind, xuncha: aspect and problem without category, other statuses, contacts on lines.
No code knows it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from conftest import Run
from support.projects import SIGN_OFF, Row, contents, fields, table

from compiler.chinese.width import FULL
from compiler.commands.compiling import OUTPUT_FOLDER, compile_project
from compiler.commands.importing import import_project
from compiler.commands.issuing import issue_forms
from compiler.commands.starting import start_project
from compiler.diagnostics import Diagnostic
from compiler.excel.writing.workbooks import write_workbook
from compiler.schema.contents import Lists
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.vocab import Severity

pytestmark = pytest.mark.usefixtures("read_once")

KIND = "xuncha"
STATUSES = ("已完成", "持续推进", "正在整改")

INFORMATION = """
通报标题 | 中共柳汀镇委员会关于巡察整改情况的通报
发文机关 | 中共柳汀镇委员会
成文日期 | 2025-03-06
联系电话 | 0000-66200000
电子邮箱 | lt@example.cn
标点样式 | 全角
"""

CHAPTERS = """
位置       | 序号 | 类型 | 小标题   | 文字
导语       | 1    | 正文 |          | 2024年9月2日至10月25日,区委巡察二组对柳汀镇党委开展了巡察,现将整改情况予以公布。
总体情况   | 1    | 正文 |          | 反馈问题{问题总数}个,已完成{已完成问题数}个,完成率{完成率}%。
下一步打算 | 1    | 标题 |          | 下一步打算
下一步打算 | 1    | 引言 |          | 镇党委将持续抓好整改。
下一步打算 | 1    | 条目 | 紧盯不放 | 对{正在整改问题数}个正在整改的问题按月调度。
结语       | 1    | 正文 |          | 欢迎广大干部群众监督。
"""

PROBLEMS = """
问题编号 | 方面     | 问题                   | 问题导语
1        | 党的建设 | 支部学习次数不足       |
2        | 党的建设 | 党费收缴不及时         | 镇党委专题研究。
3        | 服务群众 | 村级卫生室药品配备不齐 |
"""

MEASURES = """
措施编号   | 问题编号 | 整改措施         | 牵头单位   | 整改时限   | 分组导语
措施01-01  | 1        | 排定学习计划。   | 镇党建办   | 2024-12-31 |
措施02-01  | 2        | 补齐欠缴党费。   | 镇党建办   | 2024-12-31 |
措施02-02  | 2        | 建立提醒制度。   | 镇纪委     | 2025-06-30 |
措施03-01  | 3        | 补配常用药品。   | 镇卫健办   | 2025-06-30 |
措施03-02  | 3        | 完善补货办法。   | 镇党建办   | 长期坚持   |
"""

UNITS = """
单位名称
镇党建办
镇纪委
镇卫健办
"""

ANSWERS = {
    "措施01-01": "主题句 | 排定学习计划\n进展情况 | 全年集中学习12次。\n完成状态 | 已完成\n完成日期 | 2024-12-20",
    "措施02-01": "进展情况 | 欠缴党费全部补齐。\n完成状态 | 已完成\n完成日期 | 2024-12-20",
    "措施02-02": "主题句 | 建立提醒制度\n进展情况 | 按月提醒，按季通报。\n完成状态 | 持续推进\n事项名称 | 提醒制度\n"
    "有关情况说明 | 新制度还需检验。\n下一步措施 | 每季度评估一次。\n完成时限 | 2025年12月底前，并长期坚持。",
    "措施03-01": "进展情况 | 已补配药品46种（含急救药品8种）。\n完成状态 | 正在整改\n事项名称 | 药品补配\n"
    "有关情况说明 | 另有4种缺货。\n下一步措施 | 从邻镇调剂。\n完成时限 | 2025年6月底前。",
    "措施03-02": "进展情况 | 已草拟补货办法。\n完成状态 | 正在整改\n事项名称 | 补货办法\n"
    "有关情况说明 | 办法正在征求意见。\n下一步措施 | 修改后印发。\n完成时限 | 2025年6月底前。",
}

NOTICE = """
中共柳汀镇委员会关于巡察整改情况的通报
2024年9月2日至10月25日,区委巡察二组对柳汀镇党委开展了巡察,现将整改情况予以公布。
反馈问题3个,已完成1个,完成率33.3%。
一、在党的建设方面
(一)关于支部学习次数不足的问题
整改情况(已完成):排定学习计划。全年集中学习12次。
(二)关于党费收缴不及时的问题
整改情况(持续推进):镇党委专题研究。一是欠缴党费全部补齐。二是建立提醒制度。按月提醒,按季通报。
有关情况说明:新制度还需检验。
下一步措施:每季度评估一次。
完成时限:2025年12月底前,并长期坚持。
二、在服务群众方面
(一)关于村级卫生室药品配备不齐的问题
整改情况(正在整改):一是已补配药品46种(含急救药品8种)。二是已草拟补货办法。
有关情况说明:(1)药品补配:另有4种缺货。(2)补货办法:办法正在征求意见。
下一步措施:(1)药品补配:从邻镇调剂。(2)补货办法:修改后印发。
完成时限:2025年6月底前。
三、下一步打算
镇党委将持续抓好整改。
(一)紧盯不放。对1个正在整改的问题按月调度。
欢迎广大干部群众监督。
联系电话:0000-66200000
电子邮箱:lt@example.cn
中共柳汀镇委员会
2025年3月6日
"""

HALF = NOTICE.strip().splitlines()
LINES = [line.translate(str.maketrans(FULL)) for line in HALF]
"""No mark of this notice stands between digits or Latin words."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as an office makes one: started, registered, issued, answered."""
    root = tmp_path_factory.mktemp("town") / "柳汀镇"
    tables = {"篇章": CHAPTERS, "问题清单": PROBLEMS, "措施清单": MEASURES, "单位名录": UNITS}
    rows: dict[str, list[Row]] = {name: table(text) for name, text in tables.items()}
    rows["勾稽规则"] = [{"关系式": "完成率 = 百分比（已完成问题数， 问题总数， 1）"}]
    assert (
        start_project(root, KIND, contents(REGISTER, fields(INFORMATION), rows)).diagnostics == ()
    )
    issued = issue_forms(root)
    assert issued.diagnostics == ()
    assert len(issued.written) == len(ANSWERS)
    plans = {str(row["措施编号"]): row for row in rows["措施清单"]}
    titles = {row["问题编号"]: row["问题"] for row in rows["问题清单"]}
    for file in issued.written:
        identifier = Path(file).stem
        plan = {
            label: value
            for label, value in plans[identifier].items()
            if label not in ("问题编号", "分组导语")
        }
        filled = {
            **plan,
            "问题": titles[plans[identifier]["问题编号"]],
            "填报单位": plan["牵头单位"],
            **fields(ANSWERS[identifier]),
            **fields(SIGN_OFF),
        }
        lists = Lists(
            STATUSES, (), (KIND,), tuple(str(row["单位名称"]) for row in rows["单位名录"])
        )
        (root / file).write_bytes(
            write_workbook(FORM, contents(FORM, filled, {}), lists, measure_id=identifier)
        )
    return root


def lines(root: Path) -> list[str]:
    return (root / OUTPUT_FOLDER / "通报.txt").read_text(encoding="utf-8").splitlines()


def errors(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [f"{d.code} {d.message}" for d in diagnostics if d.severity is Severity.ERROR]


def test_it_is_compiled(town: Path) -> None:
    compiled = compile_project(town)
    assert errors(compiled.diagnostics) == []
    assert lines(town) == LINES
    assert {path.name for path in compiled.outputs} >= {"通报.docx", "通报.txt"}


def test_a_bureau_draws_its_own_series(town: Path, tmp_path: Path) -> None:
    """任务一 in place of 一是 in a project's own outline counts on, and a lone measure has none."""
    root = shutil.copytree(town, tmp_path / "局")
    outline = root / "templates" / KIND / "outline.txt"
    drawn = outline.read_text(encoding="utf-8")
    assert "[一是<" in drawn
    outline.write_text(drawn.replace("[一是<", "[任务一<"), encoding="utf-8")
    assert errors(compile_project(root).diagnostics) == []
    expected = [line.replace("一是", "任务一").replace("二是", "任务二") for line in LINES]
    assert expected != LINES
    assert lines(root) == expected


@pytest.mark.parametrize("printed", [HALF, LINES], ids=["half", "full"])
def test_a_notice_of_it_is_imported(printed: list[str], tmp_path: Path) -> None:
    """What was printed comes back, apart from what was counted, and prints the same again."""
    notice = tmp_path / "通报.txt"
    notice.write_text("\n".join(printed), encoding="utf-8")
    started = import_project(notice, tmp_path / "导入", KIND)
    assert errors(started.diagnostics) == []
    compiled = compile_project(tmp_path / "导入")
    assert errors(compiled.diagnostics) == []
    assert lines(tmp_path / "导入") == printed


LEDGER = r"""
附件1
    巡察整改措施台账                      …样式 附件标题
    |序号|问题    |整改措施  |牵头单位  |完成状态  |
    |1  |{问题}|{整改措施}|{牵头单位}|{完成状态}|
"""


def test_the_same_rows_are_attached_as_a_table(town: Path, tmp_path: Path) -> None:
    """A few drawn lines, and text, Word, source map, proof and review copy all have the table."""
    root = tmp_path / "附表"
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(town / folder, root / folder)
    outline = root / "templates" / KIND / "outline.txt"
    outline.write_text(
        outline.read_text(encoding="utf-8").replace("{落款}", "{落款}  …加盖印章") + LEDGER,
        encoding="utf-8",
    )
    compiled = compile_project(root)
    assert errors(compiled.diagnostics) == []
    rows = [
        ["序号", "问题", "整改措施", "牵头单位", "完成状态"],
        ["1", "支部学习次数不足", "排定学习计划。", "镇党建办", "已完成"],
        ["2", "党费收缴不及时", "补齐欠缴党费。", "镇党建办", "已完成"],
        ["3", "党费收缴不及时", "建立提醒制度。", "镇纪委", "持续推进"],
        ["4", "村级卫生室药品配备不齐", "补配常用药品。", "镇卫健办", "正在整改"],
        ["5", "村级卫生室药品配备不齐", "完善补货办法。", "镇党建办", "正在整改"],
    ]
    assert lines(root) == [
        *LINES,
        "附件",
        "巡察整改措施台账",
        *("\u3000".join(row) for row in rows),
    ]
    for name in ("通报.docx", "通报（审核稿）.docx"):
        (attached,) = docx.Document(str(root / OUTPUT_FOLDER / name)).tables
        assert [[cell.text for cell in row.cells] for row in attached.rows] == rows


def test_commands_know_it(run: Run, tmp_path: Path) -> None:
    assert run("init", "新项目", "--kind", KIND, cwd=tmp_path).returncode == 0
    assert {path.name for path in (tmp_path / "新项目" / "templates" / KIND).iterdir()} == {
        "outline.txt",
        "kind.toml",
        "styles.docx",
    }
    assert run("issue", cwd=tmp_path / "新项目").returncode in (0, 1)
