"""The paragraph styles that an outline names, against those that there are."""

from __future__ import annotations

from pathlib import Path

from compiler.chinese.likeness import nearest
from compiler.diagnostics import Diagnostic, complain
from compiler.notice.kind import Kind
from compiler.notice.remarks import STYLE
from compiler.notice.templates import style_template
from compiler.word.template.looks import LOOKS

OURS = tuple(look.name for look in LOOKS)


def judge_styles(kind: Kind, root: Path) -> list[Diagnostic]:
    """Return S157 for each remark of a kind's outline that names a style that is neither ours
    nor in its ``styles.docx``; what is wrong with that file is told when it is used.
    """
    named = [line for line in kind.outline.walk() if line.style and line.style not in OURS]
    if not named:
        return []
    from compiler.word.template.opened import open_styles, paragraph_styles

    file, styles, _ = style_template(root, kind.name)
    base = open_styles(styles, file)[0] if styles else None
    known = (*OURS, *(paragraph_styles(base) if base else ()))
    return [
        complain(
            "S157",
            line.place_of(STYLE),
            style=line.style,
            guess=nearest(line.style, known, 0.3) or "、".join(OURS),
        )
        for line in named
        if line.style and line.style not in known
    ]
