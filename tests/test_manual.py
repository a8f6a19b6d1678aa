"""The page on drawing a kind of notice: it explains all that can be drawn and set, and its examples
print what it says.

    python tests/test_manual.py

writes it into README.zh-CN.md anew after a change of the vocabulary.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from support.manual import shown
from support.projects import ROOT

from compiler.chinese.numerals import ALPHABETS
from compiler.cli.main import main
from compiler.cli.rules_output import PAGES
from compiler.notice.dates import DATE_FORMATS
from compiler.notice.drawn_numbers import read_drawn
from compiler.notice.entities import PARENTS
from compiler.notice.kind import load_kind
from compiler.notice.manual.examples import EXAMPLES, Example
from compiler.notice.manual.page import meaning_of
from compiler.notice.manual.words import LEVELS, MARKS, NUMBERS
from compiler.notice.parsing import CLOSERS
from compiler.notice.placeholders import COUNT_FORMS, RANGES
from compiler.notice.remarks import OPTIONS, REMARKS, STYLE
from compiler.notice.settings_keys import KEYS, Key
from compiler.notice.vocabulary import FIELDS
from compiler.schema.placeholders import described
from compiler.vocab import DEFAULT_STATUSES
from compiler.word.template.looks import LOOKS

README = ROOT / "README.zh-CN.md"
BEGINNING, END = "<!-- 模板：由 tests/test_manual.py 写出 -->\n", "<!-- 模板完 -->\n"
PAGE = PAGES["模板"]()
LISTED = set(re.findall(r"^- `(.+?)`[ 、]", PAGE, re.MULTILINE))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_an_example_prints_what_it_says(example: Example) -> None:
    assert shown(example.outline) == example.printed
    settings = (ROOT / "templates/xunshi/kind.toml").read_text(encoding="utf-8")
    texts = {"outline.txt": example.outline, "kind.toml": settings}
    assert load_kind("例", texts.__getitem__, "例")[1] == []
    assert example.outline in PAGE
    assert example.printed in PAGE


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_explained(name: str) -> None:
    assert f"`{{{name}}}`" in PAGE or f"`{{{name} 名称}}`" in PAGE
    assert meaning_of(name)


def keys(own: tuple[Key, ...] = KEYS, around: str = "") -> Iterator[str]:
    for key in own:
        yield f"{around}{key.name}"
        yield from keys(key.inner, f"{key.name} 里的 ")


WORDS = {
    *MARKS, *RANGES, *COUNT_FORMS, *REMARKS, *OPTIONS, *keys(), f"{STYLE} 名称",
    *(f"{{成文日期 {word}}}".replace(" }", "}") for word in DATE_FORMATS),
    *(name for name, _ in described(status.name for status in DEFAULT_STATUSES)),
}  # fmt: skip


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_is_explained(word: str) -> None:
    assert word in LISTED


def test_every_mark_and_level_is_explained() -> None:
    drawn = "".join(MARKS)
    assert all(mark in drawn for mark in [*CLOSERS, *CLOSERS.values(), "|", "/", "#", "…", "*"])
    assert set(LEVELS) == set(PARENTS)
    assert all(look.name in PAGE for look in LOOKS)


def test_every_sort_of_number_is_shown() -> None:
    """Each is read as it is drawn, and none of the forms is missing."""
    read = [read_drawn(drawn if drawn == "附件1" else f"{drawn}{{") for drawn in NUMBERS]
    assert all(read)
    assert {one.numbering.form for one in read if one} == {"chinese", "digits", "words", *ALPHABETS}


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Its own name wins over the rules that have the word."""
    assert main(["explain", "模板"]) == 0
    assert capsys.readouterr().out.strip() == PAGE.strip()


def chapter() -> str:
    """Return the page as a chapter of the guide."""
    lines = [f"#{line}" if line.startswith("#") else line for line in PAGE.splitlines()[2:]]
    fenced, shown = False, []
    for line, own in zip(PAGE.splitlines()[2:], lines, strict=True):
        fenced ^= line.startswith("```")
        shown.append(line if fenced else own)
    return BEGINNING + "\n".join(shown) + "\n" + END


def test_the_guide_has_it() -> None:
    """If not: python tests/test_manual.py."""
    assert chapter() in README.read_text(encoding="utf-8")


def rewrite() -> None:
    """Put the page into the guide."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGINNING)
    README.write_text(before + chapter() + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    rewrite()
