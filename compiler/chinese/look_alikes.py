"""Characters that look like a Chinese character and are another: what they stand for.

They come with text copied from PDF files (radicals, compatibility ideographs) and from old fonts
(characters of GBK that Unicode had no place for yet). Printed they look right; searched, compared and
checked they are something else.
"""

from __future__ import annotations

import re
import unicodedata

from compiler.recall import recalled

RADICALS = "⺁⺂⺃⺄⺅⺆⺇⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
IDEOGRAPHS = "厂乛乚乙亻冂𠘨刂卜㔾小小兀尣尢巳幺彑忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿肉𦥑艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
"""Radicals of the CJK Radicals Supplement and the ideographs they are variants of: Unicode's
EquivalentUnifiedIdeograph.txt. Those of the block Kangxi Radicals follow from NFKC."""

OLD_GBK = dict(
    zip(
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855"
        "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796",
        "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\U00020087\U00020089\U000200cc\U000215d7"
        "\U0002298f\U000241fe\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19",
        strict=True,
    )
)
"""What GB 18030-2022 moved out of the private use area."""
FIRST, LAST = 0xE815, 0xE864
"""The private code points of GBK's row FE, FE50 to FEA0 without FE7F."""

SUSPECT = re.compile(
    "[\ufffd\u2e80-\u2fdf\u31c0-\u31e3\ue000-\uf8ff\uf900-\ufaff\U0002f800-\U0002fa1f\U000f0000-\U0010ffff]"
)
"""What is left of a character that some program could not read, radicals, strokes, private use,
compatibility ideographs."""
UNIFIED = frozenset("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")
"""Twelve of the block of compatibility ideographs that are ideographs of their own."""

_MEANT = dict(zip(RADICALS, IDEOGRAPHS, strict=True)) | OLD_GBK


@recalled(1024)
def meant(character: str) -> str | None:
    """Return the character that one of :data:`SUSPECT` stands for, itself if it is an ordinary one,
    ``None`` if that is not certain.
    """
    if not SUSPECT.match(character) or character in UNIFIED:
        return character
    if character in _MEANT:
        return _MEANT[character]
    plain = unicodedata.normalize("NFKC", character)
    if plain == character and FIRST <= ord(character) <= LAST:
        place = 0x50 + ord(character) - FIRST
        plain = bytes([0xFE, place + (place >= 0x7F)]).decode("gb18030")
        plain = _MEANT.get(plain, plain)
    return plain if len(plain) == 1 and not SUSPECT.match(plain) else None
