"""The matrix as a file: outcomes in words, so that it reads without a legend."""

from django.utils.translation import gettext as _

from criteria.choices import Outcome
from reporting.exports.sheet import Cell, Sheet
from reporting.reports.matrix import Matrix
from reporting.reports.rows import CommuneRow


def matrix_sheet(found: Matrix) -> Sheet:
    """Every row that the filter leaves, of all pages, in the order of the page."""
    scope = found.scope
    words = {outcome.letter: str(outcome.label) for outcome in Outcome}
    columns = [
        _("Mã xã"),
        _("Xã"),
        _("Huyện, thành phố"),
        *(f"{c.number}. {c.name}" for c in found.criteria),
        _("Số tiêu chí đạt"),
    ]

    def cells(row: CommuneRow) -> list[Cell]:
        letters = row.letters or Outcome.NOT_ASSESSED.letter * len(found.places)
        district = scope.districts.get(row.district_id or 0)
        return [
            row.code,
            row.name,
            district.name if district else None,
            *(words[letters[place]] for place in found.places),
            row.met if row.has_results else None,
        ]

    rows = [cells(row) for row in found.found]
    if not scope.districts:
        columns.pop(2)
        rows = [[*row[:2], *row[3:]] for row in rows]
    return Sheet(
        name=f"ma-tran-{scope.year}",
        title=_("Ma trận xã và tiêu chí, %(place)s %(year)s")
        % {"place": scope.province.full_name, "year": scope.year},
        columns=columns,
        rows=rows,
        provenance=found.provenance,
    )
