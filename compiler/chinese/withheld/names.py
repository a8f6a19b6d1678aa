"""Names of persons in official prose: masked (苏某某), or open behind an office (原书记陆远舟)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from compiler.chinese.beginnings import beginning_with
from compiler.chinese.telling import is_han

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅莫庄辛管"
    "祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮"
    "桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬"
    "屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫"
    "鞠僧桑荆谌银扬"
)
BEARER = rf"(?:(?<![时担曾现兼历责])任|(?<![位由关对至])于|(?![任于])[{SURNAMES}])"
MASKED = beginning_with(
    SURNAMES,
    rf"{BEARER}(?:某某|某(?![\u4e00-\u9fff]{{0,2}}[局镇村街社单公企学部]))"
    rf"|[{SURNAMES}](?:[xX]{{2}}|×{{2}}|\*{{2}}|[○◯〇]{{2}})(?![\dA-Za-z])",
)
MASKS = "某xX×*○◯〇"
"""Every masked name has one of them."""
MASK = re.compile(f"[{MASKS}]")
OFFICE = (
    "书记|局长|主任|科长|处长|所长|站长|镇长|村长|区长|县长|市长|部长|院长|校长|园长|经理|董事长"
    "|警长|队长|组长|委员|主席|负责人|调研员|科员|法定代表人"
)
DONE_TO = "严重违纪|严重违法|违纪|违法|免职|予以|给予|进行|受到|同志|被|因|诫勉|涉嫌|党内|政务|作出"
OPEN = re.compile(
    rf"(?:{OFFICE})(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?={DONE_TO}|等\d|[,，。、；;])"
    rf"|(?:党员|干部|会计|出纳|工作人员|当事人|责任人)(?P<other>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    rf"(?={DONE_TO})"
)
NOT_GIVEN = re.compile(r"[某的了和与及对在为已均被将给作出并从到工负受等进行因于]|^.?同志|^.?党")
WORDS = frozenset(
    re.findall(
        "..",
        "管理项目成立高度高效高质严格严肃全面全程全部全体全区任务应当应急经常常态方面方案方式单位"
        "强化平时平台安全安排温度计划文明文件党组党员汇报包括包案包片相关明确程序路线金额成员"
        "成效阳光石油车辆房屋盛大马上连续连同部署齐抓齐全宣传通报",
    )
)
"""Words that begin like a name and are none."""


@attrs.frozen
class PersonName:
    """A name and its range."""

    text: str
    start: int
    end: int


def masked_names(text: str) -> Iterator[PersonName]:
    """Yield names of which only the surname shows."""
    for match in MASKED.finditer(text) if MASK.search(text) else ():
        yield PersonName(match.group(), *match.span())


def open_names(text: str) -> Iterator[PersonName]:
    """Yield names written out behind an office, where what follows shows that they are names."""
    for match in OPEN.finditer(text):
        group = "name" if match["name"] else "other"
        if not NOT_GIVEN.search(match[group]) and match[group][:2] not in WORDS:
            yield PersonName(match[group], *match.span(group))


def names_in(cell: str) -> list[str]:
    """Return the names that a cell registers: 裴 望溪, 阿卜杜·买买提, 裴望溪（女）、苏临川."""
    bare = NOTE.sub("", cell)
    names = (NO_NAME.sub("", name) for name in SEVERAL.split(bare))
    return [name for name in names if len(name) >= 2]


NOTE = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
SEVERAL = re.compile(r"[、，,；;/\n]")
DOTS = "·•‧．.・∙⋅"
NO_NAME = re.compile(rf"[\s{DOTS}]")
MOST_BETWEEN = 3
"""So many blanks and dots part two characters of a name at most. By judgement."""
BEFORE = "长任记员理师人事计纳部民工授士对予给由与和、去谈处究罚责中将被把向，,：:；;。"
AFTER = (
    "同等予给警撤降记免开因被受进作诫党在和与、违挪贪收擅私利案职涉未已曾多失弄滥虚骗"
    "侵赌酒的，,。；;：:()（）"
)
"""Between these a word of two characters is read as a name: 会计王强挪用, not 用水高峰期."""


def spellings(name: str, text: str) -> Iterator[PersonName]:
    """Yield where a name of :func:`names_in` stands, however its characters are parted; one of two
    characters, which may be an ordinary word, only where a name would stand.
    """
    if not all(map(text.__contains__, name)):  # nearly always, and much quicker told
        return
    start = text.find(name[0])
    while start >= 0:
        end = _end_of(name, text, start)
        if end and (len(name) > 2 or stands_as_one(text, start, end)):
            yield PersonName(text[start:end], start, end)
            start = text.find(name[0], end)
        else:
            start = text.find(name[0], start + 1)


def _end_of(name: str, text: str, start: int) -> int:
    """Return where a name that begins at ``start`` ends, however it is parted; 0 if it does not stand
    there.
    """
    end = start + 1
    for character in name[1:]:
        between = text[end : end + MOST_BETWEEN + 1]
        parted = next(
            (n for n, it in enumerate(between) if not (it in DOTS or it.isspace())), len(between)
        )
        end += parted
        if not text.startswith(character, end) or parted > MOST_BETWEEN:
            return 0
        end += 1
    return end


def stands_as_one(text: str, start: int, end: int) -> bool:
    """Tell whether a name would stand at a range: behind an office or a mark, before what was done."""
    return (not start or text[start - 1] in BEFORE or not is_han(text[start - 1])) and (
        end >= len(text) or text[end] in AFTER or not is_han(text[end])
    )
