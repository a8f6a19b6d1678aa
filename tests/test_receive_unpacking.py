"""What units send, taken apart: zips with names in any encoding, zips in zips, mails as Chinese programs
write them, and what must not be unpacked.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from support.packages import packed as zipped

from compiler.receiving import archives, delivered
from compiler.receiving.delivered import Delivery, open_delivery
from compiler.receiving.kinds import Kind, what_is
from compiler.receiving.mails import read_mail

PDF = b"%PDF-1.4 text"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
GBK_NAME = "措施01-01 填报表（定稿）.pdf"


def opened(tmp_path: Path, name: str, content: bytes) -> Delivery:
    path = tmp_path / name
    path.write_bytes(content)
    delivery, found = open_delivery([path])
    assert found == []
    return delivery


def shown(delivery: Delivery) -> list[str]:
    return [item.shown for item in delivery.items]


def with_raw_names(members: Mapping[bytes, bytes], *, flags: int = 0) -> bytes:
    """Return a zip whose names are these bytes, as an archiver writes that knows no Unicode."""
    out, central = BytesIO(), b""
    for name, content in members.items():
        at = out.tell()
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, 0, 0, 33, zlib.crc32(content), len(content), len(content),
            len(name), 0,
        )  # fmt: skip
        out.write(b"PK\3\4" + common + name + content)
        central += b"PK\1\2\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
    at = out.tell()
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(central), at, 0)
    return out.getvalue() + central + b"PK\5\6" + end


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "gb18030"])
def test_names_in_whatever_encoding(encoding: str, tmp_path: Path) -> None:
    """Windows writes GBK without saying so, macOS UTF-8; a backslash parts folders, though the
    second byte of a GBK character may be one, too.
    """
    name = f"报送材料\\誠実\\{GBK_NAME}"
    content = with_raw_names({name.encode(encoding): PDF})
    assert shown(opened(tmp_path, "a.zip", content)) == [f"a.zip/报送材料/誠実/{GBK_NAME}"]


def test_a_name_in_the_field_for_unicode(tmp_path: Path) -> None:
    """Info-ZIP's own field counts if it belongs to the name; another one is stale."""
    for crc, expected in ((zlib.crc32(b"??.pdf"), "纪要.pdf"), (1, "??.pdf")):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            entry = zipfile.ZipInfo("??.pdf")
            field = b"\1" + struct.pack("<I", crc) + "纪要.pdf".encode()
            entry.extra = struct.pack("<HH", archives.UNICODE_PATH, len(field)) + field
            archive.writestr(entry, PDF)
        (item,) = opened(tmp_path, "a.zip", buffer.getvalue()).items
        assert item.name == expected


def test_zips_in_zips_and_what_systems_leave_behind(tmp_path: Path) -> None:
    inner = zipped({"纪要.pdf": PDF, "__MACOSX/._纪要.pdf": b"x", ".DS_Store": b"x"})
    outer = zipped({"里.zip": inner, "Thumbs.db": b"x", "~$措施01-01.xlsx": b"x", "a/b/c.pdf": PDF})
    assert shown(opened(tmp_path, "外.zip", outer)) == [
        "外.zip/里.zip/纪要.pdf",
        "外.zip/a/b/c.pdf",
    ]


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "/etc/x.pdf", "C:\\x.pdf", "..\\..\\x.pdf", "a/../../x.pdf", "./x.pdf"]
)
def test_no_name_leads_out_of_its_archive(name: str, tmp_path: Path) -> None:
    (item,) = opened(tmp_path, "a.zip", zipped({name: PDF})).items
    assert ".." not in item.path
    assert item.name == "x.pdf"
    assert not any(":" in part or part.startswith(("/", "\\")) for part in item.path)


@pytest.mark.parametrize("name", [b"", b"\0x.pdf", b".", b"../..", b" "])
def test_a_name_that_names_nothing(name: bytes, tmp_path: Path) -> None:
    """It costs nothing of the archive, not even the file that has it."""
    content = with_raw_names({b"a.pdf": PDF, name: PDF + b"2", b"b.pdf": PDF + b"3"})
    items = opened(tmp_path, "a.zip", content).items
    assert [item.name for item in items] == ["a.pdf", archives.NAMELESS, "b.pdf"]
    assert items[1].content == PDF + b"2"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """Neither one that says so, nor zips in zips without end, nor more than there is room for."""
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("零.pdf", bytes(20 * 2**20))
        archive.writestr("好.pdf", PDF)
    bad, good = opened(tmp_path, "a.zip", bomb.getvalue()).items
    assert "倍" in bad.refusal
    assert bad.content == b""
    assert (good.refusal, good.content) == ("", PDF)
    nested = PDF
    for number in range(12):
        nested = zipped({f"{number}.zip" if number else "x.pdf": nested})
    (deep,) = opened(tmp_path, "b.zip", nested).items
    assert "层" in deep.refusal


def test_one_delivery_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond the limit is named once, and everything before it is there."""
    monkeypatch.setattr(delivered._Room, "__init__", _small_room(size=100, files=100))
    delivery = opened(tmp_path, "a.zip", zipped({"一.pdf": b"%PDF" * 20, "二.pdf": b"%PDF" * 20}))
    assert [bool(item.refusal) for item in delivery.items] == [False, True]
    monkeypatch.setattr(delivered._Room, "__init__", _small_room(size=10**6, files=3))
    delivery = opened(tmp_path, "b.zip", zipped({f"{n}.pdf": PDF for n in range(9)}))
    assert [bool(item.refusal) for item in delivery.items] == [False, False, False, True]


def _small_room(size: int, files: int) -> object:
    def begin(self: delivered._Room) -> None:
        self.size, self.files, self.notes = size, files, []

    return begin


def test_a_password_says_so(tmp_path: Path) -> None:
    content = with_raw_names({"措施01-01.xlsx".encode("gbk"): b"secret"}, flags=1)
    (item,) = opened(tmp_path, "a.zip", content).items
    assert "密码" in item.refusal
    assert item.name == "措施01-01.xlsx"


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    content = bytearray(zipped({"坏.pdf": b"%PDF-abcdefgh", "好.pdf": PDF}))
    content[content.index(b"abcdefgh")] ^= 1
    bad, good = opened(tmp_path, "a.zip", bytes(content)).items
    assert "坏的" in bad.refusal
    assert good.content == PDF


def test_an_empty_archive_and_one_cut_short(tmp_path: Path) -> None:
    (item,) = opened(tmp_path, "空.zip", zipped({})).items
    assert item.refusal
    (item,) = opened(tmp_path, "断.zip", zipped({"a.pdf": PDF})[:40]).items
    assert item.found.kind is Kind.REFUSED


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("a.rar", b"Rar!\x1a\x07\x01\x00", Kind.REFUSED, "RAR"),
        ("改了名.zip", b"Rar!\x1a\x07\x00", Kind.REFUSED, "RAR"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0", Kind.REFUSED, "7z"),
        ("a.tar", bytes(257) + b"ustar\x0000", Kind.REFUSED, "tar"),
        ("a.tar.gz", b"\x1f\x8b\x08", Kind.REFUSED, "gz"),
        ("a.z01", b"anything", Kind.REFUSED, "分卷"),
        ("a.exe", b"MZ\x90", Kind.REFUSED, "程序"),
        ("a.msg", OLE + "__properties_version1.0".encode("utf-16-le"), Kind.REFUSED, ".msg"),
        ("winmail.dat", bytes.fromhex("789f3e22") + b"x", Kind.REFUSED, "winmail"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), Kind.REFUSED, "密码"),
        ("a.xlsx", OLE + "Workbook\0".encode("utf-16-le"), Kind.TABLE, "旧格式"),
        ("a.et", OLE + "Workbook\0".encode("utf-16-le"), Kind.TABLE, "WPS"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), Kind.OTHER, "Word"),
        ("a.csv", "措施,进展\n".encode("gbk"), Kind.TABLE, "文字"),
        ("a.xlsx", b"<html><table>", Kind.TABLE, "网页"),
        ("a.xlsx", bytes(range(1, 256)) * 9, Kind.REFUSED, "加密"),
        ("a.xlsx", b"", Kind.REFUSED, "空文件"),
        ("a.lnk", b"L\0\0\0\1\x14", Kind.REFUSED, "快捷方式"),
        ("a.p7m", b"0\x82\x01", Kind.REFUSED, "邮件"),
        ("a.pdf", PDF, Kind.OTHER, "版式"),
        ("没有后缀", b"\x89PNG\r\n", Kind.OTHER, "图片"),
        ("a.jpg", b"\xff\xd8\xff\xe0", Kind.OTHER, "图片"),
        ("a.txt", "From: 区教育局 会议记录".encode(), Kind.OTHER, "文本"),
        ("随便", b"Received: by x\nFrom: a@b\nSubject: x\n\nhi", Kind.MAIL, "邮件"),
        ("a.ods", b"", Kind.REFUSED, "空文件"),
    ],
)
def test_a_file_is_what_it_holds(name: str, content: bytes, kind: Kind, words: str) -> None:
    """Whatever its name is; and each that cannot be taken says what to do."""
    found = what_is(name, content)
    assert (found.kind, words in found.what) == (kind, True), found
    assert bool(found.advice) == (kind not in (Kind.MAIL, Kind.WORKBOOK, Kind.ARCHIVE))


def test_a_spreadsheet_of_another_program_is_none_to_fill() -> None:
    ods = zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<"}
    )
    assert what_is("a.xlsx", ods).kind is Kind.TABLE
    assert what_is("a.ofd", zipped({"OFD.xml": b"<"})).kind is Kind.OTHER


def mail(*, subject: str = "报送", text: str = "请查收。") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "区教育局 <jyj@wanglan.example>"
    message.set_content(text)
    return message


def test_an_ordinary_mail(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename=GBK_NAME)
    inner = zipped({"里.pdf": PDF})
    message.add_attachment(inner, maintype="application", subtype="zip", filename="包.zip")
    delivery = opened(tmp_path, "信.eml", message.as_bytes())
    assert shown(delivery) == [f"信.eml/{GBK_NAME}", "信.eml/包.zip/里.pdf"]
    assert [item.content for item in delivery.items] == [PDF, PDF]
    assert len(delivery.notes) == 1
    assert "正文" in delivery.notes[0]


def encoded(charset: str, text: str = GBK_NAME) -> str:
    return f"=?{charset}?B?{b64encode(text.encode(charset)).decode()}?="


HALVES = (
    b64encode(GBK_NAME.encode("gbk")[:7]).decode(),
    b64encode(GBK_NAME.encode("gbk")[7:]).decode(),
)


@pytest.mark.parametrize(
    "header",
    [
        b'Content-Disposition: attachment; filename="' + GBK_NAME.encode("gbk") + b'"',
        b'Content-Disposition: attachment; filename="' + GBK_NAME.encode() + b'"',
        b'Content-Disposition: attachment; filename="' + encoded("gb2312").encode() + b'"',
        b"Content-Disposition: attachment; filename=" + encoded("gbk").encode(),
        f'Content-Disposition: attachment; filename="=?gb18030?B?{HALVES[0]}?=\r\n'
        f' =?gb18030?B?{HALVES[1]}?="'.encode(),
        b"Content-Disposition: attachment; filename*=UTF-8''" + quote(GBK_NAME).encode(),
        b"Content-Disposition: attachment; filename*=gb2312''"
        + quote(GBK_NAME.encode("gbk")).encode(),
        b"Content-Disposition: attachment;\r\n filename*0*=UTF-8''"
        + quote(GBK_NAME[:6]).encode()
        + b";\r\n filename*1*="
        + quote(GBK_NAME[6:]).encode(),
        b'Content-Disposition: attachment; filename="' + quote(GBK_NAME).encode() + b'"',
        b'Content-Disposition: attachment\r\nX: y\r\nContent-Type: application/pdf; name="'
        + GBK_NAME.encode("gbk")
        + b'"',
    ],
)
def test_names_of_attachments_as_programs_write_them(header: bytes) -> None:
    raw = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
        + (b"" if b"Content-Type" in header else b"Content-Type: application/octet-stream\r\n")
        + header
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64encode(PDF)
        + b"\r\n--B--\r\n"
    )
    found = read_mail(raw)
    assert found is not None
    assert [(own.name, own.content) for own in found.attachments] == [(GBK_NAME, PDF)]


def test_mails_in_mails_and_pictures_in_their_text(tmp_path: Path) -> None:
    inner = mail(subject="原邮件")
    inner.add_attachment(PDF, maintype="application", subtype="pdf", filename="里.pdf")
    outer = mail(subject="转发")
    outer.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo@x>")
    outer.add_attachment(inner)
    outer.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="照片.png")
    delivery = opened(tmp_path, "a.eml", outer.as_bytes())
    assert [item.name for item in delivery.items] == ["里.pdf", "照片.png"]
    assert any("1 张图片" in note for note in delivery.notes)


def test_attachments_that_lie_on_a_server(tmp_path: Path) -> None:
    """Nothing of them came: somebody has to fetch them."""
    html = "<p>从QQ邮箱发来的超大附件</p>"
    message = mail()
    message.add_alternative(html, subtype="html", charset="gb2312")
    (item,) = opened(tmp_path, "a.eml", message.as_bytes()).items
    assert "下载" in item.refusal


@pytest.mark.parametrize(
    "content",
    [
        b"From: x\nSubject: \xff\xfe\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\n--",
        b"From: x\nContent-Type: message/rfc822\n\nFrom: y\nContent-Type: message/rfc822\n\n" * 3,
        b"From: x\nContent-Type: text/plain; charset=nonsense\n\n\xff",
        b"From: x\nContent-Disposition: attachment; filename*=nonsense'x'%FF%FE\n\nx",
        b"From: x\nContent-Type: a/b; name==?x?B?====?=\nContent-Transfer-Encoding: base64\n\n!!",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3000,
    ],
)
def test_a_broken_mail_breaks_nothing(content: bytes, tmp_path: Path) -> None:
    """It is read as far as it goes, or told as unreadable: something is always said of it."""
    delivery = opened(tmp_path, "a.eml", content)
    assert delivery.items


def test_a_folder_is_walked(tmp_path: Path) -> None:
    folder = tmp_path / "区教育局"
    (folder / "一" / "二").mkdir(parents=True)
    (folder / "一" / "二" / "x.pdf").write_bytes(PDF)
    (folder / "包.zip").write_bytes(zipped({"y.pdf": PDF}))
    (folder / "desktop.ini").write_bytes(b"x")
    delivery, found = open_delivery([folder])
    assert found == []
    assert shown(delivery) == ["区教育局/一/二/x.pdf", "区教育局/包.zip/y.pdf"]
    assert [own.name for own in delivery.originals] == ["区教育局/一/二/x.pdf", "区教育局/包.zip"]
