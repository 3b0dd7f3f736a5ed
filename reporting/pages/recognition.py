"""Meeting all criteria beside being recognised, and figures as published."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.choices import Metric
from criteria.choices import Tier
from reporting.pages.parts import Link, Links, document_url, number
from reporting.reports.province import Figure, ProvinceReport
from reporting.reports.rows import RECOGNITION_FILTERS


@dataclass(frozen=True, slots=True)
class RecognitionPart:
    """What templates/_partials/recognition_facts.html prints.

    `facts` are the two numbers, `meetings` where they meet, `published` the figures of
    each document.
    """

    facts: list[dict[str, Any]]
    meetings: list[dict[str, Any]]
    published: list[dict[str, Any]]
    names_this_year: list[Link]


def recognition_of(report: ProvinceReport, links: Links) -> RecognitionPart | None:
    """The two facts side by side; None where nothing is known of either."""
    if not (report.whole.meets_all or report.recognised or report.figures):
        return None
    top = report.scope.bands[0].minimum
    meetings = [
        _fact(_("Vừa đạt đủ vừa đã công nhận"), "du-va-co", report, links),
        _fact(_("Đã công nhận, nay còn thiếu tiêu chí"), "co-chua-du", report, links),
        _fact(_("Đã công nhận, chưa đánh giá xong"), "co-chua-xong", report, links),
        _fact(_("Đạt đủ, chưa được công nhận"), "du-chua-co", report, links),
    ]
    return RecognitionPart(
        facts=[
            {
                "label": _("Đạt đủ mọi tiêu chí"),
                "count": report.whole.meets_all,
                "url": links.communes(dat=top),
            },
            _fact(_("Đã công nhận"), "co", report, links),
        ],
        meetings=meetings,
        published=_published(report, links),
        names_this_year=[
            Link(row.name, links.commune(row)) for row in report.recognised_in_year
        ],
    )


def _fact(
    label: str, choice: str, report: ProvinceReport, links: Links
) -> dict[str, Any]:
    """How many communes pass a filter of the list, with the way to it."""
    holds = RECOGNITION_FILTERS[choice]
    return {
        "label": label,
        "count": sum(bool(holds(row, report.scope.year)) for row in report.rows),
        "url": links.communes(cong_nhan=choice),
    }


def _published(report: ProvinceReport, links: Links) -> list[dict[str, Any]]:
    """The figures of the year by the document that says them."""
    groups: dict[int, dict[str, Any]] = {}
    for figure in report.figures:
        document = figure.published.document
        group = groups.setdefault(
            document.pk,
            {"label": document.label, "url": document_url(document), "rows": []},
        )
        group["rows"].append(_figure(figure, links))
    return list(groups.values())


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
        Metric.MEETS_ALL: {"dat": links.scope.bands[0].minimum},
        Metric.RECOGNISED: {"cong_nhan": "nang-cao" if advanced else "co"},
        Metric.RECOGNISED_IN_YEAR: {"cong_nhan": "trong-nam"},
    }
    query = queries.get(published.metric)
    return "" if query is None else links.communes(**query)
