"""What must not become public: in the texts, and in the finished files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.projects import Project

from compiler.chinese.withheld import identity
from compiler.chinese.withheld.names import masked_names, open_names
from compiler.commands.checking import Analysis, analyse
from compiler.commands.compilation import check_document
from compiler.commands.compiling import NOTICE_TEXT, NOTICE_WORD
from compiler.diagnostics import Diagnostic
from compiler.excel.reading.records import Entry, Record
from compiler.rules.table import RULES
from compiler.vocab import IMPORTED, Publication, Severity

pytestmark = pytest.mark.usefixtures("read_once")

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
IDENTITY = "110101199003078030"


def _with_check(number: str) -> str:
    return next(
        number[:17] + mark for mark in "0123456789X" if identity.checksum_holds(number[:17] + mark)
    )


def _card(number: str) -> str:
    return next(number + str(digit) for digit in range(10) if identity.luhn(number + str(digit)))


def _found(project: Project, root: Path) -> list[Diagnostic]:
    return [
        d
        for d in check_document(analyse(project.write(root))).diagnostics
        if d.code.startswith("D")
    ]


@given(
    st.integers(0, 999), st.dates(date(1930, 1, 1), date(2030, 12, 31)), st.sampled_from("123456")
)
def test_identity_numbers_are_known_by_their_checksum(
    order: int, birthday: date, region: str
) -> None:
    """Every well-formed number is seen where it stands; with another last place it is doubtful."""
    number = _with_check(f"{region}10102{birthday:%Y%m%d}{order:03d}0")
    text = f"对责任人（身份证号{number}）予以诫勉"
    (seen,) = identity.identity_numbers(text)
    assert text[seen.start : seen.end] == number
    assert identity.checksum_holds(number)
    assert not identity.checksum_holds(number[:17] + ("1" if number[17] != "1" else "2"))


@pytest.mark.parametrize(
    "text",
    ["110101199013078030", "文号1101011990030780301", "A110101199003078030", "11010119900307803"],
)
def test_no_identity_number(text: str) -> None:
    """An impossible birthday or another length is no identity number."""
    assert list(identity.identity_numbers(text)) == []


@pytest.mark.parametrize(
    "text", ["13800001234", "138-0000-1234", "138 0000 1234", "+8613800001234"]
)
def test_mobile_numbers(text: str) -> None:
    """A mobile number is seen however it is grouped."""
    assert len(list(identity.mobile_numbers(f"电话{text}。"))) == 1


@pytest.mark.parametrize(
    "text", ["13800001234.56元", "213800001234", "0592-2667085", "1380000123", "12800001234"]
)
def test_no_mobile_number(text: str) -> None:
    """Amounts, longer numbers and landlines are none."""
    assert list(identity.mobile_numbers(text)) == []


def test_bank_cards() -> None:
    """A card passes Luhn's test, grouped or not; an identity number is none."""
    card = _card("622202123456789012")
    assert [seen.text for seen in identity.bank_cards(f"账号{card}。")] == [card]
    grouped = " ".join(re.findall(".{1,4}", _card("622202123456789")))
    assert len(list(identity.bank_cards(grouped))) == 1
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert list(identity.bank_cards(f"{wrong} {IDENTITY} 6666666666666666")) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("京A12345", 1),
        ("粤BD12345", 1),
        ("京A·1234挂", 1),
        ("川A级旅游景区", 0),
        ("京AABCDE", 0),
        ("A12345", 0),
    ],
)
def test_plates(text: str, count: int) -> None:
    """Licence plates, old and new energy."""
    assert len(list(identity.plates(text))) == count


def test_names_masked_and_open() -> None:
    """Names are masked or stand behind an office; companies and grammar are no names."""
    assert [
        n.text
        for n in masked_names("党员苏某某、黄某和王××,时任某局科长，位于某某小区，由某公司承建")
    ] == ["苏某某", "黄某", "王××"]
    assert [
        n.text
        for n in open_names(
            "原书记陆远舟免职处理，原局长段其昀严重违纪，主任高度重视，党员管理、组织活动"
        )
    ] == ["陆远舟", "段其昀"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"对责任人（{_with_check(IDENTITY)}）予以诫勉。", "D001"),
        (
            f"对责任人（{IDENTITY[:17] + ('1' if _with_check(IDENTITY)[17] != '1' else '2')}）予以诫勉。",
            "D002",
        ),
        ("有疑问请拨打13800001234。", "D003"),
        (f"退款存入{_card('622202123456789012')}账户。", "D004"),
        ("核查公务用车京A12345。", "D005"),
        ("走访家住望澜镇镜湖路12号的老人。", "D006"),
        ("走访望澜新村3栋2单元501室老人。", "D006"),
        ("机密★1年。", "D007"),
        ("以上为内部资料，不得外传。", "D007"),
        ("对贺兰溪予以批评教育。", "D008"),
        ("对贺 兰 溪予以批评教育。", "D008"),
        ("对苏某某诫勉，对原书记陆远舟免职处理。", "D009"),
        ("咨询电话66101234。", "D010"),
        ("经办人：岑一鸣。", "D011"),
    ],
)
def test_found_in_a_form(project: Project, tmp_path: Path, text: str, code: str) -> None:
    """One text brings out one rule, at the words it is about."""
    project.tables["处理人员"] = [
        {"姓名": "贺兰溪", "职务": "区财政局会计", "处理方式": "批评教育", "公开方式": "不公开"}
    ]
    project.form("措施01-02").fields["进展情况"] = text
    (found,) = _found(project, tmp_path)
    assert found.code == code
    assert (found.spans[0].start or 0) > 0 or text.startswith(("机密", "走访望澜"))


@pytest.mark.parametrize(
    "text",
    [
        "公布监督电话0000-66100000。",
        "开展保守国家秘密教育，查处泄露内部资料问题1起。",
        "对贺某某予以批评教育。",
        "家住望澜镇的老人已全部走访。",
        "对原书记周望舒免职处理。",
        "经办人员业务水平得到提升。",
        "拨付经费12345678.90元。",
        "通信地址：望澜区镜湖路1号。",
    ],
)
def test_not_found_in_a_form(project: Project, tmp_path: Path, text: str) -> None:
    """The notice's own contact, masked names and ordinary words are no findings."""
    project.tables["处理人员"] = [
        {"姓名": "贺兰溪", "职务": "区财政局会计", "处理方式": "批评教育", "公开方式": "不公开"},
        {"姓名": "周望舒", "职务": "原书记", "处理方式": "免去职务", "公开方式": "公开"},
    ]
    project.form("措施01-02").fields["进展情况"] = text
    assert _found(project, tmp_path) == []


def test_every_published_place_is_read(project: Project, tmp_path: Path) -> None:
    """The office's prose, titles, themes and follow-ups are read as the forms' progress is."""
    project.tables["篇章"][0]["文字"] = "联系13800000001。"
    project.tables["问题清单"][0]["问题"] = "教育资源13800000002配置滞后"
    project.form("措施01-01").fields["主题句"] = "补齐13800000003短板"
    follow_up = project.form("措施02-01").fields
    follow_up |= {
        "有关情况说明": "联系13800000004。",
        "下一步措施": "联系13800000005。",
        "完成时限": "2025年6月底前，联系13800000006。",
    }
    assert len([d for d in _found(project, tmp_path) if d.code == "D003"]) == 6


def test_unpublished_text_is_left_alone(project: Project, tmp_path: Path) -> None:
    """What is not printed may hold a number: the plan, and the sign-off itself."""
    project.tables["措施清单"][0]["整改措施"] = "联系13800000001。"
    project.form("措施01-02").fields["联系电话"] = "13800000002"
    assert _found(project, tmp_path) == []


def test_masked_here_and_open_there(project: Project, tmp_path: Path) -> None:
    """One person's name, masked in one form and written out in another of the same office;
    another surname is another person.
    """
    project.form("措施01-02").fields["进展情况"] = "对区财政局原副局长陆某某予以诫勉。"
    project.form("措施03-01").fields["进展情况"] = (
        "区财政局原副局长陆远舟严重违纪，已通报。原局长段其昀严重违纪，已通报。"
    )
    (found,) = _found(project, tmp_path)
    assert (found.code, found.arguments["name"]) == ("D009", "陆远舟")
    assert found.spans[1].file.endswith("措施01-02.xlsx")


def test_two_letter_names_need_a_name_s_place(project: Project, tmp_path: Path) -> None:
    """A name that is also a word is seen only where a name stands."""
    project.tables["处理人员"] = [
        {"姓名": "高峰", "职务": "区财政局会计", "处理方式": "批评教育", "公开方式": "不公开"}
    ]
    project.form("措施01-02").fields["进展情况"] = "错开用水高峰期。对高峰同志予以批评教育。"
    (found,) = _found(project, tmp_path)
    assert found.spans[0].start == len("错开用水高峰期。对")


def test_disclosure_cannot_be_waived() -> None:
    """Nobody signs for a stranger's data: not even what a reader would only query may be waived."""
    family = [rule for code, rule in RULES.items() if code.startswith("D")]
    assert family
    assert not any(rule.waivable for rule in family)
    assert all(rule.waivable for code, rule in RULES.items() if not code.startswith("D"))
    assert {rule.code for rule in family if rule.severity is Severity.ERROR} == {
        "D001",
        "D003",
        "D004",
        "D007",
        "D008",
        "D010",
    }


def test_numbers_are_not_repeated_in_messages(project: Project, tmp_path: Path) -> None:
    """The report of a leak does not leak."""
    project.form("措施01-02").fields["进展情况"] = (
        f"对责任人（{_with_check(IDENTITY)}）予以诫勉，电话13800001234。"
    )
    messages = "".join(found.message for found in _found(project, tmp_path))
    assert _with_check(IDENTITY) not in messages
    assert "13800001234" not in messages


# --- the finished files ------------------------------------------------------------------------------------------------


def _entries(record: Record) -> Iterator[tuple[Publication, str, Entry]]:
    for sheet in record.schema.sheets:
        for field in sheet.fields():
            if field.key in record.fields:
                yield field.publication, field.key, record.fields[field.key]
        for found in sheet.tables():
            for row in record.tables.get(found.key, ()):
                for field in found.columns:
                    if field.key in row.entries:
                        yield field.publication, f"{found.key}.{field.key}", row.entries[field.key]


@pytest.fixture(scope="module")
def package(sample_output: Path) -> dict[str, bytes]:
    """The parts of the finished Word file."""
    with zipfile.ZipFile(sample_output / NOTICE_WORD) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _texts(sample_output: Path, package: dict[str, bytes]) -> dict[str, str]:
    """Every text in which something might leak: each part as it stands and with its markup taken
    out.
    """
    texts = {NOTICE_TEXT: (sample_output / NOTICE_TEXT).read_text(encoding="utf-8")}
    for name, content in package.items():
        texts[name] = content.decode("utf-8", "replace")
        if name.endswith((".xml", ".rels")):
            texts[f"{name} (text)"] = "".join(etree.fromstring(content).itertext())
    return texts


def test_internal_values_stay_inside(
    sample_analysis: Analysis, sample_output: Path, package: dict[str, bytes]
) -> None:
    """No internal value of any form or of the register is in the notice, unless the published
    prose itself says so.
    """
    source = sample_analysis.source
    assert source.register is not None
    entries = [entry for record in (source.register, *source.forms) for entry in _entries(record)]
    published = "\n".join(e.text for kind, _, e in entries if kind is not Publication.INTERNAL)
    internal = {(key, e.text.strip()) for kind, key, e in entries if kind is Publication.INTERNAL}
    secret = {
        (key, text)
        for key, text in internal
        if len(text) > 3 and text != IMPORTED and text not in published
    }
    assert {key for key, _ in secret} >= {
        "phone",
        "evidence.title",
        "units.phone",
        "relations.relation",
    }
    assert len(secret) > 300
    leaks = [
        (name, key, text)
        for name, body in _texts(sample_output, package).items()
        for key, text in secret
        if text in body
    ]
    assert leaks == []


def test_withheld_names_stay_inside(
    sample_analysis: Analysis, sample_output: Path, package: dict[str, bytes]
) -> None:
    """Names shorter than that: those that the register withholds, and those who signed the forms
    for their units.
    """
    report = sample_analysis.report
    assert report is not None
    names = {
        person.name.value for person in report.register.persons if person.published.value != "公开"
    }
    for measure in report.measures():
        assert measure.submission is not None
        sign_off = measure.submission.sign_off
        names |= {
            text.value
            for text in (sign_off.reporter, sign_off.reviewer, sign_off.approver)
            if len(text.value) > 2
        }
    assert len(names) > 100
    texts = _texts(sample_output, package)
    assert [(part, name) for part, body in texts.items() for name in names if name in body] == []


def test_nothing_hidden_in_the_word_file(package: dict[str, bytes]) -> None:
    """No comments, hidden text, tracked changes, embedded files, macros or links that lead out."""
    names = set(package)
    assert not [
        n
        for n in names
        if re.search(
            r"comments|people|embeddings|vbaProject|customXml|activeX|custom\.xml|thumbnail", n
        )
    ]
    for name in (n for n in names if n.endswith(".xml")):
        root = etree.fromstring(package[name])
        for tag in (
            "vanish",
            "webHidden",
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "commentReference",
            "commentRangeStart",
            "rsids",
        ):
            if name == "word/styles.xml" and tag in ("vanish", "webHidden"):
                continue
            assert root.find(f".//{WORD}{tag}") is None, (name, tag)
    relations = "".join(package[n].decode() for n in names if n.endswith(".rels"))
    assert 'TargetMode="External"' not in relations


def test_neutral_metadata(package: dict[str, bytes], sample_analysis: Analysis) -> None:
    """The properties name the organ and nobody and nothing else: no user, machine, folder or
    template.
    """
    assert sample_analysis.report is not None
    organ = sample_analysis.report.information.organ.value
    core = etree.fromstring(package["docProps/core.xml"])
    values = {etree.QName(element).localname: (element.text or "") for element in core}
    assert values.get("creator", "") in ("", organ)
    assert values.get("lastModifiedBy", "") in ("", organ)
    assert not {"description", "keywords", "category", "subject"} & {
        name for name, text in values.items() if text
    }
    application = package.get("docProps/app.xml", b"<x/>").decode()
    assert not re.search(r"<(Manager|Company|HyperlinkBase)>[^<]+", application)
    everything = b"".join(package.values())
    assert not [
        trace for trace in (b"python-docx", b"/tmp/", b"/work/", b"C:\\") if trace in everything
    ]
