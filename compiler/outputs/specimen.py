"""Made-up contents for a kind of notice, so that its drawing can be seen as Word before a form is
out: every place, level and status that the outline draws, twice where one alone looks different.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice

import attrs

from compiler.model.identifiers import measure_id
from compiler.notice.drawn_fields import figures_drawn
from compiler.notice.entities import BODY, HEADING, INTRODUCTION, ITEM
from compiler.notice.families import offered
from compiler.notice.kind import Kind
from compiler.notice.leads import LEAD_PLACES
from compiler.notice.outline import Outline, OutlineLine, fields
from compiler.schema.books import Schema
from compiler.schema.choices import CHOICES
from compiler.schema.contents import CellContent, Contents
from compiler.schema.definitions import (
    Field,
    Requirement,
    TextRule,
    ValueKind,
    Workbook,
    is_unfit,
    own_members,
)
from compiler.schema.form import FIGURES
from compiler.schema.own import labels_of, own_fields
from compiler.schema.placeholders import meanings
from compiler.schema.register import CHAPTERS, INFORMATION, MEASURES, PERSONS, PROBLEMS, UNITS
from compiler.vocab import Need, Profile, Status

ASPECTS = ("贯彻落实上级部署", "加强自身建设")
CATEGORIES = ("工作部署不够细", "工作落实不够实")
UNIT_NAMES = ("示例一局", "示例二局")
SANCTIONS, POPULATIONS = "处理方式", ("移交问题线索", "反馈问题")
DAY = date(2025, 1, 10)
LEAST = 4
"""Problems: one in each category of each aspect."""
Values = dict[str, CellContent]
Form = tuple[str, str, Contents]
"""A measure's id, its unit, and what stands in its form."""


@attrs.frozen
class Specimen:
    """What the workbooks of a made-up project of a kind hold."""

    register: Contents
    forms: tuple[Form, ...]


def make_specimen(kind: Kind, figures: Collection[str] = ()) -> Specimen:
    """Return a made-up project of ``kind``: a problem for each of its statuses and at least four, of
    one measure and of two by turns; ``figures`` are declared beside those that the outline adds up.
    """
    problems: list[Values] = []
    measures: list[Values] = []
    forms: list[Form] = []
    own = _own(kind.schema.register, kind.schema)
    statuses = kind.statuses
    count = max(LEAST, len(statuses))
    for number in range(1, count + 1):
        half = (2 * number - 1) // count
        problem = _problem(number, half)
        status = statuses[number % len(statuses)]
        added = _fit(kind.schema.register, PROBLEMS.key, own, status)
        problems.append(_known(PROBLEMS.columns, problem) | added)
        for sequence in range(1, 2 + number % 2):
            unit = UNIT_NAMES[(number + sequence) % 2]
            plan = _plan(number, sequence, unit)
            added = _fit(kind.schema.register, MEASURES.key, own, status)
            measures.append(_known(MEASURES.columns, plan) | added)
            filled = _filled(status, number, sequence)
            form = _form(kind, problem, plan, filled, status, figures)
            if _draws(kind, "figure"):
                rows = [*form.tables[FIGURES.key], _figure(number, sequence)]
                form = attrs.evolve(form, tables={FIGURES.key: rows})
            forms.append((str(plan["id"]), unit, form))
    tables: dict[str, Sequence[Values]] = {
        CHAPTERS.key: [*_chapters(kind.outline)],
        PROBLEMS.key: problems,
        MEASURES.key: measures,
        UNITS.key: [{"name": name} for name in UNIT_NAMES],
        PERSONS.key: [*_persons(kind)] if _draws(kind, "population", "sanction", "person") else (),
    }
    information = _information(kind) | own[INFORMATION.key]
    return Specimen(Contents(information, tables), tuple(forms))


def _own(book: Workbook, schema: Schema) -> dict[str, Values]:
    """Return something for each field that the kind has added to a workbook, by block."""
    made_up: dict[str, Values] = {own.key: {} for sheet in book.sheets for own in sheet.blocks}
    for other, own, field in own_fields(schema):
        if other is book:
            chosen = schema.choices.get(field.choices or "", ())
            made_up[own.key][field.key] = chosen[0] if chosen else _made_up(field)
    return made_up


def _fit(book: Workbook, key: str, own: Mapping[str, Values], status: Status) -> Values:
    """Return what a kind has added to a table, but for what is of no use under a status."""
    fields = {field.key: field for block, field in own_members(book) if block.key == key}
    return {name: it for name, it in own[key].items() if not is_unfit(fields[name], status)}


def _information(kind: Kind) -> Values:
    """Return 报告信息 with every field filled, what the notice prints and what it does not."""
    values = {field.key: _made_up(field) for field in INFORMATION.fields}
    own: Values = {
        "kind": kind.name,
        "title": kind.default_title,
        "organ": "示例机关",
        "signatures": None,
        "profile": Profile.FULL_WIDTH.value,
        "signed_on": date(2025, 2, 20),
    }
    return values | own


def _problem(number: int, half: int) -> Values:
    return {
        "number": number,
        "aspect": ASPECTS[half % 2],
        "category": f"{ASPECTS[half % 2]}中{CATEGORIES[number % 2]}",
        "title": f"第{number}个示例问题",
        "lead_in": "已逐项对照研究。",
        "problem_class": "督促整改",
    }


def _plan(number: int, sequence: int, unit: str) -> Values:
    return {
        "id": measure_id(number, sequence),
        "problem": number,
        "planned": f"办好第{number}个示例问题的第{sequence}件事。",
        "goal": "问题得到解决。",
        "leader": "示例领导",
        "lead_unit": unit,
        "due": date(2025, 6, 30),
    }


def _filled(status: Status, number: int, sequence: int) -> Values:
    """Return what a unit answers: what is not complete has its follow-up, what is has its day."""
    answer: Values = {
        "theme": f"办理第{sequence}件示例事项",
        "progress": f"这里印第{number}个问题第{sequence}条措施的进展情况。",
        "status": status.name,
    }
    if status.needs is Need.COMPLETION:
        return answer | {"completed_on": date(2024, 12, 20)}
    if status.needs is Need.NOTHING:
        return answer
    return answer | {
        "matter": f"第{sequence}件事项",
        "situation": "这里印有关情况说明。",
        "next_steps": "这里印下一步措施。",
        "deadline": "2025年6月底前。",
    }


def _form(
    kind: Kind,
    problem: Values,
    plan: Values,
    filled: Values,
    status: Status,
    named: Collection[str],
) -> Contents:
    """Return a form's contents: what the office prefills, the answer, and who signed it."""
    rows = {MEASURES.key: plan, PROBLEMS.key: problem}
    made_up = _own(kind.schema.form, kind.schema).values()
    own = {key: value for block in made_up for key, value in block.items()}
    values: Values = {}
    for field in (field for sheet in kind.schema.form.sheets for field in sheet.fields()):
        if field.filled_from:
            table, _, column = field.filled_from.partition(".")
            values[field.key] = rows[table].get(column)
        elif field.key in filled:
            values[field.key] = filled[field.key]
        elif field.own and not is_unfit(field, status):
            values[field.key] = own[field.key]
        elif field.requirement is Requirement.ALWAYS:
            values[field.key] = _made_up(field)
    known = {*meanings(one.name for one in kind.statuses), *labels_of(kind.schema)}
    drawn = (name for name in figures_drawn(kind.outline) if name not in known)
    figures = dict.fromkeys((*drawn, *named))
    rows_of_figures: list[Values] = [
        {"name": name, "value": Decimal(10), "unit": "万元"} for name in figures
    ]
    return Contents(values, {FIGURES.key: rows_of_figures})


def _draws(kind: Kind, *entities: str) -> bool:
    """Tell whether a kind prints something of these."""
    drawn = (field for line in kind.outline.walk() for field in fields(line.items))
    return any(field.entity in entities for field in drawn)


def _figure(number: int, sequence: int) -> Values:
    """Return a figure that a unit declares."""
    return {
        "name": f"第{number}个问题第{sequence}个示例指标",
        "value": Decimal(10 * number + sequence),
        "unit": "万元",
        "as_of": date(2024, 12, 31),
    }


def _persons(kind: Kind) -> Iterator[Values]:
    """Yield persons of two populations, each with two sanctions."""
    sanctions = (kind.schema.choices.get(SANCTIONS) or CHOICES[SANCTIONS])[:2]
    names = iter("甲乙丙丁")
    for population in POPULATIONS:
        for sanction in sanctions:
            name = f"示例{next(names)}"
            yield {
                "name": name,
                "post": "示例一局科长",
                "sanction": sanction,
                "population": population,
                "published": "公开",
            }


def _chapters(outline: Outline) -> Iterator[Values]:
    """Yield the rows of 篇章: for each place what the outline draws of it, in its order."""
    seen: set[tuple[str, str]] = set()
    for line in outline.walk():
        for field in fields(line.items):
            place = field.place
            if place is None:
                continue
            headed = "小标题" in _below(line)
            alone = field.name == "段落" and (line.style is not None or len(line.items) > 1)
            for text in _texts_of(field.name, line):
                if (place, text) not in seen:
                    seen.add((place, text))
                    for one in islice(offered(place), 2):
                        yield from (
                            _leads(one)
                            if one in LEAD_PLACES
                            else _rows(one, text, headed=headed, alone=alone)
                        )


def _texts_of(name: str, line: OutlineLine) -> Iterator[str]:
    """Yield the kinds of text that a place has: paragraphs, or a heading with what is drawn under it."""
    if name != "篇章":
        yield BODY
        return
    yield HEADING
    if "引言" in _below(line):
        yield INTRODUCTION
    if _below(line) & {"小标题", "正文"}:
        yield ITEM


def _below(line: OutlineLine) -> set[str]:
    """Return the names of the fields directly under a line."""
    return {field.name for child in line.children for field in fields(child.items)}


def _leads(place: str) -> Iterator[Values]:
    """Yield an introduction of each aspect or category."""
    titles = dict.fromkeys(
        str(_problem(number, number // 3)[LEAD_PLACES[place]]) for number in range(1, LEAST + 1)
    )
    for order, title in enumerate(titles, 1):
        text = "这里印导语，共{问题总数}个问题。"
        yield {"place": place, "order": order, "kind": BODY, "heading": title, "text": text}


def _rows(place: str, text: str, *, headed: bool, alone: bool) -> Iterator[Values]:
    """Yield the rows of one kind of text; items have headings if they are ``headed``, what stands
    ``alone`` on its line (a number, the title of a table) is one.
    """
    count = 2 if text in (ITEM, BODY) and place not in ("导语", "结语") and not alone else 1
    for order in range(1, count + 1):
        row: Values = {"place": place, "order": order, "kind": text}
        if text == HEADING:
            row["text"] = f"{place}的标题"
        else:
            row["text"] = f"这里印“{place}”的{text}{order if count > 1 else ''}。"
        if text == ITEM and headed:
            row["heading"] = f"小标题{order}"
        yield row


def _made_up(field: Field) -> CellContent:
    """Return something that fits a field: its own example, or what names it."""
    if field.kind is ValueKind.DATE:
        return date.fromisoformat(field.example) if field.example else DAY
    if field.kind in (ValueKind.NUMBER, ValueKind.INTEGER):
        return Decimal(field.example or 1)
    end = "。" if TextRule.END_MARK in field.text_rules else ""
    return field.example or f"示例{field.label}{end}"


def _known(columns: tuple[Field, ...], row: Mapping[str, CellContent]) -> Values:
    """Return what a table has columns for."""
    keys = {column.key for column in columns}
    return {key: value for key, value in row.items() if key in keys}
