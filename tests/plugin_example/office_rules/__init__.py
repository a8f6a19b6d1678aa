"""One check and one output of an office's own: what a plug-in looks like."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from importlib import resources

from compiler import plugins

PAGE = resources.files(__name__).joinpath("pages", "XSL001.md").read_text(encoding="utf-8")
RULE = plugins.rule(PAGE, plugins.WARNING, "“{word}”没有说明是哪家单位。请写出单位名称。")
WORDS = re.compile("有关部门|相关部门|有关单位|相关单位")


def vague(printed: plugins.PrintedReport) -> Iterator[plugins.Diagnostic]:
    """Complain of every place in the notice that names a unit without naming it."""
    for passage in printed.passages:
        for found in WORDS.finditer(passage.text):
            place = passage.span(found.start(), found.end())
            yield plugins.complain(RULE, place, word=found.group())


VAGUE = plugins.Check((RULE,), vague)


def listing(compiled: plugins.Compiled) -> dict[str, bytes]:
    """Return a table of the measures with unit and status, for the office's own system."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["措施", "牵头单位", "完成状态"])
    for measure in compiled.printed.report.measures():
        status = measure.status.name if measure.status else ""
        writer.writerow([measure.id, measure.plan.lead_unit.value, status])
    return {"措施清单.csv": table.getvalue().encode("utf-8-sig")}
