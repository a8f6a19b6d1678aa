"""A project edited at random, as units and an office do over the months: every step is one edit."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import attrs

from support.damage import archive, ole
from support.projects import ROOT, Form, Project, small

KIND = "templates/xunshi"
KIND_FILES = ("outline.txt", "kind.toml", "styles.docx")
OWN_FIELD = """
[[fields]]
of = "措施"
name = "{name}"
asked_in = "填报表"
required = "{required}"
"""
PAST = 20
"""So many earlier states can come back."""


@attrs.define
class Edited:
    """A project in the course of its edits: ``project`` as it was typed, ``beside`` the files that
    are no answer, by their paths in the project, ``past`` what it was before.
    """

    project: Project = attrs.field(factory=small)
    beside: dict[str, bytes] = attrs.field(factory=dict)
    past: list[tuple[Project, dict[str, bytes]]] = attrs.field(factory=list)

    def files(self) -> dict[str, bytes]:
        """Return every file of the project's sources by its path."""
        project = self.project
        forms = {
            f"input_workbooks/{name}": project.form_bytes(form)
            for name, form in project.forms.items()
        }
        register = {"input_workbooks/总台账.xlsx": project.register_bytes()}
        return register | forms | self.beside

    def edit(self, chance: Random) -> str:
        """Make one edit and return its name."""
        before = self.project.copy(), dict(self.beside)
        while True:
            change = chance.choice(EDITS)
            if change(self, chance):
                break
        self.past = [*self.past, before][-PAST:]
        return change.__name__


Edit = Callable[[Edited, Random], bool]
"""What changes a project; tells whether there was anything to change."""


def answer(edited: Edited, chance: Random) -> bool:
    """A unit writes something else."""
    form = _form(edited, chance)
    label = chance.choice(["进展情况", "主题句", "审签人", "有关情况说明", "下一步措施"])
    number = chance.randint(1, 9999)
    form.fields[label] = chance.choice(
        [f"全年拨付教育经费{number}万元，新增学位{number % 700}个。", f"区教委已办结{number}件", "", "　"]
    )  # fmt: skip
    return True


def status(edited: Edited, chance: Random) -> bool:
    """A unit finishes, or does not."""
    form = _form(edited, chance)
    form.fields["完成状态"] = chance.choice(["已完成", "基本完成", "未完成", "快了", ""])
    form.fields["完成日期"] = chance.choice(["2024-11-29", "2025-13-01", "31/2", "去年底", ""])
    return True


def figures(edited: Edited, chance: Random) -> bool:
    """A unit declares figures, documents and persons dealt with."""
    value = str(chance.randint(1, 999))
    row = {"指标名称": chance.choice(["新增学位", "床位"]), "数值": chance.choice([value, "若干"])}
    rows: dict[str, list[dict[str, object]]] = {
        "数据指标": [{**row, "计量单位": "个", "截至日期": "2024-12-31"}],
        "制度成果": [{"文件标题": f"办法{value}", "文号": f"望发〔2024〕{value}号"}],
        "处理情况": [{"处理方式": "提醒谈话", "处理人数": value}],
    }
    name = chance.choice([*rows])
    _form(edited, chance).tables[name] = rows[name] * chance.randint(0, 2)  # type: ignore[assignment]
    return True


def renamed(edited: Edited, chance: Random) -> bool:
    """A form is moved, or called something else."""
    forms = edited.project.forms
    name = chance.choice([*forms])
    new = f"{chance.choice(['收件', '区教育局', '子/孙'])}/{chance.choice('甲乙丙')}.xlsx"
    if new in forms:
        return False
    forms[new] = forms.pop(name)
    return True


def exchanged(edited: Edited, chance: Random) -> bool:
    """Two forms change their names: nothing is new but which is where."""
    forms = edited.project.forms
    if len(forms) < 2:
        return False
    one, other = chance.sample([*forms], 2)
    forms[one], forms[other] = forms[other], forms[one]
    return True


def deleted(edited: Edited, chance: Random) -> bool:
    """A form goes."""
    if len(edited.project.forms) < 2:
        return False
    del edited.project.forms[chance.choice([*edited.project.forms])]
    return True


def added(edited: Edited, chance: Random) -> bool:
    """A form comes: a second copy, another measure's, one of a measure that nobody planned."""
    form = edited.project.copy().form(_form(edited, chance).measure_id)
    form.measure_id = chance.choice(
        [form.measure_id, "措施01-01", "措施01-02", "措施02-01", "措施03-01", "措施09-09"]
    )
    edited.project.forms[f"收件/{chance.randrange(6)}.xlsx"] = form
    return True


def problems(edited: Edited, chance: Random) -> bool:
    """The office calls a problem otherwise, or a measure."""
    row = chance.choice(edited.project.tables["问题清单"])
    row["问题"] = chance.choice(["学前教育学位供给不均衡", "甲问题", "乙问题", ""])
    plan = chance.choice(edited.project.tables["措施清单"])
    plan["整改时限"] = chance.choice(["2024-12-31", "2025-06-30", "长期坚持", "尽快"])
    plan["牵头单位"] = chance.choice(["区教育局", "区财政局", "区教委", "区水利局"])
    return True


def units(edited: Edited, chance: Random) -> bool:
    """The directory of units changes, by which names in forms are known."""
    rows = edited.project.tables["单位名录"]
    rows[1]["别名"] = chance.choice(["财政局", "财政", "", "区教委"])
    if chance.random() < 0.3:
        rows.append({"单位名称": f"区{chance.choice('水林农')}局"})
    return True


def words(edited: Edited, chance: Random) -> bool:
    """The office's own list of words changes."""
    known = [("拨付", "划拨"), ("办结", "办理完毕"), ("学位", "学位")]
    edited.project.tables["用语"] = [
        {"错误写法": wrong, "规范写法": right, "级别": chance.choice(["错误", "疑似", "提示"])}
        for wrong, right in chance.sample(known, chance.randint(0, 3))
    ]
    return True


def waivers(edited: Edited, chance: Random) -> bool:
    """A finding is waived, or no longer."""
    rule = chance.choice(["V014", "C001", "F001", "T001"])
    row = {"规则": rule, "位置": "措施01-01", "理由": "已核", "批准人": "沈知行"}
    edited.project.tables["豁免"] = [row] * chance.randint(0, 1)  # type: ignore[list-item]
    return True


def prose(edited: Edited, chance: Random) -> bool:
    """The office's own paragraphs and the notice's data change."""
    edited.project.tables["篇章"][2]["文字"] = chance.choice(
        ["全区共研究{措施总数}条措施。", "建成{新增学位}个学位。", "{没有的数}", ""]
    )
    edited.project.information["标点样式"] = chance.choice(["全角", "半角", "混用"])
    edited.project.information["成文日期"] = chance.choice(["2025-02-20", "2025-02-30", ""])
    return True


def kind(edited: Edited, chance: Random) -> bool:
    """The register names another kind of notice."""
    edited.project.information["通报种类"] = chance.choice(["xunshi"] * 3 + ["xuncha", "没有的"])
    return True


def own_kind(edited: Edited, chance: Random) -> bool:
    """The project's kind gets a field of its own, another line, or goes back to the usual one."""
    for name in KIND_FILES:
        edited.beside.pop(f"{KIND}/{name}", None)
    if chance.random() < 0.3:
        return True
    contents = {name: (ROOT / KIND / name).read_bytes() for name in KIND_FILES}
    asked = OWN_FIELD.format(
        name=chance.choice(["资金来源", "验收人"]), required=chance.choice(["总是", "完成时"])
    )
    contents["kind.toml"] += chance.choice(["", asked]).encode()
    line = chance.choice(["", "本通报共{措施总数}条措施。\n", "{没有的字段}\n"])
    contents["outline.txt"] = contents["outline.txt"].replace(
        "{导语}\n".encode(), f"{{导语}}\n{line}".encode()
    )
    edited.beside |= {f"{KIND}/{name}": content for name, content in contents.items()}
    return True


def strange(edited: Edited, chance: Random) -> bool:
    """A file lies there that is no workbook, or not a whole one; or it is taken away."""
    form = edited.project.form_bytes(_form(edited, chance))
    contents = [
        b"",
        form[: len(form) // 2],
        form[:-9],
        ole("Workbook"),
        archive(a="b"),
        form + b"\0",
    ]
    name = f"input_workbooks/{chance.choice(['坏.xlsx', '~$锁.xlsx', '说明.txt', '旧.xls'])}"
    if edited.beside.pop(name, None) is None:
        edited.beside[name] = chance.choice(contents)
    return True


def back(edited: Edited, chance: Random) -> bool:
    """Somebody puts an earlier state back."""
    if not edited.past:
        return False
    project, beside = chance.choice(edited.past)
    edited.project, edited.beside = project.copy(), dict(beside)
    return True


def afresh(edited: Edited, chance: Random) -> bool:
    """A new round begins, without a flaw."""
    edited.project, edited.beside = small(), {}
    return True


EDITS: tuple[Edit, ...] = (
    answer, answer, answer, status, figures, figures, renamed, exchanged, deleted, added, problems,
    units, words, waivers, prose, kind, own_kind, strange, back, back, afresh,
)  # fmt: skip
"""What can happen; what happens oftener stands there oftener."""


def _form(edited: Edited, chance: Random) -> Form:
    return edited.project.forms[chance.choice([*edited.project.forms])]
