"""One cell of a form as the hidden sheet works it out: cleaned, brought into one form, judged.

Formulas alone; :mod:`compiler.excel.writing.self_check` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import attrs
from xlsxwriter.utility import xl_rowcol_to_cell

from compiler.excel.writing.self_check_formulas import (
    any_of,
    clean,
    comes_before,
    dashed,
    digits_folded,
    exact,
    is_day,
    is_number,
    is_whole,
    ordinal_folded,
    quoted,
    serial,
    signless,
    starts_with_ordinal,
    text_faults,
)
from compiler.excel.writing.self_check_prose import BESIDE, STATED, TITLE, doubts, number_of
from compiler.excel.writing.self_check_words import sentence
from compiler.schema.contents import Lists, Spot
from compiler.schema.definitions import (
    Field,
    Requirement,
    Sheet,
    TextRule,
    ValueKind,
    is_owed,
    is_unfit,
)
from compiler.vocab import IMPORTED, Status

CLEANED, FOLDED, SHAPE, DAY, VERDICT, ROW_VERDICT = range(1, 7)
"""The columns of the hidden sheet, the label aside."""

FIRST_LINE = 3
"""Below the heading and the two lines that the rest depends on."""

Searched = tuple[str, tuple[str, str]]
"""The cell that tells whether there is a text to be searched, and the ranges searched for numbers and
for titles."""

Ranges = tuple[tuple[str, str], ...]
"""Where the words of each list stand."""

States = tuple[tuple[str, Status], ...]
"""What the hidden sheet calls statuses, with one of each."""

STATE, LEADS = "$F$2", "$F$3"
"""Where those two have their verdicts: what the status needs (:func:`state_of`, nothing yet without
one), and whether the lead unit answers.
"""

COMPLETE, INCOMPLETE = "1", "0"
"""What is done and needs its day, and what is not and needs its follow-up, as statuses do as a rule."""


def state_of(status: Status) -> str:
    """Return what the hidden sheet calls a status: done or not, and what it needs if that is no
    rule.
    """
    done = COMPLETE if status.complete else INCOMPLETE
    usual = Status(status.name, status.rank, status.complete).needs
    return done if status.needs is usual else done + status.needs.value


def _state_among(states: Iterable[str]) -> str:
    """Return whether the status is one of some states."""
    tests = [f"{STATE}={quoted(state)}" for state in states]
    return any_of(tests) if len(tests) > 1 else "".join(tests) or "FALSE"


def states_of(lists: Lists) -> States:
    """Return the states that the statuses of a kind have, each with a status of it; the usual ones
    are always among them.
    """
    usual = (Status("", 0, True), Status("", 0, False))
    named = {state_of(status): status for status in (*usual, *map(lists.status, lists.needs))}
    return tuple(named.items())


@attrs.frozen(cache_hash=True)
class CheckLine:
    """One input cell as the hidden sheet works it out, on line ``row``."""

    spot: Spot
    field: Field
    cell: str
    row: int
    leads_only: bool

    @property
    def stated(self) -> str:
        """The rule by which the form's text must state the value, empty if it need not."""
        return STATED.get((self.spot.table, self.field.key), "")

    def at(self, column: int) -> str:
        """Return the address of one of its steps."""
        return str(xl_rowcol_to_cell(self.row, column, True, True))


@lru_cache(maxsize=8)  # the forms of a project are laid out alike
def check_lines(
    places: tuple[tuple[Spot, tuple[int, int]], ...], definition: Sheet
) -> tuple[CheckLine, ...]:
    """Return a line for every cell that somebody fills, in the order in which they were written."""
    fields = {
        Spot(field.key): (field, section.leads_only)
        for section in definition.sections()
        for field in section.fields
    }
    columns = {
        (table.key, field.key): field for table in definition.tables() for field in table.columns
    }
    lines: list[CheckLine] = []
    for spot, place in places:
        field, leads_only = (
            fields[spot] if not spot.table else (columns[spot.table, spot.key], False)
        )
        if not field.prefilled:
            cell = f"'{definition.name}'!{xl_rowcol_to_cell(*place, True, True)}"
            lines.append(CheckLine(spot, field, cell, FIRST_LINE + len(lines), leads_only))
    return tuple(lines)


@lru_cache(maxsize=8)  # the forms of a project are laid out alike
def all_steps(
    lines: tuple[CheckLine, ...], ranges: Ranges, states: States, searched: Searched
) -> tuple[tuple[int, int, str], ...]:
    """Return the formulas of all lines, each after its row and its column."""
    known = {line.spot: line for line in lines}
    return tuple(
        (line.row, column, formula)
        for line in lines
        for column, formula in _steps(line, known, dict(ranges), states, searched).items()
    )


def _steps(
    line: CheckLine,
    known: Mapping[Spot, CheckLine],
    ranges: Mapping[str, str],
    states: States,
    searched: Searched,
) -> dict[int, str]:
    """Return the formulas of a line by their columns: how the text is brought into one form, and the
    verdict on it.
    """
    field = line.field
    steps = {CLEANED: clean(line.cell)}
    if field.kind is ValueKind.DATE:
        steps |= {
            FOLDED: digits_folded(line.at(CLEANED), "-"),
            SHAPE: dashed(line.at(FOLDED)),
            DAY: serial(line.cell, line.at(SHAPE)),
        }
    elif field.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
        steps |= {FOLDED: digits_folded(line.at(CLEANED), "."), SHAPE: signless(line.at(FOLDED))}
        if line.stated:
            steps[DAY] = number_of(line.at(SHAPE))
    elif TextRule.NO_ORDINAL in field.text_rules:
        steps |= {FOLDED: ordinal_folded(line.at(CLEANED))}
    verdict = '"✔"'
    judged = [*_conditions(line, known, ranges, states), *_in_text(line, known, searched)]
    for code, condition in reversed(judged):
        wording = (
            '""'
            if code is None
            else quoted("✔" if code == "" else sentence(code, field, named=bool(line.spot.table)))
        )
        verdict = f"IF({condition},{wording},{verdict})"
    steps[VERDICT] = verdict
    return {column: f"={formula}" for column, formula in steps.items()}


def _conditions(
    line: CheckLine, known: Mapping[Spot, CheckLine], ranges: Mapping[str, str], states: States
) -> Iterator[tuple[str | None, str]]:
    """Yield rules with what breaks them, in the order of ``SENTENCES``; ``""`` for what is right,
    ``None`` for silence.
    """
    field, text = line.field, line.at(CLEANED)
    yield "S042", f"ISERROR({line.cell})"
    empty = f'{text}=""'
    if not line.spot.table:
        code, wanted = _wanted(field, states)
        if line.leads_only and wanted:
            wanted = f"AND({wanted},{LEADS})"
        if wanted:
            yield code, f"AND({empty},{wanted})"
    yield None, empty
    if field.follows_status:
        unfit = (state for state, status in states if is_unfit(field, status))
        yield "V003", _state_among(unfit)
    yield "", f"{text}={quoted(IMPORTED)}"
    match field.kind:
        case ValueKind.NUMBER | ValueKind.INTEGER:
            yield "V010", f"NOT({is_number(line.cell, line.at(FOLDED), line.at(SHAPE))})"
            if field.kind is ValueKind.INTEGER:
                yield "V011", f"NOT({is_whole(line.cell, line.at(FOLDED), line.at(SHAPE))})"
        case ValueKind.DATE:
            if field.other_words:
                yield "", any_of(f"{text}={quoted(word)}" for word in field.other_words)
            yield (
                "V012",
                f'AND({line.at(DAY)}="",NOT(ISNUMBER({line.cell})),NOT({is_day(line.at(SHAPE))}))',
            )
            yield "V013", f'{line.at(DAY)}=""'
            if field.not_before:
                yield (
                    "L040",
                    comes_before(
                        line.at(DAY), [known[Spot(key)].at(DAY) for key in field.not_before]
                    ),
                )
            if field.vouches_for:
                yield "L041", comes_before(line.at(DAY), [known[Spot(field.vouches_for)].at(DAY)])
        case _:
            yield from text_faults(field, line.cell, text)
            if TextRule.NO_ORDINAL in field.text_rules:
                yield "V027", starts_with_ordinal(text, line.at(FOLDED))
            if field.kind is ValueKind.CHOICE and field.choices:
                list_of = "状态" if field.choices == "完成状态" else field.choices
                yield "V014", f"NOT({exact(text, ranges.get(list_of))})"
            if field.kind is ValueKind.UNIT and "单位" in ranges:
                canonical, alias = exact(text, ranges.get("单位")), exact(text, ranges.get("别名"))
                yield "V015", f"NOT(OR({canonical},{alias}))"


def _in_text(
    line: CheckLine, known: Mapping[Spot, CheckLine], searched: Searched
) -> Iterator[tuple[str, str]]:
    """Yield what is said of a value that the text must state, if the line holds one."""
    code = line.stated
    if code:
        beside = known[attrs.evolve(line.spot, key=BESIDE[code])] if code in BESIDE else line
        value = line.at(CLEANED if code == TITLE else DAY)
        yield from doubts(code, value, beside.at(CLEANED), *searched)


def _wanted(field: Field, states: States) -> tuple[str, str]:
    """Return the code for a field left empty and when it must not be; empty if it may always be."""
    if field.requirement is Requirement.ALWAYS:
        return "V001", "TRUE"
    if not field.follows_status:
        return "", ""
    owed = (state for state, status in states if is_owed(field, status))
    return "V002", _state_among(owed)
