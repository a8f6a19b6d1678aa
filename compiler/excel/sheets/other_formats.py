"""Files that are not read, by the ending of their name: what a colleague calls them and what is to be
done about them.
"""

from __future__ import annotations

from collections.abc import Mapping

SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”"
TABLES: Mapping[str, tuple[str, str]] = {
    ".xls": ("Excel 97—2003 的旧格式", SAVE_AS),
    ".xlt": ("旧格式的 Excel 模板", SAVE_AS),
    ".xlsm": ("带宏的工作簿", f"{SAVE_AS}（不带宏）"),
    ".xlsb": ("二进制格式的工作簿", SAVE_AS),
    ".xltx": ("Excel 模板", SAVE_AS),
    ".xltm": ("带宏的 Excel 模板", f"{SAVE_AS}（不带宏）"),
    ".et": ("WPS 表格的自有格式", "请用 WPS 打开，另存为“Microsoft Excel 文件（.xlsx）”"),
    ".ett": ("WPS 表格的模板", "请用 WPS 打开，另存为“Microsoft Excel 文件（.xlsx）”"),
    ".ods": ("LibreOffice 等的表格格式", "请在原来的软件里另存为 .xlsx"),
    ".numbers": ("苹果电脑的表格格式", "请在“文件—导出为”里选 Excel（.xlsx）"),
    ".csv": ("只有文字的表格，没有栏目和格式", "请把内容填进发下来的表"),
    ".tsv": ("只有文字的表格，没有栏目和格式", "请把内容填进发下来的表"),
}
"""Tables: whoever sends one believes that it is read."""

FILL_IN = "里面有该报的内容，请填进填报表"
WORD = (
    ("doc", "docx", "docm", "dot", "dotx", "wps", "wpt", "rtf", "odt", "pages"),
    "Word 一类的文档",
    FILL_IN,
)
OTHERS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    WORD,
    (("pdf", "ofd"), "版式文件", FILL_IN),
    (("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic", "webp"), "图片", FILL_IN),
    (("zip", "rar", "7z", "gz", "tar"), "压缩包", "请解压后把里面的表放进单位的文件夹"),
    (("eml", "msg"), "邮件", "请把附件里的表存出来，放进单位的文件夹"),
    (("ppt", "pptx", "dps"), "演示文稿", FILL_IN),
    (("txt", "md", "html", "htm", "mht"), "文本或网页", FILL_IN),
    (("lnk", "url"), "快捷方式", "请把它指向的文件本身放进来"),
)
UNKNOWN = ("别的文件", "用不着的可以移走")


def other_kind(suffix: str) -> tuple[str, str]:
    """Return what a file that is no table is called, and what to do, by its ending in lower case."""
    ending = suffix.removeprefix(".")
    known = ((what, advice) for endings, what, advice in OTHERS if ending in endings)
    return next(known, UNKNOWN)
