"""What stands below a table: notes and signatures, which are not of it."""

import datetime as dt
from collections.abc import Container

from django.utils.translation import gettext as _

from assessments.imports.cells import (
    VERDICTS,
    looks_like_number,
    not_applicable_reason,
    text_of,
)
from assessments.imports.communes import Communes
from assessments.imports.headings import REPORTED, Layout, Part
from assessments.imports.sheets import Sheet, Value, is_blank
from assessments.imports.stated import Reading
from communes.names import fold

_RESULTS = (
    Part.INDICATOR,
    Part.VALUE,
    Part.LEAF,
    Part.CRITERION,
    Part.TOTAL,
    *REPORTED,
)


def without_footing(
    sheet: Sheet,
    layout: Layout,
    communes: Communes,
    answers: Container[str],
    into: Reading,
) -> Sheet:
    """The sheet without what follows an empty row and holds no code, no commune and
    no result; a note says from where on nothing was read. `answers` are those of
    choices, folded.
    """
    size, start = len(sheet.rows), len(sheet.rows)
    first = layout.header_row + 1
    while start > first and not _is_row(sheet, start - 1, layout, communes, answers):
        start -= 1
    end = next((row for row in range(start, size) if _is_empty(sheet, row)), size)
    said = [
        (sheet.place(row, column), text_of(value)[:60])
        for row in range(end, size)
        for column, value in enumerate(sheet.rows[row])
        if not is_blank(value)
    ]
    if said:
        text = _("%(place)s: từ “%(text)s” trở xuống không thuộc bảng, không đọc.")
        into.notes.append(text % dict(zip(("place", "text"), said[0], strict=True)))
    return sheet.until(end)


def _is_empty(sheet: Sheet, row: int) -> bool:
    return all(map(is_blank, sheet.rows[row]))


def _is_row(
    sheet: Sheet,
    row: int,
    layout: Layout,
    communes: Communes,
    answers: Container[str],
) -> bool:
    """Whether a row is of the table: by a code, a commune's name, or a result."""

    def cells(*parts: Part) -> list[Value]:
        return [sheet.cell(row, column.index) for column in layout.all(*parts)]

    return (
        any(text_of(code)[:1].isdigit() for code in cells(Part.CODE))
        or any(communes.knows(name) for name in cells(Part.NAME))
        or any(_is_result(value, answers) for value in cells(*_RESULTS))
    )


def _is_result(value: Value, answers: Container[str]) -> bool:
    if is_blank(value) or isinstance(value, dt.date | dt.time):
        return False
    if isinstance(value, bool) or looks_like_number(value):
        return True
    # The verdicts hold the answers of yes and no too.
    text = fold(text_of(value))
    return text in VERDICTS or text in answers or bool(not_applicable_reason(value))
