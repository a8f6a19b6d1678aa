"""Versions of the workbooks to come: a schema as a later release may define it, in place of
today's.
"""

from __future__ import annotations

import io
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from compiler.excel.reading.workbook import read_workbook
from compiler.excel.writing.workbooks import write_workbook
from compiler.outputs.filling import contents_of
from compiler.schema.books import STANDARD
from compiler.schema.contents import Contents, Lists
from compiler.schema.definitions import (
    Block,
    Field,
    Requirement,
    Section,
    Sheet,
    Table,
    ValueKind,
    Workbook,
)
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LATER = "0.2.0"
LISTS = Lists(("已完成", "基本完成", "未完成"), ("第一部分",), ("xunshi",), ("区教育局",))


def unpacked(name: str, folder: Path) -> Path:
    """Unpack an archive of ``tests/fixtures`` below ``folder`` and return where."""
    target = folder / Path(name).name
    with tarfile.open(FIXTURES / f"{name}.tar.xz") as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member)
            assert isinstance(content, io.BufferedIOBase)
            path = target / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())
    return target


class _Parts(dict[str, object]):
    """The attributes of a frozen record, to be changed, and changed back, in their place: it is
    the default of many an argument.
    """

    def __init__(self, record: object) -> None:
        super().__init__({name: getattr(record, name) for name in attrs.fields_dict(type(record))})
        self.record = record

    def __setitem__(self, name: str, value: object) -> None:
        object.__setattr__(self.record, name, value)


def use(patch: pytest.MonkeyPatch, old: Workbook, new: Workbook) -> None:
    """Let ``new`` stand for ``old`` everywhere in the compiler, its sheets and blocks for those
    of the same name and key.
    """
    patch.setitem(_Parts(STANDARD), new.key, new)
    stand_in: dict[int, object] = {id(old): new}
    sheets = {sheet.name: sheet for sheet in new.sheets}
    blocks = {block.key: block for sheet in new.sheets for block in sheet.blocks}
    for sheet in old.sheets:
        stand_in |= {id(sheet): sheets[sheet.name]}
        stand_in |= {id(block): blocks[block.key] for block in sheet.blocks}
    for name, module in list(sys.modules.items()):
        for attribute, value in list(vars(module).items()) if name.startswith("compiler") else ():
            if id(value) in stand_in:
                patch.setattr(module, attribute, stand_in[id(value)])
            elif isinstance(value, dict) and any(id(held) in stand_in for held in value.values()):
                patch.setattr(
                    module,
                    attribute,
                    {key: stand_in.get(id(held), held) for key, held in value.items()},
                )


def changed(schema: Workbook, change: Callable[[Block], Block], *more: Sheet) -> Workbook:
    """Return the next version of a schema: every block changed, and ``more`` sheets."""
    sheets = (
        attrs.evolve(sheet, blocks=tuple(map(change, sheet.blocks))) for sheet in schema.sheets
    )
    return attrs.evolve(schema, version=schema.version + 1, release=LATER, sheets=(*sheets, *more))


def optional(label: str, since: int, **more: object) -> Field:
    """Return a field to come that may be empty."""
    return Field(f"new_{label}", label, ValueKind.TEXT, f"{label}怎么填。", since=since, **more)  # type: ignore[arg-type]


def required(label: str, since: int, **more: object) -> Field:
    """Return a field to come that must be filled."""
    return optional(label, since, requirement=Requirement.ALWAYS, **more)


def table(title: str, since: int, **more: object) -> Table:
    """Return a table to come."""
    columns = (
        required("会议名称", since),
        optional("会议日期", since),
        optional("会议地点", since),
    )
    return Table(
        "new_table",
        title,
        f"{title}在这里登记。",
        columns,
        required_columns=(columns[0].key,),
        since=since,
        **more,
    )  # type: ignore[arg-type]


def reworded(field: Field, label: str, words: str) -> Field:
    """Return a field under another label, with another help."""
    return attrs.evolve(
        field,
        label=label,
        aliases=(*field.aliases, field.label),
        help=words,
        earlier_help=(*field.earlier_help, field.help),
    )


def _next_form_block(block: Block) -> Block:
    since = FORM.version + 1
    if block.key == "progress":
        assert isinstance(block, Section)
        unit, theme, progress, *others = block.fields
        assert (theme.key, progress.key) == ("theme", "progress")
        theme = attrs.evolve(
            reworded(theme, "做法概括", "十五字以内。"),
            requirement=Requirement.ALWAYS,
            required_since=since,
        )
        progress = reworded(progress, "成效", "办成了哪些事？")
        fields = (
            unit,
            theme,
            required("验收情况", since),
            progress,
            optional("投入资金", since),
            *others,
        )
        note = "空格都要填。"
        return attrs.evolve(
            block,
            title="二、成效",
            aliases=(block.title,),
            note=note,
            earlier_notes=(block.note, *block.earlier_notes),
            fields=fields,
        )
    if block.key == "figures":
        assert isinstance(block, Table)
        new = (required("统计口径", since),)
        title, note = "五、主要数据", "逐项写清来源。"
        return attrs.evolve(
            block,
            title=title,
            aliases=(block.title,),
            note=note,
            earlier_notes=(block.note, *block.earlier_notes),
            columns=(*block.columns, *new),
            required_columns=(*block.required_columns, new[0].key),
        )
    if block.key == "evidence":  # so many new columns that an old header is a small part of them
        assert isinstance(block, Table)
        return attrs.evolve(
            block,
            columns=(*(optional(f"附注{number}", since) for number in range(1, 5)), *block.columns),
        )
    return block


def next_form() -> Workbook:
    """Return a form with new fields, columns and a table, required ones too, and with other
    labels, titles and helps.
    """
    form = changed(FORM, _next_form_block)
    sheet = form.sheets[0]
    sheet = attrs.evolve(
        sheet,
        note="请逐格填写。",
        earlier_notes=(sheet.note, *sheet.earlier_notes, form.title),
        blocks=(*sheet.blocks, table("九、会议情况", form.version)),
    )
    return attrs.evolve(form, title="措施填报表", sheets=(sheet,))


def _next_register_block(block: Block) -> Block:
    since = REGISTER.version + 1
    if block.key == "information":
        assert isinstance(block, Section)
        fields = (*block.fields, required("整改年度", since), optional("网址", since))
        return attrs.evolve(block, fields=fields)
    assert isinstance(block, Table)
    if block.key == "words":  # so many new columns that an old header is a small part of them
        return attrs.evolve(
            block,
            columns=(*block.columns, *(optional(f"例句{number}", since) for number in range(1, 9))),
        )
    if block.key == "measures":
        new = required("资金来源", since)
        columns = (*block.columns[:3], new, *block.columns[3:])
        return attrs.evolve(
            block, columns=columns, required_columns=(*block.required_columns, new.key)
        )
    if block.key == "units":
        name, *others = block.columns
        note = "各单位全称。"
        return attrs.evolve(
            block,
            columns=(reworded(name, "单位全称", "写全。"), *others),
            note=note,
            earlier_notes=(block.note, *block.earlier_notes),
        )
    return block


def next_register() -> Workbook:
    """Return a register with new fields and columns, a new sheet that it needs, and one that it
    does not.
    """
    since = REGISTER.version + 1
    needed = Sheet("会议记录", "开过的会。", (table("会议记录", since, needed=True),))
    aid = attrs.evolve(table("通讯录", since), key="new_contacts")
    return changed(REGISTER, _next_register_block, needed, Sheet("通讯录", "怎么联系。", (aid,)))


# A field that an earlier version asked for


def _channel(**more: object) -> Field:
    return optional("上报渠道", 1, **more)


def with_channel() -> Workbook:
    """Return the form as an earlier version had it, with a field, a column and a table that are
    no longer there.
    """
    return _with(
        lambda block, name: attrs.evolve(block, **{name: (*getattr(block, name), _channel())}),
        retired=False,
    )


def without_channel() -> Workbook:
    """Return the form as it is now, knowing what it no longer asks for."""
    form = _with(lambda block, _: attrs.evolve(block, retired=(_channel(),)), retired=True)
    return attrs.evolve(form, version=FORM.version + 1)


def _with(change: Callable[[Block, str], Block], *, retired: bool) -> Workbook:
    def changed_block(block: Block) -> Block:
        if block.key not in ("progress", "figures"):
            return block
        return change(block, "fields" if isinstance(block, Section) else "columns")

    (sheet,) = FORM.sheets
    blocks = tuple(map(changed_block, sheet.blocks))
    gone = table("九、会议情况", 1)
    sheet = (
        attrs.evolve(sheet, blocks=blocks, retired=(gone,))
        if retired
        else attrs.evolve(sheet, blocks=(*blocks, gone))
    )
    return attrs.evolve(FORM, sheets=(sheet,))


def write_earlier_form(path: Path, text: str | None) -> None:
    """Write a form anew as the earlier version had it; ``text`` in the field, the column and the
    table it alone has.
    """
    record, _ = read_workbook(path, path.name)
    assert record is not None
    own = contents_of(record)
    fields, tables = dict(own.fields), dict(own.tables)
    if text is not None:
        fields["new_上报渠道"] = text
        tables["figures"] = tuple(
            {**row, "new_上报渠道": text} for row in own.tables.get("figures", ())
        )
        tables["new_table"] = ({"new_会议名称": text},)
    path.write_bytes(
        write_workbook(with_channel(), Contents(fields, tables), LISTS, measure_id=path.stem)
    )
