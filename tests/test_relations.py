"""勾稽关系: the language in which figures are compared, and what becomes of each relation."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.clerk import table_address
from support.projects import Project, diagnose, findings, notice, small, table

from compiler.analysis.expressions import (
    Binary,
    Call,
    Expression,
    ExpressionError,
    FigureName,
    names,
    parse_relation,
)
from compiler.analysis.relations import compute
from compiler.commands.checking import analyse
from compiler.model import computed as records
from compiler.model.report import Report

pytestmark = pytest.mark.usefixtures("read_once")

FIGURES = r"""
指标名称   | 数值  | 计量单位
总数       | 46    | 个
已整治     | 42    | 个
剩余       | 4     | 个
到账       | 1.5   | 亿元
县级资金   | 12000 | 万元
零头       | 30000000 | 元
完成率     | 91.3  | %
零         | 0     | 个
应收(万元) | 10    | 万元
A-B线      | 46    | 个
"""


def shape(expression: Expression) -> str:
    """Return an expression fully bracketed."""
    if isinstance(expression, Binary):
        return f"({shape(expression.left)}{expression.operator}{shape(expression.right)})"
    if isinstance(expression, Call):
        return f"{expression.function}[{' '.join(map(shape, expression.arguments))}]"
    return (
        expression.name
        if isinstance(expression, FigureName)
        else f"{expression.value}{expression.measure_unit}"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"A = B + C * D", "(B+(C*D))"),
        (r"A = B - C - D", "((B-C)-D)"),
        (r"A = B / C / D", "((B/C)/D)"),
        (r"A = (B + C) * D", "((B+C)*D)"),
        (r"A = -B + C", "((0-B)+C)"),
        ("A ＝ B ＋ C × D ÷ E − F", "((B+((C*D)/E))-F)"),
        ("A=（B＋C）×2", "((B+C)*2)"),
        ("A=合计（B）", "合计[B]"),
        ("A=百分比（B，C，1）", "百分比[B C 1]"),
        (r"A = 四舍五入(B / C, 2)", "四舍五入[(B/C) 2]"),
        (r"A = “应收(万元)” + 「B-C」", r"(应收(万元)+B-C)"),
        (r'A = "B C" + 1', "(B C+1)"),
        (r"A = B * 95%", "(B*95%)"),
        (r"A = 12.50", "12.50"),
        (r"A = 5号楼 + 2024年新增", r"(5号楼+2024年新增)"),
        (r"A = 处理人数()", "处理人数[]"),
    ],
)
def test_how_a_relation_is_understood(text: str, wanted: str) -> None:
    """× before +, left to right, brackets and quotes, full width like half width, digits within
    names.
    """
    relation = parse_relation(text)
    assert (shape(relation.left), relation.comparison, shape(relation.right)) == ("A", "=", wanted)


@pytest.mark.parametrize("mark", ["=", "＝", "<", ">", "≤", "≥"])
def test_comparisons(mark: str) -> None:
    """Five ways to compare."""
    assert parse_relation(f"A{mark}B").comparison == mark.replace("＝", "=")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0), ("A", 1), ("A =", 3), ("= B", 0), ("A = B = C", 6), ("A + = B", 4), ("A = (B", 6), ("A = B)", 5),
        ("A = 合计(B", 8), ("A = 合计（B C）", 9), ("A = B C", 6), ("A = B ** C", 7), ("A = “B", 4), ("A = 3个 4", 7), ("A = ()", 5),
    ],
)  # fmt: skip
def test_where_a_relation_stops_making_sense(text: str, position: int) -> None:
    """The error names the character."""
    with pytest.raises(ExpressionError) as caught:
        parse_relation(text)
    assert caught.value.position == position


TEXTS = st.text(
    st.sampled_from('AB总数 0123456789.%+-*/=()<>,“”「」"×÷−≤≥（），＋＝合计百分比'), max_size=30
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=40), TEXTS))
@example("(" * 5000)
@example("A=" + "(" * 5000 + "B" + ")" * 5000)
@example("A=" + "-" * 5000 + "B")
@example("A=" + "+".join(["B"] * 5000))
@example("A=" + "合计(" * 5000)
@example("A=" + "9" * 5000)
def test_any_text_is_a_relation_or_an_error(text: str) -> None:
    """Parsing never raises anything else, and every name stands where it says."""
    try:
        relation = parse_relation(text)
    except ExpressionError as error:
        assert 0 <= error.position <= len(text)
        assert error.expected
        return
    for name in [*names(relation.left), *names(relation.right)]:
        assert name.name in text[name.start : name.end]


# Evaluation


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report with the figures above, all declared by 措施01-01."""
    project = small()
    project.form("措施01-01").tables["数据指标"] = table(FIGURES)
    project.form("措施01-02").tables["数据指标"] = table(
        "指标名称 | 数值 | 计量单位\n总数 | 4 | 个\n会议 | 3 | 次"
    )
    project.form("措施02-01").tables["数据指标"] = table(
        "指标名称 | 数值 | 计量单位\n会议 | 3 | 次"
    )
    report = analyse(project.write(tmp_path_factory.mktemp("p"))).report
    assert report is not None
    return report


def computed(
    report: Report, *relations: str, tolerance: str = "0"
) -> tuple[list[records.TestedRelation], list[str], dict[str, str]]:
    """Evaluate register relations: what was tested, the codes found, and the value of every
    name.
    """
    import attrs

    from compiler.model.register import RelationRule
    from compiler.model.values import Number, Text
    from compiler.span import Span

    span = Span("总台账.xlsx", "勾稽规则", "A4")
    rows = tuple(
        RelationRule(Text(text, span), Number(Decimal(tolerance), tolerance, span), Text("", span))
        for text in relations
    )
    known, tested, found = compute(
        attrs.evolve(report, register=attrs.evolve(report.register, relations=rows))
    )
    assert all(diagnostic.message for diagnostic in found)
    return (
        list(tested[: len(rows)]),
        [diagnostic.code for diagnostic in found],
        {n: c.text + c.measure_unit for n, c in known.items()},
    )


def holds(report: Report, relation: str, tolerance: str = "0") -> bool:
    tested, codes, _ = computed(report, relation, tolerance=tolerance)
    assert codes == []
    return tested[0].holds


@pytest.mark.parametrize(
    "relation",
    [
        "剩余 + 已整治 = “A-B线”",
        "“A-B线” - 剩余 = 已整治",
        "剩余 × 11 − 2 = 已整治",
        "已整治 > 剩余",
        "剩余 < 已整治",
        "剩余 ≤ 4",
        "剩余 ≥ 4",
        "剩余 = 已整治 / 10.5",
        "零 = 剩余 - 4",
        "到账 = 县级资金 + 零头",
        "县级资金 = 到账 - 零头",
        "零头 = 到账 − 县级资金",
        r"“应收(万元)” * 300 = 零头",
        "合计（会议） = 6",
        "个数（会议） = 2",
        "合计（总数） = 50",
        "完成率 = 百分比（已整治， 已整治 + 剩余， 1）",
        "完成率 ≥ 90%",
        "完成率 < 95%",
        "四舍五入（完成率， 0） = 91",
        "已整治 * 50% = 21",
        "50% * 已整治 = 21",
        "已整治 / 50% = 84",
        "四舍五入（2 / 3, 2） = 0.67",
        "四舍五入（125, -1） = 130",
        "处理人数（） = 5",
        "处理人数（提醒谈话） = 5",
        "处理人数（诫勉） = 0",
        "人员数（） = 0",
        "措施总数 = 4",
        "0.1 + 0.2 = 0.3",
        "-剩余 = 0 - 4",
    ],
)
def test_relations_that_hold(report: Report, relation: str) -> None:
    """Exact arithmetic, money in its units, percentages as shares."""
    assert holds(report, relation)


@pytest.mark.parametrize(
    "relation",
    [
        "剩余 + 已整治 = 45",
        "到账 = 县级资金",
        "完成率 ≥ 95%",
        "完成率 = 0.913",
        "剩余 > 4",
        "剩余 < 4",
        "完成率 = 百分比（已整治，已整治 + 剩余，3）",
    ],
)
def test_relations_that_do_not(report: Report, relation: str) -> None:
    """And none holds by accident."""
    assert not holds(report, relation)


def test_tolerance(report: Report) -> None:
    """What rounding loses may be allowed, to the digit."""
    assert holds(report, "完成率 = 百分比（已整治， 已整治 + 剩余， 4）", "0.0043")
    assert not holds(report, "完成率 = 百分比（已整治， 已整治 + 剩余， 4）", "0.0042")


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        ("剩余 = 剩佘", "F002"),
        ("剩余 = 合计（没有）", "F002"),
        ("剩余 = 总数", "F004"),
        ("剩余 = 已整治 / 零", "F005"),
        ("剩余 = 已整治 / （剩余 - 4）", "F005"),
        ("剩余 = 0 / 0", "F005"),
        ("剩余 = 百分比（已整治， 零）", "F005"),
        ("剩余 = 百分比（零， 零）", "F005"),
        ("剩余 = 平均（会议）", "F006"),
        ("剩余 = 合计（会议， 总数）", "F006"),
        ("剩余 = 百分比（剩余）", "F006"),
        ("剩余 = 四舍五入（剩余）", "F006"),
        ("剩余 = 四舍五入（剩余， 99）", "F006"),
        ("剩余 = 四舍五入（剩余， 99999999999999999999）", "F006"),
        ("剩余 = 百分比（剩余， 已整治， 40）", "F006"),
        ("剩余 4", "F003"),
    ],
)
def test_relations_that_cannot_be_evaluated(report: Report, relation: str, code: str) -> None:
    """Each has its code, once."""
    _tested, codes, _ = computed(report, relation)
    assert codes == [code]


def test_definitions_in_any_order(report: Report) -> None:
    """A name may be used above the row that defines it, through any number of rows."""
    _, codes, values = computed(report, "丙 = 乙 * 2", "乙 = 甲 + 1", "甲 = 合计（会议）")
    assert codes == []
    assert (values["甲"], values["乙"], values["丙"]) == ("6次", "7次", "14次")


def test_a_chain_upside_down_looks_for_no_other_meaning(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an unknown name may mean is looked for where nothing defines it in the end."""
    asked: list[str] = []

    def hint(report: Report, name: str, known: Iterable[str]) -> tuple[str, bool]:
        asked.append(name)
        return "", False

    monkeypatch.setattr("compiler.analysis.evaluation.hint_at", hint)
    chain = ["节0=剩余", *(f"节{n}=节{n - 1}+1" for n in range(1, 50)), "末尾=无此数+1"]
    _, codes, values = computed(report, *chain[::-1])
    assert codes == ["F002"]
    assert values["节49"] == "53个"
    assert asked == ["无此数"]


@pytest.mark.parametrize(
    "relations",
    [["甲 = 甲 + 1"], ["甲 = 乙", "乙 = 甲"], ["甲 = 乙", "乙 = 丙", "丙 = 甲"]],
    ids=len,
)
def test_definitions_in_a_circle(report: Report, relations: list[str]) -> None:
    """A circle defines nothing: every row in it is F002."""
    _, codes, values = computed(report, *relations)
    assert codes == ["F002"] * len(relations)
    assert not {"甲", "乙", "丙"} & set(values)


def test_a_second_definition_is_a_test(report: Report) -> None:
    """A defined name on the left again is compared with its value."""
    tested, codes, _ = computed(report, "甲 = 剩余", "甲 = 5")
    assert codes == []
    assert [result.holds for result in tested] == [True, False]


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            TEXTS,
            st.text(max_size=20),
            st.sampled_from(["甲=乙", "乙=剩余/零", "甲=四舍五入（剩余，剩余*9）", "剩余=1/3*3"]),
        ),
        max_size=3,
    )
)
def test_any_relations_are_computed_or_reported(report: Report, relations: list[str]) -> None:
    """Evaluation never raises, whatever stands in the register."""
    tested, codes, _ = computed(report, *relations)
    assert set(codes) <= {"F002", "F003", "F004", "F005", "F006"}
    assert len(tested) + len(codes) >= len(relations)


# Through workbooks


FORM = "input_workbooks/区教育局/措施01-01.xlsx"


def test_a_relation_that_does_not_hold_names_every_operand(
    project: Project, tmp_path: Path
) -> None:
    """F001 at the relation, with the cell of each figure in it."""
    project.form("措施01-01").tables["数据指标"][1]["数值"] = "501"
    root = project.write(tmp_path)
    (diagnostic,) = [d for d in diagnose(root) if d.code == "F001"]
    relation = table_address(root / FORM, "数据指标", "勾稽关系")
    figures = [table_address(root / FORM, "数据指标", "数值", row) for row in range(3)]
    assert [span.cell for span in diagnostic.spans] == [relation, *figures]


def test_a_forms_own_figure_comes_first(project: Project, tmp_path: Path) -> None:
    """In a form's relation a name means that form's figure, though another form has one of the
    same name.
    """
    project.form("措施01-02").tables["数据指标"] = table(
        "指标名称 | 数值 | 计量单位\n公办学位 | 1 | 个"
    )
    assert findings(project.write(tmp_path)) == []


def test_a_defined_total_is_a_placeholder(project: Project, tmp_path: Path) -> None:
    """What 勾稽规则 defines may stand in the office's prose."""
    project.tables["勾稽规则"] = table("关系式\n学位总数 = 合计（新增学位） + 60")
    project.tables["篇章"][2]["文字"] = "新增学位{学位总数}个。"
    root = project.write(tmp_path)
    assert findings(root) == []
    assert "（一）加强组织领导。新增学位600个。" in notice(root)


@pytest.mark.parametrize(("name", "code"), [("措施总教", "L020"), ("会议", "L021")])
def test_placeholders_that_have_no_value(
    project: Project, tmp_path: Path, name: str, code: str
) -> None:
    """An unknown placeholder is L020, one with several values L021, at its characters."""
    for measure, value in (("措施01-02", 3), ("措施02-01", 4)):
        project.form(measure).tables["数据指标"] = [
            {"指标名称": "会议", "数值": value, "计量单位": "次"}
        ]
    project.tables["篇章"][2]["文字"] = "召开{" + name + "}次。"
    root = project.write(tmp_path)
    (diagnostic,) = diagnose(root)
    span = diagnostic.spans[0]
    cell = table_address(root / "input_workbooks/总台账.xlsx", "篇章", "文字", 2, "篇章")
    assert (diagnostic.code, span.cell, span.start, span.end) == (code, cell, 2, 4 + len(name))
