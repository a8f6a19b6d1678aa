"""The page that explains how a kind of notice is drawn: every mark, field, count, number, remark and
setting there is, taken from where the program itself has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from compiler.notice.dates import DATE_FORMATS
from compiler.notice.drawn_fields import asked_for
from compiler.notice.drawn_numbers import read_drawn
from compiler.notice.entities import PARENTS, RESTARTS
from compiler.notice.manual.examples import EXAMPLES, Example
from compiler.notice.manual.words import FIELDS, LEVELS, MARKS, NUMBERS
from compiler.notice.placeholders import COUNT_FORMS, RANGES
from compiler.notice.remarks import OPTIONS, REMARKS, STYLE
from compiler.notice.settings_keys import KEYS, Key
from compiler.notice.vocabulary import FIELDS as KNOWN
from compiler.notice.vocabulary import FieldDefinition
from compiler.schema.placeholders import described
from compiler.vocab import DEFAULT_STATUSES

TITLE = "模板：怎样画一种通报"
BEGINNING = """\
一种通报是 templates 里的一个文件夹，有三个文件：outline.txt 画通报的样子，kind.toml 写画不出来的，styles.docx 定字体和版面（在 Word 里改）。
照现成的起草：zhenggai kind new 审计整改 --like xuncha；照自己的通报改 outline.txt；随时用 zhenggai kind check 审计整改 核对，并看样张。
标点画成半角、全角都可以，印出时按总台账的“标点样式”处理；起作用的符号 { } < > [ ] | / # … 里，除省略号外都用半角。"""
EXPRESSIONS = "也可以写算式，写法与“勾稽规则”相同，如 `{已完成问题数/问题总数*100 一位小数}`、`{合计（指标名称）}`。"
DAY = date(2025, 2, 5)
"""Shows what becomes of zeros."""


def outline_page(styles: Collection[str]) -> str:
    """Return the page, in Markdown; ``styles`` are the names of paragraph styles."""
    return "\n".join(_page(styles)) + "\n"


def _page(styles: Collection[str]) -> Iterator[str]:
    yield from (f"# {TITLE}", "", *BEGINNING.splitlines())
    for example in EXAMPLES:
        yield from _example(example)
    yield from _listed("符号", (f"`{mark}` {meaning}" for mark, meaning in MARKS.items()))
    yield from _head("栏目")
    yield "花括号里写下面的名称。一行里最里面的一级决定这一行印几遍；上级的栏目在下级里都能用。"
    for level in PARENTS:
        own = {name: it for name, it in KNOWN.items() if it.entity == level}
        if own:
            yield from ("", f"**{LEVELS[level]}**", "")
            yield from _items(_fields(own))
    yield from _head("统计数和数据")
    yield "办公室写的文字和模板里都能用，程序照填报的算。"
    yield ""
    counts = [*described(status.name for status in DEFAULT_STATUSES)]
    yield from _items(f"`{name}` {meaning}" for name, meaning in counts)
    yield from ("", "名称前面可以写在哪里数（中间空一格），如 `{本方面 问题总数}`：", "")
    yield from _items(f"`{word}` {meaning}" for word, (_, meaning) in RANGES.items())
    yield from (
        "",
        "名称后面可以写怎么印，如 `{整改率 一位小数}`；填数字的栏目也可以，如 `{数值 两位小数}`：",
        "",
    )
    yield from _items(f"`{word}` {meaning}" for word, (_, meaning) in COUNT_FORMS.items())
    yield from ("", EXPRESSIONS)
    yield from _listed("日期的写法", _dates(), "日期的栏目后面空一格，写怎么印：")
    yield from _listed(
        "编号",
        _numbers(),
        "画第一个，程序接着往下编，前后的文字和标点照印。一个上级下面各从头编，除非行末另有说明。",
    )
    yield from _listed("行末的说明", _remarks(styles), "空两格以上，写“…”，再写：")
    yield from _listed(
        "方括号里的第二道竖线",
        (f"`{word}` {meaning}" for word, meaning in OPTIONS.items()),
        "写在连接的标点后面，如 `[{牵头单位}|、|不重复]`：",
    )
    yield from _listed(
        "kind.toml",
        _keys(KEYS),
        "每行一项，写成 `名称 = 内容`。[[statuses]] 这样的一段放在最后：它下面的各行都属于它。",
    )


def _head(title: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")


def _listed(title: str, items: Iterator[str], beginning: str = "") -> Iterator[str]:
    """Yield a section that is a list."""
    yield from _head(title)
    if beginning:
        yield from (beginning, "")
    yield from _items(items)


def _items(items: Iterator[str]) -> Iterator[str]:
    return (f"- {item}" for item in items)


def _example(example: Example) -> Iterator[str]:
    """Yield what is drawn, and what it prints."""
    yield from _head(example.title)
    yield from (example.remark, "", "```", *example.outline.splitlines(), "```", "")
    yield from ("印出来是：", "", "```", *example.printed.splitlines(), "```")


def _fields(own: dict[str, FieldDefinition]) -> Iterator[str]:
    """Yield the fields of a level, each once with its other names."""
    names: dict[str, list[str]] = {}
    for name, definition in own.items():
        key = next((field.label for field in asked_for(name, KNOWN)), name)
        same = name in FIELDS or key not in own
        names.setdefault(name if same else f"{definition.key} {key}", []).append(name)
    for others in names.values():
        name = others[0]
        written = "、".join(_written(other, own[other]) for other in others)
        yield f"{written} {meaning_of(name)}"


def _written(name: str, definition: FieldDefinition) -> str:
    """Return a field as it is drawn."""
    return f"`{{{name}}}`" if definition.arguments is not None else f"`{{{name} 名称}}`"


def meaning_of(name: str) -> str:
    """Return what a field prints: said here, or where the workbooks ask for it; empty if nowhere."""
    asked = next((field.help.rstrip("。") for field in asked_for(name, KNOWN)), "")
    return FIELDS.get(name) or asked


def _dates() -> Iterator[str]:
    """Yield the forms of a date, each with a day in it."""
    for word, write in DATE_FORMATS.items():
        yield f"`{f'{{成文日期 {word}}}' if word else '{成文日期}'}` {write(DAY)}"


def _numbers() -> Iterator[str]:
    """Yield the sorts of numbers, each with those that follow."""
    for drawn in NUMBERS:
        read = read_drawn(drawn if drawn[-1].isdigit() else f"{drawn}{{")
        if read is not None:
            following = " ".join(read.numbering.write(number).strip() for number in (2, 3))
            alone = "；一段里只有一项时不印" if read.numbering.dropped_alone else ""
            yield f"`{drawn.strip()}` 接着是 {following}{alone}"


def _remarks(styles: Collection[str]) -> Iterator[str]:
    """Yield what may stand behind the dots."""
    for word, meaning in REMARKS.items():
        scope = LEVELS.get(RESTARTS.get(word, ""), "")
        yield f"`{word}` {meaning}" + (f"：{scope}" if scope else "")
    names = "`、`".join(status.name for status in DEFAULT_STATUSES)
    yield f"`{names}` 等状态的名称：只印这些状态的问题，可以写几个"
    yield f"`{STYLE} 名称` 用 styles.docx 里的这个样式；现成的有 {'、'.join(styles)}"


def _keys(keys: tuple[Key, ...], around: str = "") -> Iterator[str]:
    """Yield the settings, those of a section behind it."""
    for key in keys:
        must = f"不写就是 {key.default}" if key.default not in ("", "[]", '""') else "可以不写"
        must = "必填" if key.required else must
        yield f"`{around}{key.name}` {key.meaning}（{key.demand.partition('应是')[2].strip()}；{must}）"
        yield from _keys(key.inner, f"{key.name} 里的 ")
