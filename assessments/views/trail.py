"""The trail of results: who changed what, when, why and from where."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import roles_today
from assessments.exports.trail import trail_lines
from assessments.forms.trail import TrailForm
from assessments.models import CriterionResult, ResultEvent
from assessments.permissions import may_read
from assessments.reports.trail import (
    TrailPage,
    all_rows,
    event_row,
    events_for,
    events_of,
    trail_page,
)
from assessments.views.access import LARGEST, number_in


@login_required
@require_safe
def events(request: HttpRequest) -> HttpResponseBase:
    """What happened to the results that a person may read; ?dang=csv the same rows."""
    roles = roles_today(request.user)
    if not roles:
        raise PermissionDenied
    form = TrailForm(request.GET)
    heading = _("Nhật ký kết quả")
    page: dict[str, Any] = {
        "heading": heading,
        "lead": _("Ai đã đổi gì, lúc nào, vì sao và từ đâu; mới nhất ở trên."),
        "crumbs": [{"label": heading, "url": ""}],
    }
    if not form.is_valid():
        context = {"page": page, "form": form}
        return render(request, "trail/events.html", context, status=400)
    number = form.asked.number
    found = events_for(roles, form.asked)
    if request.GET.get("dang") == "csv":
        return _download(found, number, "nhat-ky")
    page |= _listed(request, found, number, form.kept)
    return render(request, "trail/events.html", {"page": page, "form": form})


@login_required
@require_safe
def event(request: HttpRequest, event_id: int) -> HttpResponseBase:
    """One event with everything that it changed."""
    row = None
    if event_id <= LARGEST:
        row = event_row(roles_today(request.user), event_id)
    if row is None:
        raise Http404
    page = {
        "heading": f"{row.event.get_kind_display()}: {row.place}",
        "lead": f"{row.about}. {row.period}.",
        "crumbs": [*_crumbs(), {"label": row.event.get_kind_display(), "url": ""}],
        "rows": [row],
    }
    return render(request, "trail/event.html", {"page": page})


@login_required
@require_safe
def result(request: HttpRequest, result_id: int) -> HttpResponseBase:
    """What happened to one criterion of one account."""
    if result_id > LARGEST:
        raise Http404
    row = get_object_or_404(
        CriterionResult.objects.select_related(
            "criterion", "assessment__unit_version", "assessment__period"
        ),
        pk=result_id,
    )
    account = row.assessment
    if not may_read(roles_today(request.user), account):
        raise Http404
    number = row.criterion.number
    found = events_of(row)
    if request.GET.get("dang") == "csv":
        return _download(found, number, f"nhat-ky-{row.pk}")
    names = {"number": number, "unit": account.unit_version.full_name}
    page = {
        "heading": _("Lịch sử tiêu chí %(number)s, %(unit)s") % names,
        "lead": f"{row.criterion.name}. {account.period}.",
        "crumbs": [
            *_crumbs(),
            {"label": _("Tiêu chí %(number)s") % names, "url": ""},
        ],
        "result": row,
        **_listed(request, found, number, {}),
    }
    return render(request, "trail/result.html", {"page": page})


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Nhật ký kết quả"), "url": reverse("trail:events")}]


def _listed(
    request: HttpRequest,
    found: QuerySet[ResultEvent],
    number: int | None,
    kept: dict[str, str],
) -> dict[str, Any]:
    before, after = number_in(request, "truoc"), number_in(request, "sau")
    shown = trail_page(found, before=before, after=after, number=number)
    return {
        "rows": shown.rows,
        "pager": _pager(shown, kept),
        "download_url": f"?{urlencode({**kept, 'dang': 'csv'})}",
        "is_filtered": bool(kept),
    }


def _pager(shown: TrailPage, kept: dict[str, str]) -> dict[str, str]:
    def url(name: str, key: int | None) -> str:
        return f"?{urlencode({**kept, name: key})}" if key else ""

    return {
        "previous_url": url("sau", shown.newer),
        "next_url": url("truoc", shown.older),
        "label": "",
    }


def _download(
    found: QuerySet[ResultEvent], number: int | None, name: str
) -> StreamingHttpResponse:
    lines = trail_lines(all_rows(found, number), get_language() or "vi")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
