"""Numbers, marks and names in the ways that people and programs write them, and what only looks like them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import Project

from compiler.checks.registry import TEXT_CHECKS
from compiler.chinese.withheld import identity
from compiler.chinese.withheld.names import names_in, spellings
from compiler.chinese.withheld.secrecy import secrecy_marks
from compiler.commands.checking import analyse
from compiler.vocab import Severity

MOBILE, IDENTITY = "13812345678", "110101199003070417"
UNSEEN = [chr(code) for code in range(0x20, 0x3200) if unicodedata.category(chr(code)) in ("Cf", "Mn", "Me")]  # fmt: skip
BLANKS = [chr(code) for code in range(0x80, 0x3200) if unicodedata.category(chr(code)) == "Zs"]


@pytest.mark.parametrize(
    "written",
    [
        "138-1234-5678", "138 1234 5678", "138 - 1234 - 5678", "138.1234.5678", "138—1234—5678", "138·1234·5678",
        "138‑1234‑5678", "138-123-45678", "1381-2345-678", "138123 45678", "+86 13812345678", "008613812345678",
        "013812345678", "wx13812345678", "Tel13812345678", "１３８１２３４５６７８", "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "138\u3000 1234\u30005678",
    ],
)  # fmt: skip
def test_mobile_numbers_as_people_write_them(written: str) -> None:
    text = f"有疑问请拨{written}，办结。"
    (seen,) = identity.mobile_numbers(text)
    assert text[seen.start : seen.end].endswith(written[-3:])
    assert text[seen.start : seen.end] in text


@pytest.mark.parametrize(
    "text",
    [
        "总投资13500000000元", "流转13812345678亩", "清淤13812345678立方米", "点击13812345678次", "拨付13812345678万元",
        "归档13812345678份", "档案号138-1234-5678", "文件编号：13812345678", "订单号13812345678", "增长13812.345678%",
        "投资额13800001234.56元", "编码A13812345678", "2024.12.31 15:20", "第13812345678901234号", "共13600000000千克", "用电13812345678千瓦时", "发票号码13812345678",
    ],
)  # fmt: skip
def test_amounts_counts_and_codes_are_no_mobile_numbers(text: str) -> None:
    assert list(identity.mobile_numbers(text)) == []


@pytest.mark.parametrize(
    "written",
    [
        "110101 19900307 0417", "110101-19900307-0417", "1101 0119 9003 0704 17", "110101.19900307.0417",
        "ID110101199003070417", "１１０１０１１９９００３０７０４１７",
    ],
)  # fmt: skip
def test_identity_numbers_as_people_write_them(written: str) -> None:
    (seen,) = identity.identity_numbers(f"责任人（{written}）")
    assert seen.text == IDENTITY


@pytest.mark.parametrize(
    "behind", ["张三", "方面", "街道办", "本人", "次日", "户主", "，", "（办）"]
)
def test_words_behind_a_number_that_are_no_units(behind: str) -> None:
    assert len(list(identity.mobile_numbers(f"请拨{MOBILE}{behind}"))) == 1


@pytest.mark.parametrize("last", ["X", "x", "Ⅹ", "ⅹ", "Х", "×", "Ｘ"])
def test_the_last_place_of_an_identity_number(last: str) -> None:
    number = next(f"11010119900307{n:03d}" for n in range(999) if identity.checksum_holds(f"11010119900307{n:03d}X"))  # fmt: skip
    (seen,) = identity.identity_numbers(f"身份证{number}{last}号")
    assert identity.checksum_holds(seen.text)


@given(st.sampled_from(UNSEEN), st.integers(1, 10))
def test_what_cannot_be_seen_hides_no_number(character: str, position: int) -> None:
    text = f"电话{MOBILE[:position]}{character}{MOBILE[position:]}。"
    (seen,) = identity.mobile_numbers(text)
    assert text[seen.start : seen.end].replace(character, "") == MOBILE


@given(st.sampled_from(BLANKS), st.sampled_from([3, 7]))
def test_any_blank_parts_a_number_as_an_ordinary_one_does(blank: str, position: int) -> None:
    other = 10 - position
    first, last = min(position, other), max(position, other)
    text = f"电话{MOBILE[:first]}{blank}{MOBILE[first:last]}{blank}{MOBILE[last:]}。"
    assert len(list(identity.mobile_numbers(text))) == 1


MARKS = [
    "【内部】", "（内部）", "[内部掌握]", "〔内部传阅〕", "【不公开】", "［涉密］", "（机密）", "机密★", "秘密★1年", "秘密☆", "机密*5年",
    "机密·3年", "【 秘密 】", "密级：机密", "内部资料，请勿外传", "（不得外传）", "此件不予公开", "仅供内部参考", "以上材料严禁外传。",
]  # fmt: skip
SAID_OF_MARKS = [
    "标注“机密★”的文件未登记", "对“密级：机密”的标注不规范问题", "试题不得外传", "严禁外传考题", "对不得外传的规定落实不到位",
    "仅供内部使用的车辆", "密级：", "印有（秘密）级字样", "开展保密教育，查处泄露内部资料问题1起", "内部控制制度", "内部审计（含专项）", "单位（内部情况）摸底",
]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_marks_of_secrecy(mark: str) -> None:
    assert len(list(secrecy_marks(f"有关情况如下。{mark}"))) == 1


@pytest.mark.parametrize("text", SAID_OF_MARKS)
def test_what_is_said_of_marks_is_none(text: str) -> None:
    assert list(secrecy_marks(text)) == []


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("裴望溪", ["裴望溪"]), ("裴 望溪", ["裴望溪"]), ("王　强", ["王强"]), ("裴望溪（女）", ["裴望溪"]),
        ("裴望溪、苏临川", ["裴望溪", "苏临川"]), ("阿卜杜·买买提", ["阿卜杜买买提"]), ("阿卜杜•买买提", ["阿卜杜买买提"]), ("王", []),
    ],
)  # fmt: skip
def test_names_that_a_cell_registers(cell: str, names: list[str]) -> None:
    assert names_in(cell) == names


@pytest.mark.parametrize(
    "text",
    [
        "财政所会计王强挪用公款", "党员王强违反纪律", "王强违规报销", "免去王强职务", "约谈王强。", "查处王强案件", "对王强予以诫勉",
        "王强、苏临川被免职", "给予王　强警告",
    ],
)  # fmt: skip
def test_two_characters_where_a_name_stands(text: str) -> None:
    assert len(list(spellings("王强", text))) == 1


@pytest.mark.parametrize("text", ["国王强调", "用水高峰期", "错开高峰时段", "高峰论坛"])
def test_two_characters_that_are_a_word(text: str) -> None:
    assert [list(spellings(name, text)) for name in ("王强", "高峰")] == [[], []]


@pytest.mark.parametrize("dot", ["·", "•", "‧", "．", "・", ""])
def test_a_withheld_name_however_its_parts_are_joined(
    project: Project, tmp_path: Path, dot: str
) -> None:
    person = {
        "姓名": "阿卜杜·买买提（男）",
        "职务": "会计",
        "处理方式": "批评教育",
        "公开方式": "不公开",
    }
    project.tables["处理人员"] = [person]
    project.form("措施01-02").fields["进展情况"] = f"对阿卜杜{dot}买买提予以批评教育。"
    errors = [d.code for d in analyse(project.write(tmp_path)).found if d.severity is Severity.ERROR]  # fmt: skip
    assert errors == ["D008"]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("66101234", True),
        ("0000-66101234", True),
        ("010-66101234", False),
        ("0000-66101235", False),
    ],
)
def test_an_internal_telephone_with_another_area_is_another(
    project: Project, tmp_path: Path, printed: str, told: bool
) -> None:
    project.form("措施01-02").fields["进展情况"] = f"设立咨询电话{printed}。"
    assert ("D010" in {d.code for d in analyse(project.write(tmp_path)).found}) is told


def test_every_rule_of_the_family_is_a_check_of_what_is_printed() -> None:
    own = [check for check in TEXT_CHECKS if check.__module__.endswith("disclosure")]
    assert len(own) == 11
