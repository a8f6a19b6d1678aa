"""Defects of the registered data: statuses, dates, declared figures, and the structure that holds
the workbooks together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import attrs
from planting import Clean, Mutant, Mutator, is_given, with_cell, with_rows, with_value

from compiler.excel.reading.records import Record
from compiler.excel.sheets.cell_values import CellValue


def completed(clean: Clean) -> list[Record]:
    """Return the forms of completed measures, whose problems are completed too if they were
    imported.
    """
    open_ = {
        measure.id
        for problem in clean.report.problems()
        if problem.matters
        for measure in problem.measures
    }
    forms = [form for form in clean.leads if form.fields["status"].text == "已完成"]
    return [
        form
        for form in forms
        if is_given(form.fields["reporter"]) or form.fields["measure_id"].text not in open_
    ]


def unfinished(clean: Clean) -> list[Record]:
    """Return the forms that have something still to do."""
    return [form for form in clean.leads if form.fields["situation"].cell]


def field(
    forms: Callable[[Clean], list[Record]],
    key: str,
    new: Callable[[Record, Random], CellValue | None],
) -> Mutator:
    """Return a mutator that changes one field of one of the forms whose own it is."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        fitting = [form for form in forms(clean) if is_given(form.fields.get(key))]
        if not fitting:
            return None
        form = chance.choice(fitting)
        value = new(form, chance)
        note = f"{form.file} {key} {form.fields[key].text[:20]} → {str(value)[:30]}"
        return Mutant(clean.project.swap(form, with_value(form, key, value)), note)

    return mutate


def leads(clean: Clean) -> list[Record]:
    """Return the forms with prose."""
    return clean.leads


def status_flip(form: Record, chance: Random) -> str:
    """A completed measure said not to be, or the reverse."""
    return (
        chance.choice(("未完成", "基本完成"))
        if form.fields["status"].text == "已完成"
        else "已完成"
    )


def going_on(clean: Clean, chance: Random) -> Mutant | None:
    """A completed measure's text that says that something is not."""
    told = {file for code, file, _, _ in clean.found if code == "C010"}
    forms = [form for form in completed(clean) if form.file not in told]
    form = chance.choice(forms)
    sentence = chance.choice((
        "目前该项工作正在推进。", "其余点位尚未完工。", "下一步将开展复核。", "力争明年上半年全部完成。", "相关手续正在办理。", "剩余部分拟于明年实施。",
    ))  # fmt: skip
    text = form.fields["progress"].text + sentence
    return Mutant(
        clean.project.swap(form, with_value(form, "progress", text)), f"{form.file} + {sentence}"
    )


def all_done(clean: Clean, chance: Random) -> Mutant | None:
    """An unfinished measure's text that says that everything is done."""
    form = chance.choice(unfinished(clean))
    sentence = chance.choice(
        ("目前已全部完成。", "各项任务已全部整改到位。", "该项整改已全部完成。")
    )
    changed = with_value(
        with_value(form, "situation", sentence), "progress", "逐项核对台账。" + sentence
    )
    return Mutant(
        clean.project.swap(form, changed), f"{form.file} situation = progress = {sentence}"
    )


def impossible_completion(_: Record, chance: Random) -> date:
    """A day long after the notice, or long before the inspection."""
    return date(chance.choice((2015, 2034)), chance.randint(1, 12), chance.randint(1, 28))


def earlier(key: str) -> Callable[[Record, Random], CellValue | None]:
    """Return a writer of a day before the one in another field."""

    def new(form: Record, chance: Random) -> CellValue | None:
        cell = form.fields[key].cell
        assert cell is not None
        assert isinstance(cell.value, date)
        return cell.value - timedelta(days=chance.randint(1, 20))

    return new


def early_deadline(clean: Clean, chance: Random) -> Mutant | None:
    """A follow-up due before the notice is signed."""
    signed = clean.report.information.signed_on.value
    assert signed is not None
    day = signed - timedelta(days=chance.randint(40, 300))
    late = {file for code, file, _, _ in clean.found if code == "C009"}

    def in_time(clean: Clean) -> list[Record]:
        return [form for form in unfinished(clean) if form.file not in late]

    return field(in_time, "deadline", lambda *_: f"{day.year}年{day.month}月底前。")(clean, chance)


def follow_up_removed(clean: Clean, chance: Random) -> Mutant | None:
    """A follow-up field emptied."""
    return field(
        unfinished, chance.choice(("situation", "next_steps", "deadline")), lambda *_: None
    )(clean, chance)


def judged_without_reason(clean: Clean, chance: Random) -> Mutant | None:
    """A problem's status set by the office, without a reason."""
    index = chance.randrange(len(clean.project.register.tables["problems"]))
    status = chance.choice(("已完成", "未完成"))
    return Mutant(
        clean.project.register_cell("problems", index, "status_override", status),
        f"问题清单 {index + 1} {status}",
    )


def reported_by_a_stranger(clean: Clean, chance: Random) -> Mutant | None:
    """A measure's form filled in once more by a unit that has no part in it."""
    form = chance.choice(clean.leads)
    units = {other.fields["unit"].text for other in clean.leads} - {form.fields["unit"].text}
    unit = chance.choice(sorted(units)) if units else "区信访局"
    return _twice(clean, with_value(_copy(form), "unit", unit))


def reported_otherwise(clean: Clean, chance: Random) -> Mutant | None:
    """A measure reported twice by one unit, differently in one field."""
    form = chance.choice(clean.leads)
    key = chance.choice([key for key in ("theme", "progress", "status") if form.fields[key].text])
    value = status_flip(form, chance) if key == "status" else form.fields[key].text[:-1] + "了。"
    return _twice(clean, with_value(_copy(form), key, value))


def reported_again(clean: Clean, chance: Random) -> Mutant | None:
    """A form sent twice."""
    return _twice(clean, _copy(chance.choice(clean.leads)))


def _copy(form: Record) -> Record:
    return attrs.evolve(form, file=form.file.replace(".xlsx", "-副本.xlsx"))


def _twice(clean: Clean, copy: Record) -> Mutant:
    return Mutant(attrs.evolve(clean.project, forms=(*clean.project.forms, copy)), copy.file)


def missing_form(clean: Clean, chance: Random) -> Mutant | None:
    """A form that has not arrived."""
    form = chance.choice(clean.leads)
    return Mutant(clean.project.swap(form, None), form.file)


def wrong_id(form: Record, chance: Random) -> str:
    """A measure's id with another number."""
    return re.sub(
        r"\d+$",
        lambda match: f"{int(match.group()) + chance.randint(1, 9):02}",
        form.fields["measure_id"].text,
    )


def register_cell(
    table: str, key: str, new: Callable[[str, Random], CellValue | None], where: str = ""
) -> Mutator:
    """Return a mutator that changes one cell of a register table whose text matches ``where``."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        rows = clean.project.register.tables.get(table, ())
        fitting = [
            i
            for i, row in enumerate(rows)
            if is_given(row.entries.get(key)) and re.search(where, row.entries[key].text)
        ]
        if not fitting:
            return None
        index = chance.choice(fitting)
        value = new(rows[index].entries[key].text, chance)
        note = f"{rows[index].entries[key].span.describe()} {rows[index].entries[key].text[:20]} → {str(value)[:30]}"
        return Mutant(clean.project.register_cell(table, index, key, value), note)

    return mutate


def taken(table: str, key: str) -> Mutator:
    """Return a mutator that gives one row of a register table the number of another."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        rows = clean.project.register.tables[table]
        index, other = chance.sample(range(len(rows)), 2)
        cell = rows[other].entries[key].cell
        assert cell is not None
        return Mutant(
            clean.project.register_cell(table, index, key, cell.value),
            f"{table} {index + 1} = {cell.text}",
        )

    return mutate


def row_dropped(table: str, fits: Callable[[Clean, int], bool] = lambda *_: True) -> Mutator:
    """Return a mutator that removes a register row."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        rows = list(clean.project.register.tables[table])
        fitting = [index for index in range(len(rows)) if fits(clean, index)]
        if not fitting:
            return None
        gone = rows.pop(chance.choice(fitting))
        register = with_rows(clean.project.register, table, rows)
        return Mutant(clean.project.swap(clean.project.register, register), gone.span.describe())

    return mutate


def is_named(clean: Clean, index: int) -> bool:
    """Tell whether a person of 处理人员 is one that other data or a list in the text speak of
    too.
    """
    entries = clean.project.register.tables["persons"][index].entries
    return (
        entries["published"].text != "不公开"
        or entries["population"].text != "移交信访件和问题线索"
    )


def table_number(table: str, key: str) -> Mutator:
    """Return a mutator that changes one digit of a number in a form's table."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        forms = [form for form in clean.project.forms if form.tables.get(table)]
        if not forms:
            return None
        form = chance.choice(forms)
        index = chance.randrange(len(form.tables[table]))
        text = form.tables[table][index].entries[key].text
        places = [position for position, letter in enumerate(text) if letter.isdecimal()]
        position = chance.choice(places)
        digit = chance.choice([d for d in "123456789" if d != text[position]])
        value = Decimal(text[:position] + digit + text[position + 1 :])
        return Mutant(
            clean.project.swap(form, with_cell(form, table, index, key, value)),
            f"{form.file} {table} {text} → {value}",
        )

    return mutate


def table_text(table: str, key: str, new: Callable[[str, Random], str | None]) -> Mutator:
    """Return a mutator that changes one text in a form's table."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        fitting = [
            (form, index, row.entries[key].text)
            for form in clean.project.forms
            for index, row in enumerate(form.tables.get(table, ()))
            if row.entries[key].text and new(row.entries[key].text, Random(0)) is not None
        ]
        if not fitting:
            return None
        form, index, text = chance.choice(fitting)
        value = new(text, chance)
        return Mutant(
            clean.project.swap(form, with_cell(form, table, index, key, value)),
            f"{form.file} {text} → {value}",
        )

    return mutate


def declared_twice(clean: Clean, chance: Random) -> Mutant | None:
    """A figure declared twice on a form, with two values."""
    forms = [form for form in clean.project.forms if form.tables.get("figures")]
    if not forms:
        return None
    form = chance.choice(forms)
    rows = form.tables["figures"]
    other = attrs.evolve(form, tables={**form.tables, "figures": (*rows, chance.choice(rows))})
    value = Decimal(other.tables["figures"][-1].entries["value"].text) + chance.randint(1, 9)
    changed = with_cell(other, "figures", len(rows), "value", value)
    return Mutant(
        clean.project.swap(form, changed), f"{form.file} {rows[-1].entries['name'].text} {value}"
    )


def relation_name(text: str, chance: Random) -> str:
    """A relation with a letter of one of its names wrong."""
    words = list(re.finditer(r"[\u4e00-\u9fff]{4,}", text))
    word = chance.choice(words[1:] or words)
    position = chance.randrange(word.start() + 1, word.end())
    return text[:position] + "某" + text[position + 1 :]


def letter_wrong(text: str, chance: Random) -> str:
    """A text with one letter replaced."""
    position = chance.randrange(1, len(text) - 1) if len(text) > 2 else 0
    return text[:position] + "某" + text[position + 1 :]
