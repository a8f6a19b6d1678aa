"""Where a cause and its consequence meet: keys that two diagnostics have in common, from what the
records say of places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase, digits

import attrs

from compiler.analysis.expressions import TOKEN
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Record
from compiler.model.identifiers import MEASURE_ID, measure_id, split_id
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.span import Span

UNREADABLE = ("S010", "S011", "S012", "S013", "S015", "S017", "S020")
"""What keeps a file from being read at all."""
MISREAD = ("S024", "S030", "S031", "S032", "S034", "S035", "S036")
"""What keeps a part of a sheet from being read."""
MISSING = ("L001", "L002", "L012", "V004", *UNREADABLE, "S021", "S024", "S034", "S035", "S036")
"""What keeps a form, or a table of it, out of the totals over all forms."""
TOTAL = re.compile("合计|个数|处理人数|(?<!方面|类别|问题|措施|单位)总数|问题数|措施数")
TABLES = {table.key: table for sheet in REGISTER.sheets for table in sheet.tables()}
PETITION_COUNTS = ("总数", "办结数", "在办数")


@attrs.frozen
class RecordIndex:
    """What the records say about places.

    The measure of a form or a row of the register, the lead unit of a form, the problems of a
    row, what a row of 数据指标 or 办理情况 gives the numbers of, the names that the schema gives
    the register's sheets, and the raw texts of the register's prose and relations.
    """

    register: str
    measures: Mapping[Hashable, str]
    units: Mapping[str, str]
    problems: Mapping[Hashable, frozenset[int]]
    names: Mapping[Hashable, str]
    sheets: Mapping[str | None, str]
    texts: Mapping[Span, str]

    def text(self, span: Span) -> str:
        """Return the raw text of the cell a place is in."""
        return self.texts.get(span.whole_cell, "")


Keys = Callable[[RecordIndex, Diagnostic], Iterable[Hashable]]
"""What of one kind a diagnostic is about; two that share a key meet there."""


def sources_of(records: Sequence[Record]) -> RecordIndex:
    """Return what ``records`` say about places."""
    measures: dict[Hashable, str] = {}
    units: dict[str, str] = {}
    problems: dict[Hashable, frozenset[int]] = {}
    names: dict[Hashable, str] = {}
    sheets: dict[str | None, str] = {}
    texts: dict[Span, str] = {}
    register = ""
    for record in records:
        for table, column in (("figures", "name"), ("letters", "kind")):
            for row in record.tables.get(table, ()):
                names[row_of(row.span)] = (
                    row.entries[column].text.strip() if column in row.entries else ""
                )
        if record.workbook == FORM.key:
            issued = record.structure.get("measure_id") or record.fields.get("measure_id")
            if issued and (parts := split_id(issued.text.strip())):
                measures[record.file] = measure_id(*parts)
            units[record.file] = (
                record.fields["lead_unit"].text.strip() if "lead_unit" in record.fields else ""
            )
            continue
        register = record.file
        sheets = {
            row.span.sheet: table.title
            for key, table in TABLES.items()
            for row in record.tables.get(key, ())
        }
        for table, columns in (("measures", ("id", "problem")), ("problems", ("number",))):
            for row in record.tables.get(table, ()):
                found = [
                    row.entries[column].text.strip() for column in columns if column in row.entries
                ]
                ids = [parts for text in found if (parts := split_id(text))]
                measures |= {row_of(row.span): measure_id(*parts) for parts in ids}
                problems[row_of(row.span)] = frozenset(
                    [
                        *(first for first, _ in ids),
                        *(int(text) for text in found if text.isdecimal()),
                    ]
                )
        for table in ("chapters", "relations"):
            texts |= {
                entry.span: entry.text
                for row in record.tables.get(table, ())
                for entry in row.entries.values()
            }
    return RecordIndex(register, measures, units, problems, names, sheets, texts)


def row_of(span: Span) -> tuple[str, str | None, str]:
    """Return a cell's row."""
    return span.file, span.sheet, (span.cell or "").lstrip(ascii_uppercase)


def cells(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The cells; what was looked for in vain on a sheet has the sheet for a place."""
    for span in diagnostic.spans:
        yield span.file, span.sheet, span.cell
    if diagnostic.code in MISREAD:
        yield diagnostic.spans[0].file, diagnostic.spans[0].sheet, None


def words(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The very characters."""
    yield diagnostic.spans[0]


def rows(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The rows."""
    return (row_of(span) for span in diagnostic.spans if span.cell)


def columns(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The columns."""
    return (
        (span.file, span.sheet, span.cell.rstrip(digits)) for span in diagnostic.spans if span.cell
    )


def sheet(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The sheet of the place to mend."""
    yield diagnostic.spans[0].file, diagnostic.spans[0].sheet


def file(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The file of the place to mend."""
    yield diagnostic.spans[0].file


def form(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The form, if the place to mend is in one."""
    if diagnostic.spans[0].file != sources.register:
        yield diagnostic.spans[0].file


def file_name(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The measure that the file is named after."""
    match = MEASURE_ID.search(diagnostic.spans[0].file.rpartition("/")[2])
    if match:
        yield measure_id(int(match.group(1)), int(match.group(2)))


def measures(sources: RecordIndex, diagnostic: Diagnostic) -> Iterable[Hashable]:
    """The measure of the form or of the row of 措施清单."""
    span = diagnostic.spans[0]
    measure = sources.measures.get(row_of(span)) or sources.measures.get(span.file)
    return (measure,) if measure else file_name(sources, diagnostic)


def problems(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The problems that a form, a row of the register or the sentence itself is about."""
    yield from sources.problems.get(row_of(diagnostic.spans[0]), ())
    for measure in (*measures(sources, diagnostic), diagnostic.arguments.get("id")):
        if parts := split_id(str(measure)):
            yield parts[0]
    yield from (
        value
        for key in ("number", "expected")
        if isinstance(value := diagnostic.arguments.get(key), int)
    )


def sender(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """Whose form it is, and for which problem."""
    unit = sources.units.get(diagnostic.spans[0].file)
    return ((problem, unit) for problem in problems(sources, diagnostic))


def owed(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """Who owes the form, and for which problem."""
    return ((problem, diagnostic.arguments["unit"]) for problem in problems(sources, diagnostic))


def everywhere(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """What meets whatever it is about."""
    yield "everywhere"


def of_register(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """What meets everything if it is said of the register."""
    if diagnostic.spans[0].file == sources.register:
        yield "everywhere"


def on_sheet(sheet: str, keys: Keys, *labels: str) -> Keys:
    """Return ``keys`` for what is said of one sheet of the register, whatever it is called, and
    there of fields ``labels``.
    """

    def call(sources: RecordIndex, diagnostic: Diagnostic) -> Iterable[Hashable]:
        span, label = diagnostic.spans[0], diagnostic.arguments.get("label")
        named = (
            sources.sheets.get(span.sheet, span.sheet)
            if span.sheet
            else diagnostic.arguments.get("sheet")
        )
        own = span.file == sources.register and named == sheet
        return keys(sources, diagnostic) if own and (not labels or label in labels) else ()

    return call


def defined(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The name that a relation begins with: what it would have defined."""
    match = TOKEN.match(sources.text(diagnostic.spans[0]))
    if match and (name := match.group("name") or match.group("quoted")):
        yield name.strip('“”「」"')


def name(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The name it speaks of."""
    yield diagnostic.arguments["name"]


def figure(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The name of the figure in the row."""
    if name := sources.names.get(row_of(diagnostic.spans[0])):
        yield name


def petition_counts(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """The counts that a row of 办理情况 gives, by their endings alone if it does not say of
    what.
    """
    kind = sources.names.get(row_of(diagnostic.spans[0]), "")
    return (kind + ending for ending in PETITION_COUNTS)


def name_or_ending(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """A name, and the ending by which it may be a count of 办理情况."""
    name = str(diagnostic.arguments["name"])
    return iter((name, *(ending for ending in PETITION_COUNTS if name.endswith(ending))))


def unlike(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """A name unlike any other, which a form may declare that is not there yet; one like another
    is a slip of the pen.
    """
    if not diagnostic.arguments["hint"]:
        yield "forms"


def unread(*labels: str) -> Keys:
    """Return the keys of a form whose fields ``labels`` cannot be read."""

    def call(sources: RecordIndex, diagnostic: Diagnostic) -> Iterable[Hashable]:
        mentioned = (diagnostic.arguments.get("label"), diagnostic.arguments.get("guess"))
        return form(sources, diagnostic) if any(label in labels for label in mentioned) else ()

    return call


def lacking(*labels: str) -> Keys:
    """Return the key of what keeps a form's fields ``labels`` out of totals over all forms."""
    fields = unread(*labels)

    def call(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
        if diagnostic.code in MISSING or any(fields(sources, diagnostic)):
            yield "forms"

    return call


def own_id(sources: RecordIndex, diagnostic: Diagnostic) -> Iterable[Hashable]:
    """The measure of a form that does not tell its id."""
    own = any(form(sources, diagnostic)) and diagnostic.arguments.get("label") == "措施编号"
    return measures(sources, diagnostic) if own else ()


def total(sources: RecordIndex, diagnostic: Diagnostic) -> Iterator[Hashable]:
    """What the register says about totals over all forms: a relation, a number in its prose, a
    sum with one filled in.
    """
    mentioned = str(diagnostic.arguments.get("relation") or diagnostic.arguments.get("name") or "")
    own = [span for span in diagnostic.spans if span.file == sources.register]
    if own and (TOTAL.search(mentioned) or any("{" in sources.text(span) for span in own)):
        yield "forms"
