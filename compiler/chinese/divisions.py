"""The administrative divisions of China from province to county: which are named in a text, and which
a notice calls its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import attrs

from compiler.recall import recalled

LEVELS = "省市区县旗州盟"
END = re.compile(f"[{LEVELS}]")
LONGEST = 12
"""双江拉祜族佤族布朗族傣族自治县 is longer; the twelve letters before its end are looked at."""
COMPONENT = re.compile(f"[\u4e00-\u9fff]{{2,11}}?[{LEVELS}]")
ORGAN = re.compile(
    "^(?:中国共产党|中共)?(.*?[省市区县旗州盟])(?:委|人民政府|政府|人大|政协|纪|监|$)"
)
COMMON = frozenset(
    [
        "城区",
        "郊区",
        "矿区",
        "新城区",
        "老城区",
        "市中区",
        "城中区",
        "城东区",
        "城西区",
        "城南区",
        "城北区",
        "城关区",
        "河东区",
        "河西区",
        "河南区",
        "河北区",
        "江东区",
        "江北区",
        "江南区",
        "海港区",
        "港口区",
        "港北区",
        "港南区",
        "路南区",
        "路北区",
        "桥东区",
        "桥西区",
        "桥头区",
        "山城区",
        "新市区",
        "解放区",
        "工农区",
        "东区",
        "西区",
        "南区",
        "北区",
        "中区",
        "特区",
        "林区",
        "新区",
        "开发区",
        "新兴区",
        "和平区",
        "友好区",
        "前进区",
        "向阳区",
        "西市区",
        "东城区",
        "西城区",
        "南城区",
        "北城区",
        "海城市",
        "都市区",
        "新华区",
        "新建区",
        "中原区",
        "大通区",
        "高港区",
        "中站区",
        "通城县",
        "新城市",
        "晋城市",
        "运城市",
        "城市",
    ]
)
"""Names that may as well be common words, or end in one (沿海城市): no place is told by them alone."""


@recalled()
def divisions() -> Mapping[str, frozenset[str]]:
    """Return every division with those it lies in, of all places of one name."""
    lines = (
        resources.files("compiler.chinese").joinpath("divisions.txt").read_text(encoding="utf-8")
    ).splitlines()
    above: dict[str, set[str]] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        province, city, counties = line.split("\t")
        above.setdefault(province, set())
        if city != "-":
            above.setdefault(city, set()).add(province)
        for county in counties.split():
            above.setdefault(county, set()).update({province, city} - {"-"})
    return {name: frozenset(names) for name, names in above.items()}


def divisions_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the divisions that a text names in full: the longest name at each end, and its range."""
    known = divisions()
    for match in END.finditer(text):
        end = match.end()
        for start in range(max(0, end - LONGEST), end - 1):
            if text[start:end] in known:
                yield text[start:end], start, end
                break


@attrs.frozen
class OwnArea:
    """The division whose notice it is, and those that it lies in; ``name`` ends in its level."""

    name: str
    above: frozenset[str]

    @property
    def level(self) -> str:
        """区, 县, 市 or what else the division is."""
        return self.name[-1]


def own_area(organs: Iterable[str], addresses: Iterable[str]) -> OwnArea | None:
    """Return the division of the first organ (中共甲市乙区委) that names one.

    What it lies in is told by the organ's name, by an address, and by the table of divisions.
    """
    for organ in organs:
        match = ORGAN.match(organ)
        parts = COMPONENT.findall(match[1]) if match else []
        if parts and "".join(parts) == match[1]:  # type: ignore[index]
            name = parts[-1]
            above = {*parts[:-1], *divisions().get(name, ())}
            for address in addresses:
                before, found, _ = address.partition(name)
                above.update(COMPONENT.findall(before) if found else ())
            return OwnArea(name, frozenset(above))
    return None
