"""The promises of communes in words and links."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from criteria.choices import Tier
from documents.wording import in_language
from reporting.pages.parts import Links, document_url
from reporting.reports.plans import PlansReport, Promise
from reporting.reports.scope import Scope
from reporting.rules.promises import Doubt, PlanState

# The states as addresses write them, in the order of the page.
STATES = {
    "chua-den-han": PlanState.OPEN,
    "dung-hen": PlanState.KEPT,
    "tre-hen": PlanState.LATE,
    "chua-ro": PlanState.UNKNOWN,
}
STATE_LABELS = {
    PlanState.OPEN: gettext_lazy("Chưa đến hạn"),
    PlanState.KEPT: gettext_lazy("Đúng hẹn"),
    PlanState.LATE: gettext_lazy("Trễ hẹn"),
    PlanState.UNKNOWN: gettext_lazy("Chưa rõ"),
}
_CSS = {
    PlanState.OPEN: "nowrap",
    PlanState.KEPT: "v v-met",
    PlanState.LATE: "v v-fail",
    PlanState.UNKNOWN: "v v-none",
}
_DOUBTS = {
    Doubt.INFERRED: gettext_lazy("đã công nhận, nhưng năm chỉ suy ra từ nguồn"),
    Doubt.NO_YEAR: gettext_lazy("đã công nhận, chưa rõ năm nào"),
    Doubt.UNIT_ENDED: gettext_lazy("xã đã hết tồn tại do sắp xếp"),
    Doubt.UNNAMED: gettext_lazy("còn xã đã công nhận mà nguồn không nêu tên"),
}
SHOWN = 6


@dataclass(frozen=True, slots=True)
class PlansPart:
    """What templates/_partials/plans.html prints."""

    counts: list[dict[str, Any]]
    due: str
    caption: str
    rows: list[dict[str, Any]]
    empty_text: str
    more_url: str = ""
    more_label: str = ""


def plans_part(report: PlansReport, scope: Scope) -> PlansPart | None:
    """The promises of a place on its own page; None where nobody promised."""
    if not report.promises:
        return None
    links = Links(scope)
    ahead, total = report.ahead, len(report.promises)
    return PlansPart(
        counts=state_links(report, links, _district_of(scope)),
        due=_due(report),
        caption=_("Ai hứa cho năm %(year)s và các năm sau, còn thiếu tiêu chí nào")
        % {"year": report.year},
        rows=[promise_row(promise, links) for promise in ahead[:SHOWN]],
        empty_text=_("Không xã nào còn lời hứa cho năm này hoặc năm sau."),
        more_url=targets_url(links, _district_of(scope)),
        more_label=ngettext("Cả %(n)s lời hứa", "Cả %(n)s lời hứa", total)
        % {"n": total},
    )


def _due(report: PlansReport) -> str:
    """How many promises are due in the year of the page."""
    n = sum(promise.plan.year == report.year for promise in report.promises)
    if not n:
        return _("Không xã nào hứa cho năm %(year)s.") % {"year": report.year}
    return ngettext(
        "%(n)s xã hứa cho năm %(year)s.", "%(n)s xã hứa cho năm %(year)s.", n
    ) % {"n": n, "year": report.year}


def _district_of(scope: Scope) -> int | None:
    return scope.district.unit_id if scope.district else None


def targets_url(links: Links, district: int | None, **query: Any) -> str:
    """The list of promises on the page of targets."""
    return links.to("targets", huyen=district, **query) + "#h-plans"


def state_links(
    report: PlansReport, links: Links, district: int | None, chosen: str = ""
) -> list[dict[str, Any]]:
    """How many promises stand in each state, each a link to exactly these."""
    counts = report.counts
    return [
        {
            "label": STATE_LABELS[state],
            "count": counts[state],
            "url": targets_url(links, district, hua=key) if counts[state] else "",
            "is_chosen": key == chosen,
        }
        for key, state in STATES.items()
    ]


def promise_row(promise: Promise, links: Links) -> dict[str, Any]:
    """One promise: who, what until when, what became of it, what is lacking."""
    plan, row = promise.plan, promise.row
    district = links.scope.districts.get(promise.district_id or 0)
    url = (
        links.commune(row)
        if row
        else reverse("reporting:commune-by-id", args=[plan.unit_id])
    )
    return _row(promise, url) | {
        "name": promise.name,
        "url": url,
        "district": district.name if district else "",
    }


def commune_plans(report: PlansReport) -> list[dict[str, Any]]:
    """The promises of one commune; the criteria are on its own page."""
    told = _("Còn thiếu tiêu chí:")
    return [
        _row(promise, "")
        | {
            "lacks_label": told if promise.lacks else "",
            "promise": _("Đạt chuẩn %(tier)s năm %(year)s")
            % {"tier": promise.plan.get_tier_display(), "year": promise.plan.year},
        }
        for promise in report.promises
    ]


def _row(promise: Promise, url: str) -> dict[str, Any]:
    plan = promise.plan
    return {
        "tier": plan.get_tier_display(),
        "year": plan.year,
        "state": STATE_LABELS[promise.state],
        "css": _CSS[promise.state],
        "detail": _detail(promise),
        "lacks": _lacks(promise, url) if promise.state != PlanState.KEPT else "",
        "document_label": plan.document.label,
        "document_url": document_url(plan.document),
        "notes": _notes(plan),
    }


def _notes(plan: Any) -> list[str]:
    """What the document adds, why it came late, to when and why it was put off last."""
    notes = [_("Đăng ký muộn:") if plan.is_late and plan.note else "", plan.said_note]
    if plan.put_off_to is not None:
        notes.append(_("Lùi đến năm %(year)s:") % {"year": plan.put_off_to})
        notes.append(in_language(plan.put_off_reason, ""))
    return [note for note in notes if note]


def _detail(promise: Promise) -> str:
    """What stands behind the state, "" where the word says all."""
    standing, planned = promise.standing, promise.plan.year
    if standing.doubt is not None:
        return str(_DOUBTS[standing.doubt])
    if standing.year is not None:
        return _("công nhận năm %(year)s") % {"year": standing.year}
    if standing.state == PlanState.LATE:
        return _("hết năm %(year)s chưa được công nhận") % {"year": planned}
    return ""


def _lacks(promise: Promise, url: str) -> SafeString | str:
    """Numbers of the criteria not met, each a link to it on the commune's page."""
    if promise.lacks is None:
        is_judged = promise.plan.tier == Tier.NTM
        return _("chưa có kết quả") if is_judged else _("chưa đánh giá theo chuẩn này")
    linked = [(url, number, number) for number in promise.lacks]
    numbers = format_html_join(" ", '<a href="{}#tc-{}">{}</a>', linked)
    if not promise.waiting:
        return numbers or _("không thiếu")
    said = {"n": promise.waiting}
    if not numbers:
        return _("%(n)s chưa đánh giá") % said
    return format_html("{} {}", numbers, _("và %(n)s chưa đánh giá") % said)
