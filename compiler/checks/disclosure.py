"""What must not be made public: personal identifiers, secrecy marks, names that are withheld,
internal contacts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.checks.public_texts import PublicText, sightings
from compiler.chinese.beginnings import beginning_with
from compiler.chinese.withheld import identity
from compiler.chinese.withheld.names import (
    MASKS,
    PersonName,
    masked_names,
    names_in,
    open_names,
    spellings,
)
from compiler.chinese.withheld.secrecy import SIGNS, secrecy_marks
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import Person
from compiler.model.report import Report
from compiler.model.values import Text

PUBLIC = "公开"
AT_HOME = re.compile(
    "(?:家庭住址|户籍地址|户籍所在地|现住址|住址|居住地|现住|家住|住在|暂住)[:：]?"
)
ADDRESS = re.compile(
    AT_HOME.pattern + r"[\u4e00-\u9fffA-Za-z0-9()（）-]{0,40}?\d{1,5}(?:号|室|栋|幢|单元|组|弄)"
    r"|[\u4e00-\u9fff]{2,12}(?:小区|花园|家园|公寓|新村|苑|里|城|路|街|巷|村)\d{0,5}号?"
    r"(?:楼)?\d{1,4}(?:栋|幢|座|号楼)(?:\d{1,2}单元)?\d{2,5}(?:室|房)"
)
HOME = beginning_with(r"\d家户现住居暂", rf"\d[室房]|{AT_HOME.pattern}")
"""No address is told without a number of a room, or the words of :data:`AT_HOME`."""
LETTER = re.compile("[A-Z]")
LABEL = re.compile("(?:联系人|经办人|填报人|审核人|审签人|联络员)[:：]?")
CONTACT_NAMED = re.compile(rf"{LABEL.pattern}[\u4e00-\u9fff]{{2,4}}")
MAIL_ACCOUNT = re.compile(r"[A-Za-z0-9._%+-]+(?=@)")


def identity_numbers(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D001 an identity number."""
    for text, seen in _numbers_in(printed, identity.identity_numbers):
        if identity.checksum_holds(seen.text):
            yield complain(
                "D001", *text.places(seen.start, seen.end), shown=identity.hide(seen.text)
            )


def doubtful_identity_numbers(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D002 a number like an identity card's whose last place is wrong."""
    for text, seen in _numbers_in(printed, identity.identity_numbers):
        if not identity.checksum_holds(seen.text):
            yield complain(
                "D002", *text.places(seen.start, seen.end), shown=identity.hide(seen.text)
            )


def mobile_numbers(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D003 a mobile number that is not the notice's own contact, which is the first number in its
    field.
    """
    contacts = identity.telephone_numbers(printed.report.information.contact_phone.value)
    own = min(contacts, key=lambda seen: seen.start, default=None)
    for text, seen in _numbers_in(printed, identity.mobile_numbers):
        if own is None or not identity.same_telephone(seen.text, own.text):
            shown = identity.hide(identity.digits(seen.text))
            yield complain("D003", *text.places(seen.start, seen.end), shown=shown)


def bank_cards(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D004 a bank card's number."""
    for text, seen in _numbers_in(printed, identity.bank_cards):
        shown = identity.hide(identity.digits(seen.text))
        yield complain("D004", *text.places(seen.start, seen.end), shown=shown)


def plates(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D005 a licence plate."""
    for text, seen in sightings(printed.exposed, identity.plates, LETTER.search):
        yield complain("D005", *text.places(seen.start, seen.end), shown=seen.text)


def home_addresses(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D006 where somebody lives."""
    own = printed.report.information.contact_address.value
    for text, seen in sightings(printed.exposed, _addresses, HOME.search):
        if AT_HOME.match(seen.text) or not (own and seen.text in own):
            yield complain("D006", *text.places(seen.start, seen.end))


def marks_of_secrecy(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D007 a mark that forbids publication."""
    for text, seen in sightings(printed.exposed, _marks, SIGNS.search):
        yield complain("D007", *text.places(seen.start, seen.end), mark=seen.text)


def withheld_names(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D008 a person whose name the register withholds, written out."""
    persons = printed.report.register.persons
    open_ = {name for person in persons if _is_open(person) for name in names_in(person.name.value)}
    letters = {letter for exposure in printed.exposed for letter in exposure.whole.text}
    for person in persons:
        if _is_open(person) or not person.published:
            continue
        for name in names_in(person.name.value):
            if "某" in name or name in open_ or not letters.issuperset(name):
                continue
            found = sightings(printed.exposed, partial(_spellings, name), partial(_has, name))
            for text, seen in found:
                places = text.places(seen.start, seen.end)
                published = person.published
                yield complain(
                    "D008", *places, published.span, name=name, published=published.value
                )


def masked_beside_open(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D009 a name written out that the register does not release, where a text masks it or another.

    That is: in one passage any masked name; in one problem one of the same surname; anywhere one
    of the same surname and office.
    """
    released = {person.name.value for person in printed.report.register.persons}
    texts = list(printed.passages)
    masked = [
        (passage, name, _holder(passage, name))
        for passage in printed.having(*MASKS)
        for name in masked_names(passage.text)
    ]
    for passage in texts if masked else ():
        for name in open_names(passage.text):
            if name.text in released:
                continue
            beside = [
                (other, mask)
                for other, mask, holder in masked
                if other is passage
                or (
                    mask.text[0] == name.text[0]
                    and (_same_problem(other, passage) or holder == _holder(passage, name))
                )
            ]
            if beside:
                places = [other.span(mask.start, mask.end) for other, mask in beside]
                yield complain(
                    "D009",
                    passage.span(name.start, name.end),
                    *places,
                    name=name.text,
                    masked=beside[0][1].text,
                )


def internal_phones(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D010 a telephone number that the workbooks hold for internal use."""
    own = _landlines([printed.report.information.contact_phone])
    internal = [
        number
        for number in _landlines(_internal_phones(printed.report))
        if not any(identity.same_telephone(number, other) for other in own)
    ]
    for text, seen in _numbers_in(printed, identity.landline_numbers) if internal else ():
        if any(identity.same_telephone(seen.text, number) for number in internal):
            yield complain("D010", *text.places(seen.start, seen.end), shown=seen.text)


def internal_names(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D011 a name from a form's sign-off where the text names a contact."""
    names = {name for name in _internal_names(printed.report) if len(name) >= 2}
    for text, seen in sightings(printed.exposed, partial(_matches, CONTACT_NAMED), LABEL.search):
        label = LABEL.match(seen.text)
        shown = seen.text[label.end() if label else 0 :]
        # Names have two to four characters; the longest one that fits is meant.
        found = next((shown[:n] for n in (4, 3, 2) if shown[:n] in names), None)
        if found is not None:
            start = seen.end - len(shown)
            yield complain("D011", *text.places(start, start + len(found)), name=found)


def _numbers_in(
    printed: PrintedReport, find: Callable[[str], Iterator[identity.Sighting]]
) -> Iterator[tuple[PublicText, identity.Sighting]]:
    """Yield the numbers that become public, but for what stands before @ in the notice's own
    e-mail address.
    """
    mail = printed.report.information.contact_email
    owned = [match.span() for match in MAIL_ACCOUNT.finditer(mail.value)]
    for text, seen in sightings(printed.exposed, find, identity.has_long_number):
        pieces = text.touched(seen.start, seen.end)
        if len(pieces) == 1 and pieces[0].cell == mail:
            start, end = pieces[0].offset(seen.start), pieces[0].offset(seen.end)
            if any(first <= start and end <= last for first, last in owned):
                continue
        yield text, seen


def _is_open(person: Person) -> bool:
    """Tell whether the register releases a person's name."""
    return person.published.value == PUBLIC


def _has(name: str, text: str) -> bool:
    """Tell whether all characters of a name stand in a text."""
    return all(map(text.__contains__, name))


def _spellings(name: str, text: str) -> Iterator[identity.Sighting]:
    """Yield where a name stands, however its characters are parted, as sightings."""
    return (
        identity.Sighting(found.text, found.start, found.end) for found in spellings(name, text)
    )


def _marks(text: str) -> Iterator[identity.Sighting]:
    """Yield a text's marks of secrecy as sightings."""
    return (identity.Sighting(match.group(), *match.span()) for match in secrecy_marks(text))


def _addresses(text: str) -> Iterator[identity.Sighting]:
    """Yield where somebody lives as sightings."""
    return _matches(ADDRESS, text if HOME.search(text) else "")


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[identity.Sighting]:
    """Yield a pattern's matches as sightings."""
    return (identity.Sighting(match.group(), *match.span()) for match in pattern.finditer(text))


def _same_problem(left: Passage, right: Passage) -> bool:
    """Tell whether two passages belong to one problem, under which one surname means one person."""
    return left.problem is not None and left.problem is right.problem


def _holder(passage: Passage, name: PersonName) -> str:
    """Return the words in front of a name, long enough to be somebody's unit and office: six
    characters, by judgement. Fewer are no holder, and what is returned then equals nobody's.
    """
    words = passage.text[max(0, name.start - 6) : name.start]
    return (
        words
        if re.fullmatch("[\u4e00-\u9fff]{6}", words)
        else f"{passage.subject}{name.start}{name.text}"
    )


def _internal_phones(report: Report) -> Iterator[Text]:
    """Yield the telephones that units and forms give for questions, not for print."""
    yield from (unit.phone for unit in report.register.units)
    for measure in report.measures():
        yield from (s.sign_off.phone for s in (measure.submission, *measure.supporting) if s)


def _internal_names(report: Report) -> Iterator[str]:
    """Yield the names of contacts, and of those who signed a form."""
    yield from (unit.contact.value for unit in report.register.units)
    for measure in report.measures():
        for submission in (measure.submission, *measure.supporting):
            if submission:
                sign_off = submission.sign_off
                yield from (
                    sign_off.reporter.value,
                    sign_off.reviewer.value,
                    sign_off.approver.value,
                )


def _landlines(texts: Iterable[Text]) -> list[str]:
    """Return the landline numbers of some cells, each writing once."""
    numbers = (seen.text for text in texts for seen in identity.landline_numbers(text.value))
    return list(dict.fromkeys(numbers))
