"""The account of Word files: what Word shows is taken or reported, what it does not show is nowhere.

Held against documents whose words are known by how they were put there, and against two readers that
share nothing with ours: a walk over the XML by XPath, and LibreOffice's export.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import attrs
import pytest
from lxml import etree
from support.projects import ROOT
from support.rendering import convert
from support.shared_cases import CASES, named, needs_cases
from support.word_xml import (
    alternatives,
    control,
    drawn_box,
    field,
    paragraph,
    saved,
    table,
    text,
    tracked,
    vml_box,
    word_file,
)

from compiler.wordfile.account import unaccounted
from compiler.wordfile.notice import read_notice
from compiler.wordfile.parts import open_word
from compiler.wordfile.reader import read_word
from compiler.wordfile.taking import NoticeLine, take_lines

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
TOKEN = re.compile("词[0-9]{4}")
HIDDEN = "<w:vanish/>"
DEEPEST = 5


@attrs.define
class Scribe:
    """Writes documents at random, and keeps which of its words are shown, hidden, or gone.

    ``plain`` writes nothing that LibreOffice keeps out of its export, or shows otherwise.
    """

    random: Random
    plain: bool = False
    count: int = 0
    shown: set[str] = attrs.field(factory=set)
    hidden: set[str] = attrs.field(factory=set)
    gone: set[str] = attrs.field(factory=set)

    def word(self, where: set[str]) -> str:
        """Return a word that there is once."""
        self.count += 1
        word = f"词{self.count:04}"
        where.add(word)
        return word

    def inline(self, depth: int, gone: bool = False) -> str:
        """Return something that stands in a paragraph."""
        where = self.gone if gone else self.shown
        if depth >= DEEPEST or self.random.random() < 0.3:
            if self.random.random() < 0.2 and not self.plain:
                return text(self.word(self.gone if gone else self.hidden), HIDDEN)
            return text(self.word(where))
        kind = self.random.choice(INLINE_PLAIN if self.plain else INLINE)
        inner = "".join(
            self.inline(depth + 1, gone or kind in ("del", "moveFrom"))
            for _ in range(self.random.randint(1, 2))
        )
        if kind in ("ins", "moveTo", "del", "moveFrom"):
            return tracked(kind, inner)
        if kind == "sdt":
            return control(inner)
        if kind in ("smartTag", "customXml"):
            return f"<w:{kind}>{inner}</w:{kind}>"
        if kind == "link":
            return f'<w:hyperlink w:anchor="a">{inner}</w:hyperlink>'
        if kind == "field":
            return field(f"REF {self.word(self.gone)} {'x' * (depth + 1)}", inner)
        if kind == "simple":
            return f'<w:fldSimple w:instr=" REF {self.word(self.gone)} ">{inner}</w:fldSimple>'
        if kind == "choice":
            return alternatives(inner, text(self.word(self.gone)), "w14")
        if kind == "fallback":
            return alternatives(text(self.word(self.gone)), inner, "new")
        base = f"<w:rubyBase>{text(self.word(where))}</w:rubyBase>"
        reading = f"<w:rt>{text(self.word(where))}</w:rt>"
        return inner + f"<w:r><w:ruby><w:rubyPr/>{reading}{base}</w:ruby></w:r>"

    def box(self, depth: int) -> str:
        """Return a run with a text box, in one of the ways that Word writes it."""
        own = "".join(self.block(depth + 2) for _ in range(2))
        other = paragraph(text(self.word(self.gone)))
        kind = self.random.randrange(3)
        drawn = (drawn_box(own), vml_box(own), alternatives(drawn_box(own), vml_box(other)))[kind]
        return f"<w:r>{drawn}</w:r>"

    def block(self, depth: int = 0) -> str:
        """Return a paragraph, a table, or something wrapped about one."""
        kind = self.random.random()
        if depth < DEEPEST and kind < 0.12 and not self.plain:
            return control(self.block(depth + 1))
        if depth < DEEPEST and kind < 0.3:
            return table(
                *([self.block(depth + 1) + self.block(DEEPEST) for _ in range(2)] for _ in range(2))
            )
        if depth < DEEPEST - 1 and kind < 0.4 and not self.plain:
            words = text(self.word(self.shown)) if self.random.random() < 0.5 else ""
            return paragraph(words + self.box(depth))
        content = "".join(self.inline(depth) for _ in range(self.random.randint(1, 4)))
        marks = (
            ("", "", "", '<w:ins w:id="1"/>')
            if self.plain
            else ("", "", HIDDEN, '<w:del w:id="1"/>')
        )
        return paragraph(content, mark=self.random.choice(marks))

    def write(self) -> bytes:
        """Return a document with a header and a footnote."""
        body = [self.block() for _ in range(12)]
        note = f'<w:footnote w:id="2">{self.block(DEEPEST)}</w:footnote>'
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        parts = {"header1": self.block(DEEPEST - 1), "footnotes": note}
        section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
        return word_file(*body, paragraph(reference), section, parts=parts)


INLINE_PLAIN = ("ins", "moveTo")
INLINE = (
    *INLINE_PLAIN,
    "sdt",
    "link",
    "del",
    "moveFrom",
    "simple",
    "smartTag",
    "customXml",
    "field",
    "choice",
    "fallback",
    "ruby",
)


def read(path: Path) -> tuple[str, str]:
    """Return the words taken from a file, and those told of."""
    lines, found = read_notice(path, path.name)
    told = (str(one.arguments.get("text", "")) for one in found if one.code != "S073")
    return "\n".join(line.text for line in lines), "\n".join(told)


@pytest.mark.parametrize("seed", range(60))
def test_every_word_is_where_it_belongs(tmp_path: Path, seed: int) -> None:
    """Words that are shown are taken or told of, hidden ones told of, those that are gone nowhere;
    none is there twice.
    """
    scribe = Scribe(Random(seed))
    path = saved(scribe.write(), tmp_path)
    taken, told = read(path)
    words, reported = Counter(TOKEN.findall(taken)), Counter(TOKEN.findall(told))
    assert not scribe.gone & (set(words) | set(reported))
    assert not scribe.hidden & set(words)
    assert scribe.hidden <= set(reported)
    assert scribe.shown <= set(words) | set(reported)
    assert not set(words) & set(reported)
    assert set((words + reported).values()) == {1}


def naive(path: Path) -> Counter[str]:
    """Return the characters of every text in the parts that Word shows, by XPath, but for what was
    deleted, fallbacks and the codes of fields.
    """
    gone = "ancestor::w:del or ancestor::w:moveFrom or ancestor::mc:Fallback[../mc:Choice]"
    found = f"//*[local-name()='t' or local-name()='delText'][not({gone})] | //@string"
    namespaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }
    characters: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"(document|header\d*|footer\d*|footnotes)\.xml$", name):
                xml = archive.read(name).replace(b"purl.oclc.org/ooxml/wordprocessingml/main", b"schemas.openxmlformats.org/wordprocessingml/2006/main")  # fmt: skip
                root = etree.fromstring(xml)
                for text_ in root.xpath(found, namespaces=namespaces):
                    characters.update("".join(str(getattr(text_, "text", text_) or "").split()))
    return characters


@needs_cases
@pytest.mark.parametrize("case", named("3*", "4*"))
def test_collected_notices_by_a_walk_over_the_xml(case: str) -> None:
    path = CASES / case / "notice.docx"
    taken, told = read(path)
    missing = naive(path) - Counter(taken + told)
    assert missing == {}


@pytest.mark.parametrize("name", ["styles.docx"])
def test_the_template_by_a_walk_over_the_xml(name: str) -> None:
    path = ROOT / "templates" / "xunshi" / name
    taken, told = read(path)
    assert set(naive(path) - Counter(taken + told)) <= set("—1")


@needs_office
def test_random_documents_by_libreoffice(tmp_path: Path) -> None:
    """What LibreOffice exports of the body is what was taken, in the same order.

    It exports what was deleted and what is hidden, works links and fields out anew, loses words in
    nested controls, and leaves boxes and notes out: none of that is here.
    """
    scribes = [Scribe(Random(seed), plain=True) for seed in range(20)]
    paths = [
        saved(scribe.write(), tmp_path, f"{number}.docx") for number, scribe in enumerate(scribes)
    ]
    exported = convert(paths, "txt:Text (encoded):UTF8", tmp_path / "out")
    for path, theirs in zip(paths, exported, strict=True):
        taken, _ = read(path)
        words = TOKEN.findall(theirs.read_text(encoding="utf-8-sig"))
        assert words == TOKEN.findall(taken)


def test_the_account_tells_of_what_is_missing_and_of_what_is_too_much() -> None:
    """It is no account that always balances."""
    parts = open_word(
        word_file(paragraph(text("甲乙")), paragraph(text("丙") + text("丁", HIDDEN)))
    )
    assert parts is not None
    word = read_word(parts)
    lines, found = take_lines(word, "通报.docx")
    assert unaccounted(word, lines, found) == []
    assert unaccounted(word, lines[:1], found) == ["丙"]
    assert unaccounted(word, lines, []) == ["丁"]
    assert unaccounted(word, [*lines, NoticeLine(3, "戊")], found) == ["戊"]
    assert unaccounted(word, lines[::-1], found) == ["甲乙", "甲乙"]
