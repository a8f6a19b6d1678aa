"""The edit lines of the rule pages, parsed and applied to a copy of the base project."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs
import openpyxl
from support.damage import archive, ole

from compiler.excel.reading.project import INPUT_FOLDER
from compiler.notice.templates import TEMPLATES_FOLDER
from compiler.span import Span
from rules.base import KIND
from rules.parsed import Desk, ParsedBook
from rules.workbooks import Book, Formula, read_value, unescape

NOTICE_FILE = "通报.txt"
BASE, PLACE = "各表都填好的项目", "意见标在 "
MARK = "[!！]"


@attrs.define
class Workshop:
    """A project under edit: open workbooks, the lines of its notice, and the place of the last
    edit.
    """

    root: Path
    notice: list[str]
    desk: Desk | None = None
    place: Span | None = None
    books: dict[str, Book] = attrs.field(factory=dict)

    def apply(self, lines: Iterable[str]) -> None:
        """Apply edit lines in order and save; a closing 意见标在 line sets the place.
        :class:`ValueError` for no edit.
        """
        lines = tuple(lines)
        if not in_memory(lines):
            self.desk = None
        for line in lines:
            if line == BASE:
                continue
            if line.startswith(PLACE):
                self.place = self.find(line.removeprefix(PLACE))
                continue
            edit, arguments = _parse(line)
            edit(self, *arguments)
        self.save()

    def save(self) -> None:
        """Write every open workbook."""
        for book in self.books.values():
            book.save()
        self.books.clear()

    def path(self, file: str) -> Path:
        """Return where a file of ``input_workbooks`` lies."""
        return self.root / INPUT_FOLDER / file

    def template(self, name: str) -> Path:
        """Return where a template file lies."""
        return self.root / TEMPLATES_FOLDER / KIND / name

    def book(self, file: str) -> Book | ParsedBook:
        """Return a workbook, opened if it is not: as it was read, if the edits allow."""
        if self.desk is not None:
            return self.desk.open(self.path(file), f"{INPUT_FOLDER}/{file}")
        return self.file_book(file)

    def file_book(self, file: str) -> Book:
        """Return a workbook's file, opened if it is not."""
        if file not in self.books:
            self.books[file] = Book(self.path(file))
        return self.books[file]

    def at(self, file: str, sheet: str | None = None, cell: str | None = None) -> Span:
        """Return a place in a workbook."""
        return Span(f"{INPUT_FOLDER}/{file}", sheet, cell)

    def spot(self, file: str, cell: Any) -> Span:
        """Return the place of a cell that this workbook's book has found."""
        return self.at(file, *self.book(file).address(cell))

    def find(self, text: str) -> Span:
        """Return the place that a 意见标在 line names."""
        for pattern, locate in PLACES:
            if match := pattern.fullmatch(text):
                return locate(self, *match.groups())
        raise ValueError(f"no place: {text}")


def _parse(line: str) -> tuple[Callable[..., None], tuple[str, ...]]:
    for pattern, edit in EDITS:
        if match := pattern.fullmatch(line):
            return edit, match.groups()
    raise ValueError(f"no edit: {line}")


def _put_field(shop: Workshop, file: str, label: str, value: str) -> None:
    book = shop.book(file)
    cell = book.field(label)
    book.put(cell, read_value(value))
    shop.place = shop.at(file, *book.address(cell))


def _put_row(shop: Workshop, file: str, table: str, number: str, label: str, value: str) -> None:
    book = shop.book(file)
    cell = book.row(table, int(number), label)
    book.put(cell, read_value(value))
    shop.place = shop.at(file, *book.address(cell))


def _put_cell(shop: Workshop, file: str, sheet: str, name: str, value: str) -> None:
    book = shop.book(file)
    book.put(book.at(sheet, name), read_value(value))
    shop.place = shop.at(file, sheet, name)


def _rename_label(shop: Workshop, file: str, label: str, new: str) -> None:
    book = shop.book(file)
    cell = book.label(label)
    book.put(cell, new)
    shop.place = shop.at(file, *book.address(cell))


def _rename_column(shop: Workshop, file: str, table: str, label: str, new: str) -> None:
    book = shop.book(file)
    cell = book.header(table, label)
    book.put(cell, read_value(new))
    shop.place = shop.at(file, *book.address(cell))


def _drop_row(shop: Workshop, file: str, label: str) -> None:
    book = shop.file_book(file)
    book.drop_row(label)
    shop.place = shop.at(file, book.main_sheet())


def _repeat_row(shop: Workshop, file: str, label: str) -> None:
    shop.place = shop.at(file, *_repeated(shop.file_book(file), label))


def _repeated(book: Book, label: str) -> tuple[str, str]:
    return book.address(book.repeat_row(label))


def _delete(shop: Workshop, file: str) -> None:
    shop.save()
    shop.path(file).unlink()
    shop.place = shop.at(file)


def _copy(shop: Workshop, file: str, target: str) -> None:
    shop.save()
    shop.path(target).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(shop.path(file), shop.path(target))
    shop.place = shop.at(target)


def _move(shop: Workshop, file: str, target: str) -> None:
    _copy(shop, file, target)
    shop.path(file).unlink()


def _replace(shop: Workshop, file: str, content: str) -> None:
    shop.save()
    _write(shop.path(file), content)
    shop.place = shop.at(file)


def _write(path: Path, content: str) -> None:
    if content == "其他工作簿":
        book = openpyxl.Workbook()
        book.active.title = "花名册"
        book.active.append(["姓名", "职务"])
        book.save(path)
        return
    contents: dict[str, Callable[[], bytes]] = {
        "空文件": lambda: b"",
        "文本": lambda: "措施01-01 已完成".encode(),
        "乱码": lambda: bytes(byte ^ 0xA5 for byte in path.read_bytes()),
        "截断": lambda: path.read_bytes()[: path.stat().st_size // 2],
        "加密": lambda: ole("EncryptedPackage"),
        "旧格式": lambda: ole("Workbook"),
        "Word文件": lambda: archive(
            **{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
        ),
    }
    path.write_bytes(contents[content]())


def _add_sheet(shop: Workshop, file: str, hidden: str, name: str) -> None:
    shop.file_book(file).add_sheet(name, hidden=bool(hidden))
    shop.place = shop.at(file, name)


def _delete_sheet(shop: Workshop, file: str, name: str) -> None:
    book = shop.file_book(file).book
    del book[name]
    shop.place = shop.at(file)


def _rename_sheet(shop: Workshop, file: str, name: str, new: str) -> None:
    shop.file_book(file).rename_sheet(name, new)
    shop.place = shop.at(file, new)


def _comment(shop: Workshop, file: str, sheet: str, name: str, text: str) -> None:
    shop.file_book(file).comment(sheet, name, text)
    shop.place = shop.at(file, sheet, name)


def _template_line(shop: Workshop, name: str, number: str, text: str) -> None:
    lines = shop.template(name).read_text(encoding="utf-8").splitlines()
    lines[int(number) - 1] = text
    _write_template(shop, name, lines)
    shop.place = _template_place(shop, name, number)


def _template_end(shop: Workshop, name: str, text: str) -> None:
    lines = [*shop.template(name).read_text(encoding="utf-8").splitlines(), unescape(text)]
    _write_template(shop, name, lines)
    shop.place = _template_place(shop, name, str(len(lines)))


def _template_text(shop: Workshop, name: str, text: str) -> None:
    _write_template(shop, name, [unescape(text)])
    shop.place = _template_place(shop, name)


def _write_template(shop: Workshop, name: str, lines: list[str]) -> None:
    shop.template(name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _template_drop(shop: Workshop, name: str) -> None:
    shop.template(name).unlink()
    shop.place = _template_place(shop, name)


def _template_place(shop: Workshop, name: str, line: str | None = None) -> Span:
    return Span(
        shop.template(name).relative_to(shop.root).as_posix(), line=int(line) if line else None
    )


def _notice_line(shop: Workshop, number: str, text: str) -> None:
    shop.notice[int(number) - 1] = unescape(text)
    shop.place = _notice_place(shop, number)


def _notice_drop(shop: Workshop, number: str) -> None:
    del shop.notice[int(number) - 1]
    shop.place = _notice_place(shop, number)


def _notice_end(shop: Workshop, text: str) -> None:
    shop.notice.append(unescape(text))
    shop.place = _notice_place(shop, str(len(shop.notice)))


def _notice_place(shop: Workshop, line: str) -> Span:
    return Span(NOTICE_FILE, line=int(line))


def _drop_folder(shop: Workshop, name: str) -> None:
    shutil.rmtree(shop.root / name)
    shop.place = Span(str((shop.root / name).parent))


EDITS: tuple[tuple[re.Pattern[str], Callable[..., None]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), edit)
    for pattern, edit in (
        (r"通报 第(\d+)行 = ?(.*)", _notice_line),
        (r"通报 第(\d+)行 删除", _notice_drop),
        (r"通报 末尾加 (.*)", _notice_end),
        (r"模板 (\S+) 第(\d+)行 = ?(.*)", _template_line),
        (r"模板 (\S+) 末尾加 (.*)", _template_end),
        (r"模板 (\S+) 换成 (.*)", _template_text),
        (r"模板 (\S+) 删除", _template_drop),
        (r"文件夹 (\S+) 删除", _drop_folder),
        (r"(\S+) 〔(.+?)〕 = (.*)", _put_field),
        (r"(\S+) 〔(.+?)〕 改名 (.*)", _rename_label),
        (r"(\S+) 〔(.+?)〕 整行删除", _drop_row),
        (r"(\S+) 〔(.+?)〕 重复一行", _repeat_row),
        (r"(\S+) (\S+) 表头〔(.+?)〕 改名 (.*)", _rename_column),
        (r"(\S+) (\S+) 第(\d+)行〔(.+?)〕 = (.*)", _put_row),
        (rf"(\S+) 批注 (\S+?){MARK}([A-Z]+\d+) (.*)", _comment),
        (rf"(\S+) (\S+?){MARK}([A-Z]+\d+) = (.*)", _put_cell),
        (r"(\S+) 新增(隐藏)?工作表 (\S+)", _add_sheet),
        (r"(\S+) 删除工作表 (\S+)", _delete_sheet),
        (r"(\S+) 工作表 (\S+) 改名 (\S+)", _rename_sheet),
        (r"(\S+) 复制为 (\S+)", _copy),
        (r"(\S+) 移到 (\S+)", _move),
        (r"(\S+) 换成 (\S+)", _replace),
        (r"(\S+) 删除", _delete),
    )
)
"""Every kind of edit line, the more particular ones first."""

PLACES: tuple[tuple[re.Pattern[str], Callable[..., Span]], ...] = tuple(
    (re.compile(pattern), locate)
    for pattern, locate in (
        (r"通报 第(\d+)行", _notice_place),
        (r"模板 (\S+) 第(\d+)行", _template_place),
        (r"模板 (\S+)", _template_place),
        (r"文件夹 (\S+)", lambda shop, name: Span(name)),
        (r"(\S+) 〔(.+?)〕", lambda shop, file, label: shop.spot(file, shop.book(file).field(label))),
        (r"(\S+) (\S+) 第(\d+)行〔(.+?)〕",
         lambda shop, file, table, row, label: shop.spot(file, shop.book(file).row(table, int(row), label))),
        (r"(\S+) (\S+) 表头〔(.+?)〕",
         lambda shop, file, table, label: shop.spot(file, shop.book(file).header(table, label))),
        (rf"(\S+) (\S+?){MARK}([A-Z]+\d+)", Workshop.at),
        (r"(\S+) (\S+)", Workshop.at),
        (r"(\S+)", Workshop.at),
    )
)  # fmt: skip
"""Every kind of place a 意见标在 line may name."""


LIGHT = {
    _notice_line, _notice_drop, _notice_end, _template_line, _template_end, _template_text, _template_drop,
    _put_field, _put_row, _put_cell, _rename_label, _rename_column,
}  # fmt: skip
"""Edits that leave the files of workbooks alone, or change only what cells hold."""


def in_memory(lines: Iterable[str]) -> bool:
    """Tell whether all of the lines can be applied to workbooks as they were read."""
    return all(map(_is_light, lines))


def _is_light(line: str) -> bool:
    """Tell whether a line can be applied to workbooks as they were read: it puts what a cell
    holds as it is, no formula.
    """
    if line == BASE or line.startswith(PLACE):
        return True
    edit, arguments = _parse(line)
    return edit in LIGHT and not isinstance(read_value(arguments[-1]), Formula)


def stands_at(span: Span, place: Span) -> bool:
    """Tell whether a diagnostic's span is ``place``; one without a cell means the whole file or
    sheet, not a cell of it.
    """
    return (
        span.file == place.file
        and (span.cell, span.line) == (place.cell, place.line)
        and place.sheet in (None, span.sheet)
    )
