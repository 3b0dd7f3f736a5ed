"""Dossiers for recognition: the list, one of them, its end."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.roles import Roles, roles_of
from assessments.actions import (
    decide_dossier,
    give_up_dossier,
    open_dossier,
    save_dossier,
)
from assessments.actions.documents import cite_document
from assessments.errors import AssessmentsError, StaleDossier
from assessments.forms.dossiers import (
    DecisionForm,
    DossierForm,
    GiveUpForm,
    OpenForm,
)
from assessments.forms.sheets import home_province, province_labels
from assessments.models import Dossier, Evidence
from assessments.permissions import keeps_dossiers
from assessments.reports.dossiers import (
    claims_everything,
    counted_in_portal,
    dossier_list,
    dossier_of,
    names_of,
    papers_of,
    ways_of,
)
from assessments.reports.judged import judged_on
from assessments.views.access import LARGEST, enter, enter_province, number_in
from assessments.views.evidence_page import proof_line
from communes.clock import today
from communes.models import Unit

CONFLICT = 409


@login_required
def dossiers(request: HttpRequest) -> HttpResponse:
    """Dossiers that the person may see, those under way first."""
    roles = roles_of(request.user)
    if not roles:
        raise PermissionDenied
    found = dossier_list(roles, number_in(request, "trang") or 1)
    page = page_of(
        _("Hồ sơ công nhận"),
        _("Đang làm hồ sơ khác với đạt đủ tiêu chí và với đã công nhận."),
        rows=[_row(row, found.names) for row in found.rows],
        may_open=roles.is_administrator or bool(roles.provinces),
        pager={
            "previous_url": f"?trang={found.page - 1}" if found.page > 1 else "",
            "next_url": f"?trang={found.page + 1}" if found.page < found.pages else "",
            "label": _("Trang %(page)s/%(pages)s")
            % {"page": found.page, "pages": found.pages},
        },
    )
    return render(request, "recognition/dossiers.html", {"page": page})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Open a dossier of a commune of the province."""
    enter(request)
    asked = number_in(request, "tinh")
    province_id = asked or home_province(province_labels(request.user)) or 0
    enter_province(request, province_id)
    form, status = OpenForm(request.POST or None, communes=_communes(province_id)), 200
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        unit = get_object_or_404(Unit, pk=said.pop("unit"))
        try:
            dossier = open_dossier(unit=unit, by=request.user, **said)
        except AssessmentsError as error:
            status = refused(form, error)
        else:
            messages.success(request, _("Đã lập hồ sơ."))
            return redirect("recognition:dossier", dossier.pk)
    page = page_of(_("Lập hồ sơ công nhận"), button=_("Lập hồ sơ"))
    context = {"page": page, "form": form}
    return render(request, "rounds/form.html", context, status=status)


@login_required
def dossier(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """A dossier; the coordinator fills it in while it is open."""
    found = _found(request, dossier_id)
    keeps, is_posted = _keeps(request, found), request.method == "POST"
    if is_posted and not keeps:
        raise PermissionDenied
    # What was typed stands in the form again though it was closed meanwhile.
    may_edit = keeps and (is_posted or found.closed_at is None)
    form, status = DossierForm(request.POST or None, instance=found), 200
    if is_posted and form.is_valid():
        try:
            save_dossier(dossier=found, by=request.user, **form.said)
        except AssessmentsError as error:
            status = refused(form, error)
        else:
            messages.success(request, _("Đã lưu hồ sơ."))
            return redirect("recognition:dossier", found.pk)
    page = _dossier_page(found, roles_of(request.user), may_edit=may_edit)
    page["stored"] = _stored(form, found) if status == CONFLICT else []
    context = {"page": page, "form": form}
    return render(request, "recognition/dossier.html", context, status=status)


@login_required
def decide(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Enter the decision that ends the procedure."""
    found = open_one(request, dossier_id)
    form, status = (
        DecisionForm(request.POST or None, initial={"version": found.version}),
        200,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                decide_dossier(
                    dossier=found,
                    version=said["version"],
                    document=cite_document(form.citation),
                    decided_on=said["decided_on"],
                    number=said["decision_number"],
                    by=request.user,
                )
        except AssessmentsError as error:
            status = refused(form, error)
        else:
            messages.success(request, _("Đã ghi quyết định công nhận."))
            return redirect("recognition:dossier", found.pk)
    page = page_of(
        _("Quyết định công nhận: %(unit)s") % {"unit": name_of(found)},
        _open_conditions(found),
        button=_("Ghi quyết định"),
    )
    context = {"page": page, "form": form}
    return render(request, "rounds/form.html", context, status=status)


@login_required
def give_up(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """End a dossier without a decision."""
    found = open_one(request, dossier_id)
    form, status = (
        GiveUpForm(request.POST or None, initial={"version": found.version}),
        200,
    )
    if request.method == "POST" and form.is_valid():
        try:
            give_up_dossier(dossier=found, by=request.user, **form.cleaned_data)
        except AssessmentsError as error:
            status = refused(form, error)
        else:
            messages.success(request, _("Đã kết thúc hồ sơ, không có quyết định."))
            return redirect("recognition:dossier", found.pk)
    page = page_of(
        _("Kết thúc hồ sơ của %(unit)s") % {"unit": name_of(found)},
        _("Hồ sơ được giữ lại cùng lý do; có thể lập hồ sơ mới."),
        button=_("Kết thúc hồ sơ"),
    )
    context = {"page": page, "form": form}
    return render(request, "rounds/form.html", context, status=status)


def page_of(heading: str, lead: str = "", **more: Any) -> dict[str, Any]:
    """What the base template prints, with the way back to the list."""
    crumbs = [
        {"label": _("Sổ công nhận"), "url": reverse("reporting:register")},
        {"label": _("Hồ sơ công nhận"), "url": reverse("recognition:dossiers")},
    ]
    if heading == crumbs[-1]["label"]:
        crumbs[-1]["url"] = ""
    else:
        crumbs.append({"label": heading, "url": ""})
    return {"heading": heading, "lead": lead, "crumbs": crumbs, **more}


def _found(request: HttpRequest, dossier_id: int) -> Dossier:
    """The dossier; not there for who may not see it."""
    if dossier_id > LARGEST:
        raise Http404
    return get_object_or_404(dossier_of(roles_of(request.user), dossier_id))


def _keeps(request: HttpRequest, found: Dossier) -> bool:
    return keeps_dossiers(roles_of(request.user), found.unit_id)


def open_one(request: HttpRequest, dossier_id: int) -> Dossier:
    """An open dossier that the person keeps; a closed one has no end any more.

    What is sent to one that was closed meanwhile is refused by the action, so that
    it stands in the form again.
    """
    found = _found(request, dossier_id)
    if not _keeps(request, found):
        raise PermissionDenied
    if found.closed_at is not None and request.method != "POST":
        raise Http404
    return found


def refused(form: forms.BaseForm, error: AssessmentsError) -> int:
    """Show a refusal at its field; the status that the page answers with."""
    name = getattr(form, "FIELD_OF", {}).get(error.field, error.field)
    form.add_error(name if name in form.fields else None, error.message)
    return CONFLICT if isinstance(error, StaleDossier) else 200


def _communes(province_id: int) -> list[tuple[int, str]]:
    """Those that a set judges today: wards and townships are not recognised."""
    rows = judged_on(today()).filter(province=province_id)
    return [(v.unit_id, v.full_name) for v in rows.order_by("name_sort", "code")]


def name_of(found: Dossier) -> str:
    """The latest full name of the unit of a dossier."""
    return names_of([found.unit_id])[found.unit_id]


def _row(row: Any, names: dict[int, str]) -> dict[str, Any]:
    return {
        "name": names[row.unit_id],
        "url": reverse("recognition:dossier", args=[row.pk]),
        "tier": row.get_tier_display(),
        "year": row.year,
        "conditions": f"{row.met}/{row.asked}",
        "opened": date_format(localtime(row.opened_at)),
        **_state(row),
    }


def _state(row: Dossier) -> dict[str, str]:
    """The pill of a dossier; what came of it afterwards is another fact."""
    if row.closed_at is None:
        return {"css": "dossier", "state": _("Đang làm hồ sơ")}
    if row.decision is not None:
        state = row.decision.get_kind_display()
        return {"css": "recognised", "state": state}
    return {"css": "", "state": _("Kết thúc, không có quyết định")}


def _dossier_page(found: Dossier, roles: Roles, *, may_edit: bool) -> dict[str, Any]:
    decision = found.decision
    return page_of(
        f"{name_of(found)}: {found.get_tier_display()} {found.year}",
        str(found.procedure),
        **_state(found),
        dossier=found,
        may_edit=may_edit,
        withdraw_url=_withdraw_url(roles, found),
        conditions=found.conditions.select_related("condition"),
        facts=_facts(found),
        standing=_standing(found),
        decision=decision,
        papers=[_paper(found, one) for one in papers_of(found)],
    )


def _standing(found: Dossier) -> dict[str, Any]:
    """What the portal counts, and whether the dossier says more than that."""
    counted = counted_in_portal(found)
    is_short = counted is None or counted.counted < counted.total
    if counted is None:
        text = _("Cổng chưa có kết quả của xã cho chuẩn này trong năm %(year)s.")
        said = {"year": found.year}
    else:
        text = _(
            "Cổng tính năm %(year)s: %(n)s/%(total)s tiêu chí đã xác nhận tính là đạt."
        )
        said = {"year": found.year, "n": counted.counted, "total": counted.total}
    by_id = reverse("reporting:commune-by-id", args=[found.unit_id])
    return {
        "text": text % said,
        "url": f"{by_id}?nam={found.year}",
        "is_doubtful": is_short and claims_everything(found),
    }


def _withdraw_url(roles: Roles, found: Dossier) -> str:
    """Where the recognition that the dossier led to is withdrawn, while it holds."""
    if found.decision is None:
        return ""
    if found.decision.pk not in ways_of(roles, [found.decision]).withdrawable:
        return ""
    return reverse("recognition:withdraw", args=[found.decision.pk])


def _paper(found: Dossier, evidence: Evidence) -> dict[str, Any]:
    return {
        "line": proof_line(evidence),
        "url": reverse("recognition:take-out", args=[found.pk, evidence.pk]),
    }


def _facts(found: Dossier) -> list[tuple[str, str]]:
    said = [
        (
            _("Lập hồ sơ"),
            f"{date_format(localtime(found.opened_at))}, {found.opened_by}",
        ),
        (
            _("Phiếu phát ra, thu về, hài lòng"),
            _three(found.poll_issued, found.poll_collected, found.poll_satisfied),
        ),
        (_("Công khai"), _days(found)),
        (
            _("Hội đồng: thành viên, có mặt, tán thành"),
            _three(found.vote_members, found.vote_present, found.vote_in_favour),
        ),
        (_("Ngày họp hội đồng"), date_format(found.vote_on) if found.vote_on else "–"),
    ]
    if found.closed_reason:
        said.append((_("Lý do kết thúc"), found.closed_reason))
    return said


def _three(*counts: int | None) -> str:
    return ", ".join("–" if count is None else str(count) for count in counts)


def _days(found: Dossier) -> str:
    first, end = found.published_from, found.published_to
    if first is None:
        return "–"
    if end is None:
        return _("từ %(day)s") % {"day": date_format(first)}
    said = {"first": date_format(first), "end": date_format(end)}
    days = {"days": (end - first).days}
    return _("%(first)s đến trước %(end)s (%(days)s ngày)") % {**said, **days}


def _stored(form: DossierForm, found: Dossier) -> list[tuple[str, str]]:
    """What somebody else wrote meanwhile, beside what the form still holds.

    The form goes on from there: saving once more is a choice.
    """
    fresh = Dossier.objects.select_related("opened_by").get(pk=found.pk)
    form.data = form.data.copy()
    form.data["version"] = str(fresh.version)
    return _facts(fresh)


def _open_conditions(found: Dossier) -> str:
    left = found.conditions.exclude(is_met=True).count()
    if not left:
        return _("Mọi điều kiện đã đạt.")
    return _("%(n)s điều kiện chưa ghi là đạt; quyết định vẫn ghi được.") % {"n": left}
