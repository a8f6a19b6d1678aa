"""Everything that becomes public is checked, whatever draws it: forbidden things planted in one
place at a time.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from support.disclosure_walk import (
    BARE,
    MOBILE,
    PLANTS,
    at_cell,
    planted,
    printed_cells,
    walk_cells,
    walk_outline,
)
from support.projects import ROOT, Project
from test_second_kind import town  # noqa: F401

from compiler.commands.checking import Analysis, analyse, interpret
from compiler.commands.compilation import check_document
from compiler.commands.compiling import compile_project
from compiler.notice.templates import packaged_templates
from compiler.vocab import Severity
from compiler.wordfile.margins import margin_texts

pytestmark = pytest.mark.usefixtures("read_once")

DRAWN = """
{标题}
{主送机关}:

{导语}
一、{篇章 第一部分}
    {引言}
    (一){小标题}。{正文}
二、整改事项
    (一){方面}
        1.{类别}
            (1)关于“{问题}”的问题({整改类别},{问题状态})
                整改情况:{问题导语}[{分组导语}[一是<{主题句}。>{进展情况}]]
                整改措施:[{整改措施}|;]
                有关情况:[{有关情况说明}]
                |指标|数值|截止|
                |{指标名称}|{数值}{计量单位}|共{信访件总数}件|
{结语}[联系电话:{联系电话}/通信地址:{通信地址}/电子邮箱:{电子邮箱}|;]。

附件:1.整改清单
{落款}
{成文日期}
附件1
整改清单
|序号|问题|目标|领导|单位|时限|
|1|{问题}|[{整改目标}|、]|[{牵头领导}|、]|[{牵头单位}/{责任单位}|、]|{整改时限}|
处理人员:[{姓名}({职务})|、]
"""


def drawn(project: Project, root: Path) -> Path:
    """Write the small project with a kind of its own: a table, an attachment, placeholders,
    joined values.
    """
    project.information |= {
        "通报种类": "自画",
        "主送机关": "区直各单位",
        "电子邮箱": "wlq@example.cn",
    }
    project.tables["处理人员"] = [
        {"姓名": "贺兰溪", "职务": "原会计", "处理方式": "批评教育", "公开方式": "公开"}
    ]
    figures = [{"指标名称": "新增学位", "数值": "540", "计量单位": "个"}]
    project.form("措施01-01").tables["数据指标"] = figures
    folder = project.write(root) / "templates" / "自画"
    folder.mkdir(parents=True)
    folder.joinpath("outline.txt").write_text(DRAWN, encoding="utf-8")
    settings = (packaged_templates() / "xunshi" / "kind.toml").read_text(encoding="utf-8")
    folder.joinpath("kind.toml").write_text(settings, encoding="utf-8")
    return root


def judge(analysis: Analysis, root: Path, cells: int, texts: int) -> None:
    """Walk, and demand an error of disclosure on every place; a number or a date that can hold no
    mark is refused.
    """
    assert len(printed_cells(analysis)) >= cells
    for one in walk_cells(analysis, root):
        typed = one.refused and one.plant == "mark"
        assert one.told or typed, (one.place.describe(), one.plant, one.codes)
    walked = list(walk_outline(analysis))
    assert len(walked) >= texts * len(PLANTS)
    assert [one for one in walked if not one.told] == []


def test_every_cell_of_a_small_notice(root: Path) -> None:
    judge(analyse(root), root, cells=30, texts=15)


def test_every_cell_of_the_second_kind(town: Path) -> None:  # noqa: F811
    judge(analyse(town), town, cells=25, texts=12)


def test_every_cell_of_a_kind_drawn_for_this(project: Project, tmp_path: Path) -> None:
    root = drawn(project, tmp_path)
    analysis = analyse(root)
    assert analysis.printed is not None
    labels = {
        run.origin.role
        for p in analysis.printed.document.paragraphs
        for run in p.runs
        if run.origin
    }
    assert len(labels) >= 12
    judge(analysis, root, cells=45, texts=25)


def test_every_cell_of_the_sample_at_once(sample_analysis: Analysis) -> None:
    """One at a time this takes minutes (tests/benchmarks/disclosure_walk.py); planted everywhere
    at once, each is told.
    """
    cells, kind = printed_cells(sample_analysis), sample_analysis.kind
    assert kind is not None
    assert len(cells) > 380
    for name, text in PLANTS.items():
        register, forms = planted(sample_analysis, set(cells), name, text)
        _, found = interpret(register, forms, ROOT, kind)
        errors = [d for d in found if d.severity is Severity.ERROR]
        told = {at_cell(span) for d in errors if d.code[0] == "D" for span in d.spans}
        refused = {at_cell(span) for d in errors if d.code[0] == "V" for span in d.spans}
        assert [cell.describe() for cell in cells if cell not in told | refused] == []
        assert (
            len(set(cells) & (refused - told)) <= 6
        )  # counts of 办理情况 and declared figures can hold no mark


def disclosed(root: Path) -> set[tuple[str, str]]:
    """Return the errors of disclosure that ``zhenggai check`` finds, as (code, place)."""
    found = check_document(analyse(root)).diagnostics
    return {
        (d.code, d.spans[0].describe())
        for d in found
        if d.code[0] == "D" and d.severity is Severity.ERROR
    }


@pytest.mark.parametrize(
    ("label", "value", "codes"),
    [
        ("联系电话", MOBILE, []),
        ("联系电话", f"0000-66100000（张三，{MOBILE}）", ["D003"]),
        ("联系电话", f"0000-66100000、{MOBILE}", ["D003"]),
        ("联系电话", f"{MOBILE}、13912345678", ["D003"]),
        ("联系电话", f"{MOBILE}（身份证{BARE['identity']}）", ["D001"]),
        ("联系电话", "0000-66100000、0000-66100001", []),
        ("联系电话", "１３８１２３４５６７８", []),
        ("电子邮箱", f"{MOBILE}@example.cn", []),
        ("电子邮箱", f"wl{MOBILE}@example.cn", []),
        ("电子邮箱", f"{MOBILE}@example.cn（{MOBILE}）", ["D003"]),
        ("电子邮箱", f"wl@example.cn {MOBILE}", ["D003"]),
        ("电子邮箱", f"wl@{MOBILE}", ["D003"]),
        ("通信地址", "望澜区镜湖路1号", []),
        (
            "通信地址",
            f"望澜区镜湖路1号（联系人张三，手机{MOBILE}，身份证{BARE['identity']}）",
            ["D001", "D003"],
        ),
        ("通信地址", "望澜区镜湖路1号（内部资料）", ["D007"]),
        ("发文机关", f"中共望澜区委{MOBILE}", ["D003"]),
        ("主送机关", "区直各单位【秘密】", ["D007"]),
    ],
)
def test_what_a_field_is_for_passes_and_anything_beside_it_is_found(
    project: Project, tmp_path: Path, label: str, value: str, codes: list[str]
) -> None:
    project.information |= {"电子邮箱": "wlq@example.cn", label: value}
    assert sorted(code for code, _ in disclosed(project.write(tmp_path))) == codes


def test_a_number_that_falls_across_runs(project: Project, tmp_path: Path) -> None:
    """The parts of a number stand in the prose and in a figure's cell: both are named."""
    project.tables["篇章"][1 + 1]["文字"] = "有疑问请拨138{新增学位}678。"
    project.form("措施01-01").tables["数据指标"] = [
        {"指标名称": "新增学位", "数值": "12345", "计量单位": "个"}
    ]
    found = [
        d for d in check_document(analyse(project.write(tmp_path))).diagnostics if d.code == "D003"
    ]
    (diagnostic,) = found
    assert {span.sheet for span in diagnostic.spans} == {"篇章", "填报表"}


@pytest.mark.parametrize("split", [1, 3, 7, 10])
def test_a_number_that_begins_in_the_set_wording(
    project: Project, tmp_path: Path, split: int
) -> None:
    root = drawn(project, tmp_path)
    outline = root / "templates" / "自画" / "outline.txt"
    text = outline.read_text(encoding="utf-8").replace(
        "指标|数值", f"{MOBILE[:split]}{{计量单位}}|数值"
    )
    outline.write_text(
        text.replace("|{指标名称}|", f"|{MOBILE[:split]}{{指标名称}}|"), encoding="utf-8"
    )
    project.form("措施01-01").tables["数据指标"] = [
        {"指标名称": MOBILE[split:], "数值": "5", "计量单位": "个"}
    ]
    project.write(root)
    assert "D003" in {code for code, _ in disclosed(root)}


@pytest.mark.parametrize(
    "number",
    [
        "１３８１２３４５６７８", "138-1234-5678", "138 1234 5678", "+86 13812345678", "Tel13812345678", "电话.13812345678",
        "110101 19900307 0417", "110101-19900307-0417", "１１０１０１１９９００３０７０４１７",
    ],
)  # fmt: skip
def test_numbers_in_every_writing(project: Project, tmp_path: Path, number: str) -> None:
    project.form("措施01-02").fields["进展情况"] = f"已公布{number}，办结。"
    assert {code for code, _ in disclosed(project.write(tmp_path))} & {"D001", "D003"}


def with_margins(root: Path, header: str, footer: str) -> None:
    """Give a project a ``styles.docx`` of its own with words above and below every page."""
    folder = root / "templates" / "xunshi"
    folder.mkdir(parents=True)
    for file in (packaged_templates() / "xunshi").iterdir():
        folder.joinpath(file.name).write_bytes(file.read_bytes())
    base = docx.Document(str(folder / "styles.docx"))
    base.sections[0].header.paragraphs[0].text = header
    base.sections[0].even_page_footer.add_paragraph(footer)
    base.save(str(folder / "styles.docx"))


def test_headers_and_footers_of_the_style_file(root: Path) -> None:
    with_margins(root, f"联系人{MOBILE}", "内部资料，注意保存")
    assert disclosed(root) == {
        ("D003", "templates/xunshi/styles.docx 页眉（第4—14字）"),
        ("D007", "templates/xunshi/styles.docx 页脚（第1—9字）"),
    }
    assert not compile_project(root).publishable
    assert not (root / "output" / "通报.docx").exists()


def test_margins_of_any_file_are_read_or_passed_over() -> None:
    base = docx.Document()
    base.sections[0].footer.paragraphs[0].add_run("甲").add_tab()
    base.sections[0].footer.add_paragraph("乙")
    buffer = BytesIO()
    base.save(buffer)
    assert [text.value for text in margin_texts(buffer.getvalue(), "styles.docx")] == ["甲 ", "乙"]
    assert margin_texts(buffer.getvalue()[:200], "styles.docx") == ()
    assert margin_texts(b"", "styles.docx") == ()


@pytest.mark.parametrize(
    ("word", "start"),
    [
        ('name = "未完成', 4),
        ('office = "巡视整改', 5),
        ('default_title = "关于', 3),
        ('closing_words = ["欢迎', 3),
    ],
)
def test_words_of_the_kind(project: Project, tmp_path: Path, word: str, start: int) -> None:
    """A status is printed as kind.toml calls it."""
    root = drawn(project, tmp_path)
    settings = root / "templates" / "自画" / "kind.toml"
    text = settings.read_text(encoding="utf-8").replace(word, f"{word}{MOBILE}")
    settings.write_text(text, encoding="utf-8")
    line = _line(text, MOBILE)
    place = f"templates/自画/kind.toml 第{line}行（第{start}—{start + 10}字）"
    assert ("D003", place) in disclosed(root)


def _line(text: str, word: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if word in line)


def test_no_waiver_lifts_disclosure(project: Project, tmp_path: Path) -> None:
    project.form("措施01-02").fields["进展情况"] = f"有疑问请拨打{MOBILE}，核查公务用车京A12345。"
    project.tables["豁免"] = [
        {"规则": code, "位置": "措施01-02", "理由": "已经本人同意", "批准人": "柏栋材"}
        for code in ("D003", "D005")
    ]
    found = {d.code for d in check_document(analyse(project.write(tmp_path))).diagnostics}
    assert {"D003", "D005", "L050"} <= found
