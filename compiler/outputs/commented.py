"""A kind's drawing and settings with a remark above each line: what it prints, where that is filled in,
how it is counted. An office begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.notice.entities import RESTARTS, entered
from compiler.notice.kind import Kind
from compiler.notice.outline import OutlineField, OutlineLine, Repeat, fields, is_header
from compiler.notice.remarks import REMARKS
from compiler.notice.settings_keys import KEYS, Key, Shape
from compiler.notice.vocabulary import asked_blocks
from compiler.schema.books import Schema
from compiler.schema.definitions import members

ONE_EACH = {
    "signature": "每个落款机关印一行",
    "text": "写了几段印几段",
    "intro": "写了几段印几段",
    "item": "每条印一次",
    "population": "每个处理口径印一次",
    "sanction": "每种处理方式印一次",
    "person": "每个人印一次",
    "aspect": "每个方面印一次",
    "category": "每个类别印一次",
    "problem": "每个问题印一次",
    "group": "每组措施印一次",
    "measure": "每条措施印一次",
    "figure": "每项指标印一次",
    "matter": "每个未完成的事项印一次",
}
"""How often a line is printed, by what it is printed for."""
SHOWN_NUMBERS = 3
NOT_WRITTEN = "# 以下各项可以不写；要写的去掉行首的“# ”"
OFFICE = "总台账“篇章”"
WORKED_OUT = {
    "落款": "填在总台账“报告信息”的“落款单位”，没有填的用“发文机关”",
    "问题状态": "由程序从各条措施的完成状态得出",
    "口径人数": "由程序从总台账“处理人员”数出",
    "处理人数": "由程序从总台账“处理人员”数出",
}
"""Fields whose value stands in no cell as it is printed."""
WRITTEN = {"intro": "引言", "item": "条目", "text": "正文", "chapter": "标题"}


def commented_outline(kind: Kind, source: str) -> str:
    """Return the outline ``source`` of ``kind`` with a remark above each line that draws something; a
    remark that is there already is not said again.
    """
    remarks: dict[int, str] = {}
    for line in kind.outline.lines:
        _explain(line, frozenset({"notice"}), "", kind, remarks)
    result = (
        [] if source.startswith("#") else [f"# {kind.title}的样子。每行印成一段，缩进表示上下级。"]
    )
    for number, text in enumerate(source.splitlines(), 1):
        remark = remarks.get(number)
        if remark:
            indent = text[: len(text) - len(text.lstrip())]
            told = f"{indent}# {remark}"
            result += [told] if not result or result[-1] != told else []
        result.append(text)
    return "\n".join(result) + "\n"


def _explain(
    line: OutlineLine, around: frozenset[str], place: str, kind: Kind, remarks: dict[int, str]
) -> None:
    """Note what there is to say of a line and those under it; ``around`` is what they stand in, ``place``
    the chapter.
    """
    drawn = list(fields(line.items))
    place = next((field.place for field in drawn if field.name == "篇章" and field.place), place)
    inner = around | entered(line.entity)
    said = [*_parts(line, drawn, bool(inner - around), place, kind)]
    if said and line.span.line is not None:
        remarks[line.span.line] = "；".join(said)
    for below in line.children:
        _explain(below, inner, place, kind, remarks)


def _parts(
    line: OutlineLine, drawn: list[OutlineField], repeats: bool, place: str, kind: Kind
) -> Iterator[str]:
    if line.cells and is_header(line):
        yield "表头，每栏一个名称"
        return
    if repeats and line.entity in ONE_EACH:
        yield ONE_EACH[line.entity]
    if line.statuses:
        yield f"只印{'、'.join(line.statuses)}的"
    numberings = [line.numbering, *(one.numbering for one in _repeats(line))]
    for numbering in numberings:
        if numbering is not None and (repeats or numbering is not line.numbering):
            written = " ".join(
                numbering.write(numbering.first + step) for step in range(SHOWN_NUMBERS)
            )
            yield f"编号 {written} …"
    if line.restart is not None:
        word = next(word for word, entity in RESTARTS.items() if entity == line.restart)
        yield f"{word}：{REMARKS[word]}"
    sources: dict[str, list[str]] = {}
    for field in drawn:
        if field.name:
            sources.setdefault(_source(field, place, kind.schema), []).append(_name(field))
    for source, names in sources.items():
        yield f"{'、'.join(dict.fromkeys(names))} {source}"


def _repeats(line: OutlineLine) -> Iterator[Repeat]:
    """Yield the repetitions of a line, those inside others too."""
    items = list(line.items)
    while items:
        item = items.pop(0)
        if isinstance(item, Repeat):
            yield item
            items = [*item.items, *items]


def _name(field: OutlineField) -> str:
    return f"{{{field.name}{' ' + field.argument if field.argument else ''}}}"


def _source(field: OutlineField, place: str, schema: Schema) -> str:
    """Return where a field's value comes from."""
    definition = field.definition
    if definition is None:
        return "由程序统计，或是“数据指标”“勾稽规则”里的数"
    if definition.entity in WRITTEN:
        return f"写在{OFFICE}，位置“{field.place or place}”的{WRITTEN[definition.entity]}"
    if field.place:
        return f"写在{OFFICE}，位置“{field.place}”"
    if field.name in WORKED_OUT:
        return WORKED_OUT[field.name]
    asked = [
        (book, own, one)
        for book, own in asked_blocks(schema, definition.entity)
        for one in members(own)
    ]
    by_label = [found for found in asked if field.name in found[2].labels()]
    by_key = [found for found in asked if found[2].key == definition.key]
    for book, own, one in [*by_label, *by_key]:
        sheet = next(sheet.name for sheet in book.sheets if own in sheet.blocks)
        where = book.name if book.name == sheet else f"{book.name}“{sheet}”"
        return f"填在{where}的“{one.label}”"
    return "由程序得出"


def commented_settings(source: str) -> str:
    """Return the settings ``source`` with what each key means above it, where nothing is said yet, and
    the keys that it does without, to be written if they are wanted: those of no section above the
    first section, where they belong to none.
    """
    result: list[str] = []
    meanings = {key.name: key.meaning for key in KEYS if key.shape is not Shape.TABLES}
    inner = {name.name: name for key in KEYS for name in key.inner}
    written: set[str] = set()
    explained: set[str] = set()
    section = ""
    for text in source.splitlines():
        match = re.match(r"\[\[?(\w+)\]\]?|(\w+) *=", text)
        if match and match[1]:
            section = match[1]
            written.add(section)
        elif match and match[2]:
            name = match[2]
            written.add(name if not section else f"{section}.{name}")
            meaning = inner[name].meaning if section and name in inner else meanings.get(name, "")
            bare = not result or not result[-1].startswith("#")
            if meaning and name not in explained and bare:
                result.append(f"# {meaning}")
            explained.add(name)
        result.append(text)
    rest = [key for key in KEYS if key.name not in written and not key.required]
    plain = [key for key in rest if not key.inner]
    head = next((n for n, text in enumerate(result) if text.startswith("[")), len(result))
    while head and result[head - 1].startswith("#"):
        head -= 1
    before, after = result[:head], result[head:]
    told = [*before, *_unwritten(plain), *[""] * bool(plain and after), *after]
    return "\n".join([*told, *_unwritten([key for key in rest if key.inner])]) + "\n"


def _unwritten(keys: list[Key]) -> Iterator[str]:
    """Yield keys that a file does without, as remarks."""
    if keys and keys[0].inner:
        yield ""
    yield from [NOT_WRITTEN] * bool(keys)
    for key in keys:
        yield f"# {key.meaning}"
        if key.inner:
            yield f"# [[{key.name}]]" if key.shape is Shape.TABLES else f"# [{key.name}]"
            yield from (f"# {_bare(one)} = {_sample(one)}    # {_told(one)}" for one in key.inner)
        else:
            yield f"# {key.name} = {key.default}"


def _told(key: Key) -> str:
    """Return what a key is for, and what there is to choose from."""
    choice = f"，可选 {'、'.join(key.among)}" if key.among else ""
    return f"{key.meaning}{choice}"


def _bare(key: Key) -> str:
    """Return a key's name as it is written: in quotation marks unless it is of ASCII letters."""
    return key.name if key.name.isascii() else f'"{key.name}"'


def _sample(key: Key) -> str:
    """Return what may stand behind a key."""
    if key.among:
        return f'"{key.among[0]}"'
    return key.default or '"……"'
