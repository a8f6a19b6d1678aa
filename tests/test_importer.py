"""A published notice imported and compiled again: the same text, and every exception reported."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import ROOT

from compiler.chinese.width import to_full_width
from compiler.commands.checking import analyse, interpret, lists_of
from compiler.commands.importing import compiled_back
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.from_contents import record_of
from compiler.excel.writing.workbooks import write_workbook
from compiler.importer import ImportedProject, import_notice
from compiler.importer.follow_ups import in_order
from compiler.importer.match_cost import is_label, read_day
from compiler.notice.build import build_document
from compiler.notice.kind import Kind, load_kind
from compiler.notice.templates import packaged_templates
from compiler.package.parts import pack, unpack
from compiler.schema.choices import UNPLACED
from compiler.schema.form import FORM
from compiler.schema.register import REGISTER
from compiler.vocab import IMPORTED, Profile
from compiler.word.template.styles import build_styles
from compiler.wordfile.notice import read_notice
from compiler.wordfile.taking import NoticeLine

REFERENCE = ROOT.parent / "shared" / "reference" / "notice.txt"
XUNSHI = {
    name: (packaged_templates() / "xunshi" / name).read_text(encoding="utf-8")
    for name in ("outline.txt", "kind.toml")
}

NOTICE = r"""
中共望澜区委关于巡视整改进展情况的通报
2024年春,省委巡视三组对望澜区开展巡视。现将整改情况公布。
一、加强领导,把责任压到底
区委把整改当作大事来抓。
(一)带头学。区委开了3次会,学了5份文件。
(二)带头改。区委领导督办7件难事。
二、问题整改情况
下面逐个说明。
(一)河湖治理方面
1.巡河不够细。
(1)关于“排口底数不清”的问题。
整改情况:一是摸清底数。查出排口46个。二是挂牌管理。每个排口都立了牌子。
(2)关于“‘一河一策’没有落地”的问题。
整改情况:已经开了2次调度会。一是分段包干。每段定了人。二是建立台账,按月核对。
2.截污进度慢。
(3)关于“管网缺口大”的问题。
整改情况:针对老城管网。一是补短板。新铺3公里。二是清淤泥。清出80吨。针对新城管网。一是验收。已验收。二是移交。已移交。
(二)干部队伍方面
3.培训跟不上。
(4)关于“培训不足”的问题。
整改情况:已经办了4期培训班,240人参加。
(5)关于“养老和托育人手紧”的问题。
整改情况:一是养老护理。招了护理员12名。二是统一标准。统一是前提,已经统一。三是托育照护。招了保育员9名。
三、线索办理情况
收到信访件9件,办结8件。
(一)批评教育2人:由区纪委谈了话。
四、还要接着改的事
(一)未完成的整改事项和说明
第3条:关于“管网缺口大”的问题。
有关情况说明:新城管网还有1公里没有移交。
下一步措施:抓紧移交新城管网。
完成时限:2025年6月底。
(二)基本完成的整改事项和说明
第5条:关于“养老和托育人手紧”的问题。
有关情况说明:(1)养老方面:养老护理员还缺3名。(2)托育方面:托育保育员还缺2名。
下一步措施:(1)养老方面:再招一批。(2)托育方面:委托培养。
完成时限:2025年底,并长期坚持。
欢迎监督。联系电话:0000-66100000;通信地址:望澜区滨河路1号;电子邮箱:zg@wanglan.example。
中共望澜区委
2025年2月20日
""".strip().splitlines()


@attrs.frozen
class Trip:
    """What became of a notice: the imported project, what was said about it, and the paragraphs
    compiled from it.
    """

    project: ImportedProject
    found: list[Diagnostic]
    paragraphs: list[str]
    complaints: list[str]

    @property
    def reported(self) -> list[tuple[str, int | None]]:
        """The importer's codes and lines, in the order of the notice."""
        return sorted(
            ((one.code, one.spans[0].line) for one in self.found),
            key=lambda pair: (pair[1] or 0, pair[0]),
        )

    def rows(self, table: str) -> Sequence:
        """A table of the register."""
        return self.project.register.tables[table]

    def form(self, measure_id: str) -> dict:
        """A form's fields."""
        return next(
            dict(contents.fields)
            for identifier, _, contents in self.project.forms
            if identifier == measure_id
        )

    @property
    def unplaced(self) -> list[str]:
        """The paragraphs kept for the office to place."""
        return [row["text"] for row in self.rows("chapters") if row["place"] == UNPLACED]


def numbered(paragraphs: Sequence[str]) -> tuple[NoticeLine, ...]:
    """Number paragraphs as the lines of a file."""
    return tuple(NoticeLine(number, text) for number, text in enumerate(paragraphs, 1))


def kind_of(files: dict[str, str], name: str) -> Kind:
    """Load a kind whose outline parses."""
    kind, found = load_kind(name, files.__getitem__, f"templates/{name}")
    assert kind is not None
    assert not found
    return kind


def trip(
    lines: Sequence[NoticeLine],
    files: dict[str, str] | None = None,
    name: str = "xunshi",
    *,
    books: bool = False,
) -> Trip:
    """Import and build the notice again; through real workbooks if ``books``, else as if they had
    been written and read.
    """
    files = files or XUNSHI
    imported, found = import_notice(lines, kind_of(files, name), "通报.txt")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        project, _, _ = compiled_back(imported, kind_of(files, name), root)
        (root / "templates" / name).mkdir(parents=True)
        for file, text in files.items():
            (root / "templates" / name / file).write_text(text, encoding="utf-8")
        if books:
            write_books(project, root, kind_of(files, name))
            analysis = analyse(root)
            kind, report, diagnostics = analysis.kind, analysis.report, analysis.diagnostics
        else:
            forms = tuple(
                record_of(FORM, contents, f"{unit}/{identifier}")
                for identifier, unit, contents in project.forms
            )
            own = kind_of(files, name)
            register = record_of(REGISTER, project.register, "总台账")
            read, diagnostics = interpret(register, forms, root, own)
            kind, report = own, read.report
    assert kind is not None
    assert report is not None
    paragraphs = [paragraph.text for paragraph in build_document(report, kind).paragraphs]
    return Trip(
        project, found, paragraphs, [one.code for one in diagnostics if one.code[0] in "SVL"]
    )


def write_books(project: ImportedProject, root: Path, kind: Kind) -> None:
    """Write register and forms where a project has them."""
    units = tuple(str(row["name"]) for row in project.register.tables["units"])
    lists = attrs.evolve(lists_of(kind, None, root), units=units)
    for unit in units:
        (root / "input_workbooks" / unit).mkdir(parents=True)
    (root / "input_workbooks" / "总台账.xlsx").write_bytes(
        write_workbook(REGISTER, project.register, lists)
    )
    for identifier, unit, contents in project.forms:
        content = write_workbook(FORM, contents, lists, measure_id=identifier)
        (root / "input_workbooks" / unit / f"{identifier}.xlsx").write_bytes(content)


def changed(old: str, new: str) -> list[str]:
    """The notice with one paragraph's words changed, which must be there once."""
    text = "\n".join(NOTICE)
    assert text.count(old) == 1, old
    return text.replace(old, new).splitlines()


def line_of(words: str, paragraphs: Sequence[str] = NOTICE) -> int:
    """The number of the one line that holds ``words``."""
    (index,) = (index for index, text in enumerate(paragraphs, 1) if words in text)
    return index


@pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference notice is not part of the repository"
)
def test_the_reference_notice_comes_back_but_for_four_mended_places() -> None:
    """Title, one ordinal, one colon and one paragraph break are supplied; every other character
    is the published one.
    """
    lines, found = read_notice(REFERENCE, "通报.txt")
    assert not found
    result = trip(lines, books=True)
    published = [line.text for line in lines]
    assert result.paragraphs[0] == published[-2] + "关于巡视整改进展情况的通报"
    expected = list(published)
    (ordinal,) = (
        i for i, text in enumerate(published) if text.startswith("整改情况:") and "一是" not in text
    )
    expected[ordinal] = published[ordinal].replace("整改情况:", "整改情况:一是")
    (colon,) = (i for i, text in enumerate(published) if text.startswith("整改情况一"))
    expected[colon] = published[colon].replace("整改情况", "整改情况:")
    (glued,) = (
        i for i, text in enumerate(published) if text.startswith("完成时限:") and "欢迎" in text
    )
    cut = published[glued].index("欢迎")
    expected[glued : glued + 1] = [published[glued][:cut], published[glued][cut:]]
    assert result.paragraphs[1:] == expected
    assert result.reported == [
        ("S062", 1),
        ("S063", ordinal + 1),
        ("S064", colon + 1),
        ("S065", glued + 1),
    ]
    assert result.complaints == []
    assert len(result.rows("problems")) == 40
    assert {unit for _, unit, _ in result.project.forms} == {IMPORTED}
    groups = {row["group"] for row in result.rows("measures") if row["problem"] == 27}
    assert len(groups) == 2
    assert [row["number"] for row in result.rows("problems") if row.get("lead_in")] == [7, 11]


def test_a_notice_without_faults_comes_back_as_it_was() -> None:
    """Nothing is said about it and nothing changes, through real workbooks."""
    result = trip(numbered(NOTICE), books=True)
    assert result.paragraphs == NOTICE
    assert result.reported == []
    assert result.complaints == []


def test_a_full_width_notice_is_known_by_its_marks() -> None:
    """Text that is printed in full width keeps it, and the register says so."""
    wide = [to_full_width(text) for text in NOTICE]
    result = trip(numbered(wide))
    assert result.project.register.fields["profile"] == Profile.FULL_WIDTH.value
    assert result.paragraphs == wide
    assert trip(numbered(NOTICE)).project.register.fields["profile"] == Profile.AS_TYPED.value


def test_the_register_holds_what_the_notice_says() -> None:
    """Problems with aspect and category, the office's prose by place, contacts, signature and
    date.
    """
    result = trip(numbered(NOTICE))
    fields = result.project.register.fields
    assert fields["organ"] == "中共望澜区委"
    assert fields["signed_on"] == date(2025, 2, 20)
    assert [fields[key] for key in ("contact_phone", "contact_address", "contact_email")] == [
        "0000-66100000",
        "望澜区滨河路1号",
        "zg@wanglan.example",
    ]
    assert [row["number"] for row in result.rows("problems")] == [1, 2, 3, 4, 5]
    assert [(row["aspect"], row["category"]) for row in result.rows("problems")][2:4] == [
        ("河湖治理方面", "截污进度慢"),
        ("干部队伍方面", "培训跟不上"),
    ]
    assert [(row["place"], row["kind"], row["order"]) for row in result.rows("chapters")][:5] == [
        ("导语", "正文", 1),
        ("第一部分", "标题", 1),
        ("第一部分", "引言", 1),
        ("第一部分", "条目", 1),
        ("第一部分", "条目", 2),
    ]
    assert result.rows("problems")[1]["lead_in"] == "已经开了2次调度会。"
    assert [row["group"] for row in result.rows("measures") if row["problem"] == 3] == [
        "针对老城管网。"
    ] * 2 + ["针对新城管网。"] * 2


def test_the_lead_tells_of_the_inspection() -> None:
    """Days and team of the inspection are read from the lead; what is not told to the day is left
    empty.
    """
    loose = trip(numbered(NOTICE)).project.register.fields
    assert loose["inspection_body"] == "省委巡视三组"
    assert loose.get("inspection_start") is None
    told = (
        "2024年3月4日至4月28日,省委巡视三组对望澜区开展巡视,并于6月18日反馈意见。现将整改情况公布。"
    )
    result = trip(
        numbered(changed("2024年春,省委巡视三组对望澜区开展巡视。现将整改情况公布。", told))
    )
    fields = result.project.register.fields
    assert [fields[key] for key in ("inspection_start", "inspection_end", "feedback_on")] == [
        date(2024, 3, 4),
        date(2024, 4, 28),
        date(2024, 6, 18),
    ]
    assert result.complaints == []


def test_what_a_notice_cannot_know_is_marked() -> None:
    """Required fields that are not printed hold the word for imported; those that may stay empty
    do.
    """
    result = trip(numbered(NOTICE))
    plan = result.rows("measures")[0]
    assert {plan[key] for key in ("planned", "goal", "leader", "lead_unit", "due")} == {IMPORTED}
    form = result.form("措施01-01")
    assert {
        form[key] for key in ("unit", "completed_on", "reporter", "reviewed_on", "approver")
    } == {IMPORTED}
    assert form["supporting_units"] is None
    assert [row["name"] for row in result.rows("units")] == [IMPORTED]


def test_a_theme_is_a_short_clause_before_more() -> None:
    """A first sentence with a comma, or with nothing behind it, is no theme."""
    result = trip(numbered(NOTICE))
    assert (result.form("措施01-01")["theme"], result.form("措施01-01")["progress"]) == (
        "摸清底数",
        "查出排口46个。",
    )
    assert (result.form("措施02-02")["theme"], result.form("措施02-02")["progress"]) == (
        None,
        "建立台账,按月核对。",
    )
    assert result.form("措施04-01")["theme"] is None
    assert result.form("措施05-02")["progress"] == "统一是前提,已经统一。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补齐短板", True),
        ("补短板,强弱项", False),
        ("补短板;强弱项", False),
        ("提出“补短板", False),
        ("补" * 31, False),
    ],
)
def test_what_can_be_a_theme(text: str, expected: bool) -> None:
    """Short, one clause, quotation marks paired."""
    assert is_label(text) is expected


def test_follow_ups_go_to_the_measures_they_speak_of() -> None:
    """Each matter makes its own measure incomplete, with the status of the section it stands in;
    a common deadline goes to all.
    """
    result = trip(numbered(NOTICE))
    statuses = {
        identifier: contents.fields["status"] for identifier, _, contents in result.project.forms
    }
    assert {identifier for identifier, status in statuses.items() if status != "已完成"} == {
        "措施03-04",
        "措施05-01",
        "措施05-03",
    }
    assert statuses["措施03-04"] == "未完成"
    assert statuses["措施05-01"] == statuses["措施05-03"] == "基本完成"
    assert [result.form(f"措施05-0{n}")["matter"] for n in (1, 3)] == ["养老方面", "托育方面"]
    assert [result.form(f"措施05-0{n}")["next_steps"] for n in (1, 3)] == [
        "再招一批。",
        "委托培养。",
    ]
    assert [result.form(f"措施05-0{n}")["deadline"] for n in (1, 3)] == [
        "2025年底,并长期坚持。"
    ] * 2
    assert result.form("措施03-04")["matter"] == IMPORTED


def test_the_order_of_follow_ups_is_kept() -> None:
    """The likeliest pairing among those that cross nothing."""
    assert in_order(["修渠", "铺路"], ["铺路三里", "修渠五里", "铺路又三里"]) == [1, 2]
    assert in_order(["铺路", "修渠"], ["修渠", "铺路"]) == [0, 1]
    assert in_order([], ["修渠"]) == []


def test_more_follow_ups_than_measures_share_the_last() -> None:
    """The text stays whole, and S066 says so."""
    published = changed("整改情况:已经办了4期培训班,240人参加。", "整改情况:办了4期班,240人参加。")
    at = line_of("第5条", published)
    extra = [
        "第4条:关于“培训不足”的问题。",
        "有关情况说明:(1)教师:缺2名。(2)场地:缺1处。",
        "下一步措施:(1)教师:外聘。(2)场地:租用。",
        "完成时限:2025年底。",
    ]
    published[at - 1 : at - 1] = extra
    result = trip(numbered(published))
    assert result.paragraphs == published
    assert result.reported == [("S066", at + 1)]


def test_a_missing_first_ordinal_is_supplied() -> None:
    """S063 at the label's end."""
    published = changed("整改情况:一是摸清底数", "整改情况:摸清底数")
    result = trip(numbered(published))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S063", line_of("摸清底数"))]


def test_a_missing_number_is_supplied() -> None:
    """A problem without its number is known by its words."""
    published = changed("(2)关于", "关于")
    result = trip(numbered(published))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S063", line_of("一河一策"))]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("整改情况:一是摸清", "整改情况一是摸清", "摸清"),
        ("第3条:关于", "第3条关于", "第3条"),
        ("1.巡河不够细。", "1.巡河不够细", "巡河"),
    ],
)
def test_a_missing_mark_is_supplied(old: str, new: str, words: str) -> None:
    """S064 where set wording lacks its punctuation."""
    result = trip(numbered(changed(old, new)))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S064", line_of(words))]


def test_closing_words_that_run_on_are_parted() -> None:
    """S065 at the sentence that begins as closing words do."""
    at = line_of("欢迎监督")
    published = [*NOTICE[: at - 2], NOTICE[at - 2] + NOTICE[at - 1], *NOTICE[at:]]
    result = trip(numbered(published))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S065", at - 1)]
    (diagnostic,) = result.found
    assert diagnostic.spans[0].start == len(NOTICE[at - 2])


def test_a_missing_title_is_supplied() -> None:
    """S062: the kind's title behind the name of the organ."""
    result = trip(numbered(NOTICE[1:]))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S062", 1)]


def test_a_title_of_several_lines_is_one() -> None:
    """The lines are joined."""
    published = [NOTICE[0][:6], NOTICE[0][6:], *NOTICE[1:]]
    assert trip(numbered(published)).paragraphs == NOTICE


@pytest.mark.parametrize(
    "after",
    [
        "督办7件难事",
        "下面逐个说明",
        "2.截污",
        "“培训不足”",
        "每段定了人",
        "线索办理情况",
        "抓紧移交",
        "还要接着改",
    ],
)
def test_a_paragraph_that_fits_nowhere_is_kept_and_takes_nothing_along(after: str) -> None:
    """S061 with its line; it waits in 未归位, and every other paragraph is in its place."""
    at = line_of(after)
    stray = "本段 {无处} 可去"
    result = trip(numbered([*NOTICE[:at], stray, *NOTICE[at:]]))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S061", at + 1)]
    assert result.unplaced == ["本段 {{无处}} 可去"]
    assert result.complaints == ["L032"]


def test_a_second_body_is_not_taken_for_the_next_problem() -> None:
    """A label that its problem has had already has no place."""
    at = line_of("摸清底数")
    result = trip(numbered([*NOTICE[:at], "整改情况:又查了一遍。", *NOTICE[at:]]))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S061", at + 1)]


def test_a_heading_over_nothing_is_kept() -> None:
    """An aspect without problems would vanish with its title."""
    at = line_of("三、线索")
    result = trip(numbered([*NOTICE[: at - 1], "(三)其他方面", *NOTICE[at - 1 :]]))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S061", at)]
    assert result.unplaced == ["(三)其他方面"]


def test_a_reference_to_no_problem_is_kept_with_what_hangs_on_it() -> None:
    """S061 for the reference and each paragraph under it."""
    at = line_of("第5条")
    extra = [
        "第9条:关于“没有这件事”的问题。",
        "有关情况说明:无。",
        "下一步措施:无。",
        "完成时限:无。",
    ]
    result = trip(numbered([*NOTICE[: at - 1], *extra, *NOTICE[at - 1 :]]))
    assert result.paragraphs == NOTICE
    assert result.unplaced == extra
    assert result.reported == [("S061", at + n) for n in range(4)]


def test_a_number_out_of_turn_is_reported_once() -> None:
    """S068 where the count jumps; what follows counts on from there, and the compiler numbers
    anew.
    """
    published = changed("(4)关于", "(6)关于")
    published[line_of("(5)关于", published) - 1] = "(7)关于“养老和托育人手紧”的问题。"
    published[line_of("第5条", published) - 1] = "第7条:关于“养老和托育人手紧”的问题。"
    result = trip(numbered(published))
    assert result.paragraphs == NOTICE
    assert result.reported == [("S068", line_of("(4)关于"))]


def test_a_reference_is_known_by_its_title_before_its_number() -> None:
    """A mistaken number in part four is put right, and said."""
    result = trip(numbered(changed("第3条:", "第2条:")))
    assert result.paragraphs == NOTICE
    assert result.reported == [("C031", line_of("第3条"))]


def test_a_reference_of_no_problem_s_number_or_title_is_told() -> None:
    """A title that is not the number's problem's, and a number that none bears: the notice is
    compiled with the right ones, so that only the import can say so.
    """
    title = NOTICE[line_of("第3条") - 1].split("“")[1].split("”")[0]
    result = trip(numbered(changed(f"第3条:关于“{title}", f"第3条:关于“{title[:-1]}")))
    assert result.paragraphs == NOTICE
    assert result.reported == [("C031", line_of("第3条"))]
    result = trip(numbered(changed("第3条:", "第33条:")))
    assert result.paragraphs == NOTICE
    assert result.reported == [("C030", line_of("第3条"))]


def test_braces_in_prose_are_no_placeholders() -> None:
    """The office's prose prints as it was published, braces and all."""
    published = changed("区委把整改当作大事来抓。", "区委用{集合}表示大事。")
    assert trip(numbered(published)).paragraphs == published


def test_several_signatures_each_have_their_line() -> None:
    """The first is the issuing organ."""
    published = [*NOTICE[:-1], "望澜区人民政府", NOTICE[-1]]
    result = trip(numbered(published))
    assert result.paragraphs == published
    assert result.project.register.fields["organ"] == "中共望澜区委"
    assert result.project.register.fields["signatures"] == "中共望澜区委、望澜区人民政府"


def test_follow_ups_of_a_problem_without_measures_get_a_form() -> None:
    """What is still to do is not lost with the answer that is missing."""
    published = [text for text in NOTICE if "新铺3公里" not in text]
    result = trip(numbered(published))
    assert result.paragraphs == published
    assert result.form("措施03-01")["situation"] == "新城管网还有1公里没有移交。"


OTHER = {
    "kind.toml": """
title = "环保督察整改情况"
default_title = "环保督察整改情况公开"
[[statuses]]
name = "已办结"
rank = 2
complete = true
[[statuses]]
name = "阶段性办结"
rank = 1
complete = false
""",
    "outline.txt": r"""
{标题}
{段落 前言}
第1项:{问题}。                          …全文连续
    办理结果:{问题状态}。
    一是{进展情况}(牵头单位:{牵头单位})
    后续:[{下一步措施}]
{落款}
{成文日期 汉字}
""",
}
OTHER_NOTICE = r"""
清水县环保督察整改情况
督察组交办2件事。
第1项:河道堆放垃圾。
办理结果:已办结。
清运垃圾30吨。(牵头单位:县水务局)
第2项:小厂没有入园。
办理结果:阶段性办结。
一是迁入园区6家。(牵头单位:县工信局)
二是管道已铺到园区。(牵头单位:县环保局)
后续:再迁入园区2家,年底迁完。
清水县人民政府
二〇二五年三月六日
""".strip().splitlines()


def test_another_kind_imports_by_its_own_outline() -> None:
    """No code knows the kind: other levels, labels and numbers, measures as paragraphs, units,
    dates in Chinese numerals.
    """
    result = trip(numbered(OTHER_NOTICE), OTHER, "huanbao", books=True)
    assert result.paragraphs == OTHER_NOTICE
    assert result.reported == []
    assert result.complaints == []
    assert result.project.register.fields["signed_on"] == date(2025, 3, 6)
    assert [row["aspect"] for row in result.rows("problems")] == [IMPORTED] * 2
    statuses = {
        identifier: (unit, contents.fields["status"])
        for identifier, unit, contents in result.project.forms
    }
    assert statuses == {
        "措施01-01": ("县水务局", "已办结"),
        "措施02-01": ("县工信局", "阶段性办结"),
        "措施02-02": ("县环保局", "已办结"),
    }


def test_a_missing_ordinal_of_a_paragraph_is_supplied() -> None:
    """A measure that is a paragraph of its own and not the only one."""
    published = [text.replace("一是", "") for text in OTHER_NOTICE]
    result = trip(numbered(published), OTHER, "huanbao")
    assert result.paragraphs == OTHER_NOTICE
    assert result.reported == [("S063", line_of("迁入园区6家", published))]


TOWN_NOTICE = r"""
中共望澜镇委关于巡察整改情况的通报
2024年春,区委巡察一组巡察我镇。现将情况通报如下:
镇党委开会4次,总体完成较好。
一、在学习方面
(一)关于学习走过场的问题
整改情况(已完成):一是加强学习。办班3期。二是严格考勤。通报2次。
(二)关于记录不全的问题
整改情况(持续推进):补齐记录。还差1本。
有关情况说明:缺1本。
下一步措施:补1本。
完成时限:2025年底。
二、在作风方面
(一)关于下村少的问题
整改情况(正在整改):共下村9次。一是走村。走了。二是入户。入了。
有关情况说明:(1)走村:还少。(2)入户:还少2户。
下一步措施:(1)走村:多走。(2)入户:多入。
完成时限:2025年底。
三、下一步打算
镇党委将继续努力。
(一)抓学习。继续办班。
欢迎监督。
联系电话:0000-1
通信地址:望澜镇1号
邮政编码:000001
电子邮箱:a@b.cn
中共望澜镇委
2025年2月20日
""".strip().splitlines()


def test_the_other_kind_of_the_package_comes_back() -> None:
    """Statuses and follow-ups with their problem, no categories, contacts line by line: read off
    its outline alone.
    """
    files = {
        name: (packaged_templates() / "xuncha" / name).read_text(encoding="utf-8")
        for name in XUNSHI
    }
    result = trip(numbered(TOWN_NOTICE), files, "xuncha")
    assert result.paragraphs == TOWN_NOTICE
    assert result.reported == []
    assert result.complaints == []
    assert [row["place"] for row in result.rows("chapters")][:2] == ["导语", "总体情况"]
    assert [contents.fields["status"] for _, _, contents in result.project.forms] == [
        "已完成"
    ] * 2 + ["持续推进"] + ["正在整改"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年2月3日", date(2025, 2, 3)),
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("2025年2月30日", None),
        ("去年", None),
    ],
)
def test_dates_are_read_as_they_are_printed(text: str, expected: date | None) -> None:
    """Arabic or Chinese numerals, and only days that exist."""
    assert read_day(text) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    """Blank lines are dropped and keep their number; outer blanks are stripped."""
    path = tmp_path / "通报.txt"
    path.write_bytes("\u3000\u3000标题\r\n\r\n \u3000正文。 \r\n".encode(encoding))
    assert read_notice(path, "通报.txt") == ((NoticeLine(1, "标题"), NoticeLine(3, "正文。")), [])


def test_word_files_are_read_in_the_order_of_the_body(tmp_path: Path) -> None:
    """A line break inside a paragraph joins, a table's row is a paragraph: nothing goes missing."""
    path = tmp_path / "通报.docx"
    document = docx.Document()
    document.add_paragraph("标题的上半\n下半")
    document.add_paragraph("")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "甲", "乙"
    document.add_paragraph("\u3000\u3000正文。")
    document.save(str(path))
    lines, found = read_notice(path, "通报.docx")
    assert [(line.number, line.text) for line in lines] == [
        (1, "标题的上半下半"),
        (3, "甲\u3000乙"),
        (4, "正文。"),
    ]
    assert not found


def foreign(part: str) -> bytes:
    """Return a Word file one part of which is something else."""
    return pack(unpack(build_styles()) | {part: b"<a/>"})


def locked() -> bytes:
    """Return a Word file that says it is encrypted."""
    data = bytearray(build_styles())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_a_notice_that_is_not_there_is_not_called_damaged(tmp_path: Path) -> None:
    _, (found,) = read_notice(tmp_path / "没有.docx", "没有.docx")
    assert "没有这个文件" in found.message


@pytest.mark.parametrize(
    ("name", "content"),
    [("没有.txt", None), ("空.txt", b" \n"), ("乱.txt", b"\xff\xff\x80"), ("假.docx", b"abc"), ("假.docx", b"PK\x03\x04"), ("表.pdf", b"%PDF"), ("没有.docx", None),
     ("错.docx", foreign("word/document.xml")), ("错.docx", foreign("[Content_Types].xml")), ("锁.docx", locked())],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_said_so(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    """S060, never an exception."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    lines, found = read_notice(tmp_path / name, name)
    assert lines == ()
    assert [one.code for one in found] == ["S060"]


# Notices made up by Hypothesis

WORD = st.text("甲乙丙丁山水田林路", min_size=2, max_size=6)
SENTENCE = st.lists(WORD, min_size=1, max_size=3).map(lambda words: ",".join(words) + "。")
PROSE = st.lists(SENTENCE, min_size=1, max_size=3).map("".join)
IS = ("一是", "二是", "三是", "四是")
CHINESE = "一二三四五"


@st.composite
def series(draw: st.DrawFn, least: int = 1) -> str:
    """One to four measures, run in."""
    members = draw(st.lists(PROSE, min_size=least, max_size=4))
    return (
        members[0]
        if len(members) == 1
        else "".join(itertools.chain(*zip(IS, members, strict=False)))
    )


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """What stands behind 整改情况: plain, with a lead-in, or in groups."""
    shape = draw(st.sampled_from(["plain", "lead", "colon", "groups"]))
    if shape == "plain":
        return draw(series())
    if shape == "groups":
        leads = draw(st.lists(SENTENCE, min_size=2, max_size=3, unique=True))
        return "".join(lead + draw(series(2)) for lead in leads)
    lead = draw(PROSE)
    return (lead[:-1] + ":" if shape == "colon" else lead) + draw(series(2))


@st.composite
def notices(draw: st.DrawFn) -> list[str]:
    """A notice of the reference structure."""
    unique = st.lists(WORD, min_size=40, max_size=40, unique=True)
    titles = iter(draw(unique))
    lines = [next(titles), draw(PROSE), f"一、{next(titles)}", *draw(st.lists(PROSE, max_size=2))]
    for number in range(draw(st.integers(0, 2))):
        lines.append(f"({CHINESE[number]}){next(titles)}。{draw(PROSE)}")
    lines.append(f"二、{next(titles)}")
    categories = problems = 0
    open_ones = []
    for aspect in range(draw(st.integers(1, 3))):
        lines.append(f"({CHINESE[aspect]}){next(titles)}方面")
        for _ in range(draw(st.integers(1, 2))):
            categories += 1
            lines.append(f"{categories}.{next(titles)}。")
            for _ in range(draw(st.integers(1, 2))):
                problems += 1
                title, body = next(titles), draw(bodies())
                lines += [f"({problems})关于“{title}”的问题。", f"整改情况:{body}"]
                follow_up = draw(st.sampled_from([None, None, "未完成", "基本完成"]))
                if follow_up:
                    open_ones.append((follow_up, problems, title, "二是" in body))
    lines.append(f"三、{next(titles)}")
    if open_ones:
        lines.append(f"四、{next(titles)}")
    sections = 0
    for status in ("未完成", "基本完成"):
        own = [one for one in open_ones if one[0] == status]
        if own:
            lines.append(f"({CHINESE[sections]}){status}的整改事项和说明")
            sections += 1
        for _, number, title, several in own:
            lines.append(f"第{number}条:关于“{title}”的问题。")
            names = (
                draw(st.lists(WORD, min_size=2, max_size=2, unique=True))
                if several and draw(st.booleans())
                else []
            )
            for label in ("有关情况说明", "下一步措施"):
                texts = draw(
                    st.lists(
                        PROSE, min_size=max(1, len(names)), max_size=max(1, len(names)), unique=True
                    )
                )
                told = "".join(
                    f"({n}){name}:{text}"
                    for n, (name, text) in enumerate(zip(names, texts, strict=False), 1)
                )
                lines.append(f"{label}:{told or texts[0]}")
            lines.append(f"完成时限:{draw(SENTENCE)}")
    lines.append(f"{draw(PROSE)}联系电话:12345;通信地址:{draw(WORD)};电子邮箱:a@b.cn。")
    return [*lines, next(titles), "2025年1月2日"]


@settings(max_examples=40)
@given(notices(), st.booleans())
def test_any_notice_of_the_structure_comes_back(published: list[str], wide: bool) -> None:
    """Import and compile are each other's inverse, in half width and in full."""
    published = [to_full_width(text) for text in published] if wide else published
    result = trip(numbered(published))
    assert result.paragraphs == published
    assert result.reported == []


NUMBER = re.compile(r"^(?:[一二三四五]、|\([一二三四五]\)|\d+\.|\(\d+\)|第\d+条:)")


@settings(max_examples=40)
@given(notices(), st.data())
def test_nothing_is_lost_silently(published: list[str], data: st.DataObject) -> None:
    """With paragraphs missing and strangers among them, each one is printed, its number apart, or
    reported by its line.
    """
    for _ in range(data.draw(st.integers(1, 3))):
        del published[data.draw(st.integers(0, len(published) - 1))]
    published.insert(
        data.draw(st.integers(0, len(published))),
        data.draw(
            st.sampled_from(["甲乙;", "(9)甲", "整改情况:甲。", "九、甲", "下一步措施:乙。"])
        ),
    )
    result = trip(numbered(published))
    everything = "\n".join(
        [*result.paragraphs, *(str(row["text"]) for row in result.rows("chapters"))]
    )
    reported = {span.line for one in result.found for span in one.spans}
    for number, text in enumerate(published, 1):
        assert NUMBER.sub("", text) in everything or number in reported, text


@settings(max_examples=200)
@given(
    st.lists(
        st.text(
            "一二是第条:;,。()1.{}<>[]“”整改情况关于的问题欢迎联系电话首先 \u3000\n\x00",
            max_size=40,
        ),
        max_size=12,
    )
)
def test_no_text_is_too_strange(texts: list[str]) -> None:
    """Whatever the paragraphs are, the importer returns, and renders what it has to say."""
    _, found = import_notice(numbered(texts), kind_of(XUNSHI, "xunshi"), "通报.txt")
    assert all(one.message for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "。" * 50_000,
        "整改情况:" + "一是。二是。" * 10_000,
        "(1)关于“" * 10_000,
        "联系电话:" * 10_000,
        "(一)" + "。:" * 20_000,
        "欢迎。" * 20_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    """Matching is linear, so that a monstrous paragraph is a matter of seconds at worst."""
    imported, _ = import_notice(numbered([text, text]), kind_of(XUNSHI, "xunshi"), "通报.txt")
    assert imported.register.fields["kind"] == "xunshi"
