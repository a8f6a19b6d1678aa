"""Kinds of notice damaged at random, poured, and looked at by an eye that knows nothing of the judge:
no brace, no label over nothing, no series that is not 1 to n.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import attrs

from compiler.chinese.enumerations import LAST
from compiler.diagnostics import Diagnostic
from compiler.model.document import Document, Paragraph, RunKind
from compiler.model.register import ChapterText, Information
from compiler.model.report import Report
from compiler.notice.build import typed_document
from compiler.notice.drawn_fields import counts_drawn, is_worked_out, judge_fields
from compiler.notice.entities import BODY, HEADING, INTRODUCTION, ITEM
from compiler.notice.judging.labels import empty_labels
from compiler.notice.kind import Kind, load_kind
from compiler.notice.outline import Item, Listing, Optional, OutlineLine, Repeat
from compiler.vocab import Severity, Status
from support.outlines import blank, measure, problem, report
from support.projects import ROOT

FILES = ("outline.txt", "kind.toml")
Texts = dict[str, str]
PIECES = (
    "{", "}", "<", ">", "[", "]", "|", "/", "｛", "｝", "［", "］", "〈", "〉", "｜", "／", "《", "》", "【", "】", "(", ")", "（", "）",
    ":", "：", "。", "，", "、", "；", "…", "...", "  …", " …", "#", "  ", "    ", "\u3000", "\t", "\n", "\n    ", "一、", "(一)", "1.", "1、", "(1)",
    "①", "一是", "首先", "第一", "其一", "第1条:", "问题1:", "第一部分 ", "A.", "Ⅰ.", "1.1", "二、", "(二)", "2.", "全文连续", "按方面连续", "样式 正文",
    "{标题}", "{问题}", "{方面}", "{进展情况}", "{主题句}", "{事项名称}", "{完成日期}", "{落款}", "{引言}", "{正文}", "{未知}", "{问题总数}",
    "=", "＝", '"', "“", "”", "true", "false", "[[statuses]]", "[statuses]", "rank", "name", "3", "，",
)  # fmt: skip
HALF, FULL = '{}[]<>|/():;,."=', "｛｝［］〈〉｜／（）：；，．“＝"
WIDTHS = (dict(zip(HALF, FULL, strict=True)), dict(zip(FULL, HALF, strict=True)))


@lru_cache
def seeds(folder: Path = ROOT / "templates") -> tuple[Texts, ...]:
    """Return the kinds in a folder, each its two texts."""
    return tuple(
        {name: (path / name).read_text(encoding="utf-8") for name in FILES}
        for path in sorted(folder.glob("*/"))
        if all((path / name).is_file() for name in FILES)
    )


# Damage


def damaged(texts: Texts, chance: random.Random) -> Texts:
    """Return a kind with one to three changes in one of its files."""
    name = "outline.txt" if chance.random() < 0.8 else "kind.toml"
    text = texts[name]
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice((_characters, _characters, _lines, _widths))(text, chance)
    return {**texts, name: text}


def _characters(text: str, chance: random.Random) -> str:
    """Change a character or a few: drop, double, exchange, put something in."""
    drawn = [at for at, _ in enumerate(text) if not _in_comment(text, at)]
    if not drawn:
        return text
    at = chance.choice(drawn)
    how = chance.randrange(5)
    if how == 0:
        return text[:at] + text[at + 1 :]
    if how == 1:
        return text[:at] + text[at] + text[at:]
    if how == 2:
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    if how == 3:
        return text[:at] + chance.choice(PIECES) + text[at:]
    return text[:at] + chance.choice(PIECES) + text[at + 1 :]


def _lines(text: str, chance: random.Random) -> str:
    """Change a line: drop, double, exchange, indent, outdent, cut off its remark."""
    lines = text.split("\n")
    own = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    if not own:
        return text
    at, how = chance.choice(own), chance.randrange(6)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(at, lines[at])
    elif how == 2:
        other = chance.choice(own)
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 3:
        lines[at] = "    " + lines[at]
    elif how == 4:
        lines[at] = lines[at].removeprefix("    ")
    else:
        lines[at] = lines[at].partition("…")[0].rstrip()
    return "\n".join(lines)


def _widths(text: str, chance: random.Random) -> str:
    """Change the width of one mark, or of all in a line."""
    lines = text.split("\n")
    own = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    if not own:
        return text
    at = chance.choice(own)
    table = chance.choice(WIDTHS)
    found = [n for n, character in enumerate(lines[at]) if character in table]
    for n in found if chance.random() < 0.3 else found and [chance.choice(found)]:
        lines[at] = lines[at][:n] + table[lines[at][n]] + lines[at][n + 1 :]
    return "\n".join(lines)


def _in_comment(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at + 1].lstrip().startswith("#")


# What is poured


def filled(kind: Kind) -> Report:
    """Return a report in which whatever the outline draws has content."""
    given = _report(kind.statuses)
    rows = []
    for place in kind.outline.places():
        for text, count in ((HEADING, 1), (INTRODUCTION, 2), (ITEM, 3), (BODY, 2)):
            for _ in range(count):
                heading = "小标题" if text == ITEM else ""
                row = blank(
                    ChapterText,
                    place=place,
                    kind=text,
                    heading=heading,
                    text="某段文字",
                    order=len(rows) + 1,
                )
                rows.append(row)
    register = attrs.evolve(given.register, chapters=tuple(rows))
    return attrs.evolve(given, register=register)


@lru_cache(maxsize=256)
def _report(statuses: tuple[Status, ...]) -> Report:
    count = max(8, 2 * len(statuses))
    problems = []
    for number in range(count):
        status = statuses[number % len(statuses)]
        measures = [_measure(status, n) for n in range(1 + (number // len(statuses)) % 2)]
        problems.append(
            problem(
                f"某问题{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[number % 16]}", *measures,
                aspect="甲方面" if number < count // 2 else "乙方面",
                category=f"某类别{'甲乙丙丁'[number * 4 // count]}", lead_in="某导语。",
            )
        )  # fmt: skip
    texts = {
        field.name: "某某" for field in attrs.fields(Information) if str(field.type) == "Text"
    } | {"profile": "按原样", "signatures": "某某"}
    persons = "段某|局长|诫勉|公开|信访\n匡某|科长|诫勉|公开|信访\n左某|科长|警告|公开|线索"
    days = {f.name: "2025-02-05" for f in attrs.fields(Information) if str(f.type) == "Day"}
    return report(*problems, persons=persons, statuses=statuses, **{**texts, **days})


def _measure(status: Status, number: int) -> dict[str, object]:
    own: dict[str, object] = {
        "status": status.name, "theme": "某主题", "planned": "某措施", "goal": "某目标", "leader": "某人", "due": "2025-06-30",
    }  # fmt: skip
    if status.complete:
        own["completed_on"] = "2025-01-05"
    else:
        own |= {"matter": f"某事{number}", "situation": f"某情况{number}", "next_steps": "某下一步", "deadline": "某时限"}  # fmt: skip
    return measure("某进展", **own)


# What is looked for


@attrs.frozen
class Outcome:
    """What came of one kind: what was said, and what an eye finds in what was accepted in silence."""

    said: tuple[Diagnostic, ...]
    seen: tuple[str, ...]


def outcome(texts: Texts) -> Outcome:
    """Load, pour and look at a kind."""
    kind, found = load_kind("小样", texts.__getitem__, "templates/小样")
    if kind is None:
        assert found
        return Outcome(tuple(found), ())
    given = filled(kind)
    counts = {*given.counts, *filter(is_worked_out, counts_drawn(kind.outline))}
    found += judge_fields(kind.outline, frozenset(counts), kind.schema)
    document = typed_document(given, kind)
    found += empty_labels(kind.outline, document)
    assert all(d.message for d in found)
    loud = any(d.severity is not Severity.HINT for d in found)
    return Outcome(tuple(found), () if loud else tuple(seen(kind, document, texts["outline.txt"])))


def seen(kind: Kind, document: Document, outline: str) -> Iterator[str]:
    """Yield what is wrong with a printed notice."""
    if "{{" not in outline and "}}" not in outline:
        for paragraph in document.paragraphs:
            if set("{}｛｝") & set(paragraph.text):
                yield f"a brace: {paragraph.text}"
    yield from _bare_labels(document, outline.replace("\r", "").split("\n"))
    yield from _series(kind, document)


def _line_of(paragraph: Paragraph) -> int | None:
    """Return the line of the outline that a paragraph was drawn by, if any of its words are the
    outline's.
    """
    places = (place for run in paragraph.runs for place in run.sources)
    return next((place.line for place in places if place.line is not None), None)


def _bare_labels(document: Document, drawn: list[str]) -> Iterator[str]:
    for paragraph in document.paragraphs:
        values = any(run.kind not in (RunKind.FRAME, RunKind.NUMBER) for run in paragraph.runs)
        line = _line_of(paragraph)
        if not values or line is None:
            continue
        own = re.split(r"\s{2,}…", drawn[line - 1])[0].rstrip()
        for bare in ("[:：]$", "[:：][;；。，,、]"):
            if re.search(bare, paragraph.text) and not re.search(bare, own):
                yield f"a label over nothing: {paragraph.text}"


def _series(kind: Kind, document: Document) -> Iterator[str]:
    lines = {line.span.line or 0: line for line in kind.outline.walk()}
    last: dict[object, int] = {}
    for paragraph in document.paragraphs:
        if paragraph.cell:
            continue
        yield from _within(paragraph, lines)
        # 附件: stands before the first number of a list of attachments.
        begun = paragraph.runs[:2]
        first = next((run for run in begun if run.kind is RunKind.NUMBER), begun[0])
        at = _line_of(paragraph)
        if at is None:
            continue
        line = lines[at] if first.kind is RunKind.NUMBER else None
        depth = lines[at].span.column or 0
        for known in [key for key in last if isinstance(key, tuple) and key[0] > depth]:
            if not _counted_on(known[1], lines):
                del last[known]
        if line is None or line.numbering is None:
            yield from _same_again(paragraph, depth, last)
            continue
        read = line.numbering.read(first.text)
        key = (
            0 if line.restart else depth,
            (line.numbering.prefix, line.numbering.form, line.numbering.suffix),
        )
        number = read[0] if read else 0
        if number == LAST and last.get(key, 0) > 1:
            number = last[key] + 1  # 最后 may stand for any but the first two
        if number not in (1, last.get(key, 0) + 1) or (
            number == 1 and key in last and not line.restart
        ):
            yield f"not 1 to n: {first.text} after {last.get(key)}: {paragraph.text[:20]}"
        last[key] = number


def _counted_on(pattern: object, lines: dict[int, OutlineLine]) -> bool:
    """Tell whether a pattern counts on across parents."""
    return any(
        line.restart
        for line in lines.values()
        if line.numbering
        and (line.numbering.prefix, line.numbering.form, line.numbering.suffix) == pattern
    )


def _same_again(paragraph: Paragraph, depth: int, last: dict[object, int]) -> Iterator[str]:
    """Yield a first number in set wording that begins two paragraphs of one line."""
    first = paragraph.runs[0]
    mark = re.match(
        r"[(（【〔]?(?:[一1１]|①|⑴|㈠|壹|Ⅰ|其一|第[一1][^书时]?)[)）】〕]?[、.．,，:： ]",
        first.text,
    )
    if first.kind is RunKind.FRAME and mark and len(paragraph.runs) > 1:
        key = (depth, f"{first.sources[0].line}{mark.group()}")
        if key in last:
            yield f"the same number again: {paragraph.text[:20]}"
        last[key] = 1


def _within(paragraph: Paragraph, lines: dict[int, OutlineLine]) -> Iterator[str]:
    """Yield the series within a paragraph that are not 1 to n."""
    numbered = {
        repeat.span: repeat.numbering
        for line in lines.values()
        for repeat in _repeats(line.items)
        if repeat.numbering
    }
    reached: dict[object, int] = {}
    for run in paragraph.runs:
        numbering = numbered.get(run.sources[0]) if run.kind is RunKind.NUMBER else None
        if numbering is None:
            continue
        number = (numbering.read(run.text) or (0, 0))[0]
        if number != 1 and number != reached.get(run.sources[0], 0) + 1 and number < 90:
            yield f"not 1 to n within: {paragraph.text}"
        reached[run.sources[0]] = number


def _repeats(items: tuple[Item, ...]) -> Iterator[Repeat]:
    for item in items:
        if isinstance(item, Repeat):
            yield item
            yield from _repeats(item.items)
        elif isinstance(item, Optional):
            yield from _repeats(item.items)
        elif isinstance(item, Listing):
            for fragment in item.fragments:
                yield from _repeats(fragment)
