"""What a user calls the places and things that the proof of a file is about."""

from __future__ import annotations

from compiler.chinese.shortening import beginning
from compiler.word.proof.expected import Expected, TablePosition

NOTHING, BLANK = "（没有）", "（空行）"
SHORT = 30

REVISED = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "numberingChange",
    "cellIns",
    "cellDel",
    "cellMerge",
    "tcPrChange",
    "trPrChange",
    "tblGridChange",
)
DRAWN = "图形或文本框"
THINGS = {
    **dict.fromkeys(
        ("commentReference", "commentRangeStart", "commentRangeEnd", "annotationRef"), "批注"
    ),
    **dict.fromkeys(("bookmarkStart", "bookmarkEnd"), "书签"),
    **dict.fromkeys(("fldSimple", "fldChar", "instrText"), "域"),
    **dict.fromkeys(
        (
            "drawing",
            "pict",
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        ),
        DRAWN,
    ),
    **dict.fromkeys(REVISED, "修订痕迹"),
    "object": "嵌入的对象",
    "sdt": "内容控件",
    "customXml": "自定义标记",
    "smartTag": "智能标记",
    "hyperlink": "超链接",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "tbl": "表格",
    "numPr": "自动编号",
    "altChunk": "嵌入的文件",
    "tblCaption": "表格的说明",
    "tblDescription": "表格的说明",
    "XML 注释": "XML 注释",
    "XML 处理指令": "XML 处理指令",
    "br": "分页符",
    "sectPr": "分节符",
}


def called(element: str) -> str:
    """Return what a user calls an element that a notice does not have."""
    word = element.rpartition("}")[2]
    return THINGS.get(element, f"内容（{word}）")


def shortened(text: str) -> str:
    """Return the beginning of a text."""
    return beginning(text, SHORT)


def where(place: TablePosition) -> str:
    """Return a place in a table, or that it is in none."""
    return "不在表格里" if place is None else f"第{place[0]}个表格第{place[1]}行第{place[2]}格"


def name(expected: Expected) -> str:
    """Return what a paragraph is called: those of the document are counted, as in 来源.json."""
    return f"第{expected.number}段"


def after(number: int) -> str:
    """Return what an empty paragraph is called, or one too many."""
    return f"第{number}段之后" if number else "开头"
