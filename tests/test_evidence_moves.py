"""Evidence stays with its measure when numbers change, and no folder comes to hold that of two."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.projects import Project
from support.reissue import a_round, changed, issued_round, put_register, rows

from compiler.analysis.reissue import Judgement
from compiler.commands.issuing import issue_forms
from compiler.storage import files as storage
from compiler.storage.journal import resume
from compiler.storage.publish import publish
from compiler.storage.written import EVIDENCE_FOLDER, read_record

UNITS = {
    "措施01-01": "区教育局",
    "措施01-03": "区教育局",
    "措施02-01": "区民政局",
    "措施03-01": "区教育局",
}


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of seven measures, all answered, with evidence for some under one file name."""
    root = issued_round(tmp_path_factory.mktemp("answered"))
    publish(root, {root / name: content for name, content in evidence_of(UNITS).items()})
    own = root / EVIDENCE_FOLDER / "区教育局/措施01-01/甲/自己放的.pdf"
    own.parent.mkdir()
    own.write_bytes("措施01-01".encode())
    return root


@pytest.fixture
def root(answered: Path, tmp_path: Path) -> Path:
    return shutil.copytree(answered, tmp_path / "项目")


@pytest.fixture
def project() -> Project:
    return a_round()


def evidence_of(units: dict[str, str]) -> dict[str, bytes]:
    """Return a file for each measure that says whose it is."""
    return {
        f"{EVIDENCE_FOLDER}/{unit}/{measure}/纪要.pdf": measure.encode()
        for measure, unit in units.items()
    }


def lying(root: Path) -> dict[str, set[str]]:
    """Return which measures' evidence lies in each folder, by what those were called at first."""
    found: dict[str, set[str]] = {}
    for path in (root / EVIDENCE_FOLDER).rglob("*"):
        if path.is_file():
            name = "/".join(path.relative_to(root / EVIDENCE_FOLDER).parts[:2])
            found.setdefault(name, set()).add(path.read_text())
    return found


def folders(root: Path) -> list[str]:
    return sorted(path.name for path in (root / EVIDENCE_FOLDER / "区教育局").iterdir())


def renumber(project: Project, **numbers: str) -> None:
    now = rows(project)
    for was, number in numbers.items():
        now[was]["措施编号"] = number


def test_numbers_exchanged(root: Path, project: Project) -> None:
    """The files of one name change places; whoever put them there; the record follows."""
    renumber(project, **{"措施01-01": "措施01-03", "措施01-03": "措施01-01"})
    issue = changed(root, project)
    assert lying(root) == {
        "区教育局/措施01-03": {"措施01-01"},
        "区教育局/措施01-01": {"措施01-03"},
        "区民政局/措施02-01": {"措施02-01"},
        "区教育局/措施03-01": {"措施03-01"},
    }
    assert (root / EVIDENCE_FOLDER / "区教育局/措施01-03/甲/自己放的.pdf").is_file()
    assert not (root / EVIDENCE_FOLDER / "区教育局/措施01-01/甲").exists()
    assert not issue.set_aside
    listed = {name for name in read_record(root) if name.startswith(EVIDENCE_FOLDER)}
    assert listed == set(evidence_of(UNITS))
    assert issue_forms(root).evidence == ()


def test_numbers_in_a_chain(root: Path, project: Project) -> None:
    renumber(project, **{"措施01-01": "措施01-03", "措施01-03": "措施01-04"})
    issue = changed(root, project)
    assert {(it.old, it.new) for it in issue.evidence} == {
        ("佐证材料/区教育局/措施01-01", "佐证材料/区教育局/措施01-03"),
        ("佐证材料/区教育局/措施01-03", "佐证材料/区教育局/措施01-04"),
    }
    assert folders(root) == ["措施01-03", "措施01-04", "措施03-01"]
    assert lying(root)["区教育局/措施01-04"] == {"措施01-03"}


def test_removed_twice_under_one_number(root: Path, project: Project) -> None:
    """The evidence of what is no more lies in folders of its own."""
    table = project.tables["措施清单"]
    table.remove(rows(project)["措施01-01"])
    renumber(project, **{"措施01-03": "措施01-01"})
    changed(root, project)
    assert lying(root)["区教育局/措施01-01（已撤销）"] == {"措施01-01"}
    assert lying(root)["区教育局/措施01-01"] == {"措施01-03"}
    table.remove(rows(project)["措施01-01"])
    changed(root, project)
    assert lying(root)["区教育局/措施01-01（已撤销）（2）"] == {"措施01-03"}
    assert "措施01-01" not in folders(root)


def test_moved_to_another_unit_and_renumbered(root: Path, project: Project) -> None:
    rows(project)["措施01-01"] |= {"牵头单位": "区民政局", "措施编号": "措施01-09"}
    changed(root, project)
    assert lying(root)["区教育局/措施01-09"] == {"措施01-01"}


def test_not_decided_while_another_has_its_number(root: Path, project: Project) -> None:
    """What waits for a decision lies apart, and is found when that is made."""
    gone = rows(project)["措施01-03"]
    project.tables["措施清单"] += [{**gone, "措施编号": "措施01-05"}]
    renumber(project, **{"措施01-03": "措施01-04", "措施01-01": "措施01-03"})
    issue = changed(root, project)
    assert [one.code for one in issue.diagnostics] == ["L062"]
    (waiting,) = [name for name in folders(root) if "待定" in name]
    assert lying(root)[f"区教育局/{waiting}"] == {"措施01-03"}
    assert lying(root)["区教育局/措施01-03"] == {"措施01-01"}
    assert issue_forms(root).evidence == ()
    issue_forms(root, said=Judgement(same=(("措施01-03", "措施01-05"),)))
    assert lying(root)["区教育局/措施01-05"] == {"措施01-03"}
    assert folders(root) == ["措施01-03", "措施01-05", "措施03-01"]


def test_not_decided_and_nobody_has_its_number(root: Path, project: Project) -> None:
    gone = rows(project)["措施01-03"]
    project.tables["措施清单"] += [{**gone, "措施编号": "措施01-05"}]
    renumber(project, **{"措施01-03": "措施01-04"})
    assert changed(root, project).evidence == ()


def test_what_nobody_knows_is_not_mixed_in(root: Path, project: Project) -> None:
    """A folder under a number that no measure had, where another's evidence comes."""
    stray = root / EVIDENCE_FOLDER / "区教育局/措施01-08/早先.pdf"
    stray.parent.mkdir()
    stray.write_text("不知道")
    renumber(project, **{"措施01-01": "措施01-08"})
    changed(root, project)
    assert lying(root)["区教育局/措施01-08（改号前）"] == {"不知道"}
    assert lying(root)["区教育局/措施01-08"] == {"措施01-01"}


def test_only_looking_moves_nothing(root: Path, project: Project) -> None:
    renumber(project, **{"措施01-01": "措施01-08"})
    put_register(root, project)
    assert len(issue_forms(root, only_look=True).evidence) == 1
    assert lying(root)["区教育局/措施01-01"] == {"措施01-01"}


@pytest.mark.parametrize("fails_at", range(1, 12, 2))
def test_all_or_nothing(
    fails_at: int, root: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a file cannot be moved, none is, nor is a form renumbered."""
    renumber(project, **{"措施01-01": "措施01-03", "措施01-03": "措施01-01"})
    put_register(root, project)
    before = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    count, replace = 0, storage.replace

    def failing(source: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count == fails_at:
            raise PermissionError(13, "open", str(target))
        replace(source, target)

    monkeypatch.setattr(storage, "replace", failing)
    issue = issue_forms(root)
    monkeypatch.undo()
    resume(root)
    after = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    if issue.diagnostics:
        assert [one.code for one in issue.diagnostics][-1][0] == "R"
        assert {path for path in before if before[path] != after.get(path)} == set()
    else:
        assert lying(root)["区教育局/措施01-03"] == {"措施01-01"}
