"""Write words.txt and sounds.txt from dictionaries of two packages of the Python index; run by
hand, imported by nobody.

    python compiler/chinese/set_phrases/build_words.py DICT.TXT PINYIN_DICT.JSON

The first file is ``jieba/dict.txt`` of jieba 0.42.1 (MIT), the second
``pypinyin/pinyin_dict.json`` of pypinyin 0.55 (MIT).
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from compiler.chinese.set_phrases.phrases import default_phrases
from compiler.chinese.set_phrases.words import confusable

OFTEN, OFTEN_LONG = 3, 10
"""How often jieba's corpus has a word of two characters, or of three, that counts. By judgement:
below, the list has names and pieces of sentences."""
ALONE, ALONE_ACTING, ACTING = 20000, 2000, "vadpcumqrf"
"""How often one character is a word alone, less for verbs, adjectives and grammatical words. By
judgement: other characters of such frequency are mostly pieces of words in jieba's corpus."""
NAMES = ("nr", "nrt", "nrfg")


def common(character: str) -> bool:
    """Tell whether a character is one of GB/T 2312, which official prose is written in."""
    try:
        return "\u4e00" <= character <= "\u9fff" and bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def adjoining(dictionary: str) -> dict[str, set[str]]:
    """Return, by its first character, every pair of characters that stands in an ordinary word."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in dictionary.splitlines():
        word, count, kind = line.split()
        least = {2: OFTEN, 3: OFTEN_LONG}.get(len(word))
        if least and int(count) >= least and kind not in NAMES and all(map(common, word)):
            for first, second in pairwise(word):
                found[first].add(second)
    return found


def words_of_one(dictionary: str) -> str:
    """Return the characters that are often a word alone."""
    found = []
    for line in dictionary.splitlines():
        word, count, kind = line.split()
        least = ALONE_ACTING if kind[0] in ACTING else ALONE
        if len(word) == 1 and common(word) and int(count) >= least:
            found.append(word)
    return "".join(sorted(found))


def sounds(readings: dict[str, str]) -> dict[str, set[str]]:
    """Return the characters of every syllable, tones aside, by their most usual reading."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, spelt in readings.items():
        character = chr(int(code))
        if common(character):
            plain = unicodedata.normalize("NFD", spelt.split(",")[0])
            found["".join(c for c in plain.replace("u\u0308", "v") if c.isalpha())].add(character)
    return found


def neighbours(dictionary: str, phrases: Iterable[str]) -> set[str]:
    """Return the words that are a phrase with one character changed, less or more, or two changed
    about, and no phrase.
    """
    words = {word for line in dictionary.splitlines() if len(word := line.split(" ")[0]) > 2}
    shapes: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for at in range(len(word)):
            shapes[word[:at] + "?" + word[at + 1 :]].add(word)
            shapes[word[:at] + word[at + 1 :]].add(word)
    found: set[str] = set()
    for phrase in phrases:
        for at in range(len(phrase)):
            found |= shapes.get(phrase[:at] + "?" + phrase[at + 1 :], set())
            found |= words & {
                phrase[:at] + phrase[at + 1 :],
                phrase[:at] + phrase[at : at + 2][::-1] + phrase[at + 2 :],
            }
        found |= shapes.get(phrase, set())
    listed = set(phrases)
    return {
        word
        for word in found - listed
        if not any(_misspells(word, phrase) for phrase in listed if len(phrase) == len(word))
    }


def _misspells(word: str, phrase: str) -> bool:
    """Tell whether one character is another that is read or looks like the right one: what jieba
    has so is a slip of its corpus.
    """
    differing = [(one, other) for one, other in zip(word, phrase, strict=True) if one != other]
    return len(differing) == 1 and confusable(*differing[0])


def write(path: Path, remark: str, lines: dict[str, set[str]]) -> None:
    """Write one line a key: the key, a space, its characters."""
    rows = [f"{key} {''.join(sorted(lines[key]))}" for key in sorted(lines)]
    path.write_text("\n".join([f"# {remark}", *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    folder = Path(__file__).parent
    write(
        folder / "words.txt",
        f"普通词语里前后相连的两个字。由 build_words.py 从 jieba 0.42.1（MIT）的 dict.txt 生成：两字词频次 {OFTEN} 以上，三字词 {OFTEN_LONG} 以上，不含人名。",
        adjoining(Path(sys.argv[1]).read_text(encoding="utf-8")),
    )
    alone = words_of_one(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = [alone[at : at + 60] for at in range(0, len(alone), 60)]
    remark = "# 常常单独成词的字。由 build_words.py 从 jieba 0.42.1（MIT）的 dict.txt 按频次生成。"
    (folder / "single.txt").write_text("\n".join([remark, *rows]) + "\n", encoding="utf-8")
    near = neighbours(Path(sys.argv[1]).read_text("utf-8"), [p.text for p in default_phrases()])
    remark = "# 与固定提法只差一个字、自己也是词的。由 build_words.py 从 jieba 0.42.1（MIT）的 dict.txt 找出。"
    (folder / "neighbours.txt").write_text("\n".join([remark, *sorted(near)]) + "\n", "utf-8")
    write(
        folder / "sounds.txt",
        "读音相同（不论声调）的字。由 build_words.py 从 pypinyin 0.55（MIT）的 pinyin_dict.json 生成，多音字取最常用的一读。",
        sounds(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))),
    )
