"""What the office adopted into forms, told to the units: on the forms, in the letters, in 经办记录."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from support.absorbed import Printed, printed, tree
from support.clerk import Clerk
from support.editing import WordEdit, edited
from support.office_records import RECORD, adoption_row, scribbled, write_record
from support.projects import findings

from compiler.commands import returning
from compiler.commands.absorbing import list_edits
from compiler.commands.adopting import Adopted, apply_list, undo_last
from compiler.commands.returning import Return, return_forms
from compiler.commands.upgrading import upgrade_project
from compiler.excel.reading.project import read_project
from compiler.schema.contents import REMARK
from compiler.schema.structure import ADOPTED_SHEET, EDIT_MARK, RETURN_SHEET

DAY, NEXT = date(2025, 3, 1), date(2025, 3, 2)
FORM, OTHER = "input_workbooks/区教育局/措施01-01.xlsx", "input_workbooks/区教育局/措施03-01.xlsx"
REGISTER_ROW = {"单位": None, "文件": "input_workbooks/总台账.xlsx", "工作表": "篇章"}


def adopted(root: Path, *measures: str) -> Path:
    """Record an adopted edit of each measure's form, and one of the register; return 经办记录."""
    rows = [adoption_row(number, measure) for number, measure in enumerate(measures, 1)]
    rows.append(adoption_row(9, "", **REGISTER_ROW))
    return write_record(root, adoptions=tuple(rows))


def told_on(root: Path) -> list[str]:
    """Return what 告知日期 says in each row of 采纳改稿."""
    source, found = read_project(root)
    assert found == []
    assert source.office_record is not None
    return [row.entries["told_on"].text for row in source.office_record.tables["adoptions"]]


def send(root: Path, day: date = DAY) -> Return:
    return return_forms(root, root / "output/退回" / day.isoformat(), day)


def packed(root: Path, unit: str = "区教育局", day: date = DAY) -> dict[str, bytes]:
    """Return the files of a unit's pack."""
    with ZipFile(root / "output/退回" / day.isoformat() / f"{unit}.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def letter(files: dict[str, bytes], title: str) -> str:
    return "\n".join(p.text for p in docx.Document(BytesIO(files[f"{title}.docx"])).paragraphs)


def on_form(content: bytes, folder: Path) -> Clerk:
    path = folder / "收到的.xlsx"
    path.write_bytes(content)
    return Clerk.at(path)


def face(clerk: Clerk) -> list[str]:
    """Return the lines of a form that speak of adopted edits."""
    texts = [str(cell.value) for row in clerk.sheet for cell in row if cell.value is not None]
    return [text for text in texts if text.startswith(EDIT_MARK)]


def spoil(root: Path, file: str) -> None:
    """Make a form one that must be mended."""
    clerk = Clerk.at(root / file)
    clerk.put("联系电话", None)
    clerk.save()


def test_a_unit_with_nothing_to_mend_gets_the_text_as_it_is_now(root: Path, tmp_path: Path) -> None:
    """It has no 退回通知, since nothing goes back; what is recorded was told, each once."""
    record = adopted(root, "措施01-01", "措施03-01").read_bytes()
    result = send(root)
    assert (result.forms, result.told, result.diagnostics) == ((), (FORM, OTHER), ())
    files = packed(root)
    assert set(files) == {"改稿告知单.docx", "措施01-01.xlsx", "措施03-01.xlsx"}
    words = letter(files, "改稿告知单")
    assert "措施01-01：改动1处。" in words
    assert f"“{ADOPTED_SHEET}”一页" in words
    assert "不用报回" in words
    assert "需要修改的填报表" not in words
    clerk = on_form(files["措施01-01.xlsx"], tmp_path)
    assert len(face(clerk)) == 1
    assert ADOPTED_SHEET in clerk.book.sheetnames
    assert RETURN_SHEET not in clerk.book.sheetnames
    assert told_on(root) == ["2025-03-01", "2025-03-01", ""]
    assert (root / "旧版" / RECORD).read_bytes() == record
    assert not (root / "output/退回" / DAY.isoformat() / "区财政局.zip").exists()
    assert send(root, NEXT) == Return()
    assert findings(root) == []


def test_a_pack_of_the_same_day_tells_what_it_replaces(root: Path) -> None:
    """Written again, it is the same; a fault found since goes with it, in the one letter there is."""
    adopted(root, "措施01-01")
    send(root)
    files, record = packed(root), (root / RECORD).read_bytes()
    send(root)
    assert (packed(root), (root / RECORD).read_bytes()) == (files, record)
    spoil(root, OTHER)
    result = send(root)
    assert (result.forms, result.told) == ((OTHER,), (FORM,))
    assert set(packed(root)) == {"退回通知.docx", "措施01-01.xlsx", "措施03-01.xlsx"}
    assert {path.name for path in (root / "output/退回/2025-03-01/区教育局").iterdir()} == set(
        packed(root)
    )
    words = letter(packed(root), "退回通知")
    assert "填报表中有1张需要修改" in words
    assert "措施01-01：改动1处。" in words
    assert "不用报回" in words


def test_a_faulty_form_shows_and_tells_it(root: Path, tmp_path: Path) -> None:
    """On its face also what was told before; sent back once more it is not told again."""
    adopted(root, "措施01-01")
    spoil(root, FORM)
    result = send(root)
    assert (result.forms, result.told) == ((FORM,), ())
    words = letter(packed(root), "退回通知")
    assert "措施01-01：1处。" in words
    assert "措施01-01：改动1处。" in words
    assert "不用报回" not in words
    again = send(root, NEXT)
    assert again.forms == (FORM,)
    files = packed(root, day=NEXT)
    assert "改动1处" not in letter(files, "退回通知")
    clerk = on_form(files["措施01-01.xlsx"], tmp_path)
    assert len(face(clerk)) == 1
    assert {RETURN_SHEET, ADOPTED_SHEET} <= set(clerk.book.sheetnames)


def test_what_cannot_be_recorded_is_not_told(root: Path) -> None:
    """Faulty forms go back all the same, and it is said why nothing is told."""
    record = adopted(root, "措施01-01", "措施03-01")
    clerk = Clerk.at(record, "督办记录")
    clerk.sheet["H4"] = "已电话催办"
    clerk.save()
    before = record.read_bytes()
    spoil(root, FORM)
    result = send(root)
    assert (result.forms, result.told) == ((FORM,), ())
    assert result.diagnostics[0].code == "R018"
    assert "改动1处" not in letter(packed(root), "退回通知")
    assert record.read_bytes() == before


def test_told_and_recorded_together_or_not_at_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If somebody saves 经办记录 meanwhile, there is no pack and the file is theirs."""
    adopted(root, "措施01-01")

    def saved_meanwhile(*arguments: object) -> dict[str, object]:
        made = recorded(*arguments)  # type: ignore[arg-type]
        scribbled(root / RECORD)
        return made  # type: ignore[return-value]

    recorded = returning._recorded
    monkeypatch.setattr(returning, "_recorded", saved_meanwhile)
    result = send(root)
    assert [one.code for one in result.diagnostics] == ["R001"]
    assert not result.unread
    assert not (root / "output/退回").exists()
    assert Clerk.at(root / RECORD, "督办记录").sheet["H4"].value == "已电话催办"


def test_an_upgrade_says_it_on_the_form_that_counts(root: Path) -> None:
    """A form that a later one has replaced was not changed, and says nothing."""
    adopted(root, "措施01-01")
    spoil(root, FORM)
    return_forms(root, root / "退回", DAY)
    resent = root / "input_workbooks/报回.xlsx"
    shutil.copy(root / "退回/区教育局/措施01-01.xlsx", resent)
    assert upgrade_project(root, everything=True).diagnostics == ()
    assert len(face(Clerk.at(resent))) == 1
    assert face(Clerk.at(root / FORM)) == []


# Rows of a list that go back to units


@pytest.fixture
def leader(root: Path) -> Printed:
    return printed(root)


def copy_with(where: Printed, *edits: tuple[str, str]) -> Path:
    """Write a review copy in which words became others, and return it."""
    done = []
    for old, new in edits:
        texts = [one.text for one in where.base.paragraphs]
        index = next(n for n, text in enumerate(texts) if old in text)
        start = texts[index].index(old)
        done.append(WordEdit(index, start, start + len(old), new, "陈书记"))
    path = where.root / "书记改.docx"
    path.write_bytes(edited(where.review, done))
    return path


def apply(where: Printed, copy: Path, choices: dict[str, str]) -> Adopted:
    """List the edits of a copy and carry out what is chosen for each by its new words."""
    listed = list_edits(where.root, [copy], where.root / "output")
    assert listed.written is not None
    clerk = Clerk.at(listed.written, "改稿清单")
    new, choice = clerk.find("改为").column, clerk.find("处理").column
    for row in range(2, clerk.sheet.max_row + 1):
        words = str(clerk.sheet.cell(row, new).value)
        for part, wanted in choices.items():
            if part in words:
                clerk.sheet.cell(row, choice).value = wanted
    clerk.save()
    return apply_list(where.root, listed.written, where.root / "output", DAY)


RETURNED, TAKEN = ("组织生活记录全部补齐", "组织生活记录基本补齐"), ("全年拨付", "全年共拨付")


def pack_of_list(root: Path) -> Path:
    (folder,) = (root / "output/退回").iterdir()
    return folder


def test_a_row_goes_back_as_a_remark(leader: Printed, tmp_path: Path) -> None:
    """It is no error; the form is the next revision, and what the unit sends back replaces it."""
    root = leader.root
    forms = tree(root / "input_workbooks")
    done = apply(leader, copy_with(leader, RETURNED), {"基本补齐": "退回单位"})
    assert (done.failed, done.returned, done.left, done.diagnostics) == (False, (1,), (), ())
    assert tree(root / "input_workbooks") == forms
    folder = pack_of_list(root)
    words = "\n".join(
        p.text for p in docx.Document(str(folder / "区教育局/退回通知.docx")).paragraphs
    )
    assert "措施03-01：意见1处。" in words
    assert "提出了意见" in words
    assert "意见不是填报错误" in words
    assert "需要修改" not in words
    clerk = Clerk.at(folder / "区教育局/措施03-01.xlsx")
    (row,) = clerk.book[RETURN_SHEET].iter_rows(min_row=4)
    assert [row[1].value, row[2].value] == [REMARK, "进展情况"]
    assert row[2].hyperlink.location.endswith(clerk.value_cell("进展情况").coordinate)
    assert row[3].value.startswith("陈书记改成：“组织生活记录基本补齐。”(")
    assert "不是填报错误" in clerk.book[RETURN_SHEET]["A2"].value
    note = clerk.value_cell("进展情况").comment.text
    assert REMARK in note
    assert "错误" not in note
    clerk.put("进展情况", "组织生活记录已经补齐。")
    clerk.save(root / "input_workbooks/报回.xlsx")
    assert findings(root) == [("L019", Clerk.at(root / OTHER).value_cell("措施编号").coordinate)]


def test_what_the_office_makes_of_a_row_goes_with_it(leader: Printed) -> None:
    """A clerk's rewording is told beside the leader's."""
    listed = list_edits(leader.root, [copy_with(leader, RETURNED)], leader.root / "output").written
    assert listed is not None
    clerk = Clerk.at(listed, "改稿清单")
    clerk.find("改为").offset(1, 0).value = "组织生活记录补齐九成。"
    clerk.find("处理").offset(1, 0).value = "退回单位"
    clerk.save()
    assert apply_list(leader.root, listed, leader.root / "output", DAY).returned == (1,)
    sent = Clerk.at(pack_of_list(leader.root) / "区教育局/措施03-01.xlsx")
    (row,) = sent.book[RETURN_SHEET].iter_rows(min_row=4)
    assert "基本补齐。”；办公室拟改为：“组织生活记录补齐九成。”" in row[3].value


def test_a_row_goes_back_once(leader: Printed) -> None:
    """Applied again, the list sends nothing."""
    copy = copy_with(leader, RETURNED)
    apply(leader, copy, {"基本补齐": "退回单位"})
    shutil.rmtree(leader.root / "output/退回")
    again = apply_list(
        leader.root, leader.root / "output/改稿清单.xlsx", leader.root / "output", NEXT
    )
    assert (again.returned, again.written, again.left) == ((1,), (), ())
    assert not (leader.root / "output/退回").exists()


def test_only_the_forms_in_the_packs_are_told(leader: Printed) -> None:
    """What else was adopted waits for the next return; taking it back leaves alone what went out."""
    root = leader.root
    same = ("规范组织生活", "从严规范组织生活")
    choices = {"基本补齐": "退回单位", "共拨付": "采纳", "从严规范": "采纳"}
    done = apply(leader, copy_with(leader, RETURNED, TAKEN, same), choices)
    assert not done.failed
    rows = read_project(root)[0].office_record
    assert rows is not None
    told = {
        row.entries["measure"].text: row.entries["told_on"].text for row in rows.tables["adoptions"]
    }
    assert told == {"措施01-02": "", "措施03-01": "2025-03-01"}
    (undone,) = undo_last(root).diagnostics
    assert undone.code == "R047"
    assert "告知单位" in undone.message
    assert send(root, NEXT).told == ("input_workbooks/区财政局/措施01-02.xlsx",)


def test_a_pack_that_was_not_written_is_not_recorded(
    leader: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row is left, and goes back the next time."""
    copy = copy_with(leader, RETURNED)
    with monkeypatch.context() as patch:

        def full(*arguments: object, **more: object) -> None:
            raise PermissionError(13, "", "退回通知.docx")

        patch.setattr(returning, "publish", full)
        refused = apply(leader, copy, {"基本补齐": "退回单位"})
    assert (refused.returned, refused.left) == ((), (1,))
    assert [one.code for one in refused.diagnostics] == ["R001"]
    done = apply(leader, copy, {"基本补齐": "退回单位"})
    assert (done.returned, done.left) == ((1,), ())
    assert pack_of_list(leader.root).is_dir()


def test_a_form_that_is_gone_cannot_go_back(leader: Printed) -> None:
    """It is said at the row, before anything is written."""
    copy = copy_with(leader, RETURNED, TAKEN)
    listed = list_edits(leader.root, [copy], leader.root / "output")
    assert listed.found is not None
    (leader.root / OTHER).unlink()
    before = tree(leader.root / "input_workbooks")
    clerk = Clerk.at(leader.root / "output/改稿清单.xlsx", "改稿清单")
    choice = clerk.find("处理").column
    for row in range(2, clerk.sheet.max_row + 1):
        returned = "基本补齐" in str(clerk.sheet.cell(row, clerk.find("改为").column).value)
        clerk.sheet.cell(row, choice).value = "退回单位" if returned else "采纳"
    clerk.save()
    done = apply_list(leader.root, clerk.path, leader.root / "output", DAY)
    assert done.failed
    assert [one.code for one in done.diagnostics] == ["R044"]
    assert tree(leader.root / "input_workbooks") == before
