"""The province page in words: the finding first, then where the communes stand."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.summaries import counting_of
from reporting.pages.absence import ending_words
from reporting.pages.downloads import Downloads, downloads
from reporting.pages.finding import heading_of, lead_of
from reporting.pages.kpis import Kpi, kpis_of
from reporting.pages.parts import (
    Field,
    Link,
    Links,
    band_css,
    band_label,
    group_starts,
    missing_words,
    nation_crumb,
    number,
    place_crumbs,
    scope_fields,
    whole_label,
)
from reporting.pages.plans import PlansPart, plans_part
from reporting.pages.recognition import RecognitionPart, recognition_of
from reporting.pages.trend import count_charts, set_words
from reporting.reports.provenance import Provenance
from reporting.reports.province import DistrictCount, ProvinceReport
from reporting.reports.rows import CommuneRow
from reporting.reports.scope import Scope
from reporting.svg import band_mini, bullet, strip

NEAREST = 9
WORST = 10
# Beyond these their number must do.
NAMED = 12


@dataclass(frozen=True, slots=True)
class ProvincePage:
    """What templates/reporting/province.html prints."""

    title: str
    heading: str
    lead: str
    ending: dict[str, Any] | None
    crumbs: list[Link]
    scope_form: list[Field]
    kpis: list[Kpi]
    bands: list[dict[str, Any]]
    bands_source: str
    communes_url: str
    empty_text: str
    criteria: list[dict[str, Any]]
    criteria_note: str
    nearest: list[dict[str, Any]]
    districts: list[dict[str, Any]]
    districts_total: dict[str, Any]
    downloads: Downloads
    plans: PlansPart | None
    recognition: RecognitionPart | None
    trend: list[dict[str, Any]]
    charts: list[dict[str, Any]]
    assessed: int
    provenance: Provenance


def province_page(report: ProvinceReport) -> ProvincePage:
    """Put a province's report into words and links."""
    links = Links(report.scope)
    return ProvincePage(
        title=_("Tổng quan %(place)s %(year)s")
        % {"place": report.scope.place.full_name, "year": report.scope.year},
        heading=heading_of(report),
        lead=lead_of(report),
        ending=ending_words(report.ending, report.scope.place),
        crumbs=[nation_crumb(links), *place_crumbs(report.scope, links)],
        scope_form=scope_fields(report.scope, links),
        kpis=kpis_of(report, links),
        bands=_bands(report, links),
        bands_source=_bands_source(report),
        communes_url=links.communes(),
        empty_text=_("Chưa có xã nào có kết quả trong năm này."),
        criteria=_criteria(report, links),
        criteria_note=_criteria_note(report),
        nearest=_nearest(report, links),
        districts=[_district(d, report, links) for d in report.districts],
        districts_total=_district(report.whole, report, links)
        | {"name": whole_label(report.scope)},
        downloads=downloads(links.overview(), _("bảng theo huyện, thành phố")),
        plans=plans_part(report.plans, report.scope),
        recognition=recognition_of(report, links),
        trend=_trend(report, links),
        charts=count_charts(report.scope.years),
        assessed=len(report.assessed_rows),
        provenance=report.provenance,
    )


def _bands(report: ProvinceReport, links: Links) -> list[dict[str, Any]]:
    if not report.assessed_rows:
        return []
    css = band_css(report.scope.bands)
    total = len(report.assessed_rows)
    return [
        {
            "css": css[b.band.minimum],
            "share_class": f"g{max(1, round(100 * b.count / total))}",
            "count": b.count,
            "label": band_label(b.band),
            "url": links.communes(dat=b.band.minimum) if b.count else "",
        }
        for b in report.bands
    ]


def _bands_source(report: ProvinceReport) -> str:
    outside = report.whole.communes - len(report.assessed_rows)
    day = report.scope.as_of
    text = _("Số xã theo số tiêu chí đạt, tính đến %(day)s, đếm từ danh sách xã.") % {
        "day": date_format(day)
    }
    if not outside:
        return text
    more = ngettext(
        "%(n)s xã chưa có kết quả, không tính vào.",
        "%(n)s xã chưa có kết quả, không tính vào.",
        outside,
    ) % {"n": outside}
    return " ".join(filter(None, [text, more, _only_stated(report)]))


def _only_stated(report: ProvinceReport) -> str:
    """What sources say of communes that are in no figure; by name where few."""
    rows = report.only_stated
    if not rows:
        return ""
    if len(rows) > NAMED:
        return ngettext(
            "Của %(n)s xã nguồn chỉ nêu số tiêu chí đạt.",
            "Của %(n)s xã nguồn chỉ nêu số tiêu chí đạt.",
            len(rows),
        ) % {"n": number(len(rows))}
    names = ", ".join(f"{row.name} ({row.stated})" for row in rows)
    return _("Nguồn chỉ nêu số tiêu chí đạt: %(names)s.") % {"names": names}


def _criteria(report: ProvinceReport, links: Links) -> list[dict[str, Any]]:
    total = len(report.assessed_rows) or 1
    half, own = total / 2, report.scope.district
    place = own.unit_id if own else None
    return [
        {
            "number": c.criterion.number,
            "name": c.criterion.name,
            "url": links.to("criterion", c.criterion.number, huyen=place),
            "met": c.met,
            "met_url": links.communes(dat_tieu_chi=c.criterion.number),
            "not_assessed_url": links.communes(cho=c.criterion.number),
            "failing": c.failing,
            "failing_url": links.communes(thieu=c.criterion.number)
            if c.failing
            else "",
            "not_assessed": c.not_assessed,
            "bullet": bullet(100 * c.met / total, None, "f" if c.met < half else ""),
        }
        for c in report.criteria[:WORST]
    ]


def _criteria_note(report: ProvinceReport) -> str:
    rest = report.criteria[WORST:]
    if not rest:
        return ""
    return _("%(n)s tiêu chí còn lại đều có từ %(met)s xã đạt trở lên.") % {
        "n": len(rest),
        "met": min(c.met for c in rest),
    }


def _nearest(report: ProvinceReport, links: Links) -> list[dict[str, Any]]:
    scope = report.scope
    counting, starts = counting_of(scope.criteria_set), group_starts(scope)
    short = [row for row in report.assessed_rows if not row.meets_all]
    short.sort(key=lambda row: (-row.met, row.name_sort))
    return [
        {
            "name": row.name,
            "url": links.commune(row),
            "district": _district_of(row, scope),
            "met": row.met,
            "total": row.total,
            "strip": strip(row.letters, starts),
            "missing": missing_words(row, scope.numbers, counting),
        }
        for row in short[:NEAREST]
    ]


def _district_of(row: CommuneRow, scope: Scope) -> str:
    """The district under a commune's name; on the page of a district none."""
    if row.district_id is None or scope.district is not None:
        return ""
    return scope.districts[row.district_id].name


def _district(
    count: DistrictCount, report: ProvinceReport, links: Links
) -> dict[str, Any]:
    css = band_css(report.scope.bands)
    top = report.scope.bands[0].minimum
    within = {"huyen": count.unit_id} if count.unit_id else {}
    return {
        "name": count.name,
        "url": links.district(count.unit_id) if count.unit_id else "",
        "total": count.communes,
        "total_url": links.communes(**within),
        "met_all": count.meets_all,
        "met_all_url": links.communes(**within, dat=top),
        "band_mini": band_mini([(css[b.band.minimum], b.count) for b in count.bands]),
        "band_words": "; ".join(
            f"{band_label(b.band)}: {b.count}" for b in count.bands[1:]
        ),
        "average": number(count.average, 1),
    }


def _trend(report: ProvinceReport, links: Links) -> list[dict[str, Any]]:
    """Earlier years as a table; a year without a published count is illustrative."""
    return [
        {
            "year": y.year,
            "url": "" if y.year == report.scope.year else links.place(nam=y.year),
            "met_all": y.meets_all,
            "met_all_url": links.communes(nam=y.year, dat=y.size),
            "total": y.total,
            "total_url": links.communes(nam=y.year, co=1),
            "average": number(y.average, 1),
            "set_label": set_words(y),
            "illustrative": y.wholly_illustrative,
        }
        for y in report.scope.years
    ]
