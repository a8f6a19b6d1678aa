"""Steps of a procedure that prose gives a date: 2024年3月立项、5月开工, 8月印发《…》, with what they are
steps of where the words say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import attrs

from compiler.chinese.prose_dates import ProseDate, dates
from compiler.chinese.table_patterns import pattern_of_a_table
from compiler.chinese.titles import TITLE, normal_title
from compiler.recall import recalled

THROUGH = re.compile(r"(?:至|到|—{1,2}|–|-|~|～)")
OTHER_YEAR = re.compile(r"[次翌当今去上本前明][年月]\Z|第二年\Z")
"""Words before a month by which its year is another than that of the date before, or not told."""
UNTIL, SINCE = (
    re.compile("底?(?:以|之)?前|止"),
    re.compile("(?:以|之)?[来后]|起(?![施执实][行施]|诉|草)"),
)
AS_OF = re.compile("截[至止]到?$")
NOT_DONE = re.compile("[未没]")
SENTENCE = re.compile("[。；;！？]")
NOUNS = (
    "(?!的|之|人|者|代理|文件|方案|条件|标准|管理|公司|公告|领域|控制|区|后|以来|组|对象|点|团|会|室|部门|条例|影响|期|书|资格|年限|程度|前|费|款|质量"
    "|单位|备案|内容|机制|工作|制度|情况|和|与)"
)
"""Behind the name of a step these make something else of it: 招标文件, 考察组, 建成区."""
LEAD = re.compile(
    r"(?:[，,、]|前|底|后|起|左右|以来|由[^，,。；;]{1,14}?|经[^，,。；;]{1,24}?|[报提]请?[^，,。；;]{1,14}?|正式|全面|顺利|基本|完成|通过|实现"
    r"|并|已|组织|进行|开展|办理|取得|获得|均|全部|先后|再次|又|再|才|即|就|予以|给予|依法|依规|区委|区政府|常委会|常务|会议|研究|公开|批准|工程|项目|主体|竣工)*"
)
"""Words between a date and its step that bring in no other subject."""
SAME = re.compile(
    r"(?:[，,、（）()“”]|建设|工作|施工|手续|程序|批复|审批|许可证?|仪式|并|且|已|将|拟|自|于|在|其后|随后|此后|之后|后|又|再|经|目前|现|该|项目|工程|办法|制度"
    r"|主体|整体|全面|正式|《[^《》]*》|结果|及|至|了|公示|预计|计划|力争|确保|完毕|条件|投标|的?通知|最终|进入|进行|问题|隐患|线索|\d+[个条处项件起])*"
)
"""Words between a step and the next date that bring in none either."""
BEFORE = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）()A-Za-z0-9·]{4,24}?)(?:已经?|将|拟|计划|预计|均)?[于在]?\Z"
)
THING = re.compile(
    "(?:项目|工程|小学|中学|学校|幼儿园|医院|卫生院|中心|道路|大桥|停车场|停车楼|泵站|管网|水库|水厂|处理厂|园区|厂房|市场|服务站|驿站|公园|广场|安置房"
    r"|期|段|线|桥|楼)\Z"
)
TITLE_BEFORE = re.compile(r"《([^《》]{2,120})》[^，,。；;《》]{0,6}?(?:已经?|将|拟)?[于在]?\Z")
TITLES_BEHIND = re.compile(r"了?(?:[、和及以]{0,2}《[^《》]{2,120}》)+")
REACH = 40
AROUND = 8
"""So near a step stands what it is a part of: 二期2024年11月开工建设, 开工建设附属工程. By judgement."""
RECURRING = {"整改", "采购", "追缴", "司法"}
"""Procedures that a thing goes through again."""
IN_PARTS = {"工程"}
"""Those that it goes through in a second part, which the words say: 9月竣工，11月开工建设二期."""
PERMITTED_LATE = {("工程", 0), ("工程", 1)}
"""立项 and 招标: what is built before them is a fault that notices tell of."""
IN_USE = {("工程", 5), ("工程", 6)}
"""验收 and 投用: what is in use may be accepted in the end."""
PART = re.compile(
    "[一二三四五六]期|新一|[另又再]|其[余他它]|剩余|后续|第[二三四]|附属|配套|延伸|改扩|扩建"
)
NO_YEAR = 2001
"""Dates in a sentence without any year are compared as of one year."""


@attrs.frozen
class DatedStep:
    """A step with its date: from where to where they are written, the step's word, its place in
    each procedure that has it, the days it may have been on, whether the year is told with it, the titles
    and the name of the thing it is a step of, whether no other thing stands between it and
    the dated step before, and whether its clause speaks of a part of the thing.
    """

    start: int
    end: int
    word: str
    places: tuple[tuple[str, int], ...]
    first: date
    last: date
    year_told: bool
    titles: tuple[str, ...]
    name: str
    goes_on: bool
    of_part: bool = False


@recalled(4096)
def dated_steps(text: str) -> tuple[DatedStep, ...]:
    """Return the steps that a text dates, in order."""
    found: list[DatedStep] = []
    mentions = dates(text)
    if not mentions:
        return ()
    masked = TITLE.sub(lambda match: "\0" * len(match.group()), text)
    starts = [mention.start for mention in mentions]
    year: int | None = None
    for index, mention in enumerate(mentions):
        year = mention.year if mention.year is not None else year
        opening = mentions[index - 1] if index else None
        if opening is not None and not THROUGH.fullmatch(text, opening.end, mention.start):
            opening = None
        covered = _covered(text, mention, opening, year)
        begin = mention.end - text.startswith(("初步", "初核"), mention.end - 1)  # 11月初步核实
        stop = min([mention.end + REACH, *starts[bisect_left(starts, mention.end) :][:1]])
        ended = SENTENCE.search(masked, begin, stop)
        step = _steps().search(masked, begin, ended.start() if ended else stop)
        if covered is None or step is None or NOT_DONE.search(masked, begin, step.start()):
            continue
        if not LEAD.fullmatch(masked, begin, step.start()):
            continue
        start = (opening or mention).start
        titles, name = _things(text, start, step.end())
        last = found[-1] if found else None
        goes_on = last is not None and SAME.fullmatch(text, last.end, start) is not None
        told = mention.year is not None or (goes_on and last is not None and last.year_told)
        found.append(
            DatedStep(start, step.end(), step.group(), step_places()[step.group()], *covered, told, titles, name, goes_on, _of_part(text, start, step.end()))
        )  # fmt: skip
    return tuple(found)


def runs(steps: tuple[DatedStep, ...]) -> Iterator[tuple[DatedStep, ...]]:
    """Yield the steps that follow each other without another thing between."""
    run: list[DatedStep] = []
    for step in steps:
        if run and not step.goes_on:
            yield tuple(run)
            run = []
        run.append(step)
    if run:
        yield tuple(run)


def out_of_order(earlier: DatedStep, later: DatedStep) -> tuple[DatedStep, DatedStep] | None:
    """Return two steps of one procedure, in its order, if their dates are the other way round;
    ``None`` if not, or if the procedures that have both do not agree on it.
    """
    ranks = dict(later.places)
    signs = {
        (rank > ranks[name]) - (rank < ranks[name])
        for name, rank in earlier.places
        if name in ranks
    } - {0}
    if len(signs) != 1:
        return None
    if signs == {1}:
        earlier, later = later, earlier
    return (earlier, later) if later.last < earlier.first else None


def begins_anew(first: DatedStep, then: DatedStep) -> bool:
    """Tell whether a text that tells a step and then an earlier one of the procedure may begin it
    anew: 8月整改到位，9月检查发现…, or tell of what was done too late: 3月开工，5月立项.
    """
    ranks = dict(then.places)
    own = [(name, rank) for name, rank in first.places if name in ranks]
    if PERMITTED_LATE & set(then.places) or {*first.places, *then.places} <= IN_USE:
        return all(rank > ranks[name] for name, rank in own)
    again = RECURRING | IN_PARTS if first.of_part or then.of_part else RECURRING
    return all(name in again and rank > ranks[name] for name, rank in own)


def _covered(
    text: str, mention: ProseDate, opening: ProseDate | None, year: int | None
) -> tuple[date, date] | None:
    """Return the days that a date, or the range that it ends, may mean."""
    before = text[max(0, mention.start - 3) : mention.start]
    if OTHER_YEAR.search(before):
        return None
    known = year if year is not None else NO_YEAR
    first = (opening or mention).first(known)
    last = mention.last(known)
    if first is None or last is None or (mention.month is None and mention.year is None):
        return None
    if AS_OF.search(before) or UNTIL.match(text, mention.end):
        return date.min, last
    return (first, date.max) if SINCE.match(text, mention.end) else (first, last)


def _of_part(text: str, start: int, end: int) -> bool:
    """Tell whether the words around a step speak of a part of the thing, or of another one."""
    around = PART.search(text, max(0, start - AROUND), end + AROUND)
    return around is not None


def _things(text: str, start: int, end: int) -> tuple[tuple[str, ...], str]:
    """Return the titles and the name of what a step is of: those right behind it, else what stands
    before its date.
    """
    behind = TITLES_BEHIND.match(text, end)
    if behind:
        return tuple(normal_title(title) for title in TITLE.findall(behind.group())), ""
    near = text[max(0, start - REACH) : start]
    title = TITLE_BEFORE.search(near)
    if title:
        return (normal_title(title[1]),), ""
    clause = re.split("[，,。；;：:、！？《》“”]|一是|二是|三是|四是|五是", near)[-1]
    name = BEFORE.fullmatch(clause)
    return (), name["name"] if name and THING.search(name["name"]) else ""


@recalled()
def step_places() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return where each name of a step stands in ``procedures.tsv``: in which procedure, as which
    step.
    """
    table = files("compiler.chinese").joinpath("procedures.tsv").read_text("utf-8")
    found: dict[str, list[tuple[str, int]]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, *steps = line.split("\t")
            for rank, words in enumerate(steps):
                for word in words.split("|"):
                    found.setdefault(word, []).append((name, rank))
    return {word: tuple(places) for word, places in found.items()}


@recalled()
def _steps() -> re.Pattern[str]:
    """The names of all steps, the longest first."""
    words = sorted(map(re.escape, step_places()), key=lambda word: (-len(word), word))
    return pattern_of_a_table(f"(?:{'|'.join(words)}){NOUNS}")
