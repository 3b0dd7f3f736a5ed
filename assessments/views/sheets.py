"""Uploading a sheet, its preview, and executing exactly that."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments.actions.documents import Citation
from assessments.actions.drafts import keep_draft
from assessments.actions.figures import import_figures
from assessments.actions.imports import forget_name, import_results, remember_name
from assessments.choices import DraftKind
from assessments.errors import AssessmentsError
from assessments.forms.sheets import (
    CitedForm,
    FigureForm,
    FiguresUploadForm,
    ResultsUploadForm,
)
from assessments.imports.communes import folded
from assessments.imports.figures import FiguresPreview, plan_figures
from assessments.imports.plan import ImportPlan, Upload, plan_import
from assessments.imports.reading import read_sheets
from assessments.imports.sheets import SheetError
from assessments.models import ImportDraft, WrittenName
from assessments.views.access import (
    LARGEST,
    enter,
    enter_province,
    own_draft,
    own_drafts,
    page_of,
)
from assessments.views.preview import facts_of, preview_page
from communes.models import Unit

# The name of a sheet that nobody sent: of one figure, entered by itself.
ONE_FIGURE = "so-cong-bo.csv"
# The fields of one figure, under the headings that a sheet has for them.
FIGURE_HEADER = {
    "metric": "Về",
    "tier": "Chuẩn",
    "low": "Từ",
    "high": "Đến",
    "as_of": "Tính đến ngày",
    "value": "Số",
    "denominator": "Trên tổng",
    "note": "Ghi chú",
}


@login_required
def upload_results(request: HttpRequest) -> HttpResponse:
    """Bring in a sheet of results; drafts still waiting are listed."""
    enter(request)
    form = ResultsUploadForm(
        request.POST or None, request.FILES or None, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        draft = _kept(request, form, period_set=form.cleaned_data["period_set"])
        if draft is not None:
            return redirect("assessments:draft", draft.pk)
    page = page_of(
        _("Nhập từ bảng"),
        _("Kết quả của các xã, từ bảng tính mà cơ quan đang dùng."),
        drafts=ImportDraft.objects.filter(
            owner=request.user, expires_at__gt=timezone.now()
        ).defer("content"),
        is_results=True,
    )
    return render(request, "assessments/upload.html", {"page": page, "form": form})


@login_required
def upload_figures(request: HttpRequest) -> HttpResponse:
    """Bring in a sheet of published figures."""
    enter(request)
    form = FiguresUploadForm(
        request.POST or None, request.FILES or None, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        draft = _kept(request, form)
        if draft is not None:
            return redirect("assessments:draft", draft.pk)
    page = page_of(
        _("Số công bố từ bảng"),
        _("Các cột: Về, Chuẩn, Từ, Đến, Tính đến ngày, Số, Trên tổng, Ghi chú."),
    )
    return render(request, "assessments/upload.html", {"page": page, "form": form})


@login_required
def enter_figure(request: HttpRequest) -> HttpResponse:
    """Enter one published figure; it is previewed like a sheet of one row."""
    enter(request)
    form = FigureForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        content = _one_row(form.cleaned_data)
        if not _is_refused(form, content):
            draft = _keep(request, form, ONE_FIGURE, content)
            return redirect("assessments:draft", draft.pk)
    page = page_of(
        _("Nhập một số công bố"), _("Con số mà một văn bản nêu về tỉnh vào một ngày.")
    )
    return render(request, "assessments/upload.html", {"page": page, "form": form})


def _one_row(said: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(FIGURE_HEADER.values())
    written = {**said, "as_of": said["as_of"].isoformat()}
    writer.writerow(written[name] for name in FIGURE_HEADER)
    return out.getvalue().encode()


def _is_refused(form: FigureForm, content: bytes) -> bool:
    """Whether the sheet of this one row is; each reason goes to its field."""
    plan = plan_figures(
        province=Unit.objects.get(pk=form.cleaned_data["province"]),
        citation=form.citation,
        file_name="1.csv",
        content=content,
    )
    field_of = dict(zip("ABCDEFGH", FIGURE_HEADER, strict=True))
    for refusal in plan.refusals:
        column = refusal.place.rpartition("!")[2][:1]
        form.add_error(field_of[column], refusal.reason)
    return not plan.is_clean


def _kept(request: HttpRequest, form: CitedForm, **more: Any) -> ImportDraft | None:
    """A draft of the uploaded file; None with the form told why it cannot be read."""
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        read_sheets(file.name, content)
    except SheetError as error:
        form.add_error("file", error.message)
        return None
    reason = form.cleaned_data.get("chosen_reason", "")
    return _keep(request, form, file.name, content, chosen_reason=reason, **more)


def _keep(
    request: HttpRequest, form: CitedForm, name: str, content: bytes, **more: Any
) -> ImportDraft:
    return keep_draft(
        province=Unit.objects.get(pk=form.cleaned_data["province"]),
        citation=form.citation,
        file_name=name,
        content=content,
        by=request.user,
        **more,
    )


@login_required
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the sheet would do: new, changed, same, refused, each with its cell."""
    kept = own_draft(request, draft_id)
    try:
        plan = _plan(kept)
    except (AssessmentsError, SheetError) as error:
        plan = None
        messages.error(request, error.message)
    page = page_of(
        _heading(kept),
        draft=kept,
        facts=facts_of(kept),
    )
    return render(
        request,
        "assessments/preview.html",
        {"page": {**page, **preview_page(plan)}, "plan": plan},
    )


def _heading(kept: ImportDraft) -> str:
    if kept.file_name == ONE_FIGURE:
        return _("Xem trước một số công bố")
    return _("Xem trước: %(name)s") % {"name": kept.file_name}


def _plan(kept: ImportDraft) -> ImportPlan | FiguresPreview:
    citation = Citation.from_json(kept.document)
    content = bytes(kept.content)
    if kept.kind == DraftKind.FIGURES:
        return plan_figures(
            province=kept.province,
            citation=citation,
            file_name=kept.file_name,
            content=content,
        )
    return plan_import(
        Upload(
            province=kept.province,
            period_set=kept.period_set,
            citation=citation,
            file_name=kept.file_name,
            content=content,
            chosen_reason=kept.chosen_reason,
        )
    )


@login_required
@require_POST
def execute(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Execute the plan that was previewed; another one is shown again first.

    The draft is locked, so that the second of two clicks finds it gone.
    """
    with transaction.atomic():
        locked = own_drafts(request, draft_id).select_for_update(of=("self",))
        kept = locked.first()
        if kept is None:
            messages.info(
                request, _("Bảng này không còn chờ nhập: đã ghi, đã bỏ hoặc hết hạn.")
            )
            return redirect("assessments:import")
        enter_province(request, kept.province_id)
        return _executed(request, kept)


def _executed(request: HttpRequest, kept: ImportDraft) -> HttpResponse:
    try:
        plan = _plan(kept)
        if not plan.is_clean or plan.digest != request.POST.get("digest"):
            raise AssessmentsError(
                _("Số liệu đã thay đổi sau khi xem trước. Hãy xem lại rồi ghi.")
            )
        if isinstance(plan, ImportPlan):
            import_results(plan=plan.results, by=request.user)
        else:
            import_figures(plan=plan.figures, by=request.user)
    except (AssessmentsError, SheetError) as error:
        messages.error(request, error.message)
        return redirect("assessments:draft", kept.pk)
    messages.success(request, _("Đã ghi. %(summary)s") % {"summary": plan.summary})
    after = _after(kept)
    kept.delete()
    return redirect(after)


def _after(kept: ImportDraft) -> str:
    if kept.period_set_id is None:
        return reverse("assessments:import")
    query = f"?tinh={kept.province_id}&ky={kept.period_set_id}"
    return reverse("assessments:accounts") + query


@login_required
@require_POST
def choose_name(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Remember which commune a written name means, then look again."""
    kept = own_draft(request, draft_id)
    unit_id = request.POST.get("unit", "")
    is_number = unit_id.isascii() and unit_id.isdigit() and int(unit_id) <= LARGEST
    unit = Unit.objects.filter(pk=unit_id).first() if is_number else None
    try:
        if unit is None:
            raise AssessmentsError(_("Hãy chọn một xã."))
        remember_name(
            province=kept.province,
            name_folded=folded(request.POST.get("name", ""))[:120],
            district_folded=folded(request.POST.get("district", ""))[:120],
            unit=unit,
            by=request.user,
        )
    except AssessmentsError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Đã ghi nhớ lựa chọn."))
    return redirect("assessments:draft", kept.pk)


@login_required
@require_POST
def drop_name(request: HttpRequest, draft_id: int, name_id: int) -> HttpResponse:
    """Take back what a written name was chosen to mean, then look again.

    One that somebody else took back meanwhile is as good.
    """
    kept = own_draft(request, draft_id)
    names = WrittenName.objects.filter(province=kept.province)
    written = names.filter(pk=min(name_id, LARGEST)).first()
    if written is not None:
        forget_name(written=written, by=request.user)
    messages.success(request, _("Đã bỏ lựa chọn; cổng hỏi lại tên này."))
    return redirect("assessments:draft", kept.pk)


@login_required
@require_POST
def drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give up a draft."""
    own_draft(request, draft_id).delete()
    messages.success(request, _("Đã bỏ bảng chờ nhập. Không có gì được ghi."))
    return redirect("assessments:import")
