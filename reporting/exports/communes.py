"""The list of communes as a file: what the page says, a column for each fact."""

from django.utils.translation import gettext as _

from reporting.exports.sheet import Cell, Sheet
from reporting.pages.commune_rows import pill_of
from reporting.pages.communes import change_label
from reporting.pages.parts import missing_words
from reporting.reports.communes import CommuneList
from reporting.reports.rows import CommuneRow


def communes_sheet(found: CommuneList) -> Sheet:
    """Every commune that passes the filters, of all pages, in the order of the list."""
    scope = found.scope
    return Sheet(
        name=f"cac-xa-{scope.year}",
        title=_("Các xã, %(place)s %(year)s")
        % {"place": scope.province.full_name, "year": scope.year},
        columns=[
            _("Mã xã"),
            _("Xã"),
            _("Huyện, thành phố"),
            _("Số tiêu chí đạt"),
            _("Tổng số tiêu chí"),
            _("Còn thiếu tiêu chí"),
            change_label(found),
            _("Công nhận"),
        ],
        rows=[_cells(row, found) for row in found.found],
        provenance=found.provenance,
    )


def _cells(row: CommuneRow, found: CommuneList) -> list[Cell]:
    scope = found.scope
    district, pill = scope.districts.get(row.district_id or 0), pill_of(row)
    return [
        row.code,
        row.name,
        district.name if district else None,
        row.met if row.has_results else None,
        len(scope.criteria),
        missing_words(row, scope.numbers, found.counting)
        if row.has_results
        else _("chưa có kết quả"),
        row.change,
        pill["label"] if pill else _("chưa"),
    ]
