"""The provinces of the country as a file."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from reporting.exports.sheet import Cell, Sheet
from reporting.pages.parts import band_label
from reporting.pages.provinces import Order, ordered
from reporting.reports.nation import NationReport, ProvinceCount


def provinces_sheet(report: NationReport, order: Order) -> Sheet:
    """Provinces with results in the order of the page, then those without any."""
    bands = [band.band for band in report.bands]
    return Sheet(
        name=f"cac-tinh-{report.year}",
        title=_("Các tỉnh, thành phố cả nước %(year)s") % {"year": report.year},
        columns=[
            _("Tỉnh, thành phố"),
            _("Số xã"),
            _("Có kết quả"),
            _("Đạt đủ"),
            *(_("%(band)s tiêu chí") % {"band": band_label(b)} for b in bands),
            _("Đã công nhận"),
            _("Bình quân"),
        ],
        rows=[_cells(p) for p in [*ordered(report.told, order), *report.silent]],
        provenance=report.provenance,
    )


def _cells(province: ProvinceCount) -> list[Cell]:
    """Empty where a province without results has nothing to say."""
    average = province.average
    bands: list[Cell] = [
        b.count if province.with_results else None for b in province.bands
    ]
    return [
        province.version.name,
        province.communes,
        province.with_results,
        province.meets_all if province.with_results else None,
        *bands,
        province.recognised,
        None if average is None else average.quantize(Decimal("0.1"), ROUND_HALF_UP),
    ]
