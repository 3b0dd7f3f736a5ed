"""Rounds of a province: its periods, late entry, corrections that wait."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.actions import give_exception, revoke_exception
from assessments.errors import AssessmentsError
from assessments.forms.rounds import ExceptionForm
from assessments.forms.sheets import home_province, province_labels
from assessments.models import Period, PeriodException
from assessments.reports.rounds import RoundRow, rounds_of, unit_name
from assessments.views.access import (
    LARGEST,
    enter,
    enter_province,
    list_crumb,
    number_in,
)
from communes.clock import today
from communes.models import Unit, UnitVersion


@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """Periods with their state, late entry, and corrections to decide on."""
    enter(request)
    province_id = province_of(request)
    report = rounds_of(province_id)
    page = page_of(
        _("Đợt nhập"),
        _("Kỳ mở và khóa do quản trị viên; gia hạn và đính chính do tỉnh quyết định."),
        fields=_province_field(request, province_id),
        rows=[_row(row, province_id) for row in report.rows],
        corrections=report.corrections,
        province_id=province_id,
    )
    return render(request, "rounds/rounds.html", {"page": page})


@login_required
def give(request: HttpRequest, period_id: int) -> HttpResponse:
    """Let a unit enter after closing."""
    enter(request)
    province_id = province_of(request)
    period = period_or_404(period_id)
    form = ExceptionForm(request.POST or None, period=period, province_id=province_id)
    if request.method == "POST" and form.is_valid():
        unit = get_object_or_404(Unit, pk=form.cleaned_data["unit"])
        try:
            give_exception(period=period, unit=unit, by=request.user, **form.said)
        except AssessmentsError as error:
            name = form.FIELD_OF.get(error.field, error.field)
            form.add_error(name if name in form.fields else None, error.message)
        else:
            messages.success(request, _("Đã gia hạn."))
            return redirect(back_to(province_id))
    page = page_of(
        _("Gia hạn nhập: kỳ %(period)s") % {"period": period},
        _("Chỉ đơn vị được chọn nhập lại được, trong những ngày này."),
        button=_("Gia hạn"),
    )
    return render(request, "rounds/form.html", {"page": page, "form": form})


@login_required
def revoke(request: HttpRequest, exception_id: int) -> HttpResponse:
    """End late entry before its last day."""
    if exception_id > LARGEST:
        raise Http404
    exception = get_object_or_404(
        PeriodException.objects.select_related("period", "unit"), pk=exception_id
    )
    version = (
        UnitVersion.objects.in_force_on(exception.period.as_of)
        .filter(unit=exception.unit)
        .get()
    )
    enter_province(request, version.province_id)
    if request.method == "POST":
        try:
            revoke_exception(exception=exception, by=request.user)
        except AssessmentsError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Đã hủy gia hạn."))
        return redirect(back_to(version.province_id))
    page = page_of(
        _("Hủy gia hạn của %(unit)s") % {"unit": version.full_name},
        _("Đơn vị không nhập được nữa kể từ bây giờ; giá trị đã nhập vẫn ở lại."),
        facts=_facts(exception),
        button=_("Hủy gia hạn"),
    )
    return render(request, "rounds/form.html", {"page": page})


def province_of(request: HttpRequest) -> int:
    """The province asked for, else the person's own; refused where it is another's."""
    asked = number_in(request, "tinh")
    province_id = asked or home_province(province_labels(request.user)) or 0
    enter_province(request, province_id)
    return province_id


def period_or_404(period_id: int) -> Period:
    """A period that communes enter in the portal."""
    if period_id > LARGEST:
        raise Http404
    return get_object_or_404(Period, pk=period_id, round_document__isnull=False)


def back_to(province_id: int | None) -> str:
    """The list of this province."""
    return f"{reverse('rounds:rounds')}?tinh={province_id}"


def page_of(
    heading: str, lead: str = "", *, opens: bool = True, **more: Any
) -> dict[str, Any]:
    """What the base template prints, with the way back to the list, if it `opens`."""
    crumbs = [list_crumb(_("Đợt nhập"), "rounds:rounds", opens=opens)]
    if heading == crumbs[0]["label"]:
        crumbs[0]["url"] = ""
    else:
        crumbs.append({"label": heading, "url": ""})
    return {"heading": heading, "lead": lead, "crumbs": crumbs, **more}


def _province_field(request: HttpRequest, province_id: int) -> list[dict[str, Any]]:
    options = [
        {"value": value, "label": label, "selected": value == province_id}
        for value, label in province_labels(request.user)
    ]
    return [{"name": "tinh", "label": _("Tỉnh"), "options": options}]


def _row(row: RoundRow, province_id: int) -> dict[str, Any]:
    period = row.period
    query = f"?tinh={province_id}"
    give_url = reverse("rounds:give", args=[period.pk]) + query
    return {
        "name": str(period),
        "state": _state(period),
        "confirmed": row.confirmed,
        "waiting": row.waiting,
        "give_url": give_url if period.closed_at else "",
        "results_url": reverse("rounds:results", args=[period.pk]) + query,
        "is_closed": period.closed_at is not None,
        "exceptions": [_exception(one) for one in row.exceptions],
    }


def _state(period: Period) -> str:
    if period.closed_at is not None:
        return _("đã khóa ngày %(day)s") % {
            "day": date_format(localtime(period.closed_at))
        }
    if period.closes_on is None:
        return _("đang mở, chưa có hạn nhập")
    if period.closes_on < today():
        said = _("đang mở, đã quá hạn nhập %(day)s")
    else:
        said = _("đang mở, hạn nhập %(day)s")
    return said % {"day": date_format(period.closes_on)}


def _exception(one: PeriodException) -> dict[str, Any]:
    is_live = one.revoked_at is None and one.valid_to > today()
    return {
        "unit": unit_name(one.unit),
        "what": str(one.criterion) if one.criterion else _("mọi tiêu chí"),
        "days": _days(one),
        "reason": one.reason,
        "state": _exception_state(one),
        "revoke_url": reverse("rounds:revoke", args=[one.pk]) if is_live else "",
    }


def _days(one: PeriodException) -> str:
    return _("%(first)s đến hết %(last)s") % {
        "first": date_format(one.valid_from),
        "last": date_format(one.last_day),
    }


def _exception_state(one: PeriodException) -> str:
    if one.revoked_at is not None:
        return _("đã hủy")
    if one.valid_to <= today():
        return _("đã hết")
    return _("chưa đến") if one.valid_from > today() else _("đang nhập")


def _facts(one: PeriodException) -> list[tuple[str, str]]:
    return [
        (_("Kỳ"), str(one.period)),
        (_("Tiêu chí"), str(one.criterion) if one.criterion else _("mọi tiêu chí")),
        (_("Thời gian"), _days(one)),
        (_("Lý do"), one.reason),
    ]
