"""Another place's name where one's own belongs."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.judging import told_of

from compiler.chinese.divisions import divisions, divisions_in, own_area
from compiler.commands.checking import Analysis, analyse

pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def analysis(small_template: Path) -> Analysis:
    return analyse(small_template)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("滨湖区委召开常委会会议。", [("T087", "滨湖区委")]),
        ("印发《滨湖区学位建设办法》。", [("T087", "滨湖区")]),
        ("滨湖区教育局会同柳汀镇排查。", [("T087", "滨湖区教育局")]),
        ("在滨湖区新建学校3所。", [("T088", "滨湖区")]),
        ("县委专题研究，我县新建学校3所。", [("T089", "县委"), ("T089", "我县")]),
        ("经滨湖区人民政府审定后印发。", [("T087", "滨湖区人民政府")]),
        (
            "报请滨湖区委同意，提请滨湖区人大常委会审议。",
            [("T087", "滨湖区委"), ("T087", "滨湖区人大")],
        ),
        ("会同望澜县水务局巡查。", [("T089", "望澜县")]),
        ("经滨湖区人民法院判决，与滨湖区政府会商同意。", []),
        ("原望澜县水务局、望澜县志、望澜县域。", []),
        ("赴滨湖区考察学习，与滨湖区政府签订协作协议。", []),
        ("学习《滨湖区学位建设办法》的做法。", []),
        ("对口帮扶的滨湖区教育局派教师12名。", []),
        ("滨湖区、包河区、蜀山区的来件3件。", []),
        ("沿海城市群、老城区、和平社区、各县区、全市县级以上医院。", []),
        ("福建省厦门市湖里区某某建设有限公司中标。", []),
        ("望澜区委召开常委会会议，望澜区柳汀镇排查。", []),
        ("滨湖区某某建设有限公司中标。", []),
        ("社区委员、小区委托物业、市县委书记。", []),
    ],
)
def test_other_places(analysis: Analysis, text: str, expected: list[tuple[str, str]]) -> None:
    assert told_of(text, analysis, "other_places") == expected


@pytest.mark.parametrize(
    ("organ", "address", "name", "above"),
    [
        ("中共望澜区委", "云湖省清渡市望澜区澜堤路8号", "望澜区", {"云湖省", "清渡市"}),
        ("中共丰城市委", "", "丰城市", {"江西省", "宜春市"}),
        ("中国共产党包河区委员会", "", "包河区", {"安徽省", "合肥市"}),
        ("石狮市人民政府", "", "石狮市", {"福建省", "泉州市"}),
    ],
)
def test_own_area(organ: str, address: str, name: str, above: set[str]) -> None:
    own = own_area([organ], [address])
    assert own is not None
    assert (own.name, own.above) == (name, frozenset(above))


@pytest.mark.parametrize("organ", ["", "区教育局党组", "办公室", "中共"])
def test_no_own_area(organ: str) -> None:
    assert own_area([organ], []) is None


def test_the_table_has_every_level() -> None:
    """31 provinces, 333 prefectures less those without a name of their own, some 2,900 counties."""
    names = divisions()
    assert sum(not above for above in names.values()) >= 31
    assert 2800 < len(names) < 3500
    assert [name for name, _, _ in divisions_in("在合肥市包河区和杭州市")] == [
        "合肥市",
        "包河区",
        "杭州市",
    ]
