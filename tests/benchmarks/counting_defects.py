"""Defects of counting: a number of problems, measures or regulations, of persons dealt with, of units
in a list, that what is registered, drawn or listed contradicts.

Where the clean text counts too little, a sentence that counts rightly is put in first, made of parts
chosen at random: that is the control; the defect is planted in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

import attrs
from planting import Clean, Mutant, Mutator, Place, is_given, with_rows, with_value
from prose_defects import Edit, choose

from compiler.chinese.numerals import to_chinese
from compiler.chinese.sanctions import WAYS, told_persons
from compiler.excel.reading.records import Record
from compiler.model.report import Problem

BUILT_IN = re.compile(
    r"(?:问题|措施|制度|方面|类别|牵头单位|信访件|问题线索)总数|(?:已|基本|未)完成(?:问题|措施)数|\w+(?:办结数|在办数)"
)
SLIPS = (-10, -1, 1, 10)


@attrs.frozen
class Sentence:
    """A sentence with the number that it says in the middle."""

    before: str
    number: int
    after: str

    def write(self, number: int, chinese: bool) -> str:
        """Return the sentence with a number, in digits or in Chinese numerals."""
        return f"{self.before}{to_chinese(number) if chinese else number}{self.after}"


def off(number: int, chance: Random) -> int:
    """Return a number off by one or by ten, above zero."""
    return chance.choice([number + slip for slip in SLIPS if number + slip > 0])


def _of_everything(clean: Clean, chance: Random) -> Sentence | None:
    """Count all problems, measures, categories or units of the notice."""
    counts = clean.report.counts
    measure = chance.choice(("措施", "整改措施", "具体措施", "具体整改措施"))
    unit = chance.choice("条项")
    inspectors = chance.choice(("", "省委巡视组", "巡视"))
    made = chance.choice(
        ("制定", "细化", "研究制定", "细化分解为", "明确", "提出", "形成", "梳理形成")
    )
    options = [
        ("问题总数", f"围绕{inspectors}反馈的", f"{chance.choice(('个问题', '项问题', '个具体问题'))}，逐一建立台账。"),
        ("问题总数", f"{inspectors}反馈问题", "个，全部明确责任人。"),
        ("问题总数", "针对反馈指出的", "个问题，逐条剖析原因。"),
        ("方面总数", f"{inspectors}反馈的", "个方面问题，区委照单全收。"),
        ("类别总数", "对照反馈的", "类问题，举一反三。"),
        ("措施总数", f"紧扣反馈意见，{made}", f"{unit}{measure}。"),
        ("措施总数", f"区委研究{made}{measure}", f"{unit}，逐条落实责任。"),
        ("措施总数", f"对巡视反馈问题{made}了", f"{unit}{measure}，挂图作战。"),
        ("牵头单位总数", "逐项明确", "家牵头单位。"),
        ("制度总数", f"共{chance.choice(('制定出台', '建立健全', '制定、修订'))}", "项制度。"),
        ("制度总数", f"累计{chance.choice(('制定修订', '建立完善', '修订出台'))}{chance.choice(('制度', '规章制度', '制度机制'))}", "项。"),
    ]  # fmt: skip
    known = [(counts[name].value, *words) for name, *words in options if counts[name].value]
    number, before, after = chance.choice(known)
    return Sentence(str(before), int(number), str(after))


def _in_states(clean: Clean, chance: Random) -> Sentence | None:
    """Count the problems or measures in one status, with or without the whole before."""
    noun = chance.choice(("问题", "措施"))
    status = chance.choice(
        [s for s in clean.report.statuses if clean.report.counts[f"{s.name}{noun}数"].value]
    )
    number = int(clean.report.counts[f"{status.name}{noun}数"].value)
    total = clean.report.counts[f"{noun}总数"].text
    unit = "个" if noun == "问题" else "条"
    bare = status.name.removeprefix("已")
    state = status.name if status.complete else chance.choice((status.name, f"{bare}整改的"))
    bare_state = state.removesuffix("整改的")
    options = (
        (f"{total}{unit}{noun}中，{state}", f"{unit}。"),
        (f"目前，{total}{unit}{noun}{state}", f"{unit}，其余正在推进。"),
        (f"{total}{unit}{noun}，{bare_state}整改", f"{unit}。"),
        (f"反馈的{total}个问题，{state}", "个。")
        if noun == "问题"
        else (f"制定的{total}条措施，{state}", "条。"),
        (f"截至目前，{bare_state}整改{noun}", f"{unit}。"),
    )
    before, after = chance.choice(options)
    return Sentence(before, number, after)


def _of_parts(clean: Clean, chance: Random) -> Sentence | None:
    """Count the problems of a class or of an aspect."""
    problems = list(clean.report.problems())
    classes = sorted({p.plan.problem_class.value for p in problems if is_given_text(p)})
    if classes and chance.random() < 0.5:
        word = chance.choice(classes)
        number = sum(p.plan.problem_class.value == word for p in problems)
        return (
            Sentence(f"按处置方式，{word}类", number, "个。")
            if chance.random() < 0.5
            else Sentence("分类处置，", number, f"个{word}类问题全部交办。")
        )
    aspect = chance.choice(clean.report.aspects)
    number = sum(len(category.problems) for category in aspect.categories)
    title = aspect.title.value.removesuffix("方面")
    return Sentence(f"其中，{title}方面", number, chance.choice(("个问题。", "个具体问题。")))


def is_given_text(problem: Problem) -> bool:
    """Tell whether a problem says of what class it is."""
    text = problem.plan.problem_class.value
    return bool(text) and "导入" not in text


def counted_wrongly(
    write: Callable[[Clean, Random], Sentence | None], places: Callable[[Clean], list[Place]]
) -> Mutator:
    """Return a mutator that puts a right count behind a sentence of the office's, and then another
    number in it.
    """

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        sentence, fitting = write(clean, chance), places(clean)
        if sentence is None or not fitting:
            return None
        place = chance.choice(fitting)
        wrong = off(sentence.number, chance)
        chinese = chance.random() < 0.2 and max(wrong, sentence.number) < 100
        right = place.edited(clean.project, *_end(place), sentence.write(sentence.number, chinese))
        planted = place.edited(clean.project, *_end(place), sentence.write(wrong, chinese))
        return attrs.evolve(planted, control=right.project)

    return mutate


def _end(place: Place) -> tuple[int, int]:
    return len(place.text), len(place.text)


def chapters(clean: Clean) -> list[Place]:
    """Return the office's paragraphs."""
    return [p for p in clean.places if p.key == "text" and p.text.endswith("。")]


def typed_count(clean: Clean, chance: Random) -> Mutant | None:
    """One of the report's own counts typed in place of its placeholder, wrongly."""

    def edits(clean: Clean) -> Iterator[Edit]:
        for place in chapters(clean):
            for match in re.finditer(r"\{(\w+)\}", place.text):
                count = clean.report.counts.get(match[1])
                if count is not None and BUILT_IN.fullmatch(match[1]):
                    yield place, *match.span(), str(off(int(count.value), chance))

    return choose(edits)(clean, chance)


def _announcing(problem: Problem, chance: Random) -> Sentence:
    """Announce a problem's measures in words chosen at random."""
    made = chance.choice(("制定", "采取", "细化", "研究制定", "明确了", "提出"))
    thing = chance.choice(("措施", "整改措施", "具体举措"))
    options = (
        (f"区委高度重视，{made}", f"{chance.choice('条项')}{thing}，逐项抓落实。"),
        (f"围绕这一问题，{made}{thing}", f"{chance.choice('条项')}。"),
        ("坚持标本兼治，从", "个方面推进整改。"),
        ("坚持问题导向，主要从", f"个{chance.choice(('方面', '层面', '环节'))}{chance.choice(('入手', '发力', '抓整改'))}。"),
        ("重点采取以下", "项举措。"),
    )  # fmt: skip
    before, after = chance.choice(options)
    return Sentence(before, len(problem.measures), after)


def announced_wrongly(clean: Clean, chance: Random) -> Mutant | None:
    """A lead-in of a problem that announces another number of measures than follows."""
    problems = [p for p in clean.report.problems() if len(p.measures) > 1]
    problem = chance.choice(problems)
    sentence = _announcing(problem, chance)
    index = clean.report.register.problems.index(problem.plan)
    wrong = off(sentence.number, chance)
    texts = [
        problem.plan.lead_in.value + sentence.write(number, chance.random() < 0.3 and number < 100)
        for number in (sentence.number, wrong)
    ]
    right, planted = (
        clean.project.register_cell("problems", index, "lead_in", text) for text in texts
    )
    return Mutant(planted, f"问题{problem.number} {texts[1]}", right)


def _registering(clean: Clean) -> list[Record]:
    return [form for form in clean.leads if form.tables.get("institutions")]


def regulation_unregistered(clean: Clean, chance: Random) -> Mutant | None:
    """A regulation that the text says was made, gone from 制度成果."""
    forms = _registering(clean)
    if not forms:
        return None
    form = chance.choice(forms)
    rows = list(form.tables["institutions"])
    gone = rows.pop(chance.randrange(len(rows)))
    changed = with_rows(form, "institutions", rows)
    return Mutant(clean.project.swap(form, changed), f"{form.file} - {gone.entries['title'].text}")


def regulations_counted(clean: Clean, chance: Random) -> Mutant | None:
    """A number of regulations in a measure's text, right at first, that another is put in place
    of.
    """
    forms = _registering(clean)
    if not forms:
        return None
    form = chance.choice(forms)
    number = len(form.tables["institutions"])
    wrong = off(number, chance)
    made = chance.choice(("制定", "出台", "制定出台", "修订完善", "建立健全", "印发"))
    thing = chance.choice(("制度", "管理制度", "规章制度"))
    before, after = chance.choice(
        (
            (f"全年共{made}{thing}", "项。"),
            (f"至此，{made}", f"项{thing}。"),
            (f"累计{made}{thing}", "个。"),
        )
    )
    text = form.fields["progress"].text
    right, planted = (
        clean.project.swap(form, with_value(form, "progress", f"{text}{before}{count}{after}"))
        for count in (number, wrong)
    )
    return Mutant(planted, f"{form.file} {number}: {before}{wrong}{after}", right)


def misreferred(clean: Clean, chance: Random) -> Mutant | None:
    """A problem spoken of by another problem's number, its title as it was."""
    problem, other = chance.sample(list(clean.report.problems()), 2)
    title = problem.plan.title.value
    before, after = chance.choice((
        ("结合第", f"条“{title}”问题一并整改。"),
        ("与第", f"条：关于“{title}”的问题同步推进。"),
        ("相关情况见第", f"条问题：关于“{title}”的问题。"),
        ("该项工作与巡视反馈第", f"条“{title}”一体推进。"),
        ("具体做法（见问题", f"“{title}”）不再重复。"),
        ("同步推进第", f"个问题“{title}”的整改。"),
    ))  # fmt: skip
    place = chance.choice(
        [p for p in clean.places if p.key in ("progress", "text") and p.text.endswith("。")]
    )
    right, planted = (
        place.edited(clean.project, *_end(place), f"{before}{number}{after}")
        for number in (problem.number, other.number)
    )
    return attrs.evolve(planted, control=right.project)


def sanction_changed(clean: Clean, chance: Random) -> Mutant | None:
    """A person whom the notice names, registered with another sanction."""
    rows = clean.project.register.tables.get("persons", ())
    texts = "".join(place.text for place in chapters(clean))
    named = [
        index
        for index, row in enumerate(rows)
        if row.entries["name"].text and row.entries["name"].text in texts
    ]
    if not named:
        return None
    index = chance.choice(named)
    sanction = rows[index].entries["sanction"].text
    others = sorted({row.entries["sanction"].text for row in rows} - {sanction, ""})
    other = chance.choice([*others, "批评教育"])
    note = f"{rows[index].entries['name'].text} {sanction} → {other}"
    return Mutant(clean.project.register_cell("persons", index, "sanction", other), note)


def _persons_named(clean: Clean) -> Iterator[tuple[Place, re.Match[str]]]:
    """Yield the members of lists that end with the name of a registered person who may be named."""
    rows = clean.project.register.tables.get("persons", ())
    names = [row.entries["name"].text for row in rows if row.entries["published"].text == "公开"]
    for place in chapters(clean):
        for name in names:
            for match in re.finditer(
                rf"、[^、，。；;,]{{2,40}}{re.escape(name)}(?=、)", place.text
            ):
                yield place, match


def name_dropped(clean: Clean) -> Iterator[Edit]:
    """Yield lists of persons without one of them."""
    for place, match in _persons_named(clean):
        yield place, *match.span(), ""


def name_added(clean: Clean) -> Iterator[Edit]:
    """Yield lists of persons with one more, made up of the post of one and a name of nobody's."""
    for place, match in _persons_named(clean):
        post = match.group()[:-3].rstrip("长") + "长"
        for name in ("于若川", "石敬", "温如海"):
            yield place, match.end(), match.end(), f"{post}{name}"


def persons_counted(clean: Clean, chance: Random) -> Mutant | None:
    """A number of persons dealt with in one way, typed wrongly in the office's prose."""

    def edits(clean: Clean) -> Iterator[Edit]:
        for place in clean.places:
            for told in told_persons(place.text) if place.table == "chapters" else ():
                if told.way not in ("处理", "其他处理"):
                    yield place, told.start, told.end, str(off(told.number, chance))
            for match in re.finditer(r"\{(\w+)人数\}", place.text):
                count = clean.report.counts.get(match.group()[1:-1])
                if count is not None and match[1] in WAYS and match[1] != "其他处理":
                    yield place, *match.span(), str(off(int(count.value), chance))

    return choose(edits)(clean, chance)


def _row_of_names(clean: Clean, chance: Random) -> tuple[list[str], str, str, str]:
    """Return names of one kind, chosen from the directory or made of surnames, and the words around a
    row of them: what counts them ahead, or behind.
    """
    units = [
        row.entries["name"].text
        for row in clean.project.register.tables.get("units", ())
        if is_given(row.entries["name"])
    ]
    towns = [name for name in units if name.endswith(("镇", "街道"))]
    villages = [f"{first}家{last}村" for first in "冯李王周吴" for last in ("渡", "湾", "坪")]
    persons = [f"{name}某" for name in "张王李赵周吴郑"] + [f"{name}某某" for name in "钱孙沈韩杨"]
    kinds = [(units, chance.choice(("家单位", "个部门"))), (towns, "个镇街"), (villages, chance.choice(("个村", "个行政村"))),
             (persons, chance.choice(("名同志", "名干部", "名责任人")))]  # fmt: skip
    names, counted = chance.choice([kind for kind in kinds if len(kind[0]) > 4])
    chosen = chance.sample(names, chance.randint(3, 4))
    ahead = counted.startswith("名") or chance.random() < 0.5
    opening, closing = chance.choice((("（", "）"), ("：", "")))
    return (chosen, counted, opening, closing) if ahead else (chosen, counted, "", "")


def names_and_number(clean: Clean, chance: Random) -> Mutant | None:
    """A row of names with their number, right at first: then one name more or fewer, or another
    number.
    """
    names, counted, opening, closing = _row_of_names(clean, chance)
    more, fewer = [*names, _another(names)], names[:-1]

    def write(row: list[str], number: int) -> str:
        listed = "、".join(row)
        if opening:
            return f"涉及{number}{counted}{opening}{listed}{closing}。"
        return f"由{listed}{number}{counted}共同落实。"

    wrong = chance.choice(
        (write(more, len(names)), write(fewer, len(names)), write(names, off(len(names), chance)))
    )
    place = chance.choice(
        [p for p in clean.places if p.key in ("progress", "text") and p.text.endswith("。")]
    )
    right = place.edited(clean.project, *_end(place), write(names, len(names)))
    return attrs.evolve(place.edited(clean.project, *_end(place), wrong), control=right.project)


def _another(names: list[str]) -> str:
    """Return a name of the kind of the others, which is none of them."""
    return f"新{names[0][-2:]}" if names[0][-1] != "某" else "谢某"


COUNTED_WRONGLY: dict[str, Mutator] = {
    "篇章里的总数写错": typed_count,
    "总数写错": counted_wrongly(_of_everything, chapters),
    "状态个数写错": counted_wrongly(_in_states, chapters),
    "导语里的措施数写错": announced_wrongly,
    "正文里的制度没有登记": regulation_unregistered,
    "正文里的制度项数写错": regulations_counted,
    "问题编号写成别的": misreferred,
    "处理人员的处理方式改了": sanction_changed,
    "名单里少写一人": choose(name_dropped),
    "名单里多写一人": choose(name_added),
    "处理人数手写错": persons_counted,
    "名单与个数不符": names_and_number,
    "分类分方面的个数写错": counted_wrongly(_of_parts, chapters),
}
