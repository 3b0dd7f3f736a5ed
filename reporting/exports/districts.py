"""The districts of a province as a file."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from reporting.exports.sheet import Cell, Sheet
from reporting.pages.parts import band_label, whole_label
from reporting.reports.province import DistrictCount, ProvinceReport


def districts_sheet(report: ProvinceReport) -> Sheet:
    """Districts in the order of the page, then the whole province."""
    scope = report.scope
    return Sheet(
        name=f"cac-huyen-{scope.year}",
        title=_("Các huyện, thành phố, %(place)s %(year)s")
        % {"place": scope.place.full_name, "year": scope.year},
        columns=[
            _("Đơn vị"),
            _("Số xã"),
            _("Đạt đủ"),
            *(_("%(band)s tiêu chí") % {"band": band_label(b)} for b in scope.bands),
            _("Bình quân"),
        ],
        rows=[
            *(_cells(count.name, count) for count in report.districts),
            _cells(whole_label(scope), report.whole),
        ],
        provenance=report.provenance,
    )


def _cells(name: str, count: DistrictCount) -> list[Cell]:
    average = count.average and count.average.quantize(Decimal("0.1"), ROUND_HALF_UP)
    bands = [band.count for band in count.bands]
    return [name, count.communes, count.meets_all, *bands, average]
