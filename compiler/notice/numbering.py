"""Numbers of paragraphs and of the members of a series: how each is written, and read back."""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from compiler.chinese.enumerations import LAST
from compiler.chinese.numerals import ALPHABETS, LARGEST, from_chinese, to_chinese
from compiler.chinese.width import FULL_DIGITS, to_half_width

SERIES_WORDS = ("首先", "其次", "再次", "最后")
ATTACHMENT = "附件"
CHINESE, DIGITS = "[一二三四五六七八九十]+", "[0-9]{1,4}"
"""What a number is written with; no series runs to ten thousand."""
WORDY = re.compile("[\u4e00-\u9fffA-Za-z]")
_DIGIT_WIDTHS = str.maketrans(FULL_DIGITS)


@attrs.frozen
class Numbering:
    """One pattern: ``prefix``, number, ``suffix``, marks in half width.

    ``form`` is chinese, digits, words, or a name in :data:`ALPHABETS`; ``first`` is the number
    drawn in the outline. ``kept_alone`` tells whether a lone member keeps its number, ``None`` if
    that goes by the pattern.
    """

    prefix: str
    form: str
    suffix: str
    first: int = 1
    kept_alone: bool | None = None

    @property
    def pattern(self) -> tuple[str, str, str]:
        """What siblings that count on have in common."""
        return self.prefix, self.form, self.suffix

    @property
    def named(self) -> bool:
        """Whether a word of its own stands before the number: 任务一, 问题1:, but not 第一条."""
        return self.prefix != ATTACHMENT and WORDY.search(self.prefix.replace("第", "")) is not None

    @property
    def ordinal(self) -> bool:
        """Whether it marks the members of a series within a text (一是, 首先, 任务一) rather than a
        heading.
        """
        return (
            self.form == "words"
            or self.suffix == "是"
            or self.named
            or (self.prefix == "第" and self.suffix in (",", "、"))
        )

    @property
    def dropped_alone(self) -> bool:
        """Whether a lone member does without it."""
        return self.ordinal if self.kept_alone is None else not self.kept_alone

    def write(self, number: int, total: int | None = None) -> str:
        """Return the printed mark of a member, the last of more than two being told if ``total`` is
        given; a number beyond the pattern's last one is written plainly, so that none is lost.
        """
        if self.form == "words":
            if number == total and number > 2:
                return SERIES_WORDS[-1] + self.suffix
            known = number < len(SERIES_WORDS)
            return (SERIES_WORDS[number - 1] if known else f"第{_chinese(number)}") + self.suffix
        alphabet = ALPHABETS.get(self.form)
        if alphabet and number <= len(alphabet):
            return self.prefix + alphabet[number - 1] + self.suffix
        if alphabet:
            bare = f"{number}" if self.prefix or self.suffix else f"({number})"
            return self.prefix + bare + self.suffix
        written = _chinese(number) if self.form == "chinese" else str(number)
        return self.prefix + written + self.suffix

    def read(self, text: str) -> tuple[int, int] | None:
        """Return the number at the start of ``text`` and the length of its mark, widths forgiven;
        ``None`` if none. The number of 最后 is :data:`LAST`.
        """
        plain = plain_marks(text)
        if self.form == "words":
            return self._read_word(plain)
        if alphabet := ALPHABETS.get(self.form):
            return self._read_letter(plain, alphabet)
        numeral = CHINESE if self.form == "chinese" else DIGITS
        match = _mark(self.prefix, numeral, self.suffix).match(plain)
        if match is None:
            return (1, len(ATTACHMENT)) if plain == self.prefix == ATTACHMENT else None
        if self.form == "digits":
            return int(match.group(1)), match.end()
        # Without a mark behind it the number may run into a text: 任务一|一体推进.
        for end in range(match.end(1), match.start(1) if not self.suffix else match.end(1) - 1, -1):
            value = from_chinese(plain[match.start(1) : end])
            if value is not None:
                return value, end + len(self.suffix)
        return None

    def _read_word(self, plain: str) -> tuple[int, int] | None:
        """Read 首先, 其次, 再次, 第四, 最后; its mark may be missing."""
        match = re.match(rf"({'|'.join(SERIES_WORDS)})|第({CHINESE})", plain)
        if match is None:
            return None
        number = from_chinese(match.group(2)) if match.group(2) else None
        if word := match.group(1):
            number = LAST if word == SERIES_WORDS[-1] else SERIES_WORDS.index(word) + 1
        elif number is None or number < len(SERIES_WORDS):
            return None
        marked = plain.startswith(self.suffix, match.end())
        if match.group(2) and not marked:
            return None  # 第四党支部 begins no member; 首先 and the like hardly begin anything else
        return number, match.end() + (len(self.suffix) if marked else 0)

    def _read_letter(self, plain: str, alphabet: str) -> tuple[int, int] | None:
        """Read ①, ⑴, Ⅰ、, A."""
        at = len(self.prefix)
        if not plain.startswith(self.prefix) or plain[at : at + 1] not in tuple(alphabet):
            return None
        if not plain.startswith(self.suffix, at + 1):
            return None
        return alphabet.index(plain[at]) + 1, at + 1 + len(self.suffix)


@lru_cache(maxsize=256)
def _mark(prefix: str, numeral: str, suffix: str) -> re.Pattern[str]:
    """Return what a number with these words about it looks like."""
    return re.compile(re.escape(prefix) + f"({numeral})" + re.escape(suffix))


@lru_cache(maxsize=64)  # an import tries every pattern on a line
def plain_marks(text: str) -> str:
    """Return ``text`` with half-width marks and figures, character for character."""
    return to_half_width(text).translate(_DIGIT_WIDTHS)


def _chinese(number: int) -> str:
    """Return a Chinese numeral, digits where a number is larger than they are written for."""
    return to_chinese(number) if number <= LARGEST else str(number)
