"""Plant one defect at a time in clean projects and count how many the compiler reports.

    python tests/benchmarks/mutation.py [--seed N] [--count N] [--project DIR] [--survivors]

Prints caught/planted for each class and overall. A mutant is caught if a finding appears that the clean project does not
have. Defects are planted in the records as read, so that a thousand mutants take minutes.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import attrs

from compiler.diagnostics import Diagnostic
from compiler.pipeline.analyse import Analysis, interpret
from compiler.pipeline.compiling import check_document
from compiler.source.cells import Cell, CellValue, written
from compiler.source.project import ProjectSource, read_project
from compiler.source.records import Entry, Record, Row
from compiler.text.quantities import quantities

ROOT = Path(__file__).parents[2]
FULL = {"comma": "\uff0c", "open": "\uff08", "close": "\uff09"}


@attrs.frozen
class Project:
    """A clean project as records."""

    source: ProjectSource
    register: Record
    forms: tuple[Record, ...]

    def swap(self, record: Record, changed: Record | None) -> Project:
        """Return the project with one record replaced, or removed."""
        if record is self.register:
            assert changed is not None
            return attrs.evolve(self, register=changed)
        forms = tuple(changed if form is record else form for form in self.forms)
        return attrs.evolve(self, forms=tuple(form for form in forms if form is not None))


@attrs.frozen
class Mutant:
    """A project with one defect, and what the defect is."""

    project: Project
    change: str


Mutator = Callable[[Project, random.Random], Mutant | None]


def findings(project: Project, root: Path) -> set[tuple[str, str, str]]:
    """Return what the compiler says about a project."""
    kind, report, found = interpret(project.register, project.forms, root)
    source = attrs.evolve(project.source, register=project.register, forms=project.forms)
    checked = check_document(Analysis(source, kind, report, tuple(found)))
    return {_identity(diagnostic) for diagnostic in checked.diagnostics}


def _identity(diagnostic: Diagnostic) -> tuple[str, str, str]:
    span = diagnostic.spans[0] if diagnostic.spans else None
    return diagnostic.code, span.describe() if span else "", diagnostic.message


def with_value(record: Record, key: str, value: CellValue | None) -> Record:
    """Return the record with one vertical field changed."""
    entry = record.fields[key]
    return attrs.evolve(record, fields={**record.fields, key: changed(entry, value)})


def changed(entry: Entry, value: CellValue | None) -> Entry:
    """Return the entry with another value, or none."""
    return attrs.evolve(entry, cell=None if value is None else Cell(value, written(value), entry.span))


def with_rows(record: Record, table: str, rows: Iterable[Row]) -> Record:
    """Return the record with a table's rows replaced."""
    return attrs.evolve(record, tables={**record.tables, table: tuple(rows)})


def with_cell(record: Record, table: str, index: int, key: str, value: CellValue | None) -> Record:
    """Return the record with one table cell changed."""
    rows = list(record.tables[table])
    rows[index] = attrs.evolve(rows[index], entries={**rows[index].entries, key: changed(rows[index].entries[key], value)})
    return with_rows(record, table, rows)


def leads(project: Project) -> list[Record]:
    """Return the lead units' forms, those with prose."""
    return [form for form in project.forms if form.fields["progress"].text]


def prose(project: Project, chance: random.Random, keys: tuple[str, ...] = ("progress",)) -> tuple[Record, str]:
    """Choose a form and one of its prose fields that is filled."""
    while True:
        form = chance.choice(leads(project))
        filled = [key for key in keys if form.fields[key].text]
        if filled:
            return form, chance.choice(filled)


def edit(find: Callable[[str], list[tuple[int, int, str]]], keys: tuple[str, ...] = ("progress",)) -> Mutator:
    """Return a mutator that replaces one range of one prose field; ``find`` lists (start, end, replacement)."""

    def mutate(project: Project, chance: random.Random) -> Mutant | None:
        for _ in range(200):
            form, key = prose(project, chance, keys)
            text = form.fields[key].text
            if places := find(text):
                start, end, new = chance.choice(places)
                altered = text[:start] + new + text[end:]
                note = f"{form.file} {key}: …{text[max(0, start - 8):end + 8]}… → …{altered[max(0, start - 8):start + len(new) + 8]}…"
                return Mutant(project.swap(form, with_value(form, key, altered)), note)
        return None

    return mutate


def replacing(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], list[tuple[int, int, str]]]:
    """Return a finder of every match of ``pattern`` with its replacement."""

    def find(text: str) -> list[tuple[int, int, str]]:
        return [(m.start(), m.end(), new if isinstance(new, str) else new(m)) for m in re.finditer(pattern, text)]

    return find


def digit_slips(text: str) -> list[tuple[int, int, str]]:
    """Return every quantity's digits with one digit raised."""
    slips = []
    for quantity in quantities(text):
        for position in range(quantity.start, quantity.number_end):
            if text[position].isdigit():
                slips.append((position, position + 1, str((int(text[position]) + 1) % 10 or 1)))
    return slips


def unit_swaps(text: str) -> list[tuple[int, int, str]]:
    """Return every amount of money with another order of magnitude."""
    other = {"万元": "亿元", "亿元": "万元", "元": "万元"}
    return [(q.end - len(q.unit), q.end, other[q.unit]) for q in quantities(text) if q.unit in other]


def status_flip(project: Project, chance: random.Random) -> Mutant | None:
    """A completed measure said to be unfinished, or the reverse."""
    form = chance.choice(leads(project))
    now = form.fields["status"].text
    new = "未完成" if now == "已完成" else "已完成"
    return Mutant(project.swap(form, with_value(form, "status", new)), f"{form.file} {now} → {new}")


def late_completion(project: Project, chance: random.Random) -> Mutant | None:
    """A completion date after the cut-off date, or before the inspection's feedback."""
    form = chance.choice([form for form in leads(project) if form.fields["completed_on"].cell])
    value = chance.choice((date(2025, 3, 1), date(2034, 1, 5)))
    return Mutant(project.swap(form, with_value(form, "completed_on", value)), f"{form.file} 完成日期 {value}")


def swapped_sign_off(project: Project, chance: random.Random) -> Mutant | None:
    """The approval dated before the report."""
    form = chance.choice(leads(project))
    reported = form.fields["reported_on"].cell
    assert reported is not None
    assert isinstance(reported.value, date)
    day = reported.value - timedelta(days=chance.randint(1, 20))
    return Mutant(project.swap(form, with_value(form, "approved_on", day)), f"{form.file} 审签日期 {day}")


def follow_up_removed(project: Project, chance: random.Random) -> Mutant | None:
    """A follow-up field emptied."""
    form = chance.choice([form for form in leads(project) if form.fields["situation"].cell])
    key = chance.choice(("situation", "next_steps", "deadline"))
    return Mutant(project.swap(form, with_value(form, key, None)), f"{form.file} {key}")


def early_deadline(project: Project, chance: random.Random) -> Mutant | None:
    """A follow-up due before the notice is signed."""
    form = chance.choice([form for form in leads(project) if form.fields["deadline"].cell])
    return Mutant(project.swap(form, with_value(form, "deadline", "2024年12月底前。")), form.file)


def inserted(text: str) -> Mutator:
    """Return a mutator that puts a sentence at the end of a progress text."""

    def mutate(project: Project, chance: random.Random) -> Mutant | None:
        form, key = prose(project, chance)
        return Mutant(project.swap(form, with_value(form, key, form.fields[key].text + text)), f"{form.file} + {text}")

    return mutate


def unmasked(project: Project, chance: random.Random) -> Mutant | None:
    """A person whose name must not appear, named."""
    people = [row for row in project.register.tables["persons"] if row.entries["published"].text != "公开"]
    if not people:
        return None
    name = chance.choice(people).entries["name"].text
    return inserted(f"对{name}作出相应处理。")(project, chance)


def duplicated(project: Project, chance: random.Random) -> Mutant | None:
    """A measure reported twice, differently or for a unit that has no part in it."""
    form = chance.choice(leads(project))
    copy = attrs.evolve(form, file=form.file.replace(".xlsx", "-副本.xlsx"))
    copy = with_value(copy, "unit", "区信访局") if chance.random() < 0.5 else with_value(copy, "progress", "已经全部办理完毕。")
    return Mutant(attrs.evolve(project, forms=(*project.forms, copy)), copy.file)


def missing_form(project: Project, chance: random.Random) -> Mutant | None:
    """A form that has not arrived."""
    form = chance.choice(leads(project))
    return Mutant(project.swap(form, None), form.file)


def table_value(table: str, key: str, step: Decimal) -> Mutator:
    """Return a mutator that changes a number in a form's table."""

    def mutate(project: Project, chance: random.Random) -> Mutant | None:
        form = chance.choice([form for form in project.forms if form.tables.get(table)])
        index = chance.randrange(len(form.tables[table]))
        cell = form.tables[table][index].entries[key].cell
        value = (cell.value if cell and isinstance(cell.value, Decimal) else Decimal(0)) + step
        return Mutant(project.swap(form, with_cell(form, table, index, key, value)), f"{form.file} {table} {value}")

    return mutate


def institution_renamed(project: Project, chance: random.Random) -> Mutant | None:
    """A regulation's title altered where it is registered."""
    form = chance.choice([form for form in project.forms if form.tables.get("institutions")])
    title = form.tables["institutions"][0].entries["title"].text
    return Mutant(project.swap(form, with_cell(form, "institutions", 0, "title", title[:-1] + "规")), title)


def register_cell(table: str, key: str, new: Callable[[str], CellValue | None], where: str = "") -> Mutator:
    """Return a mutator that changes one cell of a register table whose text contains ``where``."""

    def mutate(project: Project, chance: random.Random) -> Mutant | None:
        rows = project.register.tables.get(table, ())
        fitting = [i for i, row in enumerate(rows) if row.entries[key].text and where in row.entries[key].text]
        if not fitting:
            return None
        index = chance.choice(fitting)
        value = new(rows[index].entries[key].text)
        return Mutant(project.swap(project.register, with_cell(project.register, table, index, key, value)), f"{table} {value}")

    return mutate


def person_dropped(project: Project, chance: random.Random) -> Mutant | None:
    """A name missing from a list whose count is given."""
    rows = project.register.tables["chapters"]
    for index, row in enumerate(rows):
        text = row.entries["text"].text
        if "人" in row.entries["heading"].text and text.count("、") >= 3 and "给予" in text:
            names = list(re.finditer("、[^、;\uff1b。]{6,30}(?=、)", text))
            if names:
                gone = chance.choice(names)
                value = text[: gone.start()] + text[gone.end() :]
                return Mutant(project.swap(project.register, with_cell(project.register, "chapters", index, "text", value)), gone.group())
    return None


def row_dropped(table: str) -> Mutator:
    """Return a mutator that removes a register row."""

    def mutate(project: Project, chance: random.Random) -> Mutant | None:
        rows = list(project.register.tables[table])
        if len(rows) < 3:
            return None
        gone = rows.pop(chance.randrange(len(rows) - 1))
        return Mutant(project.swap(project.register, with_rows(project.register, table, rows)), gone.span.describe())

    return mutate


CONFUSED = (("已", "己"), ("部署", "布署"), ("截至", "截止"), ("账", "帐"), ("作出", "做出"), ("安排", "按排"), ("进一步", "近一步"))


def confusions(text: str) -> list[tuple[int, int, str]]:
    """Return every word that has a common wrong spelling, misspelt."""
    return [(m.start(), m.end(), wrong) for right, wrong in CONFUSED for m in re.finditer(right, text)]


CLASSES: dict[str, Mutator] = {
    "正文数字错一位": edit(digit_slips),
    "后续事项数字错一位": edit(digit_slips, ("situation",)),
    "登记指标改数": table_value("figures", "value", Decimal(1)),
    "处理人数改数": table_value("handlings", "count", Decimal(1)),
    "金额单位写错": edit(unit_swaps),
    "移交件数改数": register_cell("letters", "closed", lambda text: Decimal(text) + 1),
    "名单漏人": person_dropped,
    "处理人员漏登": row_dropped("persons"),
    "正文写了一是": edit(lambda text: [(0, 0, "一是")]),
    "丢左引号": edit(replacing("“", "")),
    "丢右引号": edit(replacing("”", "")),
    "丢书名号": edit(replacing("》", "")),
    "丢括号": edit(replacing(FULL["close"], "")),
    "错别字": edit(confusions),
    "文件名写得不一样": edit(replacing("(?<=《)[^》]{6,40}(?=》)", lambda m: m.group()[:3] + "新" + m.group()[3:])),
    "登记的制度改名": institution_renamed,
    "字词重复": edit(replacing(r"的(?=[\u4e00-\u9fff])", "的的")),
    "标点重复": edit(replacing("。(?=.)", "。。")),
    "句末无标点": edit(lambda text: [(len(text) - 1, len(text), "")]),
    "段内换行": edit(replacing("。(?=.)", "。\n")),
    "状态改反": status_flip,
    "完成日期不可能": late_completion,
    "审签先于填报": swapped_sign_off,
    "缺后续事项": follow_up_removed,
    "时限早于成文": early_deadline,
    "已完成却写正在推进": inserted("目前该项工作正在推进。"),
    "身份证号": inserted("联系人身份证号11010519491231002X。"),
    "手机号": inserted("可拨打13800138000联系。"),
    "匿名人员写出全名": unmasked,
    "措施重复报送": duplicated,
    "填报表未到": missing_form,
    "问题漏登": row_dropped("problems"),
    "措施漏登": row_dropped("measures"),
    "占位符写错": register_cell("chapters", "text", lambda text: text.replace("总数}", "总计数}", 1), "总数}"),
    "牵头单位写错": register_cell("measures", "lead_unit", lambda text: text[:-1] + "处"),
    "日期不存在": inserted("2024年11月31日召开会议。"),
}


def run(root: Path, seed: int, count: int, survivors: bool) -> tuple[int, int]:
    """Plant ``count`` defects over all classes in turn and print the outcome."""
    source, _ = read_project(root)
    assert source.register is not None
    clean = Project(source, source.register, source.forms)
    baseline = findings(clean, root)
    chance = random.Random(seed)
    outcome: dict[str, list[int]] = {name: [0, 0] for name in CLASSES}
    lost: list[str] = []
    names = list(CLASSES)
    for number in range(count):
        name = names[number % len(names)]
        mutant = CLASSES[name](clean, chance)
        if mutant is None:
            continue
        caught = bool(findings(mutant.project, root) - baseline)
        outcome[name][0] += caught
        outcome[name][1] += 1
        if not caught:
            lost.append(f"{name}: {mutant.change}")
    return _print(root, seed, outcome, lost if survivors else [])


def _print(root: Path, seed: int, outcome: Mapping[str, list[int]], lost: list[str]) -> tuple[int, int]:
    print(f"{root.name}, seed {seed}")
    for name, (caught, planted) in outcome.items():
        if planted:
            print(f"  {caught:4}/{planted:<4} {caught * 100 // planted:3}%  {name}")
    caught, planted = (sum(numbers[i] for numbers in outcome.values()) for i in (0, 1))
    print(f"  {caught:4}/{planted:<4} {caught * 100 / max(planted, 1):.1f}%  overall")
    for line in lost:
        print(f"    survived {line}")
    return caught, planted


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20250220)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--survivors", action="store_true")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    run(options.project, options.seed, options.count, options.survivors)


if __name__ == "__main__":
    main()
