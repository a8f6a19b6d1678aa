"""整改台账.xlsx: the office's working list of problems and measures, with charts of how far
everything has come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from compiler.chinese.width import text_width
from compiler.excel.lists import (
    Column,
    Content,
    ListBook,
    ListSheet,
    Rate,
    Toned,
    add_sheet,
    head_sheet,
    open_listing,
    write_table,
)

OVERVIEW, HISTORY = "总览", "历次数据"
STATUS_COLOURS = ("#5B9E6F", "#E0B44C", "#C0504D", "#7F7F7F", "#4F81BD", "#8064A2")
"""From the most complete status to the least; 未报 comes last."""
CHART_COLUMN = 9
"""Beyond the tables of counts, whose columns are the statuses of a kind."""

NAME_WIDTH, COUNT_WIDTH = 30, 9
"""Characters: of the names counted by, and of each number."""
WIDTHS = (NAME_WIDTH, *[COUNT_WIDTH] * (CHART_COLUMN - 1))

CHART_WIDTH, CHART_ROW = 620, 20
"""Pixels: of a chart at least, and of a row of the sheet, by which the next chart is placed below."""

HALF_CHARACTER = 6
"""Pixels of half an ideograph in a chart's names of 9 points."""

SHOWN_SERIES = 6
"""Charts of figures that moved; of the rest the numbers are listed above them."""


@attrs.frozen
class Tally:
    """Counts by something: a name for each row, and its numbers in the order of the headings, of
    which the first ``charted`` are drawn.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | Rate, ...]], ...]
    charted: int = 0


@attrs.frozen
class LedgerSeries:
    """One figure over the rounds; ``None`` where a round does not have it."""

    subject: str
    name: str
    unit: str
    values: tuple[Decimal | None, ...]


@attrs.frozen
class Ledger:
    """What the ledger shows. ``rounds`` and ``series`` are empty while there is only one round."""

    subtitle: str
    by_aspect: Tally
    by_unit: Tally
    by_light: Tally
    sheets: tuple[ListSheet, ...]
    rounds: tuple[str, ...] = ()
    series: tuple[LedgerSeries, ...] = ()


def write_ledger(ledger: Ledger) -> bytes:
    """Return the workbook; the same ledger gives the same bytes."""
    listing = open_listing("整改台账")
    overview = listing.book.add_worksheet(OVERVIEW)
    for sheet in ledger.sheets:
        add_sheet(listing, sheet).freeze_panes(1, 2)
    _write_overview(listing, overview, ledger)
    if ledger.series:
        _write_history(listing, ledger)
    return listing.finish()


def _write_overview(listing: ListBook, sheet: Any, ledger: Ledger) -> None:
    """Write the first sheet: the tables of counts one below the other, the charts beside them,
    each as high as its table has rows.
    """
    head_sheet(listing, sheet, ledger.subtitle, WIDTHS)
    row = 3
    charts = []
    for tally, chart in (
        (ledger.by_light, ""),
        (ledger.by_aspect, "各方面问题完成情况"),
        (ledger.by_unit, "各单位措施进展"),
    ):
        first = _write_tally(listing, sheet, row, tally)
        if chart:
            charts.append((chart, first, tally))
        row = first + len(tally.rows) + 2
    anchor = 3
    for title, first, tally in charts:
        height = 120 + 22 * len(tally.rows)  # pixels: title, axis and legend, and a bar a row
        # Position 3: a chart neither moves nor stretches when rows of the table are made higher.
        sheet.insert_chart(
            anchor,
            CHART_COLUMN,
            _bars(listing, title, first, tally),
            {"object_position": 3} | _size(_width(tally), height),
        )
        anchor += height // CHART_ROW + 2


def _width(tally: Tally) -> int:
    """Return how wide a chart is: the names beside its bars, which are not broken into lines, take
    no more than half of it.
    """
    widest = max((text_width(name) for name, _ in tally.rows), default=0)
    return max(CHART_WIDTH, 2 * widest * HALF_CHARACTER)


def _size(width: int, height: int) -> dict[str, float]:
    """Return the scale of a chart that is to be this large: unscaled, XlsxWriter draws 480 by 288
    pixels.
    """
    return {"x_scale": width / 480, "y_scale": height / 288}


def _write_tally(listing: ListBook, sheet: Any, row: int, tally: Tally) -> int:
    """Write one table of counts and return its first row of numbers."""
    rows = [(name, *numbers) for name, numbers in tally.rows]
    widths = (NAME_WIDTH, *[COUNT_WIDTH] * len(tally.headings))
    write_table(listing, sheet, row, (tally.title, *tally.headings), rows, widths)
    return row + 1


def _bars(listing: ListBook, title: str, first: int, tally: Tally) -> Any:
    """Return a stacked bar for each row but the sum, one colour a status, the first row on top as
    in the table.
    """
    chart = listing.book.add_chart({"type": "bar", "subtype": "stacked"})
    last = first + len(tally.rows) - 2  # the sum comes last, and has no bar
    for index, heading in enumerate(tally.headings[: tally.charted]):
        chart.add_series(
            {
                "name": heading,
                "categories": [OVERVIEW, first, 0, last, 0],
                "values": [OVERVIEW, first, index + 1, last, index + 1],
                "fill": {"color": STATUS_COLOURS[min(index, len(STATUS_COLOURS) - 1)]},
                "gap": 60,
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 12, "name": "宋体"}, "overlay": False})
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": {"size": 9, "name": "宋体"},
            "major_gridlines": {"visible": False},
        }
    )
    chart.set_x_axis(
        {
            "num_font": {"size": 9},
            "min": 0,
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": {"size": 9, "name": "宋体"}})
    return chart


def _write_history(listing: ListBook, ledger: Ledger) -> None:
    """List every figure by round, and draw those that moved."""
    columns = (
        Column("所属", 12),
        Column("数据指标", 30),
        Column("单位", 9),
        *(Column(name, 14) for name in ledger.rounds),
    )
    rows: list[tuple[Content, ...]] = [
        (it.subject, it.name, it.unit, *it.values) for it in ledger.series
    ]
    sheet = add_sheet(listing, ListSheet(HISTORY, columns, tuple(rows)))
    moved = [
        (row, it)
        for row, it in enumerate(ledger.series, 1)
        if len({value for value in it.values if value is not None}) > 1
    ]
    last = len(columns) - 1
    for position, (row, series) in enumerate(moved[:SHOWN_SERIES]):
        chart = listing.book.add_chart({"type": "line"})
        chart.add_series(
            {
                "name": series.name,
                "categories": [HISTORY, 0, 3, 0, last],
                "values": [HISTORY, row, 3, row, last],
                "marker": {"type": "circle"},
                "data_labels": {"value": True},
            }
        )
        chart.set_title(
            {"name": f"{series.name}（{series.unit}）", "name_font": {"size": 11, "name": "宋体"}}
        )
        chart.set_legend({"none": True})
        sheet.insert_chart(
            len(rows) + 2 + position // 2 * 16,
            1 + position % 2 * 3,
            chart,
            {"x_scale": 0.8, "y_scale": 1.0},
        )


def toned(text: str, light: str) -> Content:
    """Return a light's word on its colour."""
    return Toned(text, light)


def counted(
    title: str, headings: Sequence[str], rows: Mapping[str, Sequence[int]], complete: int = 0
) -> Tally:
    """Return a tally with the sum of each row behind its numbers, then the rate of the first
    ``complete`` of them if there are any, and with the sum of each column as its last row.
    """
    summed = {name: (*numbers, sum(numbers)) for name, numbers in rows.items()}
    total = tuple(sum(column) for column in zip(*summed.values(), strict=True)) or (0,) * (
        len(headings) + 1
    )
    sums = (*summed.items(), ("合计", total))
    if not complete:
        return Tally(title, (*headings, "合计"), sums, len(headings))
    rated = tuple((name, (*row, Rate(sum(row[:complete]), row[-1]))) for name, row in sums)
    return Tally(title, (*headings, "合计", "完成率"), rated, len(headings))
