"""What must not be made public, written into the published text."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from planting import Clean, Mutant, is_given

from compiler.chinese.marks import sentences
from compiler.chinese.withheld.identity import CHECK, WEIGHTS, luhn
from compiler.chinese.withheld.names import masked_names


def identity_number(right: bool) -> Callable[[Clean, Random], str]:
    """Return a writer of sentences with an identity number, its last place right or wrong."""

    def write(_: Clean, chance: Random) -> str:
        day = f"{chance.randint(1950, 2005)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        body = f"{chance.choice((110105, 350203, 440305, 510104))}{day}{chance.randint(0, 999):03}"
        last = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11
        return f"经办人（身份证号{body}{CHECK[last if right else (last + chance.randint(1, 9)) % 11]}）已约谈。"

    return write


def mobile_number(_: Clean, chance: Random) -> str:
    """Write a sentence with a mobile number."""
    number = f"1{chance.choice('3578')}{chance.randint(0, 999999999):09}"
    return chance.choice(
        (
            f"联系电话{number}。",
            f"可拨打{number[:3]}-{number[3:7]}-{number[7:]}反映。",
            f"请与{number}联系。",
        )
    )


def bank_card(_: Clean, chance: Random) -> str:
    """Write a sentence with an account number."""
    body = f"62{chance.randint(0, 10**16 - 1):016}"
    number = next(body + last for last in "0123456789" if luhn(body + last))
    return f"款项退回账户{number}。"


def plate(_: Clean, chance: Random) -> str:
    """Write a sentence with a licence plate."""
    return f"公务用车{chance.choice('京沪闽粤川')}{chance.choice('ABCD')}{chance.choice('EFGH')}{chance.randint(1000, 9999)}已封存。"


def home_address(_: Clean, chance: Random) -> str:
    """Write a sentence with somebody's home."""
    street, number = chance.choice(("临河", "新桥", "南门")), chance.randint(1, 99)
    places = (
        f"家住{street}路{number}号。",
        f"现住址为{street}小区{number}栋{chance.randint(101, 2904)}室。",
        f"户籍地址：{street}村{number}号。",
    )
    return chance.choice(places)


def secrecy_mark(_: Clean, chance: Random) -> str:
    """Write a mark of secrecy."""
    return chance.choice(
        ("机密★5年。", "（内部资料）", "此件不公开。", "秘密★1年。", "内部资料，注意保密。")
    )


def withheld_name(clean: Clean, chance: Random) -> str | None:
    """Write the name of a person that is not to appear."""
    people = [
        row
        for row in clean.project.register.tables["persons"]
        if row.entries["published"].text != "公开"
    ]
    if not people:
        return None
    name = chance.choice(people).entries["name"].text
    return chance.choice(
        (
            f"对{name}作出相应处理。",
            f"责令{name}作出检查。",
            f"给予{name}批评教育。",
            f"（{name}负责）。",
        )
    )


def internal_phone(clean: Clean, chance: Random) -> str | None:
    """Write a telephone number from a form."""
    phones = [form.fields["phone"] for form in clean.leads if is_given(form.fields.get("phone"))]
    return f"联系电话{chance.choice(phones).text}。" if phones else None


def internal_name(clean: Clean, chance: Random) -> str | None:
    """Write who filled a form."""
    names = [
        form.fields[key]
        for form in clean.leads
        for key in ("reporter", "reviewer", "approver")
        if is_given(form.fields.get(key))
    ]
    return f"联系人：{chance.choice(names).text}。" if names else None


def unmasked(clean: Clean, chance: Random) -> Mutant | None:
    """Somebody masked in a text named in the sentence behind it."""
    masked = [(place, name) for place in clean.places for name in masked_names(place.text)]
    if not masked:
        return None
    place, name = chance.choice(masked)
    given = chance.choice(("建国", "晓明", "志强", "文"))
    end = next(end for _, end in sentences(place.text) if end >= name.end)
    return place.edited(clean.project, end, end, f"对时任主任{name.text[0]}{given}予以批评教育。")
