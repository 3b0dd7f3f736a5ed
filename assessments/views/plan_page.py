"""The page of a year plan in words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.forms.entry import NUMBERS, slug_of
from assessments.forms.plans import PlanForm
from assessments.models import Plan
from assessments.reports.plan import PlannedCriterion, PlannedLeaf, PlanReport
from assessments.views.entry_leaf import last_year_words
from assessments.views.entry_saving import Place
from communes.models import UnitVersion
from criteria.choices import OUTCOME_CSS, MeasureKind, Outcome
from criteria.rules.distance import value_words


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What templates/plans/page.html prints."""

    heading: str
    title: str
    crumbs: list[dict[str, str]]
    unit: str
    state: str
    late: str
    lock: str
    criteria: list[dict[str, Any]]
    recognition_label: str
    postponed: list[str]
    is_recognition_planned: bool
    version: str
    form: PlanForm
    url: str
    postpone_url: str
    is_open: bool


def plan_page(place: Place, report: PlanReport, form: PlanForm, url: str) -> PlanPage:
    """The words of a plan; values are fields where it is open, else text."""
    period_set = place.period_set
    year, tier = period_set.period.year, period_set.get_tier_display()
    heading = _("Kế hoạch năm %(year)s") % {"year": year}
    args = [year, place.unit_id, period_set.pk]
    return PlanPage(
        heading=heading,
        title=(_("Lỗi: ") if form.errors else "") + heading,
        crumbs=[
            {"label": _("Nhập liệu"), "url": reverse("entry:home")},
            {"label": str(period_set.period), "url": reverse("entry:page", args=args)},
            {"label": heading, "url": ""},
        ],
        unit=_unit(place),
        state=_state(report.plan),
        late=_late(report, year),
        lock=report.lock,
        criteria=[_criterion(one, form) for one in report.criteria],
        recognition_label=_("Dự kiến được công nhận %(tier)s năm %(year)s")
        % {"tier": tier, "year": year},
        postponed=_postponed(report.plan),
        is_recognition_planned=_plans_recognition(report, form),
        version=str(form.data.get("version", report.version)),
        form=form,
        url=url,
        postpone_url=reverse("plans:postpone", args=args),
        # What was typed stands in the form again though it was locked meanwhile.
        is_open=form.is_bound or not (report.lock or report.is_registered),
    )


def _plans_recognition(report: PlanReport, form: PlanForm) -> bool:
    if form.is_bound:
        return bool(form.data.get("is_recognition_planned"))
    return report.plan is not None and report.plan.is_recognition_planned


def _unit(place: Place) -> str:
    versions = UnitVersion.objects.filter(unit=place.unit_id).order_by("-valid_from")
    day = place.period_set.period.as_of
    found = versions.in_force_on(day).first() or versions.first()
    return found.full_name if found else ""


def _state(plan: Plan | None) -> str:
    if plan is None:
        return _("Chưa có kế hoạch")
    if plan.registered_at is None:
        return _("Bản nháp, chưa đăng ký")
    said = {
        "day": date_format(localtime(plan.registered_at)),
        "who": plan.registered_by,
    }
    if plan.is_late:
        return _("Đăng ký muộn, ngày %(day)s (%(who)s)") % said
    return _("Đã đăng ký ngày %(day)s (%(who)s)") % said


def _late(report: PlanReport, year: int) -> str:
    """What a plan is told whose year has begun: before registering, and ever after."""
    plan = report.plan
    if plan is not None and plan.is_late and plan.note:
        return _("Lý do đăng ký muộn: %(reason)s") % {"reason": plan.note}
    if report.is_registered or report.lock or not report.has_begun:
        return ""
    return _(
        "Kế hoạch phải đăng ký trước khi năm bắt đầu. Năm %(year)s đã bắt đầu: chỉ "
        "đăng ký muộn được, với lý do; người xác nhận đọc lý do đó."
    ) % {"year": year}


def _postponed(plan: Plan | None) -> list[str]:
    rows = plan.postponements.all() if plan else []
    return [
        _("Lùi đến năm %(year)s: %(reason)s")
        % {"year": row.to_year, "reason": row.reason}
        for row in rows
    ]


def _criterion(one: PlannedCriterion, form: PlanForm) -> dict[str, Any]:
    chosen = one.is_promised
    if form.is_bound:
        chosen = str(one.criterion.pk) in form.data.getlist("criteria")  # type: ignore[attr-defined]  # posted: a QueryDict
    leaves = [_leaf(leaf, form) for leaf in one.leaves]
    return {
        "pk": one.criterion.pk,
        "label": str(one.criterion),
        "is_chosen": chosen,
        "leaves": leaves,
        "is_unfolded": any(leaf["typed"] or leaf["mark"] for leaf in leaves),
    }


def _leaf(leaf: PlannedLeaf, form: PlanForm) -> dict[str, Any]:
    """One leaf: what it was last, and the field or the value of the plan."""
    indicator, measure = leaf.indicator, leaf.indicator.measure
    kind = measure.kind if measure else ""
    typed = form.typed(leaf)
    return {
        "slug": slug_of(indicator),
        "code": indicator.code,
        "name": indicator.name,
        "is_number": kind in NUMBERS,
        "unit": measure.unit if measure else "",
        "typed": typed,
        "planned": _said(leaf, leaf.value),
        "choices": _choices(leaf, typed),
        "last": _last(leaf),
        "last_css": OUTCOME_CSS[Outcome(leaf.last.outcome)] if leaf.last else "",
        "mark": form.marks.get(indicator.code, ""),
    }


def _last(leaf: PlannedLeaf) -> str:
    if leaf.last is None:
        return _("chưa có số năm trước")
    said = {"year": last_year_words(leaf.last), "value": _said(leaf, leaf.last.value)}
    return _("năm %(year)s: %(value)s") % said


def _said(leaf: PlannedLeaf, value: Decimal | None) -> str:
    measure = leaf.indicator.measure
    if measure is None or value is None:
        return ""
    options = {o.value: o.name for o in measure.options.all()}
    return value_words(value, measure.kind, measure.unit, measure.decimals, options)


def _choices(leaf: PlannedLeaf, typed: str) -> list[dict[str, Any]]:
    measure = leaf.indicator.measure
    if measure is None or measure.kind in NUMBERS:
        return []
    if measure.kind == MeasureKind.YES_NO:
        rows = [("1", _("Đạt")), ("0", _("Chưa đạt"))]
    else:
        rows = [(str(o.value), o.name) for o in measure.options.all()]
    return [
        {"value": value, "label": label, "is_checked": value == typed}
        for value, label in [("", _("Chưa định")), *rows]
    ]
