"""Meeting all criteria beside being recognised, and figures as published."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.choices import Metric
from criteria.choices import Tier
from reporting.pages.parts import Link, Links, document_url, number
from reporting.reports.province import Figure, ProvinceReport
from reporting.reports.rows import RECOGNITION_FILTERS

# Facts of the page by the filter of the list that shows them.
_RECOGNITION = {
    "recognised": "co",
    "both": "du-va-co",
    "only_recognised": "co-chua-du",
    "only_meets_all": "du-chua-co",
}


def recognition_of(report: ProvinceReport, links: Links) -> dict[str, Any]:
    page: dict[str, Any] = {
        "meets_all_count": report.whole.meets_all,
        "meets_all_url": links.communes(dat=report.scope.bands[0].minimum),
    }
    for key, value in _RECOGNITION.items():
        holds = RECOGNITION_FILTERS[value]
        page[f"{key}_count"] = sum(
            bool(holds(row, report.scope.year)) for row in report.rows
        )
        page[f"{key}_url"] = links.communes(cong_nhan=value)
    page["names_this_year"] = [
        Link(row.name, links.commune(row)) for row in report.recognised_in_year
    ]
    page["published"] = [_figure(figure, links) for figure in report.figures]
    return page


def _figure(figure: Figure, links: Links) -> dict[str, Any]:
    published = figure.published
    decimals = 1 if published.metric == Metric.AVERAGE else 0
    difference = figure.difference
    label = published.get_metric_display()
    if published.metric == Metric.IN_BAND:
        lower, upper = published.band_minimum, published.band_maximum
        label = _("Xã đạt %(range)s tiêu chí") % {
            "range": lower if lower == upper else f"{lower}–{upper}"
        }
    elif published.tier != Tier.NTM:
        label = f"{label} ({published.get_tier_display()})"
    return {
        "label": label,
        "value": number(published.value, decimals),
        "rows_url": _list_url(figure, links),
        "rows_value": None
        if figure.from_rows is None
        else number(figure.from_rows, decimals),
        "difference": ""
        if not difference
        else ("+" if difference > 0 else "−") + number(abs(difference), decimals),
        "document_label": published.document.label,
        "document_url": document_url(published.document),
    }


def _list_url(figure: Figure, links: Links) -> str:
    """The list that shows the communes counted from rows, "" where there is none."""
    if not figure.from_rows:
        return ""
    published = figure.published
    advanced = published.tier == Tier.NANG_CAO
    queries: dict[str, dict[str, Any]] = {
        Metric.COMMUNES: {},
        Metric.IN_BAND: {"dat": published.band_minimum},
        Metric.RECOGNISED: {"cong_nhan": "nang-cao" if advanced else "co"},
        Metric.RECOGNISED_IN_YEAR: {"cong_nhan": "trong-nam"},
    }
    query = queries.get(published.metric)
    return "" if query is None else links.communes(**query)
