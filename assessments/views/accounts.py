"""Accounts side by side, choosing one, and the results sheet to download."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions import choose_account
from assessments.errors import AssessmentsError
from assessments.exports.sheet import as_csv, as_xlsx, results_sheet
from assessments.forms.sheets import ChooseForm, home_province, province_labels
from assessments.models import Assessment
from assessments.reports.accounts import (
    ALL,
    DIFFERENT,
    SEVERAL,
    VIEWS,
    accounts_beside,
    accounts_report,
    leaves_round,
)
from assessments.views.access import (
    LARGEST,
    commune_period_set,
    commune_period_sets,
    enter_province,
    number_in,
    page_of,
)
from documents.models import Document

WRITERS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts of a province and period side by side, and its documents."""
    provinces = province_labels(request.user)
    province_id = number_in(request, "tinh") or home_province(provinces) or 0
    enter_province(request, province_id)
    period_set = commune_period_set(number_in(request, "ky"))
    view = request.GET.get("xem", SEVERAL)
    if view not in VIEWS:
        raise Http404
    report = accounts_report(
        province_id, period_set, view, number_in(request, "trang") or 1
    )
    kept = {"tinh": province_id, "ky": period_set.pk, "xem": view}
    page = page_of(
        _("Các đánh giá"),
        f"{period_set.period}: {period_set.criteria_set}",
        fields=_fields(provinces, province_id, period_set.pk, view),
        pager=_pager(kept, report.page, report.pages),
        period_set=period_set,
        province_id=province_id,
        view=view,
    )
    return render(
        request, "assessments/accounts.html", {"page": page, "report": report}
    )


def _fields(
    provinces: list[tuple[int, str]], province_id: int, period_set_id: int, view: str
) -> list[dict]:
    periods = [(one.pk, str(one)) for one in commune_period_sets()]
    views = [
        (SEVERAL, _("xã có nhiều đánh giá")),
        (DIFFERENT, _("số nguồn nêu khác số theo dòng")),
        (ALL, _("mọi xã")),
    ]
    return [
        _field("tinh", _("Tỉnh"), provinces, province_id),
        _field("ky", _("Kỳ đánh giá"), periods, period_set_id),
        _field("xem", _("Xem"), views, view),
    ]


def _field(name: str, label: str, options: list, chosen: object) -> dict:
    return {
        "name": name,
        "label": label,
        "options": [
            {"value": value, "label": text, "selected": value == chosen}
            for value, text in options
        ],
    }


def _pager(kept: dict, number: int, pages: int) -> dict[str, str]:
    def url(page: int) -> str:
        return f"?{urlencode({**kept, 'trang': page})}" if 1 <= page <= pages else ""

    label = _("Trang %(page)s/%(pages)s") % {"page": number, "pages": pages}
    return {
        "previous_url": url(number - 1),
        "next_url": url(number + 1),
        "label": label,
    }


@login_required
def choose(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Choose one account, with a reason."""
    if assessment_id > LARGEST:
        raise Http404
    account = get_object_or_404(
        Assessment.objects.select_related(
            "document", "unit_version", "period", "criteria_set"
        ),
        pk=assessment_id,
    )
    enter_province(request, account.province_id)
    form = ChooseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_account(
                assessment=account,
                chosen_reason=form.cleaned_data["chosen_reason"],
                by=request.user,
            )
        except AssessmentsError as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, error.message)
        else:
            messages.success(request, _("Đã chọn đánh giá."))
            return redirect(_back(account))
    page = page_of(
        _("Chọn đánh giá của %(unit)s") % {"unit": account.unit_version.full_name},
        str(account.document),
        account=account,
        accounts=accounts_beside(account),
        leaves_round=leaves_round(account),
    )
    return render(request, "assessments/choose.html", {"page": page, "form": form})


def _back(account: Assessment) -> str:
    period_set = account.period.period_sets.filter(
        criteria_set=account.criteria_set_id
    ).first()
    query = {"tinh": account.province_id, "ky": period_set.pk if period_set else ""}
    return f"{reverse('assessments:accounts')}?{urlencode(query)}"


@login_required
def download(
    request: HttpRequest,
    province_id: int,
    period_set_id: int,
    document_id: int,
    suffix: str,
) -> HttpResponse:
    """The results sheet of one document, which the import reads back."""
    if max(province_id, period_set_id, document_id) > LARGEST or suffix not in WRITERS:
        raise Http404
    enter_province(request, province_id)
    period_set = commune_period_set(period_set_id)
    document = get_object_or_404(Document, pk=document_id)
    sheet = results_sheet(province_id, period_set, document)
    if not sheet.rows:
        raise Http404(_("Văn bản này chưa có đánh giá nào."))
    write, content_type = WRITERS[suffix]
    response = HttpResponse(write(sheet), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{suffix}"'
    return response
