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
from compiler.chinese import identity
from compiler.chinese.names import PersonName, masked_names, open_names
from compiler.chinese.width import to_ascii
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
    r"|[\u4e00-\u9fff]{2,12}(?:小区|花园|家园|公寓|新村|苑|里|城|路|街|巷|村)\d{0,5}号?(?:楼)?\d{1,4}(?:栋|幢|座|号楼)(?:\d{1,2}单元)?\d{2,5}(?:室|房)"
)
SECRET = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆]|[【\[(（〔](?:绝密|机密|秘密|内部资料|内部材料|内部文件|内部使用)[】\])）〕]|密级[:：]|^(?:绝密|机密)(?=$|[。，,\s])"
    r"|内部(?:资料|材料|文件|使用|参考)[,，、]?(?:请?注意保[密存管]|[不请勿严禁得]{1,2}外传|请勿公开|不得公开)|此件不公开|(?:仅供|限于?)内部(?:使用|参考|传阅|掌握)|不得外传|请勿外传|严禁外传"
)
LABEL = re.compile("(?:联系人|经办人|填报人|审核人|审签人|联络员)[:：]?")
CONTACT_NAMED = re.compile(rf"{LABEL.pattern}[\u4e00-\u9fff]{{2,4}}")
MAIL_ACCOUNT = re.compile(r"[A-Za-z0-9._%+-]+(?=@)")
LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){6}")
"""No number that this module looks for has fewer digits: a landline without its area has seven."""
JOINT = r"[\s\u3000·]{0,3}"
BEFORE = "长任记员理师人事对予给由与和、，,：:"
AFTER = "同等予给因被受进作诫党在和与、，,。；;()（）"


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
    contacts = identity.telephone_numbers(to_ascii(printed.report.information.contact_phone.value))
    own = min(contacts, key=lambda seen: seen.start, default=None)
    for text, seen in _numbers_in(printed, identity.mobile_numbers):
        if own is None or _tail(seen.text) != _tail(own.text):
            shown = identity.hide(identity.digits(seen.text))
            yield complain("D003", *text.places(seen.start, seen.end), shown=shown)


def bank_cards(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D004 a bank card's number."""
    for text, seen in _numbers_in(printed, identity.bank_cards):
        shown = identity.hide(identity.digits(seen.text))
        yield complain("D004", *text.places(seen.start, seen.end), shown=shown)


def plates(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D005 a licence plate."""
    for text, seen in sightings(printed.exposed, identity.plates):
        yield complain("D005", *text.places(seen.start, seen.end), shown=seen.text)


def home_addresses(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D006 where somebody lives."""
    own = printed.report.information.contact_address.value
    for text, seen in sightings(printed.exposed, partial(_matches, ADDRESS)):
        if AT_HOME.match(seen.text) or not (own and seen.text in own):
            yield complain("D006", *text.places(seen.start, seen.end))


def secrecy_marks(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D007 a mark that forbids publication."""
    for text, seen in sightings(printed.exposed, partial(_matches, SECRET)):
        yield complain("D007", *text.places(seen.start, seen.end), mark=seen.text)


def withheld_names(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D008 a person whose name the register withholds, written out."""
    persons = printed.report.register.persons
    open_ = {person.name.value for person in persons if person.published.value == PUBLIC}
    for person in persons:
        if not _is_withheld(person) or person.name.value in open_:
            continue
        for text, seen in sightings(printed.exposed, partial(_spellings, person.name.value)):
            places = text.places(seen.start, seen.end)
            yield complain(
                "D008",
                *places,
                person.published.span,
                name=person.name.value,
                published=person.published.value,
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
        for passage in texts
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
    report = printed.report
    internal = _numbers(_internal_phones(report)) - _numbers([report.information.contact_phone])
    for text, seen in _numbers_in(printed, identity.telephone_numbers):
        mobile = next(identity.mobile_numbers(seen.text), None)
        if mobile is None and _tail(seen.text) in internal:
            yield complain("D010", *text.places(seen.start, seen.end), shown=seen.text)


def internal_names(printed: PrintedReport) -> Iterator[Diagnostic]:
    """D011 a name from a form's sign-off where the text names a contact."""
    names = {name for name in _internal_names(printed.report) if len(name) >= 2}
    for text, seen in sightings(printed.exposed, partial(_matches, CONTACT_NAMED)):
        label = LABEL.match(seen.text)
        shown = seen.text[label.end() if label else 0 :]
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
    for text, seen in sightings(printed.exposed, partial(_in_ascii, find)):
        pieces = text.touched(seen.start, seen.end)
        if len(pieces) == 1 and pieces[0].cell == mail:
            start, end = pieces[0].offset(seen.start), pieces[0].offset(seen.end)
            if any(first <= start and end <= last for first, last in owned):
                continue
        yield text, seen


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[identity.Sighting]:
    return (identity.Sighting(match.group(), *match.span()) for match in pattern.finditer(text))


def _same_problem(left: Passage, right: Passage) -> bool:
    return left.problem is not None and left.problem is right.problem


def _holder(passage: Passage, name: PersonName) -> str:
    """Return the words in front of a name, long enough to be somebody's unit and office."""
    words = passage.text[max(0, name.start - 6) : name.start]
    return (
        words
        if re.fullmatch("[\u4e00-\u9fff]{6}", words)
        else f"{passage.subject}{name.start}{name.text}"
    )


def _is_withheld(person: Person) -> bool:
    return (
        len(person.name.value) >= 2
        and "某" not in person.name.value
        and person.published.value not in ("", PUBLIC)
    )


def _spellings(name: str, text: str) -> Iterator[identity.Sighting]:
    """Yield where a name stands; one of two characters, which may be an ordinary word, only where
    a name would stand.
    """
    if name[0] not in text or name[-1] not in text:  # nearly always, and much quicker told
        return iter(())
    spelt = JOINT.join(map(re.escape, name))
    if len(name) == 2:
        spelt = rf"(?:^|(?<=[{BEFORE}])|(?<![\u4e00-\u9fff])){spelt}(?:$|(?=[{AFTER}])|(?![\u4e00-\u9fff]))"
    return _matches(re.compile(spelt), text)


def _in_ascii(
    find: Callable[[str], Iterator[identity.Sighting]], text: str
) -> Iterator[identity.Sighting]:
    plain = to_ascii(text)
    return find(plain) if LONG_NUMBER.search(plain) else iter(())


def _internal_phones(report: Report) -> Iterator[Text]:
    yield from (unit.phone for unit in report.register.units)
    for measure in report.measures():
        yield from (s.sign_off.phone for s in (measure.submission, *measure.supporting) if s)


def _internal_names(report: Report) -> Iterator[str]:
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


def _numbers(texts: Iterable[Text]) -> set[str]:
    return {
        _tail(seen.text)
        for text in texts
        for seen in identity.telephone_numbers(to_ascii(text.value))
    }


def _tail(number: str) -> str:
    """Return what two spellings of one number share: a mobile's eleven digits, a landline's last
    seven.
    """
    digits = identity.digits(number)
    return digits[-11:] if next(identity.mobile_numbers(number), None) else digits[-7:]
