"""Names of units as files: safe on every system, distinct, and read back."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.projects import small

from compiler.cli.main import main
from compiler.outputs.check_report_rows import unit_of
from compiler.storage.names import LENGTH, name_of, safe_name, safe_names

pytestmark = pytest.mark.usefixtures("read_once")

NAMES = st.text(st.sampled_from("区局一CcOoNnUuLl%2Ff/\\:. ~é\u0301e1$\n\ud800?"), min_size=1)
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"
}
"""As Microsoft lists them."""


def on_windows(name: str) -> str:
    """Return the file that Windows opens under a name; what it refuses is an error."""
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(ord(character) < 32 for character in name)
    assert name.split(".")[0].rstrip(" ").upper() not in RESERVED
    assert PureWindowsPath(name).name == name
    assert len(name.encode("utf-16-le")) // 2 <= 255
    return name.rstrip(" .").upper()


def on_macos(name: str) -> str:
    """Return the file that macOS opens under a name."""
    return unicodedata.normalize("NFD", name).casefold()


@given(NAMES)
@example("CON")
@example("nul.txt")
@example("LPT1 .x")
@example("com¹")
@example("末尾有点.")
@example("末尾有空格 ")
@example(".zhenggai-某局")
@example("~$总台账")
@example("100%办")
@example("100%25办")
@example("区教育局%2F一科")
@example("..")
def test_a_name_is_safe_and_read_back(name: str) -> None:
    safe = safe_name(name)
    on_windows(f"{safe}.zip")
    assert on_windows(safe) == safe.upper()
    assert len(safe.encode()) <= LENGTH
    assert not safe.startswith((".", "~$"))
    if len(name.encode(errors="surrogatepass")) * 3 <= LENGTH:
        assert name_of(safe) == name


@given(st.lists(NAMES, max_size=6))
@example(["区教育局/一科", "区教育局_一科", "区教育局\\一科", "区教育局%2F一科"])
@example(["CBD管委会", "cbd管委会", "Cbd管委会"])
@example(["\u00e9局", "e\u0301局"])
@example(["局" * 90, "局" * 90 + "一", "局" * 89 + "一"])
@example(["con", "CON", "Con"])
def test_names_are_distinct_on_every_system(names: list[str]) -> None:
    safe = safe_names(names)
    assert safe.keys() == set(names)
    for kept in on_windows, on_macos, str:
        assert len({kept(f"{own}.zip") for own in safe.values()}) == len(set(names))


@pytest.mark.parametrize(
    "name", ["区教育局", "望澜区CBD管委会", "区委（区政府）办公室", "区教育局_一科", "100%办"]
)
def test_ordinary_names_stay(name: str) -> None:
    assert safe_name(name) == name


def test_a_file_of_ours_has_room_for_what_is_added() -> None:
    """The longest name fits with every ending and mark of ours into what a disk takes."""
    name = safe_name("委" * 90)
    assert len(f"已过期-{name}（改动稿 2025-01-13 10时30分 12）.xlsx".encode()) <= 255
    assert name_of("局%E5") == "局%E5"


UNITS = {
    "slashes": ("区教育局/一科", "区教育局_一科", "区教育局\\一科"),
    "devices": ("CON", "nul", "LPT1"),
    "case": ("CBD管委会", "cbd管委会", "Cbd管委会"),
    "long": tuple(f"{'望澜区' * 29}第{number}办" for number in "一二三"),
    "dots": ("区教育局.", "区教育局", "区教育局.."),
}


@pytest.mark.parametrize("names", UNITS.values(), ids=UNITS)
def test_every_unit_gets_its_own(
    names: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Issued forms, archives, reminders: one for each unit, however it is called, and all of them
    names that Windows takes.
    """
    project = small()
    project.forms = {}
    directory, plans = project.tables["单位名录"], project.tables["措施清单"]
    for name, row, plan in zip(names, directory, plans[:1] + plans[2:], strict=True):
        row |= {"单位名称": name, "别名": ""}
        plan["牵头单位"] = name
    for plan in plans:
        plan["责任单位"] = ""
    plans[1]["牵头单位"] = names[0]
    root = project.write(tmp_path / "项目")
    assert main(["issue", str(root), "--as-of", "2025-01-13"]) == 0
    archives = list((root / "output/发放").glob("*.zip"))
    assert len(archives) == 3
    assert {unit_of(path.relative_to(root).as_posix()) for path in root.rglob("措施*.xlsx")} <= (
        set(names) | {safe_name(name) for name in names if len(name) > 50}
    )
    assert main(["status", str(root), "--as-of", "2025-02-13"]) == 1
    assert len(list((root / "output/催报").glob("*.txt"))) == 3
    for path in root.rglob("*"):
        on_windows(path.name)
