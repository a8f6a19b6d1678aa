"""Numbered events of public life in prose: 党的二十届三中全会, 十四届全国人大二次会议, “十四五”, with
the days on which they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import attrs

from compiler.chinese.beginnings import beginning_with
from compiler.chinese.numerals import from_chinese
from compiler.recall import recalled

TERM = "(?:十[一二三四五六七八九]|二十[一二三四五]?)"
NUMBER = "[一二三四五六七八九]"
MENTION = beginning_with(
    '党第十二中“"',
    rf"(?:党的|(?<!委))第?(?P<plenum>{TERM})届(?:(?P<n1>{NUMBER})中全会|中央委员会第(?P<n5>{NUMBER})次全体会议)"
    rf"|第?(?P<congress>{TERM})届全国人(?:大|民代表大会)第?(?P<n2>{NUMBER})次会议"
    rf"|第?(?P<discipline>{TERM})届中央纪(?:委|律检查委员会)第?(?P<n3>{NUMBER})次全(?:会|体会议)"
    rf"|第?(?P<round>{TERM})届中央第(?P<n4>{NUMBER})轮巡视"
    rf"|(?:党的|中国共产党)(?P<party>{TERM})大(?![类项件型户街])|中国共产党第(?P<party2>{TERM})次全国代表大会"
    rf"|[“\"]十(?P<plan>[一二三四五六])五[”\"]|第十(?P<plan2>[一二三四五六])个五年规划",
)
SERIES = {
    "plenum": ("中全会", "n1"), "congress": ("人大", "n2"), "discipline": ("中央纪委", "n3"), "round": ("中央巡视", "n4"),
    "party": ("大", ""), "party2": ("大", ""), "plan": ("五年规划", ""), "plan2": ("五年规划", ""),
}  # fmt: skip
WHOLE = {"中全会": 7, "人大": 5}
"""So many there are in every term that has ended."""
ROUND, PLAN = "中央巡视", "五年规划"


@attrs.frozen
class Milestone:
    """A mention of a numbered event: where it stands, which it is, and its first and last day;
    ``None`` for one that is not known.
    """

    start: int
    end: int
    series: str
    term: int
    number: int
    first: date | None
    last: date | None

    @property
    def missing(self) -> bool:
        """Whether there never was such a one: its term has ended with fewer."""
        most = WHOLE.get(self.series)
        ended = any((s, t) == (self.series, self.term + 1) for s, t, _ in known_events())
        return most is not None and ended and self.number > most

    @property
    def earliest(self) -> date | None:
        """The day before which it cannot have been: its first, or if it is not known and comes after
        all that are, the last of these.
        """
        if self.first is not None:
            return self.first
        own = [key for key in known_events() if key[0] == self.series]
        latest = max(own, default=None)
        key = (self.series, self.term, self.number)
        return known_events()[latest][0] if latest is not None and key > latest else None


def milestones(text: str) -> Iterator[Milestone]:
    """Yield the numbered events that a text names."""
    if "十" not in text:  # every one of them has it
        return
    for match in MENTION.finditer(text):
        group = next(name for name in SERIES if match[name])
        series, numbered = SERIES[group]
        term = from_chinese("十" + match[group] if series == PLAN else match[group])
        written = match[numbered] or match["n5"] if numbered else None
        number = from_chinese(written) if written else 0
        if term is not None and number is not None:
            first, last = known_events().get((series, term, number), (None, None))
            yield Milestone(*match.span(), series, term, number, first, last)


@recalled()
def known_events() -> dict[tuple[str, int, int], tuple[date, date]]:
    """Return the days of every event of ``milestones.tsv``."""
    table = files("compiler.chinese").joinpath("milestones.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {
        (series, int(term), int(number)): (date.fromisoformat(first), date.fromisoformat(last))
        for series, term, number, first, last in rows
    }
