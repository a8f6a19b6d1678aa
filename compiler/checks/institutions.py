"""制度成果 against the text of its measure: regulations that the text says were made, named or counted,
and what is registered.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.checks.passages import Passage
from compiler.checks.printed import PrintedReport
from compiler.chinese.counted import Counted
from compiler.chinese.likeness import likeness
from compiler.chinese.regulations import made_counts, made_titles, titles_named
from compiler.chinese.width import to_half_width
from compiler.diagnostics import Diagnostic, complain
from compiler.model.document import Role
from compiler.model.report import Measure, Report

TOLD = (Role.THEME, Role.PROGRESS)
NEAR = 0.6
"""The share of common pairs from which a registered title is the printed one, misspelt: that is
reported where it is registered. By judgement."""


def unregistered(printed: PrintedReport) -> Iterator[Diagnostic]:
    """F013 a regulation that a text says was made and that no form registers.

    Silent where a project registers none at all, as an imported one.
    """
    registered = _registered(printed.report)
    if not registered:
        return
    for passage, measure in _told(printed):
        own = [row.title.value for row in measure.institutions]
        for made in made_titles(passage.text):
            title = _plain(made.title)
            if title in registered or any(likeness(title, _plain(one)) >= NEAR for one in own):
                continue
            span = passage.span(made.start, made.end)
            missing = complain("F013", span, title=made.title)
            yield missing.resting_on(*(form.span for form in measure.forms))


def counted_regulations(printed: PrintedReport) -> Iterator[Diagnostic]:
    """F014 a number of regulations made that is neither registered nor named in the text."""
    if not _registered(printed.report):
        return
    for passage, measure in _told(printed):
        claims = list(made_counts(passage.text))
        whole = [item for item, part in claims if not part]
        rows = len({_plain(row.title.value) for row in measure.institutions})
        if len(whole) > 1 and sum(item.low for item in whole) == rows:
            continue
        for item, part in claims:
            known = (rows, *_named(passage.text, item))
            if item.low > max(known) if part else not any(map(item.admits, known)):
                words = passage.text[item.begin : item.stop]
                span = passage.span(item.start, item.end)
                cells = [row.title.span for row in measure.institutions]
                apart = complain("F014", span, *cells[:1], said=words, data=rows)
                yield apart.resting_on(*cells, *(form.span for form in measure.forms))


def _registered(report: Report) -> set[str]:
    """Return the titles that any form registers."""
    rows = (row for measure in report.measures() for row in measure.institutions)
    return {_plain(row.title.value) for row in rows if row.title}


def _told(printed: PrintedReport) -> Iterator[tuple[Passage, Measure]]:
    """Yield what tells of a measure, with the measure."""
    for passage in printed.passages:
        if passage.measure is not None and passage.role in TOLD:
            yield passage, passage.measure


def _named(text: str, item: Counted) -> set[int]:
    """Return how many regulations the text names, and how many the number's sentence does."""
    named = titles_named(text)
    end = text.find("。", item.stop)
    within = [at for _, at in named if item.sentence <= at < (end if end >= 0 else len(text))]
    return {len({title for title, _ in named}), len(within)} - {0}


def _plain(title: str) -> str:
    """Return a title as titles are compared."""
    return to_half_width(title).strip("《》 ")
