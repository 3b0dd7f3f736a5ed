"""Who may come in, and what they asked for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import ImportDraft, PeriodSet
from assessments.permissions import can_import, import_provinces
from assessments.reports.running import running
from communes.choices import UnitLevel

LARGEST = 2**63 - 1


def enter(request: HttpRequest) -> None:
    """Refuse everyone who may not bring in results of any province."""
    if not import_provinces(request.user).exists():
        raise PermissionDenied


def enter_province(request: HttpRequest, province_id: int) -> None:
    """Refuse everyone who may not bring in results of this province."""
    if not can_import(request.user, province_id):
        raise PermissionDenied


def own_drafts(request: HttpRequest, draft_id: int) -> QuerySet[ImportDraft]:
    """The person's own draft of this id while it lasts; another's is not there."""
    return ImportDraft.objects.filter(
        pk=draft_id, owner=request.user, expires_at__gt=timezone.now()
    ).select_related("province", "period_set__period", "period_set__criteria_set")


def own_draft(request: HttpRequest, draft_id: int) -> ImportDraft:
    """The same as a row, or not found."""
    draft = get_object_or_404(own_drafts(request, draft_id))
    enter_province(request, draft.province_id)
    return draft


def commune_period_sets() -> QuerySet[PeriodSet]:
    """Periods, closed ones too, with their sets of communes; the latest first."""
    return (
        PeriodSet.objects.filter(unit_level=UnitLevel.COMMUNE)
        .select_related("period", "criteria_set")
        .order_by("-period__as_of", "tier")
    )


def commune_period_set(period_set_id: int | None) -> PeriodSet:
    """A period with its set of communes; the one under way without an id."""
    rows = commune_period_sets()
    if period_set_id is not None:
        found = rows.filter(pk=period_set_id).first()
    else:
        found = running(list(rows))
    if found is None:
        raise Http404(_("Chưa mở kỳ đánh giá nào."))
    return found


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number of the query; 404 on anything else."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > LARGEST:
        raise Http404
    return int(text)


def list_crumb(label: str, view: str, *, opens: bool) -> dict[str, str]:
    """The list that a page belongs to; for who may not open it, the entry page."""
    if opens:
        return {"label": label, "url": reverse(view)}
    return {"label": _("Nhập liệu"), "url": reverse("entry:home")}


def page_of(heading: str, lead: str = "", **more: Any) -> dict[str, Any]:
    """What the base template prints of a page, with the way back."""
    crumbs = [{"label": _("Nhập từ bảng"), "url": reverse("assessments:import")}]
    if heading != crumbs[0]["label"]:
        crumbs.append({"label": heading, "url": ""})
    else:
        crumbs[0]["url"] = ""
    return {"heading": heading, "lead": lead, "crumbs": crumbs, **more}
