"""Persons that a notice lists: a row of 处理人员 for each, as far as it tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from compiler.chinese.withheld.names import SURNAMES
from compiler.diagnostics import Diagnostic, complain
from compiler.importer.matches import NoticeParagraph
from compiler.notice.people import COMPOUND_SURNAMES
from compiler.schema.contents import CellContent
from compiler.span import Span
from compiler.vocab import IMPORTED

LISTED = ("population", "sanction", "person")
"""What persons are printed by."""
POSTS = "长|书记|主任|主席|主管|经理|总监|董事|委员|干部|负责人|助理|秘书|会计|出纳|职员|科员|调研员|人员|职工|教师|医生|护士|师|员"
"""What a post ends with."""
BEARER = (
    f"(?:{'|'.join(f'(?<={post})' for post in POSTS.split('|'))})[\u4e00-\u9fff]{{2,3}}"
    f"|(?:[{SURNAMES}]|{'|'.join(sorted(COMPOUND_SURNAMES))})(?:某{{1,2}}|[\u4e00-\u9fff]{{1,2}})"
)
"""The shape of a name behind a post: what follows the end of one, or begins with a surname."""
MASK = "某"
MOST = 2000
"""A register has no more rows; a larger number is no count of persons."""

Row = dict[str, str]


@attrs.define
class Persons:
    """The persons gathered so far, each a row by keys, where the gathering stands, and what of them
    is doubtful. ``known`` are the rows by what they were counted for, and the line that did.
    """

    rows: list[Row] = attrs.field(factory=list)
    population: str | None = None
    sanction: str | None = None
    waiting: list[Row] = attrs.field(factory=list)
    known: dict[tuple[str | None, str | None], tuple[int, list[Row]]] = attrs.field(factory=dict)
    first: NoticeParagraph | None = None
    glued: int = 0

    def count(
        self, entity: str, texts: Mapping[str, str], line: int, paragraph: NoticeParagraph
    ) -> None:
        """Take a population or a sanction and how many persons it has; those of a sanction that
        another line has counted are the same.
        """
        self.first = self.first or paragraph
        if entity == "population":
            self.population, self.sanction, self.waiting = texts.get("title"), None, []
            return
        self.sanction = texts.get("title", self.sanction)
        key = self.population, self.sanction
        owner, own = self.known.setdefault(key, (line, []))
        if not own or owner == line:
            said = texts.get("count", "")
            number = min(int(said), MOST) if said.isdecimal() else 0
            new = [self._row() for _ in range(number)]
            own += new
            self.rows += new
        self.waiting = [row for row in own if "name" not in row]

    def name(self, texts: Mapping[str, str], paragraph: NoticeParagraph) -> None:
        """Take one person's post and name."""
        self.first = self.first or paragraph
        if not self.waiting:
            self.waiting = [self._row()]
            self.rows += self.waiting
        self.glued += bool(texts.get("post") and texts.get("name"))
        self.waiting.pop(0).update(texts)

    def _row(self) -> Row:
        own = {"population": self.population, "sanction": self.sanction}
        return {key: text for key, text in own.items() if text}


def person_rows(persons: Persons) -> Iterator[dict[str, CellContent]]:
    """Yield the rows of 处理人员. Who is not named may not be; who is masked was registered so."""
    for number, row in enumerate(persons.rows, 1):
        name = row.get("name")
        masked = name is not None and name.endswith(MASK)
        published = "不公开" if name is None else "匿名" if masked else "公开"
        yield {
            "name": name or f"{IMPORTED}{number}",
            "post": row.get("post") or IMPORTED,
            "sanction": row.get("sanction"),
            "population": row.get("population"),
            "published": published,
        }


def doubted_persons(persons: Persons, file: str) -> Iterable[Diagnostic]:
    """Yield S203, once, if the notice tells less of persons than the register wants to know."""
    unnamed = sum("name" not in row for row in persons.rows)
    masked = sum(row.get("name", "").endswith(MASK) for row in persons.rows)
    doubts = [
        *([f"{unnamed} 人没有写姓名，暂填“{IMPORTED}”、不公开"] if unnamed else []),
        *([f"{masked} 人只写了姓"] if masked else []),
        *([f"{persons.glued} 人的职务和姓名连着写，暂按姓氏分开"] if persons.glued else []),
    ]
    if doubts and persons.first is not None:
        place = Span(file, line=persons.first.number)
        yield complain("S203", place, count=len(persons.rows), doubts="，".join(doubts))
