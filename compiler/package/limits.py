"""How much of a file is read: nothing that a file merely states costs memory or time without end.

What is beyond a limit is that file's diagnostic, and the other files are read. All sizes are in bytes.
"""

from __future__ import annotations

FILE_SIZE = 100 * 2**20
"""A form is of 30 kilobytes, a notice with photographs of some ten megabytes: what is larger is no
document that this program was sent on purpose."""

MEMBERS = 10_000
"""A workbook has some twenty parts, a Word file with many pictures some hundred; listing ten thousand
takes a tenth of a second."""

PART_SIZE = 96 * 2**20
"""Unpacked. A sheet whose 1,048,576 rows all carry a format, which WPS writes when a whole column was
formatted, is of 60 to 90 megabytes; parsing that as a stream takes about two seconds."""

TREE_SIZE = 8 * 2**20
"""Unpacked, of a part that is held in memory as a tree: that takes ten times as much, and forty times
where it is nothing but attributes. The body of the longest published notice is of 2 megabytes."""

RATIO = 400
"""Unpacked to packed, of a part larger than :data:`RATIO_FROM`. Deflate reaches 1,032 on nothing but
equal bytes; the emptiest real sheets, rows that differ in their number alone, were measured at 30 to
120."""
RATIO_FROM = 8 * 2**20

TEXTS, STYLES = 500_000, 300_000
"""Texts that cells share, and fonts, formats and styles of cells. Excel itself allows 65,490 styles
in each of two lists;
a text costs 200 bytes, however short it is."""

CELLS = 200_000
"""Cells with content in one workbook. A register of a thousand measures has twenty thousand; each
costs half a kilobyte."""


STYLES_SIZE = 32 * 2**20
"""Unpacked, of all parts of a ``styles.docx`` together. One is of 20 kilobytes; the Chinese faces that
Word embeds on request are of 4 to 15 megabytes each. Written and proven twice, 44 megabytes were
measured to take 420."""

STYLES_XML = 3 * 2**20
"""Unpacked, of a part of one that is XML. Whoever saves a whole notice as the styles has 2 megabytes;
25,000 styles, or as many lines in a footer, were measured to take ten seconds."""


class OverLimitError(Exception):
    """A file is larger than what is read; ``what`` says in Chinese which limit it broke."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


DELIVERY_SIZE = 400 * 2**20
"""Unpacked, of all that one reception brings. A unit's forms with scanned evidence are of some tens of
megabytes."""

DELIVERY_FILES = 3_000
"""Files in one reception, those in archives and mails among them. All units at once, with evidence,
send some hundred."""

NESTING = 8
"""Archives and mails inside one another. A mail forwarded twice with a zip of zips has five."""
