"""Two rounds compared: the sample and a copy with known changes, and texts compared sentence by
sentence.
"""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clerk import Clerk
from support.projects import small
from support.workbooks import load

from compiler.analysis.rounds.alignment import align
from compiler.chinese.differences import Edit, marked, sentence_edits
from compiler.cli.main import main
from compiler.commands.comparing import compare_rounds, open_round, usual_folder
from compiler.model.changes import Change, ChangeKind, Comparison
from compiler.model.snapshot import decode, encode

pytestmark = pytest.mark.usefixtures("read_once")

ROOT = Path(__file__).parents[1]


def form(root: Path, identifier: str) -> Clerk:
    return Clerk.at(next((root / "input_workbooks").glob(f"*/{identifier}.xlsx")))


def reworded(root: Path, identifier: str, label: str, old: str, new: str) -> None:
    clerk = form(root, identifier)
    cell = clerk.value_cell(label)
    assert old in cell.value
    cell.value = cell.value.replace(old, new, 1)
    clerk.save()


def table_row(clerk: Clerk, title: str, label: str, text: str) -> int:
    return next(row for row in range(30) if clerk.table_cell(title, label, row).value == text)


def figure(root: Path, identifier: str, name: str, value: float) -> None:
    clerk = form(root, identifier)
    row = table_row(clerk, "数据指标", "指标名称", name)
    clerk.table_cell("数据指标", "数值", row).value = value
    clerk.save()


def last_sentence(root: Path, identifier: str) -> str:
    text = form(root, identifier).value_cell("进展情况").value
    return text[text[:-1].rindex("。") + 1 :]


def register_cell(root: Path, sheet: str, where: str, column: str, value: object) -> None:
    path = root / "input_workbooks" / "总台账.xlsx"
    book = load(path)
    header = next(
        row
        for row in book[sheet].iter_rows()
        if any(str(c.value or "").rstrip("* ") == column for c in row)
    )
    index = next(c.column for c in header if str(c.value or "").rstrip("* ") == column)
    row = next(c.row for line in book[sheet].iter_rows() for c in line if c.value == where)
    book[sheet].cell(row, index).value = value
    book.save(path)


@pytest.fixture(scope="module")
def rounds(sample_output: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample compiled, and a copy in which 25 things were changed."""
    base = tmp_path_factory.mktemp("rounds")
    shutil.copytree(sample_output, base / "上期")
    new = base / "本期"
    for folder in ("input_workbooks", "templates"):
        shutil.copytree(ROOT / folder, new / folder)

    closing = form(new, "措施10-02")  # 1: advanced, its follow-up emptied and its completion dated
    closing.put("完成状态", "已完成")
    closing.put("完成日期", date(2024, 12, 20))
    for label in ("事项名称", "有关情况说明", "下一步措施", "完成时限"):
        closing.put(label, None)
    closing.save()
    slipping = form(new, "措施23-01")  # 2: slipped
    slipping.put("完成状态", "未完成")
    slipping.save()
    advancing = form(new, "措施12-03")  # 3: advanced, still not complete
    advancing.put("完成状态", "基本完成")
    advancing.save()
    figure(new, "措施01-01", "区委中心组专题研讨", 8)  # 4: up
    figure(new, "措施03-02", "低效工业用地面积", 1286.2)  # 5: down
    figure(new, "措施06-03", "临波片区新增学位", 550)  # 6
    figure(new, "措施24-02", "镇街往来款应收回总额", 1846.53)  # 7
    reworded(new, "措施01-01", "进展情况", "2024年7月起", "2024年8月起")  # 8
    reworded(
        new, "措施03-04", "进展情况", last_sentence(new, "措施03-04"), ""
    )  # 9: a sentence gone
    clerk = form(new, "措施02-03")  # 10: a sentence added
    clerk.value_cell("进展情况").value += "两地窗口人员每季度互换一周。"
    clerk.save()
    reworded(new, "措施07-02", "有关情况说明", "。", "，正在按期推进。")  # 11
    reworded(new, "措施19-01", "下一步措施", "。", "，逐件销号。")  # 12
    clerk = form(new, "措施01-02")
    clerk.put("主题句", "回头翻旧账，学过的都落地")  # 13
    clerk.save()
    clerk = form(new, "措施01-03")
    clerk.put("主题句", None)  # 14: emptied
    clerk.save()
    clerk = form(new, "措施01-04")
    clerk.put("主题句", "抽检学习档案")  # 15: filled
    clerk.put("完成日期", date(2024, 12, 27))  # 16
    clerk.save()
    clerk = form(new, "措施02-01")  # 17: a regulation renamed; 18: another one
    clerk.table_cell("制度成果", "文件标题", 0).value = "望澜区跨区域协作事项会商工作办法"
    clerk.put_row("制度成果", 1, 文件标题="望澜区跨区域协作联络员制度")
    clerk.save()
    clerk = form(new, "措施03-01")  # 19: a figure gone
    row = table_row(clerk, "数据指标", "指标名称", "水务装备链引进配套企业")
    for label in ("指标名称", "数值", "计量单位", "截至日期", "勾稽关系"):
        clerk.table_cell("数据指标", label, row).value = None
    clerk.save()
    clerk = form(new, "措施03-03")  # 20: a figure more
    clerk.put_row("数据指标", 0, 指标名称="废止奖补条款", 数值=7, 计量单位="条")
    clerk.save()
    (new / form(new, "措施02-02").path.relative_to(new)).unlink()  # 21: a form gone
    letters = load(new / "input_workbooks" / "总台账.xlsx")["办理情况"]
    kind = next(
        c.value for line in letters.iter_rows(min_row=4) for c in line if c.value == "信访件"
    )
    register_cell(new, "办理情况", kind, "办结件数", 1)  # 22
    register_cell(new, "措施清单", "措施05-01", "牵头领导", "副区长陆秉川")  # 23
    register_cell(new, "报告信息", "联系电话", "填写内容", "0000-66100001")  # 24
    register_cell(new, "问题清单", 14, "整改类别", "拟核查")  # 25
    return base / "上期", new


@pytest.fixture(scope="module")
def comparison(rounds: tuple[Path, Path]) -> Comparison:
    """What the two rounds differ in."""
    compared = compare_rounds(*rounds, rounds[0].parent)
    assert compared.comparison is not None
    return compared.comparison


def brief(change: Change) -> tuple[str, str, str, str]:
    return change.kind.value, change.subject, change.label, change.difference


EXPECTED = [
    ("状态推进", "措施10-02", "完成状态", ""),
    ("状态倒退", "措施23-01", "完成状态", ""),
    ("状态推进", "措施12-03", "完成状态", ""),
    ("数据增加", "措施01-01", "数据指标·区委中心组专题研讨·数值", "+2次"),
    ("数据减少", "措施03-02", "数据指标·低效工业用地面积·数值", "-0.5亩"),
    ("数据增加", "措施06-03", "数据指标·临波片区新增学位·数值", "+10个"),
    ("数据增加", "措施24-02", "数据指标·镇街往来款应收回总额·数值", "+0.01万元"),
    ("句子修改", "措施01-01", "进展情况", ""),
    ("句子删去", "措施03-04", "进展情况", ""),
    ("句子增加", "措施02-03", "进展情况", ""),
    ("句子修改", "措施07-02", "有关情况说明", ""),
    ("句子修改", "措施19-01", "下一步措施", ""),
    ("改动", "措施01-02", "主题句", ""),
    ("清空", "措施01-03", "主题句", ""),
    ("新填", "措施01-04", "主题句", ""),
    ("改动", "措施01-04", "完成日期", ""),
    ("改动", "措施02-01", "制度成果·文件标题", ""),
    ("新增", "措施02-01", "制度成果", ""),
    ("删去", "措施03-01", "数据指标", ""),
    ("新增", "措施03-03", "数据指标", ""),
    ("缺表", "措施02-02", "填报表", ""),
    ("改动", "措施05-01", "牵头领导", ""),
    ("改动", "报告信息", "联系电话", ""),
    ("改动", "问题14", "整改类别", ""),
]


def test_exactly_the_known_changes_are_listed(comparison: Comparison) -> None:
    """Twenty-five things were changed; each is listed once, under what it is, and nothing beside
    them.
    """
    letters = [change for change in comparison.changes if change.subject == "办理情况"]
    assert [change.kind for change in letters] == [ChangeKind.FALLEN]
    found = [brief(change) for change in comparison.changes if change not in letters]
    assert Counter(found) == Counter(EXPECTED)
    assert len(comparison.changes) == 25


def test_what_follows_from_a_change_is_told_apart(comparison: Comparison) -> None:
    """The emptied follow-up of a completed measure, the problem's status and the counts are
    nobody's own change.
    """
    found = {brief(change)[:3] for change in comparison.consequences}
    assert {
        ("清空", "措施10-02", "下一步措施"),
        ("新填", "措施10-02", "完成日期"),
        ("状态推进", "问题10", "完成状态"),
    } <= found
    assert [change.subject for change in comparison.closed] == ["措施10-02"]


def test_the_same_round_has_no_changes(rounds: tuple[Path, Path], tmp_path: Path) -> None:
    """A snapshot and the project it was taken from say the same."""
    compared = compare_rounds(rounds[0], ROOT, tmp_path)
    assert compared.comparison is not None
    assert (
        compared.comparison.changes,
        compared.comparison.consequences,
        compared.comparison.paragraphs,
    ) == ((), (), ())


def test_a_snapshot_reads_back(rounds: tuple[Path, Path]) -> None:
    """Nothing of a round is lost in its file."""
    snapshot = open_round(rounds[1])
    assert snapshot is not None
    assert decode(encode(snapshot)) == snapshot


def test_the_printed_notice_is_compared(comparison: Comparison) -> None:
    """A paragraph is named with the units whose cells it is made of."""
    changed = [p for p in comparison.paragraphs if "2024年8月起" in p.after]
    assert [("2024年7月起" in p.before, "区委宣传部" in p.units) for p in changed] == [(True, True)]


def test_the_command(
    rounds: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The console names unit, field, both wordings and the cell; the workbook stands where it was
    wanted.
    """
    assert main(["diff", str(rounds[0]), str(rounds[1]), "--output", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "逐项变化 25 处" in printed
    assert "〔7〕月起" in printed or "2024年〔7〕" in printed
    book = load(tmp_path / "变化对照.xlsx")
    assert book.sheetnames == ["总览", "逐项变化", "随之变化", "通报文字"]
    assert book["逐项变化"].max_row == 26


def test_nothing_to_compare_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without rounds, and a file that is no snapshot."""
    (tmp_path / "快照.json").write_text("[1, 2]", encoding="utf-8")
    assert (
        main(
            ["diff", str(tmp_path / "没有"), str(tmp_path / "快照.json"), "--output", str(tmp_path)]
        )
        == 2
    )
    assert capsys.readouterr().out.count("错误 S090") == 2


@pytest.mark.parametrize(
    ("before", "after", "label", "kind", "difference"),
    [
        (("入园投诉增幅", 3, "%"), ("入园投诉降幅", 2, "%"), "数值", "改动", ""),
        (("入园投诉量", 3, "万件"), ("入园投诉量", 29800, "件"), "数值", "改动", ""),
        (("入园率", 98.5, "%"), ("入园率", 97, "%"), "数值", "数据减少", "-1.5个百分点"),
        (("入园率", 3, "‰"), ("入园率", 4, "‰"), "数值", "数据增加", "+1个千分点"),
        (("入园投诉量", 30, "件"), ("入园投诉量", 12, "件"), "数值", "数据减少", "-18件"),
    ],
)  # fmt: skip
def test_only_the_same_figure_grows_or_falls(
    tmp_path: Path,
    before: tuple[str, float, str],
    after: tuple[str, float, str],
    label: str,
    kind: str,
    difference: str,
) -> None:
    """A number under another name, or in another unit, is neither more nor less."""
    roots = []
    for folder, (name, value, unit) in (("上期", before), ("本期", after)):
        project = small()
        project.form("措施01-01").tables["数据指标"] = [
            {"指标名称": name, "数值": value, "计量单位": unit, "截至日期": "2024-12-31"}
        ]
        roots.append(project.write(tmp_path / folder))
    compared = compare_rounds(roots[0], roots[1], tmp_path)
    assert compared.comparison is not None
    (change,) = (c for c in compared.comparison.changes if c.label.endswith(f"·{label}"))
    assert (change.kind.value, change.difference) == (kind, difference)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("上期", "本期", "本期/output"),
        ("上期", "本期/output", "本期/output"),
        ("上期", "本期/output/快照/2025-01.json", "本期/output"),
        ("本期", "桌面/书记改.docx", "本期/output"),
        ("存档/output", "存档/二期", "存档/二期"),
        ("存档/二期", "存档/二期/快照/2025-01.json", "存档/二期"),
        ("没有", "桌面/书记改.docx", "桌面"),
    ],
)
def test_where_a_comparison_belongs(tmp_path: Path, old: str, new: str, expected: str) -> None:
    """With the later round's project, wherever the command was typed."""
    for folder in (
        "上期/input_workbooks",
        "本期/input_workbooks",
        "本期/output/快照",
        "桌面",
        "存档/二期/快照",
    ):
        (tmp_path / folder).mkdir(parents=True)
    assert usual_folder(tmp_path / old, tmp_path / new) == tmp_path / expected


def test_nothing_is_written_where_the_command_is_typed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The current folder stays as it is; the project's output has the comparison."""
    (tmp_path / "桌面").mkdir()
    monkeypatch.chdir(tmp_path / "桌面")
    assert main(["diff", str(root), str(root)]) == 0
    assert list(Path().iterdir()) == []
    assert (root / "output/变化对照.xlsx").exists()


@pytest.mark.parametrize(("status", "draft"), [("已完成", False), ("差不多", True)])
def test_only_what_could_not_be_published_is_a_draft(root: Path, status: str, draft: bool) -> None:
    """A project compared as it is now is no draft if nothing forbids publication."""
    clerk = Clerk.at(root / "input_workbooks/区教育局/措施01-01.xlsx")
    clerk.put("完成状态", status)
    clerk.save()
    compared = compare_rounds(root, root, root / "output")
    assert compared.comparison is not None
    assert compared.comparison.new.draft is draft
    said = load(root / "output/变化对照.xlsx")["总览"]["A2"].value
    assert ("（草稿）" in said) is draft


TEXTS = st.text(alphabet="一二三四区委整改。，；12.5", max_size=60)


@given(TEXTS, TEXTS)
def test_marks_keep_every_character(before: str, after: str) -> None:
    """The pieces make up both texts, and what is not marked is common to them."""
    old, new = marked(before, after)
    assert ("".join(text for text, _ in old), "".join(text for text, _ in new)) == (before, after)
    common = ["".join(text for text, differs in side if not differs) for side in (old, new)]
    assert common[0] == common[1]


@given(TEXTS, TEXTS)
def test_sentence_edits_lose_nothing(before: str, after: str) -> None:
    """Every sentence that is only on one side is in an edit."""
    edits = sentence_edits(before, after)
    assert sum(len(edit.after) - len(edit.before) for edit in edits) == len(after) - len(before)
    assert (edits == ()) == (before == after)


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        (
            "收回12万元。印发通知。",
            "收回13万元。印发通知。",
            [Edit("收回12万元。", "收回13万元。")],
        ),
        ("印发通知。", "召开会议。印发通知。", [Edit("", "召开会议。")]),
        ("召开会议。印发通知。", "召开会议。", [Edit("印发通知。", "")]),
    ],
)
def test_sentences_compared(before: str, after: str, edits: list[Edit]) -> None:
    """A sentence is reworded, added or removed."""
    assert list(sentence_edits(before, after)) == edits


@given(
    st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8)
)
def test_alignment_keeps_everything_once(old: list[str], new: list[str]) -> None:
    """Every thing of both rounds is in one pair."""
    pairs = align(old, new, key=lambda thing: thing, identity=lambda thing: thing)
    assert [pair.new for pair in pairs if pair.new is not None] == new
    assert Counter(pair.old for pair in pairs if pair.old is not None) == Counter(old)
