"""The compiler's judgements of one cell as worksheet formulas: text in, text out; nothing here
knows where cells stand.

Each takes addresses and returns an expression without the leading ``=``. The marks and limits are
those that the compiler itself judges by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compiler.chinese.marks import (
    AFTER_DIGITS,
    AFTER_NUMERAL,
    CLAUSE_ENDS,
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    END_MARKS,
    FIRST_WORDS,
    NUMERALS,
    OPENING_BRACKETS,
)
from compiler.chinese.numerals import CIRCLED
from compiler.schema.definitions import CELL_LIMIT, EARLIEST, LATEST, SERIAL_ZERO, Field, TextRule
from compiler.visible import NAMES

DIGITS = "0123456789"
FULL_DIGITS = "０１２３４５６７８９"
BREAKS = ("CHAR(10)", "CHAR(13)", "CHAR(9)")
BLANKS = ('"\u3000"', '"\u00a0"')
DATE_MARKS = ("年", "月", "/", ".", "／", "．", "－")
NUMBER_MARKS = {"\u2212": "-", "－": "-", "＋": "+", "．": ".", "，": ","}
SERIALS = tuple((day - SERIAL_ZERO).days for day in (EARLIEST, LATEST))


def quoted(text: str) -> str:
    """Return a text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def array(texts: Iterable[str]) -> str:
    """Return texts as a constant array."""
    return "{" + ",".join(map(quoted, texts)) + "}"


def any_of(conditions: Iterable[str]) -> str:
    """Return whether any of the conditions holds."""
    return f"OR({','.join(conditions)})"


def replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return ``text`` with each of the first expressions replaced by the second."""
    for old, new in pairs:
        text = f"SUBSTITUTE({text},{old},{new})"
    return text


def clean(cell: str) -> str:
    """Return a cell's text without white space around it; inner white space counts as one space."""
    # With an empty text behind it an empty cell is one, too, and a number is written out.
    text = f"{cell}&" + quoted("")
    spaced = replaced(text, [(mark, quoted(" ")) for mark in (*BREAKS, *BLANKS)])
    return f'IFERROR(TRIM({spaced}),"")'


def has_break(cell: str) -> str:
    """Return whether a line break or a tab stands within the text."""
    bare = replaced(f'{cell}&""', [(mark, '""') for mark in ('" "', *BLANKS)])
    return f'ISNUMBER(FIND(" ",TRIM({replaced(bare, [(mark, quoted(" ")) for mark in BREAKS])})))'


def exact(cell: str, words: str | None) -> str:
    """Return whether a range of words, if there is one, holds the text."""
    return f"(SUMPRODUCT(--EXACT({words},{cell}))>0)" if words else "FALSE"


def holds(cell: str, marks: Iterable[str]) -> str:
    """Return whether the text holds any of the marks."""
    return f"(SUMPRODUCT(--ISNUMBER(FIND({array(marks)},{cell})))>0)"


def ends_with(cell: str, marks: Iterable[str]) -> str:
    """Return whether the text ends with any of the marks."""
    return f"(SUMPRODUCT(--EXACT(RIGHT({cell},1),{array(marks)}))>0)"


def text_faults(field: Field, cell: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the rules for texts with what breaks them; ``text`` is the cleaned text of ``cell``."""
    yield "V024", f"LEN({cell})>={CELL_LIMIT}"
    if field.max_length is not None:
        yield "V028", f"LEN({text})>{field.max_length}"
    if TextRule.LINE_BREAKS not in field.text_rules:
        yield "V020", has_break(cell)
    yield (
        "V021",
        holds(
            cell, (mark for mark in NAMES if mark.isprintable() is False and mark not in "\n\r\v\t")
        ),
    )
    yield "V023", holds(text, FULL_DIGITS)
    if TextRule.END_MARK in field.text_rules:
        bare = replaced(text, [(quoted(mark), '""') for mark in CLOSING_MARKS])
        # The last character that closes nothing: if marks stand behind it, it is the last one of
        # the text without them.
        yield "V025", f"NOT({ends_with(bare, END_MARKS)})"
    if TextRule.NO_END_MARK in field.text_rules:
        yield "V026", ends_with(text, CLAUSE_ENDS)


def ordinal_folded(text: str) -> str:
    """Return how a text begins, every numeral as 一 and every digit as 0, runs of numerals as
    one.
    """
    pairs = [(quoted(numeral), quoted("一")) for numeral in NUMERALS[1:]]
    pairs += [(quoted(digit), quoted("0")) for digit in DIGITS[1:] + FULL_DIGITS]
    return replaced(f"LEFT({text},8)", [*pairs, *[(quoted("一一"), quoted("一"))] * 3])


def starts_with_ordinal(text: str, folded: str) -> str:
    """Return whether someone typed a number at the start: the shapes of
    :data:`compiler.chinese.marks.LEADING_ORDINAL`.
    """
    shapes = [before + "一" + after for before in ("", "第") for after in AFTER_NUMERAL]
    shapes += [
        opening + number + closing
        for opening in OPENING_BRACKETS
        for number in ("一", "0", "00", "000")
        for closing in CLOSING_BRACKETS
    ]
    shapes += FIRST_WORDS
    by_length: dict[int, list[str]] = {}
    for shape in shapes:
        by_length.setdefault(len(shape), []).append(shape)
    tests = [
        f"(SUMPRODUCT(--EXACT(LEFT({folded},{length}),{array(group)}))>0)"
        for length, group in by_length.items()
    ]
    tests.append(f"(SUMPRODUCT(--EXACT(LEFT({text},1),{array(CIRCLED)}))>0)")
    for number in ("0", "00"):
        begins = array(number + mark for mark in AFTER_DIGITS)
        marked = f"SUMPRODUCT(--EXACT(LEFT({folded},{len(number) + 1}),{begins}))>0"
        tests.append(f'AND({marked},MID({folded},{len(number) + 2},1)<>"0")')
    return any_of(tests)


def digits_folded(text: str, separator: str) -> str:
    """Return a text with half-width digits, and the marks between them in their one form."""
    pairs = [(quoted(full), quoted(half)) for full, half in zip(FULL_DIGITS, DIGITS, strict=True)]
    if separator == "-":
        pairs += [(quoted(mark), quoted("-")) for mark in DATE_MARKS]
        pairs.append((quoted(" "), '""'))
    else:
        pairs += [(quoted(old), quoted(new)) for old, new in NUMBER_MARKS.items()]
    return replaced(text, pairs)


def _digits(text: str) -> str:
    """Return how many digits a text has."""
    return f'SUMPRODUCT(LEN({text})-LEN(SUBSTITUTE({text},{array(DIGITS)},"")))'


def _count(text: str, mark: str) -> str:
    """Return how often a mark of one character stands in a text."""
    return f'(LEN({text})-LEN(SUBSTITUTE({text},{quoted(mark)},"")))'


def dashed(folded: str) -> str:
    """Return a written date as 2024-11-29 would be, from its folded text."""
    bare = f'IF(RIGHT({folded},1)="日",LEFT({folded},LEN({folded})-1),{folded})'
    joined = f'LEFT({folded},4)&"-"&MID({folded},5,2)&"-"&RIGHT({folded},2)'
    return f"IF(AND(LEN({folded})=8,{_digits(folded)}=8),{joined},{bare})"


def is_day(shape: str) -> str:
    """Return whether a date in its one form is a day of the calendar, whatever its year."""
    second = f'FIND("-",{shape},6)'
    month, day = f"VALUE(MID({shape},6,{second}-6))", f"VALUE(MID({shape},{second}+1,9))"
    date = f"DATE(2000+MOD(VALUE(LEFT({shape},4)),400),{month},{day})"
    tests = [
        f"{_count(shape, '-')}=2",
        f'FIND("-",{shape})=5',
        f"{_digits(shape)}=LEN({shape})-2",
        f"{second}<=8",
        f"LEN({shape})-{second}<=2",
        f"MONTH({date})={month}",
        f"DAY({date})={day}",
    ]
    return f"IFERROR(AND({','.join(tests)}),FALSE)"


def serial(cell: str, shape: str) -> str:
    """Return a date as the spreadsheet counts it, or an empty text if there is none that can be
    meant.
    """
    first, last = SERIALS
    number = f"AND(ISNUMBER({cell}),NOT(ISLOGICAL({cell})))"
    second = f'FIND("-",{shape},6)'
    month, day = f"VALUE(MID({shape},6,{second}-6))", f"VALUE(MID({shape},{second}+1,9))"
    date = f"DATE(VALUE(LEFT({shape},4)),{month},{day})"
    year = f"AND(VALUE(LEFT({shape},4))>={EARLIEST.year},VALUE(LEFT({shape},4))<={LATEST.year})"
    written = f'IF({is_day(shape)},IF({year},{date},""),"")'
    counted = f"AND({cell}>={first},{cell}<{last + 1})"
    return f'IFERROR(IF({number},IF({counted},{cell},{written}),{written}),"")'


def comes_before(day: str, earlier: Sequence[str]) -> str:
    """Return whether a date lies before the first of the others that is one."""
    verdict = "FALSE"
    for other in reversed(earlier):
        verdict = f'IF({other}<>"",INT({day})<INT({other}),{verdict})'
    return verdict


def signless(folded: str) -> str:
    """Return a written number without its sign."""
    return f'IF(OR(LEFT({folded},1)="+",LEFT({folded},1)="-"),MID({folded},2,99),{folded})'


def is_number(cell: str, folded: str, bare: str) -> str:
    """Return whether a cell holds a number, as one or in writing, thousands parted by commas or
    not.
    """
    whole = f'LEFT({bare},FIND(".",{bare}&".")-1)'
    plain = f'SUBSTITUTE({whole},",","")'
    shape = [
        f"{_digits(bare)}>0",
        f"{_digits(bare)}=LEN({bare})-{_count(bare, '.')}-{_count(bare, ',')}",
        f"{_count(bare, '.')}<=1",
        f'LEFT({bare},1)<>"."',
        f'RIGHT({bare},1)<>"."',
        f'IF({_count(bare, ",")}=0,TRUE,AND({bare}={folded},TEXT(VALUE({plain}),"#,##0")={whole}))',
    ]
    written = f"IFERROR(AND({','.join(shape)}),FALSE)"
    return f"IF(ISLOGICAL({cell}),FALSE,IF(ISNUMBER({cell}),TRUE,{written}))"


def is_whole(cell: str, folded: str, bare: str) -> str:
    """Return whether a number is a whole one and not below zero."""
    fraction = f'SUBSTITUTE(MID({bare},FIND(".",{bare}&".")+1,99),"0","")'
    written = f'AND({fraction}="",LEFT({folded},1)<>"-")'
    return f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),{written})"
