"""What must not be made public: personal identifiers, secrecy marks, names that are withheld, internal contacts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from compiler.checks.passages import Passage, passages
from compiler.diagnostics import Diagnostic, complain
from compiler.model.register import Person
from compiler.model.report import Report
from compiler.model.values import Text
from compiler.text import identity
from compiler.text.names import Name, masked_names, open_names

PUBLIC = "公开"
ADDRESS = re.compile(
    r"(?:家庭住址|户籍地址|户籍所在地|现住址|住址|居住地|现住|家住|住在|暂住)[:\uff1a]?[\u4e00-\u9fffA-Za-z0-9()\uff08\uff09-]{0,40}?\d{1,5}(?:号|室|栋|幢|单元|组|弄)"
    r"|[\u4e00-\u9fff]{2,12}(?:小区|花园|家园|公寓|新村|苑|里|城|路|街|巷|村)\d{0,5}号?(?:楼)?\d{1,4}(?:栋|幢|座|号楼)(?:\d{1,2}单元)?\d{2,5}(?:室|房)"
)
SECRET = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆]|[【\[(\uff08〔](?:绝密|机密|秘密|内部资料|内部材料|内部文件|内部使用)[】\])\uff09〕]|密级[:\uff1a]|^(?:绝密|机密)(?=$|[\u3002\uff0c,\s])"
    r"|内部(?:资料|材料|文件|使用|参考)[,\uff0c、]?(?:请?注意保[密存管]|[不请勿严禁得]{1,2}外传|请勿公开|不得公开)|此件不公开|(?:仅供|限于?)内部(?:使用|参考|传阅|掌握)|不得外传|请勿外传|严禁外传"
)
LABELLED = r"(?:联系人|经办人|填报人|审核人|审签人|联络员)[:\uff1a]?"
JOINT = r"[\s\u3000\u00b7]{0,3}"
BEFORE = "长任记员理师人事对予给由与和、\uff0c,：:"
AFTER = "同等予给因被受进作诫党在和与、\uff0c,\u3002\uff1b;()\uff08\uff09"


def identity_numbers(report: Report) -> Iterator[Diagnostic]:
    """D001 an identity number."""
    for passage, seen in _sightings(report, identity.identity_numbers):
        if identity.checksum_holds(seen.text):
            yield complain("D001", passage.span(seen.start, seen.end), shown=identity.hide(seen.text))


def doubtful_identity_numbers(report: Report) -> Iterator[Diagnostic]:
    """D002 a number like an identity card's whose last place is wrong."""
    for passage, seen in _sightings(report, identity.identity_numbers):
        if not identity.checksum_holds(seen.text):
            yield complain("D002", passage.span(seen.start, seen.end), shown=identity.hide(seen.text))


def mobile_numbers(report: Report) -> Iterator[Diagnostic]:
    """D003 a mobile number that is not the notice's own contact."""
    own = _numbers([report.information.contact_phone])
    for passage, seen in _sightings(report, identity.mobile_numbers):
        if _tail(seen.text) not in own:
            yield complain("D003", passage.span(seen.start, seen.end), shown=identity.hide(identity.digits(seen.text)))


def bank_cards(report: Report) -> Iterator[Diagnostic]:
    """D004 a bank card's number."""
    for passage, seen in _sightings(report, identity.bank_cards):
        yield complain("D004", passage.span(seen.start, seen.end), shown=identity.hide(identity.digits(seen.text)))


def plates(report: Report) -> Iterator[Diagnostic]:
    """D005 a licence plate."""
    for passage, seen in _sightings(report, identity.plates):
        yield complain("D005", passage.span(seen.start, seen.end), shown=seen.text)


def home_addresses(report: Report) -> Iterator[Diagnostic]:
    """D006 where somebody lives."""
    own = report.information.contact_address.value
    for passage in passages(report):
        for match in ADDRESS.finditer(passage.text):
            if not (own and match.group() in own):
                yield complain("D006", passage.span(*match.span()))


def secrecy_marks(report: Report) -> Iterator[Diagnostic]:
    """D007 a mark that forbids publication."""
    for passage in passages(report):
        for match in SECRET.finditer(passage.text):
            yield complain("D007", passage.span(*match.span()), mark=match.group())


def withheld_names(report: Report) -> Iterator[Diagnostic]:
    """D008 a person whose name the register withholds, written out."""
    open_ = {person.name.value for person in report.register.persons if person.published.value == PUBLIC}
    withheld = [person for person in report.register.persons if _is_withheld(person) and person.name.value not in open_]
    patterns = [(person, _spelt(person.name.value)) for person in withheld]
    for passage in passages(report):
        for person, pattern in patterns:
            for match in pattern.finditer(passage.text):
                place = passage.span(*match.span())
                yield complain("D008", place, person.published.span, name=person.name.value, published=person.published.value)


def masked_beside_open(report: Report) -> Iterator[Diagnostic]:
    """D009 a name written out that the register does not release, where a text masks it or another.

    That is: in one passage any masked name; in one problem one of the same surname; anywhere one of the same surname and office.
    """
    released = {person.name.value for person in report.register.persons}
    texts = list(passages(report))
    masked = [(passage, name, _holder(passage, name)) for passage in texts for name in masked_names(passage.text)]
    for passage in texts if masked else ():
        for name in open_names(passage.text):
            if name.text in released:
                continue
            beside = [
                (other, mask) for other, mask, holder in masked
                if other is passage or (mask.text[0] == name.text[0] and (_same_problem(other, passage) or holder == _holder(passage, name)))
            ]  # fmt: skip
            if beside:
                places = [other.span(mask.start, mask.end) for other, mask in beside]
                yield complain("D009", passage.span(name.start, name.end), *places, name=name.text, masked=beside[0][1].text)


def internal_phones(report: Report) -> Iterator[Diagnostic]:
    """D010 a telephone number that the workbooks hold for internal use."""
    internal = _numbers(_internal_phones(report)) - _numbers([report.information.contact_phone])
    for passage, seen in _sightings(report, identity.telephone_numbers):
        mobile = next(identity.mobile_numbers(seen.text), None)
        if mobile is None and _tail(seen.text) in internal:
            yield complain("D010", passage.span(seen.start, seen.end), shown=seen.text)


def internal_names(report: Report) -> Iterator[Diagnostic]:
    """D011 a name from a form's sign-off where the text names a contact."""
    names = {name for name in _internal_names(report) if len(name) >= 2}
    pattern = re.compile(rf"{LABELLED}([\u4e00-\u9fff]{{2,4}})")
    for passage in passages(report):
        for match in pattern.finditer(passage.text):
            found = next((match[1][:n] for n in (4, 3, 2) if match[1][:n] in names), None)
            if found is not None:
                yield complain("D011", passage.span(match.start(1), match.start(1) + len(found)), name=found)


def _same_problem(left: Passage, right: Passage) -> bool:
    return left.problem is not None and left.problem is right.problem


def _holder(passage: Passage, name: Name) -> str:
    """Return the words in front of a name, long enough to be somebody's unit and office."""
    words = passage.text[max(0, name.start - 6) : name.start]
    return words if re.fullmatch("[\u4e00-\u9fff]{6}", words) else f"{passage.subject}{name.start}{name.text}"


def _is_withheld(person: Person) -> bool:
    return len(person.name.value) >= 2 and "某" not in person.name.value and person.published.value not in ("", PUBLIC)


def _spelt(name: str) -> re.Pattern[str]:
    """Return a pattern for a name; one of two characters, which may be an ordinary word, only where a name would stand."""
    spelt = JOINT.join(map(re.escape, name))
    if len(name) > 2:
        return re.compile(spelt)
    return re.compile(rf"(?:^|(?<=[{BEFORE}])|(?<![\u4e00-\u9fff])){spelt}(?:$|(?=[{AFTER}])|(?![\u4e00-\u9fff]))")


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
                yield from (sign_off.reporter.value, sign_off.reviewer.value, sign_off.approver.value)


def _numbers(texts: Iterable[Text]) -> set[str]:
    return {_tail(seen.text) for text in texts for seen in identity.telephone_numbers(text.value)}


def _tail(number: str) -> str:
    """Return what two spellings of one number share: a mobile's eleven digits, a landline's last seven."""
    digits = identity.digits(number)
    return digits[-11:] if next(identity.mobile_numbers(number), None) else digits[-7:]


def _sightings(report: Report, find: Callable[[str], Iterator[identity.Sighting]]) -> Iterator[tuple[Passage, identity.Sighting]]:
    return ((passage, seen) for passage in passages(report) for seen in find(passage.text))
