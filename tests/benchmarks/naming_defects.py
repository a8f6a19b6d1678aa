"""Defects of names: places, bodies, meetings, papers, persons.

Each damages a name that something can contradict: one that is registered, or that the notice uses
elsewhere at least :data:`ELSEWHERE` times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from planting import Clean, Mutant, Mutator, Place, is_given

from compiler.chinese.divisions import COMMON, divisions, own_area

HEAD = re.compile(
    "委员会|领导小组|工作组|专班|指挥部|办公室|街道|社区|小学|中学|医院|公司|中心|分局|党组|党委|会议|民主生活会|学习会"
    "|机制|台账|平台|清单|方案|办法|规划|条例|工程|项目|专项行动|专项检查|责任制|[区镇乡局路湖河港园村站馆](?![\u4e00-\u9fff]?[级内里中])"
)
ELSEWHERE = 3
SHORTEST, LONGEST = 5, 12
VERB = re.compile("召开|开展|推进|加强|落实|制定|完善|建立|健全|组织|主持|会同|联合|由|对|在|向|将")
Damage = Callable[[Clean, Random, str], str | None]


def repeated_names(clean: Clean) -> list[tuple[Place, int, int]]:
    """Return the uses of names of the notice that are used often: what ends in the word for a kind of
    thing, and begins where what stands before it varies.
    """
    uses: dict[str, list[tuple[Place, int, int]]] = {}
    for place in clean.places:
        for match in HEAD.finditer(place.text):
            for length in range(SHORTEST, LONGEST + 1):
                start = match.end() - length
                name = place.text[max(start, 0) : match.end()]
                if start < 0 or not re.fullmatch("[\u4e00-\u9fff]+", name):
                    break
                uses.setdefault(name, []).append((place, start, match.end()))
    names = []
    for name, found in uses.items():
        before = Counter(place.text[start - 1 : start] for place, start, _ in found)
        varied = max(before.values()) <= len(found) - 2
        if len(found) > ELSEWHERE and varied and not VERB.match(name):
            names += found
    return names


def registered_units(clean: Clean) -> list[tuple[Place, int, int]]:
    """Return the uses of registered units' names."""
    names = [
        row.entries["name"].text
        for row in clean.project.register.tables.get("units", ())
        if is_given(row.entries["name"])
    ]
    return [
        (place, *match.span())
        for place in clean.places
        for name in names
        if len(name) > 3
        for match in re.finditer(re.escape(name), place.text)
    ]


def letter_replaced(clean: Clean, chance: Random, name: str) -> str | None:
    """Another letter of the notice for an inner one."""
    at = chance.randrange(1, len(name) - 1)
    text = chance.choice(clean.places).text
    other = chance.choice(text)
    return name[:at] + other + name[at + 1 :] if _is_new(other, name[at]) else None


def letter_dropped(clean: Clean, chance: Random, name: str) -> str | None:
    """An inner letter less."""
    at = chance.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1 :]


def letters_swapped(clean: Clean, chance: Random, name: str) -> str | None:
    """Two neighbouring letters in the other order, or two words of two letters that stand elsewhere,
    too.
    """
    size = chance.choice((1, 2))
    at = chance.randrange(size % 2, len(name) - 2 * size + (size > 1))
    first, second = name[at : at + size], name[at + size : at + 2 * size]
    texts = [place.text for place in clean.places]
    together = sum(text.count(first + second) for text in texts)
    words = all(sum(text.count(word) for text in texts) > 2 * together for word in (first, second))
    if first == second or (size == 2 and not words):
        return None
    return name[:at] + second + first + name[at + 2 * size :]


def _is_new(other: str, letter: str) -> bool:
    return bool(re.fullmatch("[\u4e00-\u9fff]", other)) and other != letter


def damaged(uses: Callable[[Clean], list[tuple[Place, int, int]]], damage: Damage) -> Mutator:
    """Return a mutator that damages one use of a name."""
    cache: dict[int, list[tuple[Place, int, int]]] = {}

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        possible = cache.setdefault(id(clean), uses(clean))
        for _ in range(20 if possible else 0):
            place, start, end = chance.choice(possible)
            new = damage(clean, chance, place.text[start:end])
            if new is not None:
                return place.edited(clean.project, start, end, new)
        return None

    return mutate


def own_place_replaced(clean: Clean, chance: Random) -> Mutant | None:
    """One's own district written as another of its level."""
    own = own_area([clean.report.information.organ.value], [])
    uses = (
        [
            (place, *match.span())
            for place in clean.places
            for match in re.finditer(own.name, place.text)
        ]
        if own
        else []
    )
    if not own or not uses:
        return None
    others = sorted(
        name
        for name in divisions()
        if name[-1] == own.level and len(name) < 5 and name not in COMMON
    )
    place, start, end = chance.choice(uses)
    return place.edited(clean.project, start, end, chance.choice(others))


def own_level_replaced(clean: Clean, chance: Random) -> Mutant | None:
    """全区 or 区委 written as 全县 or 县委, in a sentence copied from a county."""
    own = own_area([clean.report.information.organ.value], [])
    uses = [
        (place, match.end() - 1 if match.group() in ("全区", "我区") else match.start())
        for place in clean.places
        for match in re.finditer("(?<![\u4e00-\u9fff])(?:全区|我区|区委|区政府)(?!员)", place.text)
    ]
    if own is None or own.level != "区" or not uses:
        return None
    place, at = chance.choice(uses)
    return place.edited(clean.project, at, at + 1, "县")


SWAPPED = (
    ("[省市区县]委(常委会(?:会议)?)", "常务会议"),
    ("[省市区县]政府(常务会议?)", "常委会会议"),
    ("[区县](委)(?:组织部|宣传部|统战部|政法委|巡察办|党校)", "政府"),
    ("[区县]()(?:财政|教育|民政|审计|水务|商务|司法|统计|卫生健康|应急管理|农业农村)局", "委"),
    ("镇党(委)", "组"),
    ("街道党(工委)", "组"),
    ("政府党(组)", "委"),
    ("人大常委会党(组)", "委"),
    ("政协党(组)", "委"),
    ("镇(?:副)?(镇)长", "区"),
    ("[区县](政府副?)[区县]长", "委"),
    ("党[委组](?:副)?(书记)", "主任"),
    ("局(?:副)?(局长)", "部长"),
    ("部(?:副)?(部长)", "局长"),
)
"""What a Party body has, with what the state's has in its place, and the reverse."""


def party_for_state(clean: Clean, chance: Random) -> Mutant | None:
    """A Party body's meeting, post or organ given to the government's, or the reverse."""
    pattern, new = chance.choice(SWAPPED)
    uses = [(place, match) for place in clean.places for match in re.finditer(pattern, place.text)]
    if not uses:
        return None
    place, match = chance.choice(uses)
    return place.edited(clean.project, match.start(1), match.end(1), new)


PERSON = "对{post}{name}给予{sanction}。"
TITLES = (
    "局长",
    "主任",
    "科长",
    "所长",
    "镇长",
    "书记",
    "经理",
    "副局长",
    "副主任",
    "副科长",
    "副镇长",
)
SANCTIONS = ("诫勉", "批评教育", "提醒谈话", "通报批评", "党内警告处分", "政务记过处分", "责令检查")


def person_otherwise(part: str) -> Mutator:
    """Return a mutator that tells of a registered person rightly in the control, and otherwise in the
    mutant: another letter of the ``name``, another title of the ``post``, another ``sanction``.
    """

    def mutate(clean: Clean, chance: Random) -> Mutant | None:
        persons = [
            person
            for person in clean.report.register.persons
            if person.published.value == "公开" and len(person.name.value) == 3
        ]
        places = [place for place in clean.places if place.key == "progress"]
        if not persons or not places:
            return None
        person, place = chance.choice(persons), chance.choice(places)
        said = {
            "post": person.post.value,
            "name": person.name.value,
            "sanction": person.sanction.value,
        }
        control = place.write(clean.project, place.text + PERSON.format(**said))
        if part == "name":
            at = chance.randrange(3)
            other = chance.choice(chance.choice(persons).name.value[min(at, 1) : at + 1])
            new = said["name"][:at] + other + said["name"][at + 1 :]
        elif part == "post":
            new = re.sub(f"(?:{'|'.join(TITLES)})$", chance.choice(TITLES), said["post"])
        else:
            new = chance.choice(SANCTIONS)
            if said["sanction"] == "党纪政务处分" and new.endswith("处分"):
                return None
        if new == said[part]:
            return None
        text = PERSON.format(**{**said, part: new})
        return Mutant(place.write(clean.project, place.text + text), text, control)

    return mutate
