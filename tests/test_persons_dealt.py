"""Persons dealt with: how prose tells of them, and what is registered."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import Project, table

from compiler.chinese.sanctions import agree, governing, told_persons
from compiler.commands.checking import analyse
from compiler.commands.compilation import check_document

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.mark.parametrize(
    ("printed", "registered", "same"),
    [
        ("党内警告", "党纪政务处分", True),
        ("党内警告", "党内严重警告", False),
        ("谈话提醒", "提醒谈话", True),
        ("诫勉谈话", "诫勉", True),
        ("诫勉", "批评教育", False),
        ("问责", "诫勉", True),
    ],
)
def test_words_for_one_way(printed: str, registered: str, same: bool) -> None:
    """A kind and one of its sanctions agree; two particular ones do not."""
    assert agree(printed, registered) is same


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("给予甲局局长张某、乙局科长李某诫勉。", "诫勉"),
        ("给予乙局科长李某党内警告、丙局科长王五政务记过处分。", "党内警告"),
        ("诫勉2人：乙局科长李某、王五；批评教育1人：赵六。", "诫勉"),
        ("批评教育1人：赵六，诫勉1人：李某。", "诫勉"),
        ("乙局科长李某已作出说明。", ""),
    ],
)
def test_the_way_that_governs_a_name(text: str, way: str) -> None:
    """It follows the name, or stands before it with a colon."""
    start = text.index("李某")
    assert governing(text, start, start + 2) == way


def test_numbers_beside_their_way() -> None:
    """Before and behind, in digits and numerals; times are no persons."""
    told = told_persons("诫勉3人，对两名干部进行批评教育，约谈5人次，处理14人。")
    assert [(one.way, one.number) for one in told] == [("诫勉", 3), ("批评教育", 2), ("处理", 14)]


PERSONS = """
姓名   | 职务             | 处理方式 | 处理口径             | 公开方式
郝峻岩 | 柳汀镇副镇长     | 诫勉     | 移交信访件和问题线索 | 公开
麦沅   | 柳汀镇财政所所长 | 诫勉     | 移交信访件和问题线索 | 公开
钟律   | 柳汀镇会计       | 诫勉     | 移交信访件和问题线索 | 公开
王砚冬 | 柳汀镇干部       | 批评教育 | 移交信访件和问题线索 | 不公开
"""
ALL = "给予柳汀镇副镇长郝峻岩、柳汀镇财政所所长麦沅、柳汀镇会计钟律诫勉"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"诫勉3人、批评教育1人：{ALL}。", []),
        (f"诫勉3人、批评教育6人。{ALL}。", []),
        (f"诫勉2人、批评教育1人。{ALL}。", ["C037"]),
        (f"{ALL[:-2]}批评教育。", ["C036", "C036", "C036"]),
        (ALL.replace("、柳汀镇财政所所长麦沅", "") + "。", ["C038"]),
        (ALL.replace("麦沅", "麦元") + "。", ["C039"]),
        (ALL.replace("、柳汀镇会计", "、柳汀镇站长石敬、柳汀镇会计") + "。", ["C039"]),
        (f"{ALL}，给予柳汀镇干部王砚冬批评教育。", ["D008"]),
        ("有关责任人已受到处理。", []),
    ],
)
def test_persons_against_the_register(
    project: Project, tmp_path: Path, text: str, codes: list[str]
) -> None:
    """Under their sanction, all of them, nobody else, and as many as can be counted."""
    project.tables["处理人员"] = table(PERSONS)
    project.form("措施02-01").tables["处理情况"].append({"处理方式": "批评教育", "处理人数": "5"})
    project.tables["篇章"][5]["文字"] = text
    found = check_document(analyse(project.write(tmp_path))).diagnostics
    assert [d.code for d in found if d.code in ("C036", "C037", "C038", "C039", "D008")] == codes
