"""Defects of what units answer: hollow, copied, or less than the goal."""

from __future__ import annotations

from random import Random

from planting import Clean, Mutant, Mutator, is_given, with_value

from compiler.chinese.quantities import quantities
from compiler.excel.reading.records import Record

SUBJECTS = ("我单位", "局党组", "区政府", "有关部门", "镇党委", "领导班子", "", "")
CLAUSES = (
    "高度重视", "专题研究部署", "制定整改方案", "压实工作责任", "强化责任落实", "认真抓好整改", "严格按照要求落实", "明确责任分工", "加强组织领导",
    "完善工作机制", "狠抓工作落实", "推动工作提质增效", "提高思想认识", "举一反三抓整改", "持续巩固整改成果", "加强日常监管", "强化督促检查", "形成工作合力",
)  # fmt: skip
ENDS = (
    "取得明显成效",
    "工作有序推进",
    "已整改到位",
    "整改工作取得阶段性成效",
    "目前正在推进中",
    "已按要求完成",
    "并长期坚持",
    "确保落到实处",
)
SHORT = (
    "无",
    "已完成",
    "已整改",
    "正在推进",
    "按要求落实",
    "已落实",
    "同上",
    "暂无",
    "已按要求整改到位",
    "正在按计划推进",
    "详见附件",
    "长期坚持",
    "——",
    "已办结",
)


def hollow(clean: Clean, chance: Random) -> Mutant | None:
    """An answer put together from stock phrases, or two or three words."""
    form = _bare(clean, chance)
    if form is None:
        return None
    if chance.random() < 0.4:
        text = chance.choice(SHORT) + "。"
    else:
        clauses = chance.sample(CLAUSES, chance.randint(1, 4))
        text = chance.choice(SUBJECTS) + "，".join([*clauses, chance.choice(ENDS)]) + "。"
    return _answered(clean, form, text)


def plan_copied(clean: Clean, chance: Random) -> Mutant | None:
    """An answer that is the plan again, told as done."""
    forms = [form for form in _bares(clean) if is_given(form.fields["planned"])]
    forms = [form for form in forms if len(form.fields["planned"].text) > 12]
    if not forms:
        return None
    form = chance.choice(forms)
    text = form.fields["planned"].text.replace("将", "已")
    parts = text.split("，")
    place = chance.randrange(len(parts))
    parts[place] = chance.choice(("已", "已经", "全面", "进一步")) + parts[place]
    return _answered(clean, form, "，".join(parts))


def answer_copied(clean: Clean, chance: Random) -> Mutant | None:
    """An answer that is another measure's, with a few words of it changed."""
    form, other = _bare(clean, chance), chance.choice(clean.leads)
    if form is None or form is other:
        return None
    text = other.fields["progress"].text
    for _ in range(chance.randint(0, max(1, len(text) // 60))):
        place = chance.randrange(1, len(text) - 2)
        text = text[:place] + chance.choice(("了", "已", "均", "")) + text[place + 1 :]
    return _answered(clean, form, text)


def goal_missed(raise_goal: bool) -> Mutator:
    """Return a mutator that gives a completed measure a goal made of what it reached, and raises it,
    or lowers what was reached; the control is the goal just reached.
    """

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        options = [
            (form, place, quantity)
            for place in clean.places
            if place.key == "progress" and (form := place.record).fields["status"].text == "已完成"
            for quantity in quantities(place.text)
            if quantity.exact and quantity.measure_unit and quantity.value > 3
            if place.text[quantity.start : quantity.number_end] == f"{quantity.value:f}"
            if "." not in place.text[quantity.start : quantity.number_end]
            if len(quantity.preceding) >= 4 or len(quantity.noun) >= 3
            # The only number of its unit: of several, any may be what the goal is about.
            if [one.measure_unit for one in quantities(place.text)].count(quantity.measure_unit)
            == 1
        ]
        if not options:
            return None
        form, place, quantity = chance.choice(options)
        value = int(quantity.value)
        less = max(1, chance.choice((value - 1, value * 9 // 10, value // 2)))
        if len(quantity.preceding) >= 4:
            frame = f"{quantity.preceding[-6:]}{{}}{quantity.measure_unit}。"
        else:
            frame = f"完成{{}}{quantity.measure_unit}{quantity.noun}。"
        control = _goal(clean, form, frame.format(value))
        if raise_goal:
            more = value + max(1, value - less)
            return Mutant(
                _goal(clean, form, frame.format(more)).project, f"{form.file} {frame.format(more)}", control.project
            )  # fmt: skip
        edited = place.edited(clean.project, quantity.start, quantity.number_end, str(less))
        changed = next(f for f in edited.project.forms if f.file == form.file)
        project = control.project
        answer = with_value(
            next(f for f in project.forms if f.file == form.file),
            "progress",
            changed.fields["progress"].text,
        )
        at = next(f for f in project.forms if f.file == form.file)
        return Mutant(project.swap(at, answer), edited.change, project)

    return mutate


def _goal(clean: Clean, form: Record, goal: str) -> Mutant:
    """Return the project with another goal, in the register and on the form."""
    identity = form.fields["measure_id"].text
    rows = clean.project.register.tables["measures"]
    index = next(i for i, row in enumerate(rows) if row.entries["id"].text == identity)
    project = clean.project.register_cell("measures", index, "goal", goal)
    return Mutant(project.swap(form, with_value(form, "goal", goal)), goal)


def _bares(clean: Clean) -> list[Record]:
    """Return the forms whose tables nothing in the answer need agree with."""
    return [
        form
        for form in clean.leads
        if not any(form.tables.get(key) for key in ("figures", "institutions", "handlings"))
    ]


def _bare(clean: Clean, chance: Random) -> Record | None:
    forms = _bares(clean)
    return chance.choice(forms) if forms else None


def _answered(clean: Clean, form: Record, text: str) -> Mutant:
    return Mutant(
        clean.project.swap(form, with_value(form, "progress", text)), f"{form.file} {text[:40]}"
    )
