"""The trail as a file: the rows that a page's filter finds, a line each."""

import csv
from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.exports.sheet import safe
from assessments.reports.changes import Change
from assessments.reports.trail import TrailRow

_BOM = "\ufeff"


class _Line:
    """What the writer of the library writes to: it hands the line on."""

    def write(self, line: str) -> str:
        return line


def trail_lines(rows: Iterable[TrailRow], language: str) -> Iterator[str]:
    """Lines of CSV as `as_csv` writes them, one at a time, in the reader's language.

    The language is set for each line: who reads a stream has left the request.
    """
    write = csv.writer(_Line(), delimiter=";").writerow
    with override(language):
        header = _header()
    yield _BOM + write(map(safe, header))
    rows = iter(rows)
    while True:
        with override(language):
            row = next(rows, None)
            cells = _cells(row) if row else []
        if not row:
            return
        yield write(map(safe, cells))


def _header() -> list[str]:
    return [
        _("Lúc"),
        _("Người làm"),
        _("Việc"),
        _("Đơn vị"),
        _("Kỳ đánh giá"),
        _("Về"),
        _("Thay đổi"),
        _("Lý do, ghi chú"),
        _("Từ đâu"),
        _("Thứ tự trong đánh giá"),
        _("Mã băm"),
    ]


def _cells(row: TrailRow) -> list[str]:
    event = row.event
    return [
        f"{localtime(event.at):%Y-%m-%d %H:%M:%S}",
        row.who,
        event.get_kind_display(),
        row.place,
        row.period,
        row.about,
        "; ".join(map(_change, row.changes)),
        event.note,
        row.where_from,
        str(event.sequence),
        event.hash,
    ]


def _change(change: Change) -> str:
    what = f"{change.label} {change.name}".strip()
    none = _("không có")
    if not change.old:
        return f"{what}: {change.new}"
    return f"{what}: {change.old} → {change.new or none}"
