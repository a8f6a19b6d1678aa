"""A kind's words, labels, lists of choices and names of files, judged against what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.notice.own_fields import LONGEST, NAME
from compiler.notice.settings_text import Located, Path
from compiler.schema.books import Schema
from compiler.schema.chain import FEWEST, MOST, OURS, Post
from compiler.schema.definitions import all_fields
from compiler.schema.own import labels_of

FILE_NAME = re.compile(r"[\w\-·（）()《》“”〔〕、，+ ]+")
DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself, with any ending."""
WRITTEN = ("核对报告", "来源", "清单", "报送进度", "改稿清单", "变化对照", "占位符")
"""Names of other files that we write."""


def judge_wording(
    words: Mapping[str, str],
    labels: Mapping[str, str],
    choices: Mapping[str, tuple[str, ...]],
    outputs: Mapping[str, str],
    schema: Schema,
    located: Located,
) -> Iterator[Diagnostic]:
    """Yield S182 for what cannot stand in place of ours, at its key."""
    found = (
        *((("words", ours), _wrong_word(own)) for ours, own in words.items()),
        *((("labels", ours), reason) for ours, reason in _wrong_labels(labels, schema)),
        *((("choices", name), _wrong_list(own)) for name, own in choices.items()),
        *((("outputs", key), reason) for key, reason in _wrong_files(outputs)),
    )
    path: Path
    for path, reason in found:
        if reason:
            key = f"[{path[0]}] 的 {path[1]}"
            yield complain("S182", located.span(path), key=key, reason=reason)


def judge_posts(posts: Sequence[Post], schema: Schema, located: Located) -> Iterator[Diagnostic]:
    """Yield S182 for posts that cannot sign a form: too few or too many, or labels that stand there
    already.
    """
    if not posts:
        return
    replaced = {key for pair in OURS for key in pair}
    others = (field for field in all_fields(schema.form) if field.key not in replaced)
    taken = {label for field in others for label in field.labels()}
    for number, post in enumerate(posts):
        for key, label in (("post", post.name), ("date", post.day_label)):
            reason = _wrong_word(label)
            if not reason and label in taken:
                reason = f"已经有“{label}”这个栏目，请换一个名称"
            if reason:
                place = located.span(("sign_off", number, key))
                yield complain("S182", place, key="[[sign_off]]", reason=reason)
            taken.add(label)
    if not FEWEST <= len(posts) <= MOST:
        reason = f"要有 {FEWEST} 到 {MOST} 个岗位，一段写一个"
        yield complain("S182", located.span(("sign_off",)), key="[[sign_off]]", reason=reason)


def _wrong_word(word: str) -> str:
    if not NAME.fullmatch(word):
        return "叫法只用汉字、字母和数字，不能空着"
    return f"叫法最多 {LONGEST} 个字" if len(word) > LONGEST else ""


def _wrong_labels(labels: Mapping[str, str], schema: Schema) -> Iterator[tuple[str, str]]:
    taken = labels_of(schema)
    for ours, own in labels.items():
        others = [*(it for it in taken if it != ours), *(v for k, v in labels.items() if k != ours)]
        if ours not in taken:
            guess = nearest(ours, taken, 0.4)
            hint = f"可能想写：{guess}" if guess else "请照填报说明里的栏目名称写"
            yield ours, f"表上没有“{ours}”这个栏目，{hint}"
        elif reason := _wrong_word(own):
            yield ours, reason
        elif own[0].isdecimal():
            yield ours, "名称不以数字开头"
        elif own in others:
            yield ours, f"已经有“{own}”这个栏目，请换一个名称"


def _wrong_list(words: tuple[str, ...]) -> str:
    if not words:
        return "一个选项也没有"
    if len(set(words)) < len(words) or not all(word.strip() and "\n" not in word for word in words):
        return "选项里有空的，或者有两个一样的"
    return ""


def _wrong_files(outputs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, name in outputs.items():
        ending = ENDINGS[key]
        stem = name.removesuffix(ending)
        if stem == name:
            yield key, f"文件名要以 {ending} 结尾"
        elif not FILE_NAME.fullmatch(stem) or stem != stem.strip() or DEVICES.fullmatch(stem):
            yield key, '只写文件名，不带文件夹，不用 / \\ : * ? " < > | 和电脑保留的名称'
        elif stem in WRITTEN or len(stem) > LONGEST_FILE:
            yield key, f"“{name}”是程序自己的文件名，或者太长，请换一个"
    if len(set(outputs.values())) < len(outputs):
        yield "ledger", "两个文件不能同名"


ENDINGS = {"notice": ".docx", "ledger": ".xlsx"}
"""How the files of ``[outputs]`` end."""
LONGEST_FILE = 60
