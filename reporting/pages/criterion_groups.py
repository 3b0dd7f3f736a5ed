"""The communes of a criterion in groups: by indicator, district, other outcomes."""

from typing import Any

from django.utils.translation import gettext as _

from criteria.choices import Outcome
from reporting.pages.criterion_list import address_of
from reporting.pages.parts import Link, Links
from reporting.reports.criterion import CriterionReport, Standing
from reporting.svg import bullet


def indicators_of(report: CriterionReport, links: Links) -> list[dict[str, Any]]:
    """Leaves by communes that fail them; nothing where there is only one."""
    leaves, failing = report.asked.entry.leaves, report.failing
    if len(leaves) < 2:
        return []
    total = len(report.narrowed) or 1
    rows = []
    for leaf in leaves:
        short = sum(s.fails(leaf) for s in failing)
        rows.append(
            {
                "code": leaf.code,
                "name": leaf.name,
                "url": address_of(report, links, chi_tieu=leaf.code, trang="", xem=""),
                "is_shown": leaf == report.leaf,
                "failing": short,
                "bullet": bullet(100 * short / total, None, "f"),
            }
        )
    return sorted(rows, key=lambda row: -row["failing"])


def districts_of(report: CriterionReport, links: Links) -> list[dict[str, Any]]:
    """Districts of the province, the smallest share of communes that meet it first."""
    rows = []
    for unit_id, version in report.scope.districts.items():
        own = [s for s in report.known if s.row.district_id == unit_id]
        if not own:
            continue
        tally, place = report.tally(own), {"huyen": unit_id}
        rows.append(
            {
                "name": version.name,
                "url": links.to("criterion", report.criterion.number, **place),
                "is_chosen": unit_id == report.query.district,
                "met": tally.met,
                "total": tally.total,
                "bullet": bullet(100 * tally.share),
                "failing": tally.failing,
                "failing_url": links.communes(thieu=report.criterion.number, **place),
                "not_assessed": tally.not_assessed,
                "not_assessed_url": links.communes(
                    cho=report.criterion.number, **place
                ),
                "order": (tally.share, version.name_sort),
            }
        )
    return sorted(rows, key=lambda row: row["order"])


# Names of communes under one reason before the rest is only counted.
_NAMES = 12


def others_of(report: CriterionReport, links: Links) -> list[dict[str, Any]]:
    """Communes that are neither simply met nor not: by outcome and reason."""
    groups: dict[tuple[Outcome, str], list[Standing]] = {}
    for standing in report.narrowed:
        if standing.outcome in (Outcome.BASICALLY_MET, Outcome.NOT_APPLICABLE):
            key = (standing.outcome, _reason(standing))
            groups.setdefault(key, []).append(standing)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1])))
    return [
        {
            "css": "basic" if outcome == Outcome.BASICALLY_MET else "na",
            "label": outcome.label,
            "counts": _("tính là đạt") if found[0].is_met else _("không tính là đạt"),
            "reason": reason or _("chưa nêu lý do"),
            "count": len(found),
            "names": [Link(s.row.name, links.commune(s.row)) for s in found[:_NAMES]],
            "rest": max(0, len(found) - _NAMES),
        }
        for (outcome, reason), found in ordered
    ]


def _reason(standing: Standing) -> str:
    """Why an office says so, or why the indicators do not apply."""
    reasons = [r.not_applicable_reason for r in standing.results.values()]
    said = dict.fromkeys(reason for reason in reasons if reason)
    return standing.verdict_reason or "; ".join(said)
