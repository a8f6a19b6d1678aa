"""Defects of grammar: words of one sound, particles, frames, numerals, units, marks. Each is made by
a rule from whatever the clean text offers; where that is too little, a right sentence built from its
own words is put in first (the control) and damaged then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from random import Random

from planting import Clean, Mutant, Mutator, Place
from prose_defects import Edit, choose

TWINS = (
    "必须 必需", "不力 不利", "权力 权利", "权利 权力", "截至 截止", "行使 行驶", "行驶 行使", "启用 起用", "起用 启用", "反映 反应",
    "反应 反映", "期间 其间", "度过 渡过", "过渡 过度", "过度 过渡", "即将 既将", "立即 立既", "随即 随既", "不再 不在", "再次 在次",
    "以及 已及", "予以 予已", "以上 已上", "以来 已来", "已经 以经", "所需 所须", "需求 须求", "急需 急须", "充分 充份", "十分 十份",
    "积极分子 积极份子", "副主任 付主任", "副书记 付书记", "副局长 付局长", "副区长 付区长", "附件 付件", "答复 答覆", "批复 批覆", "取消 取销", "消除 销除",
    "消费 销费", "消防 销防", "核销 核消", "注销 注消", "销号 消号", "对象 对像", "现象 现像", "形象 形像", "图像 图象", "类型 类形",
    "大型企业 大形企业", "转型升级 转形升级", "会议记录 会议纪录", "谈话记录 谈话纪录", "遵守 尊守", "尊重 遵重", "作为 做为", "上述 上诉", "监督检查 监督检察", "干部考察 干部考查",
    "签订 签定", "修订 修定", "核定 核订", "定于 订于", "截留资金 截流资金", "佩戴 佩带", "导致 导至", "致使 至使", "甚至 甚致", "座谈 坐谈",
    "大幅 大副", "各界 各届", "换届 换界", "违纪 违记", "现在 现再", "正在推进 正再推进", "法治政府 法制政府", "监守自盗 坚守自盗", "非营利 非盈利", "既定 即定",
)  # fmt: skip
"""A word and its twin of the same sound that stands wrongly in its place."""
MANNER = [
    "认真",
    "积极",
    "切实",
    "深入",
    "不断",
    "逐步",
    "主动",
    "及时",
    "全面",
    "严格",
    "扎实",
    "有序",
    "有效",
    "持续",
    "进一步",
    "统一",
]
ACTS = [
    "推进",
    "开展",
    "落实",
    "加强",
    "完善",
    "排查",
    "整治",
    "解决",
    "提升",
    "化解",
    "督促",
    "组织",
    "履行",
    "健全",
    "改善",
    "处理",
    "巩固",
    "核查",
]
COUNTED = re.compile(
    r"(?<![\d.第年月近约超达过至少到不满])(\d{2,6})(个|名|户|家|件|处|项|次|人|条|份|亩|万元|公里)(?![月百])"
)
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)年(1?\d)月(?:([123]?\d)日)?")
HAN = "零一二三四五六七八九"


def _words(clean: Clean) -> Iterator[tuple[Place, str]]:
    """Yield every text with quotations and titles blotted out."""
    for place in clean.places:
        yield (
            place,
            re.sub("“[^”]*”|《[^》]*》|{[^}]*}", lambda m: "\0" * len(m.group()), place.text),
        )


def rewriting(*rules: tuple[str, str | Callable[[re.Match[str]], str]]) -> Mutator:
    """Return a mutator that carries out one of the rules at one place; each has equal chances."""
    made = [choose(lambda clean, p=p, n=n: _matches(clean, p, n)) for p, n in rules]

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        order = chance.sample(made, len(made))
        return next((mutant for one in order if (mutant := one(clean, chance))), None)

    return mutate


def _matches(
    clean: Clean, pattern: str, new: str | Callable[[re.Match[str]], str]
) -> Iterator[Edit]:
    for place, text in _words(clean):
        for match in re.finditer(pattern, text):
            yield place, *match.span(), match.expand(new) if isinstance(new, str) else new(match)


def told(*pairs: tuple[str, str]) -> Mutator:
    """Return a mutator that ends a text with a sentence of two of its clauses (甲, 乙), right in the
    control and wrong in the mutant.
    """

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        clauses = [
            match.group()
            for _, text in _words(clean)
            for match in re.finditer(r"(?<=[。，；,;])[一-龥]{6,14}(?=[，。；,;])", text)
            if not re.search(
                "[和与使让是因为而且但就才都也又还更不防止避免在以上下]", match.group()
            )
        ]
        places = [
            place for place in clean.places if place.text.endswith("。") and place.key != "theme"
        ]
        if len(clauses) < 2 or not places:
            return None
        place, (right, wrong) = chance.choice(places), chance.choice(pairs)
        first, second = chance.sample(clauses, 2)
        fill = {ord("甲"): first, ord("乙"): second}
        control = place.write(clean.project, place.text + right.translate(fill))
        change = f"{place.entry.span.describe()} …{wrong.translate(fill)}"
        return Mutant(
            place.write(clean.project, place.text + wrong.translate(fill)), change, control
        )

    return mutate


def twins(clean: Clean) -> Iterator[Edit]:
    """A word changed for its twin; each pair that the text has counts, not only the frequent ones."""
    for place, text in _words(clean):
        for pair in TWINS:
            right, wrong = pair.split()
            for match in re.finditer(right, text):
                yield place, *match.span(), wrong


def _evenly(edits: Callable[[Clean], Iterator[Edit]]) -> Mutator:
    """Choose the new word first and its place then, so that frequent words do not stand for all."""

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        by_word: dict[str, list[Edit]] = {}
        for edit in edits(clean):
            by_word.setdefault(edit[3], []).append(edit)
        if not by_word:
            return None
        place, start, end, new = chance.choice(by_word[chance.choice(sorted(by_word))])
        return place.edited(clean.project, start, end, new)

    return mutate


def _mixed_thousand(match: re.Match[str]) -> str:
    number, unit = match.groups()
    return (
        f"{number[0]}千{number[1]}百{unit}"
        if len(number) == 4
        else f"{HAN[int(number[0])]}十{number[1]}{unit}"
    )


def _mixed_date(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    spoken = HAN[int(month)] if int(month) < 10 else "十" + HAN[int(month) - 10].strip("零")
    return f"{year}年{spoken}月{day + '日' if day else '底'}"


def _mixed_year(match: re.Match[str]) -> str:
    return "".join("0" if digit == "0" else HAN[int(digit)] for digit in match.group(1)) + "年"


def _limit(frame: str) -> Callable[[re.Match[str]], str]:
    return lambda match: frame.replace("数", match.group(1)).replace("量", match.group(2))


COUNT = COUNTED.pattern
THOUSANDS = r"(?<![\d.])(\d{4})(人|元|户|名|亩|个|件|平方米)"
TENS = r"(?<![\d.])([2-9]\d)(个|人|名|户|家|件|项|次|处|条)"
OBJECT = "[^，,、。；;：:和与及“力投密]{0,12}"
CLASSES: dict[str, Mutator] = {
    "语法：同音近义词换用": _evenly(twins),
    "语法：的地得": rewriting(
        *(
            (f"(?<![一-龥]不)({manner})({act})(?=[一-龥])", r"\1的\2")
            for manner, act in product(MANNER, ACTS)
        ),
        (r"([一-龥]{2})地(?=推进|开展|落实|解决|做好)", r"\1的"),
        (r"取得(?=了|明显|积极|实质|阶段|较)", "取的"),
        (r"(?<=[，。；、])([一-龥]{0,4})不得(?=[一-龥])", r"\1不的"),
        (r"(有效|有力|具体|积极|良好)的(?=措施|成效|氛围|保障|环境|意见)", r"\1地"),
    ),
    "语法：前后重复": told(
        ("甲，原因是乙。", "甲，原因是由于乙。"),
        ("甲，主要原因是乙。", "甲，主要原因是因为乙。"),
        ("甲，目的是乙。", "甲，目的是为了乙。"),
        ("之所以甲，是因为乙。", "之所以甲的原因，是因为乙。"),
        ("甲，原因是乙。", "甲，原因是乙造成的。"),
        ("对乙进行督促。", "开展对乙进行督促。"),
        ("围绕甲开展工作。", "以围绕甲为重点开展工作。"),
        ("对甲予以通报。", "对甲予以给予通报。"),
        ("对甲进行了核查。", "对甲进行了核查了。"),
        ("甲，旨在乙。", "甲，旨在为了乙。"),
    ),
    "语法：多一个否定": told(
        ("防止甲问题再次发生。", "防止甲问题不再发生。"),
        ("避免甲现象出现反弹。", "避免甲现象不再出现反弹。"),
        ("严禁甲。", "严禁不得甲。"),
        ("切忌甲。", "切忌不要甲。"),
        ("杜绝甲问题反弹。", "杜绝甲问题不再反弹。"),
        ("加强检查，以免造成损失。", "加强检查，以免不造成损失。"),
        ("禁止任何人员甲。", "禁止任何人员不得甲。"),
        ("甲数量下降50%。", "甲数量下降2倍。"),
    ),
    "语法：介词包了主语": told(
        ("通过甲，乙得到改善。", "通过甲，使乙得到改善。"),
        ("随着甲，乙明显改善。", "随着甲，使乙明显改善。"),
        ("通过甲，群众满意度不断提高。", "通过甲，不断使群众满意度提高。"),
        ("在区委领导下，乙取得进展。", "在区委领导下，使乙取得进展。"),
        ("由于甲，乙得到缓解。", "由于甲，使乙得到缓解。"),
    ),
    "语法：关联词缺后半": told(
        ("不仅甲，而且乙。", "不仅甲，乙。"),
        ("虽然甲，但乙。", "虽然甲，乙。"),
        ("只有坚持甲，才能乙。", "只有坚持甲，乙。"),
        ("只要甲，就能乙。", "只要甲，乙。"),
        ("无论甲，都要乙。", "无论甲，乙。"),
        ("既要甲，又要乙。", "既要甲，乙。"),
        ("一方面甲；另一方面乙。", "一方面甲。乙。"),
        ("尽管甲，但是乙。", "尽管甲，乙。"),
    ),
    "语法：约数说两遍": rewriting(
        *(
            (COUNT, _limit(frame))
            for frame in (
                "超过数量以上",
                "约数量左右",
                "近数余量",
                "至少数量以上",
                "不足数量以下",
                "大约数余量",
                "不超过数量以内",
                "约数多量",
                "不少于数量以上",
                "大约数量左右",
            )
        )
    ),
    "语法：数字写法": rewriting(
        (THOUSANDS, _mixed_thousand),
        (TENS, _mixed_thousand),
        (DATE.pattern, _mixed_date),
        (r"(?<!\d)(20[0-4]\d)年(?!代)", _mixed_year),
        (r"两(?=个|名|项|家|位|件|户)", "二"),
        (r"(?<![\d.])(\d[\d.]*)%", r"百分之\1"),
        (r"(?<![\d.])(\d)(?=个|名|家|次)", r"\1几"),
        (
            r"(?<![\d.第年月、])([2-7])(?=个(?!月|百)|名|家|次)",
            lambda match: f"{match.group(1)}、{int(match.group(1)) + 1}",
        ),
        (r"(?<![\d.])(\d)(\d)(个|名|人|户|家|件)", r"\g<1>0余多\3"),
    ),
    "语法：计量单位": rewriting(
        (r"(?<=[\d万])平方米", "平米"),
        (r"(?<=[\d万])平方米", "平方"),
        (r"(?<=[\d万])立方米", "立方"),
        (r"(?<=\d)公里", "KM"),
        (r"(?<=\d)千瓦", "KW"),
        (r"(?<=[\d万])公斤", "市斤"),
        (r"(?<=[\d万])米(?!/)", "公尺"),
        (r"(?<=[\d万])平方米", "m2"),
        (r"(?<=\d)公里", "华里"),
        (r"(?<=\d)吨(?!位)", "KG"),
    ),
    "语法：引号内外标点": choose(lambda clean: _quoted(clean)),
    "语法：并列和序次标点": rewriting(
        (r"(?<=、[一-龥]{2})([一-龥]{0,4})(?=[和及][一-龥]{2,4}[，。；,;])", r"\1、"),
        (r"(?<=、[一-龥]{3})([一-龥]{0,4})等(?=[，。；,;\d]|工作|问题)", r"\1、等"),
        (r"(?<=、[一-龥]{3})([一-龥]{0,4})等(?=[，。；,;])", r"\1等……"),
        (r"(?<=。)(?=[一-龥]{4})", "第一、"),
        (r"(?<=[一-龥]。)(?=[一-龥]{4})", "（一）、"),
        (r"是否([一-龥]{2,12})。", r"是否\1？"),
    ),
    "语法：介词缺后半": told(
        ("在甲的基础上，乙。", "在甲的基础，乙。"),
        ("在区委的坚强领导下，乙。", "在区委的坚强领导，乙。"),
        ("自2021年以来，乙。", "自2021年，乙。"),
        ("以甲为契机，乙。", "以甲契机，乙。"),
        ("在甲的前提下，乙。", "在甲的前提，乙。"),
        ("以甲为抓手，乙。", "以甲抓手，乙。"),
        ("在甲过程中，乙。", "在甲过程，乙。"),
    ),
    "语法：动宾搭配": rewriting(
        (rf"加强(?={OBJECT}工作[，,。；;])", "加大"),
        (rf"加大(?={OBJECT}力度[，,。；;])", "加快"),
        (rf"加大(?={OBJECT}力度[，,。；;])", "提高"),
        (rf"加快(?={OBJECT}(?:步伐|进度)[，,。；;])", "加大"),
        (rf"提[高升](?={OBJECT}(?:水平|效率)[，,。；;])", "完善"),
        (rf"加快(?={OBJECT}步伐[，,。；;])", "提高"),
        (rf"(?:强化|做好)(?={OBJECT}工作[，,。；;])", "加大"),
        (rf"(?:规范|提高)(?={OBJECT}质量[，,。；;])", "加大"),
        (rf"增强(?={OBJECT}意识[，,。；;])", "加大"),
    ),
}


def _quoted(clean: Clean) -> Iterator[Edit]:
    """Write a full stop on both sides of a closing mark, or move that behind a quoted term inside."""
    for place in clean.places:
        for match in re.finditer("”。", place.text):
            yield place, *match.span(), "。”。"
        for match in re.finditer("(?<=“[一-龥]{4})”。", place.text):
            yield place, *match.span(), "。”"
        for match in re.finditer("(?<=[一-龥]{2})”[，,]", place.text):
            yield place, *match.span(), "，”"
